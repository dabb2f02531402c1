"""Dropout, DropConnect, L2 and max-norm on small sets of moons, a set for each seed."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from course_lib.chapters.regularization_in_practice.networks import NEW
from course_lib.datasets import moons
from course_lib.engine import (
    L2,
    Adam,
    Dense,
    DropConnect,
    MaxNorm,
    Network,
    Optimizer,
    ReLU,
    binary_cross_entropy,
    evaluate,
    fit,
    mlp,
    stack,
)

Build = Callable[[np.random.Generator], Network]


def relatives(seeds: Sequence[int], *, epochs: int = 300) -> dict[str, tuple[Any, Any]]:
    """Train 2-50-50-1 with each remedy; losses and accuracies on new points, by seed.

    Examples
    --------
    >>> list(relatives((0, 1), epochs=2))
    ['none', 'L2, lambda 0.01', 'dropout 0.5', 'DropConnect 0.5', 'max-norm 1']
    """
    plain = _with_units(None)
    ways: dict[str, tuple[Build, dict[str, Any]]] = {
        "none": (plain, {}),
        "L2, lambda 0.01": (plain, {"regularizer": L2(0.01)}),
        "dropout 0.5": (_with_units(0.5), {}),
        "DropConnect 0.5": (_dropped_weights, {}),
        "max-norm 1": (plain, {"constraint": MaxNorm(1.0)}),
    }
    new = moons(NEW, noise=0.3, rng=np.random.default_rng(0))
    return {name: _trained(*how, seeds, epochs, new) for name, how in ways.items()}


def _trained(
    build: Build, extra: dict[str, Any], seeds: Sequence[int], epochs: int, new: Any
) -> tuple[Any, Any]:
    rngs = [np.random.default_rng(seed) for seed in seeds]
    drawn = [moons(40, noise=0.3, rng=rng) for rng in rngs]
    known = np.stack([x for x, _ in drawn]), np.stack([labels for _, labels in drawn])
    networks = stack([build(rng) for rng in rngs])
    optimizer = Optimizer(Adam(), 0.01, **extra)
    fit(
        networks, binary_cross_entropy, optimizer, known, epochs=epochs, batch_size=40, rng=rngs
    )  # fmt: skip
    return evaluate(networks, binary_cross_entropy, new)


def _with_units(drop_rate: float | None) -> Build:
    return lambda rng: mlp([2, 50, 50, 1], rng=rng, drop_rate=drop_rate)


def _dropped_weights(rng: np.random.Generator) -> Network:
    layers = [Dense(2, 50), ReLU(), DropConnect(50, 50, 0.5), ReLU(), DropConnect(50, 1, 0.5)]
    return Network(layers, rng=rng)
