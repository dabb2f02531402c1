"""Weights that keep the gradient: asked of the slopes, again and again."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.chapters.activations_and_outputs.functions import FUNCTIONS
from course_lib.chapters.activations_and_outputs.trained import Problem, centre, trained
from course_lib.datasets import Sweep, published_moons
from course_lib.engine import VarianceScaling, mlp, stack
from course_lib.engine.arrays import Array
from course_lib.experiments.gradient_gain import Passed, passed
from course_lib.experiments.swept import swept

Floats = npt.NDArray[np.float64]

WIDTH, DEPTH = 10, 10
SEEDS = range(10)
SCALES = {
    "sigmoid": (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024),
    "tanh": (0.125, 0.25, 0.5, 1, 2, 4, 8, 16, 32),
    "ReLU": (0.25, 0.5, 1, 2, 4, 8, 16),
}
RATES = (0.03, 0.1, 0.3)
LEARNED = 0.8
"""A run has learned when it is right for more of the points than this."""


def slopes_at(
    name: str, scale: float, *, width: int = WIDTH, depth: int = DEPTH,
    seeds: Sequence[int] = SEEDS, centred: bool = False,
) -> Array:  # fmt: skip
    """Slopes of all units of untrained networks, for all 300 points; shape (layers, any).

    Weights have the variance ``scale / n_in``; ``centred`` biases count from a sigmoid's 1/2.

    Examples
    --------
    >>> bool(slopes_at("sigmoid", 1.0).max() <= 0.25)
    True
    """
    points, _ = published_moons()
    function = FUNCTIONS[name]
    networks = stack([
        mlp([2, *[width] * depth, 1], rng=np.random.default_rng(seed),
            activation=lambda: function.make(function.usual), initializer=VarianceScaling(scale))
        for seed in seeds
    ])  # fmt: skip
    if centred:
        centre(networks)
    networks.forward(points)
    ones = np.ones((len(seeds), len(points), width))
    return np.array([layer.backward(ones) for layer in networks.layers[1:-1:2]]).reshape(depth, -1)


def asked_again(
    name: str, scale_for: Callable[[Array], Any], *, first: float = 1.0, times: int = 10, **how: Any
) -> list[float]:
    """Scales, each asked of the slopes that the one before gives, the first one given.

    Examples
    --------
    >>> asked_again("ReLU", lambda slopes: 1 / np.mean(slopes), times=2)
    [1.0, 2.01..., 2.01...]
    """
    scales = [first]
    for _ in range(times):
        scales.append(float(scale_for(slopes_at(name, scales[-1], **how))))
    return scales


def shares(name: str, scale: float, *, width: int = WIDTH, depth: int = DEPTH) -> Passed:
    """What ten fresh networks let through, for the 300 points."""
    points, labels = published_moons()
    function = FUNCTIONS[name]
    make = partial(function.make, function.usual)
    return passed(make, scale, x=points, labels=labels, width=width, depth=depth)


def windows(
    problem: Problem, lr: float, seeds: Sequence[int], scales: Mapping[str, tuple[float, ...]]
) -> dict[str, list[int]]:
    """How many of the seeds learn, at each scale of each function."""
    return {
        name: [
            int((trained(problem, name, scale, lr, seeds, part=0) > LEARNED).sum())
            for scale in tried
        ]
        for name, tried in scales.items()
    }


def sweep(*, seeds: Sequence[int] = SEEDS, **how: Any) -> Sweep:
    """Ten layers of ten units, every scale and rate, as in section 1: a few minutes.

    Returns
    -------
    Sweep with axes (scale, lr), of scales as ``SCALES`` has them, NaN where one is not tried
    """
    every = sorted({scale for tried in SCALES.values() for scale in tried})

    def run(name: str, lr: float) -> dict[str, Floats]:
        rows = [
            trained(Problem(), name, scale, lr, seeds, part=0)
            if scale in SCALES[name]
            else np.full(len(seeds), np.nan)
            for scale in every
        ]
        return {"accuracy": np.array(rows)}

    return swept(
        run,
        {"function": list(SCALES), "lr": RATES},
        fixed={"scale": np.array(every)},
        settings={"width": WIDTH, "depth": DEPTH, "updates": Problem().updates},
        seeds=seeds,
        **how,
    )
