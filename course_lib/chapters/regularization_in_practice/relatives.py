"""Eight networks side by side on small sets of moons, a set for each: for a remedy and its kin."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from course_lib.chapters.regularization_in_practice.networks import NEW
from course_lib.datasets import moons
from course_lib.engine import Adam, Network, Optimizer, binary_cross_entropy, evaluate, fit, stack


def trained(
    build: Callable[[np.random.Generator], Network],
    seeds: Sequence[int],
    *,
    epochs: int = 300,
    **extra: Any,
) -> tuple[Any, Any]:
    """Train one network for each seed on 40 moons of its own; losses and accuracies on new ones.

    Parameters
    ----------
    build : function of a generator, which draws the weights
    **extra : what the optimizer takes besides rule and rate: ``regularizer``, ``constraint``

    Examples
    --------
    >>> from course_lib.engine import mlp
    >>> losses, accuracies = trained(lambda rng: mlp([2, 5, 1], rng=rng), (0, 1), epochs=2)
    >>> losses.shape, accuracies.shape
    ((2,), (2,))
    """
    rngs = [np.random.default_rng(seed) for seed in seeds]
    drawn = [moons(40, noise=0.3, rng=rng) for rng in rngs]
    known = np.stack([x for x, _ in drawn]), np.stack([labels for _, labels in drawn])
    networks = stack([build(rng) for rng in rngs])
    optimizer = Optimizer(Adam(), 0.01, **extra)
    fit(
        networks, binary_cross_entropy, optimizer, known,
        epochs=epochs, batch_size=40, rng=rngs, every=epochs,
    )  # fmt: skip
    new = moons(NEW, noise=0.3, rng=np.random.default_rng(0))
    return evaluate(networks, binary_cross_entropy, new)
