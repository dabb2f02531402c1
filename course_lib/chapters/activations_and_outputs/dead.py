"""ReLUs that no example switches on: which of them come back."""

import warnings
from collections.abc import Sequence

import numpy as np

from course_lib.chapters.activations_and_outputs.trained import PLANES, RULES
from course_lib.engine import L2, Optimizer, binary_cross_entropy, fit, mlp
from course_lib.experiments.dying import dead_units


def revived(
    seeds: Sequence[int],
    *,
    bias: float = -1.0,
    lr: float = 0.1,
    data: str = "moons",
    points: int = 300,
    width: int = 20,
    hidden: int = 2,
    batch_size: int = 32,
    epochs: int = 100,
    rule: str = "descent",
    strength: float = 0.0,
    draw: int = 0,
    shift: float = 0.0,
) -> dict[str, list[int]]:
    """Train networks whose hidden biases start at ``bias``; count the dead, and who revives.

    Parameters
    ----------
    shift : added to the inputs

    Returns
    -------
    dict : "dead at the start" and "of these alive at the end", one number per hidden layer, all
        seeds together

    Examples
    --------
    >>> came = revived(range(2), epochs=5)
    >>> came["of these alive at the end"][0]
    0
    """
    before, after = np.zeros(hidden, int), np.zeros(hidden, int)
    for seed in seeds:
        x, labels = PLANES[data](points, noise=0.2, rng=np.random.default_rng([seed, draw, 4]))
        x = x + shift
        network = mlp([2, *[width] * hidden, 1], rng=np.random.default_rng(seed))
        for k in range(1, hidden + 1):
            network[f"hidden {k}"].b[...] = bias
        dead = dead_units(network, x)
        with warnings.catch_warnings(action="ignore"):
            fit(
                network, binary_cross_entropy, Optimizer(RULES[rule], lr, L2(strength)),
                (x, labels), epochs=epochs, batch_size=batch_size,
                rng=np.random.default_rng([seed, 1]), every=epochs,
            )  # fmt: skip
        still = dead_units(network, x)
        before += [int(layer.sum()) for layer in dead]
        after += [int((old & ~new).sum()) for old, new in zip(dead, still, strict=True)]
    return {"dead at the start": before.tolist(), "of these alive at the end": after.tolist()}
