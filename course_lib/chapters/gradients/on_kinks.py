"""Networks that stand exactly on a kink of ReLU, and what a gradient check says of them."""

from typing import Any

import numpy as np

from course_lib.chapters.gradients.measured import data_of
from course_lib.chapters.gradients.microscope import relative_error
from course_lib.engine import Network, binary_cross_entropy, mlp

EPSILONS = 10.0 ** np.arange(-9, -2)
FAILS = 1e-6


def smallest_error(network: Network, data: Any, direction: Any) -> float:
    """The smallest relative error of a two-sided difference, whatever the epsilon."""
    probe = network.copy()
    probe.backward(binary_cross_entropy(probe.forward(data[0]), data[1])[1])
    backward = float(np.vdot(probe.gradient, direction))
    sides = np.concatenate([-EPSILONS, EPSILONS])[:, None, None]
    many = network.with_theta(network.theta + sides * direction)
    losses = binary_cross_entropy(many.forward(data[0]), data[1])[0]
    low, high = np.split(np.asarray(losses), 2)
    slopes = (high - low) / (2 * EPSILONS)
    return min(relative_error(backward, slope) for slope in slopes)


def checks_on_kinks(
    *, seeds: int, data: str, noise: float, points: int, units: int, second: int, hair: float,
    draws: int,
) -> dict[str, Any]:  # fmt: skip
    """Count networks with a sum of exactly 0, and how many fail there, and a hair beside it.

    Biases are 0, so where all of layer 1 is off for a point, its sums in layer 2 are 0. All such
    points get the answer 1/2; where as many of them are of either class, what the check gets wrong
    for one it makes up for with another, and these networks are left out.
    """
    standing = failing = failing_beside = 0
    for seed in range(seeds, seeds + draws):
        (x, y), _ = data_of(data, noise, points, [seed])
        given = x[0], y[0, :, 0].astype(int)
        rng = np.random.default_rng([seed, 5])
        network = mlp([x.shape[-1], units, second, 1], rng=rng)
        off = (given[0] @ network["hidden 1"].W <= 0).all(axis=1)
        if np.sum(given[1][off] - 0.5) == 0:  # none, or as many of each class: they cancel out
            continue
        standing += 1
        direction = rng.standard_normal(network.theta.shape)
        failing += smallest_error(network, given, direction) > FAILS
        for name in ("hidden 1", "hidden 2"):
            network[name].b[...] += hair * rng.standard_normal(network[name].b.shape)
        failing_beside += smallest_error(network, given, direction) > FAILS
    return {"on a kink": standing, "fail there": failing, "fail a hair beside": failing_beside}


def kinks_fail(numbers: dict[str, Any]) -> bool:
    """Nearly all fail on the kink, and none a hair beside it."""
    standing = numbers["on a kink"]
    all_there = numbers["fail there"] >= 0.95 * standing
    return bool(standing >= 10 and all_there and numbers["fail a hair beside"] == 0)
