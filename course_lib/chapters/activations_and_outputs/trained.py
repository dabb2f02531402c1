"""Deep networks with one function, one scale of weights and one rate, many seeds at once."""

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.chapters.activations_and_outputs.functions import FUNCTIONS
from course_lib.datasets import circles, digits, moons, published_moons
from course_lib.engine import (
    Adam,
    Dense,
    GradientDescent,
    Momentum,
    Network,
    Optimizer,
    VarianceScaling,
    binary_cross_entropy,
    cross_entropy,
    evaluate,
    fit,
    mlp,
    stack,
)
from course_lib.engine.losses.loss import Loss
from course_lib.engine.rules.rule import Rule
from course_lib.engine.training.batches import Data
from course_lib.experiments.contests import bracketed, lowest
from course_lib.experiments.schedule_problem import pooled

Floats = npt.NDArray[np.float64]
Seeds = Sequence[int]

RULES: dict[str, Rule] = {"descent": GradientDescent(), "momentum": Momentum(0.9), "Adam": Adam()}
PLANES: dict[str, Callable[..., Any]] = {"moons": moons, "circles": circles}
OTHERS = 1000
"""Examples in the dev set, and in the test set."""


@dataclass(frozen=True)
class Problem:
    """What is trained, and how long.

    Attributes
    ----------
    data : "digits" (7 x 7 pixels), "images" (28 x 28), "moons", "circles", or "published", the
        300 points of notebook 01, the same for every seed
    draw : int
        Moves every seed's own draw of the data.
    points : examples to train on
    centred : whether biases start at -1/2 of the sum of a unit's weights, as sigmoids ask for
    """

    data: str = "published"
    draw: int = 0
    points: int = 300
    noise: float = 0.2
    depth: int = 10
    width: int = 10
    updates: int = 1000
    batch_size: int = 32
    rule: str = "descent"
    centred: bool = False

    @property
    def loss(self) -> Loss:
        """What is trained by."""
        return cross_entropy if self.data in ("digits", "images") else binary_cross_entropy

    @property
    def epochs(self) -> int:
        """The budget in passes over the data."""
        return max(1, round(self.updates / -(-self.points // self.batch_size)))


@cache
def _sets(problem: Problem, seed: int) -> list[Data]:
    """Training, dev and test set of a seed: every seed draws its own."""
    n = problem.points
    if problem.data in ("digits", "images"):
        first = n * (seed + problem.draw) % (50_000 - n)
        found: list[Data] = [digits(n, first), digits(OTHERS, 50_000), digits(OTHERS, 55_000)]
        if problem.data == "digits":
            found = [pooled(data[0], data[1]) for data in found]
        return [(np.asarray(data[0], np.float32), data[1]) for data in found]
    if problem.data == "published":
        return [published_moons()] * 3
    rng = np.random.default_rng([seed, problem.draw, 2])
    x, labels = PLANES[problem.data](n + 2 * OTHERS, noise=problem.noise, rng=rng)
    cuts = (slice(0, n), slice(n, n + OTHERS), slice(n + OTHERS, None))
    return [(x[cut], labels[cut]) for cut in cuts]


def sets(problem: Problem, seeds: Seeds) -> list[Data]:
    """Training, dev and test sets of these seeds, on the model axis."""
    each = [_sets(problem, seed) for seed in seeds]
    return [
        (np.stack([data[k][0] for data in each]), np.stack([data[k][1] for data in each]))
        for k in range(3)
    ]


def networks(problem: Problem, name: str, scale: float, seeds: Seeds) -> Network:
    """Fresh ones, side by side: weights of variance ``scale / n_in``."""
    x = _sets(problem, seeds[0])[0][0]
    ends = (x.shape[-1], 10 if problem.loss is cross_entropy else 1)
    function = FUNCTIONS[name]
    both = stack([
        mlp([ends[0], *[problem.width] * problem.depth, ends[1]], rng=np.random.default_rng(seed),
            activation=lambda: function.make(function.usual), dtype=x.dtype,
            initializer=VarianceScaling(scale))
        for seed in seeds
    ])  # fmt: skip
    if problem.centred:
        centre(both)
    return both


def centre(network: Network) -> None:
    """Set the biases behind sigmoids to -1/2 of the sum of the weights: inputs count from 1/2.

    Examples
    --------
    >>> network = mlp([1, 3, 1], rng=np.random.default_rng(0))
    >>> centre(network)
    >>> bool(np.allclose(network["output"].b, -network["output"].W.sum() / 2))
    True
    """
    dense = [layer for layer in network.layers if isinstance(layer, Dense)]
    for layer in dense[1:]:
        layer.b[...] = -layer.W.sum(axis=-2, keepdims=layer.b.ndim == layer.W.ndim) / 2


def trained(
    problem: Problem, name: str, scale: float, lr: float, seeds: Seeds, *, part: int = 1
) -> Floats:
    """Train, by plain gradient descent where nothing else is asked; the accuracy of each seed.

    Parameters
    ----------
    part : 0 for the training set, 1 for dev, 2 for test

    Examples
    --------
    >>> trained(Problem(depth=1, updates=500), "tanh", 1.0, 0.3, range(2)).shape
    (2,)
    """
    data = sets(problem, seeds)
    both = networks(problem, name, scale, seeds)
    with warnings.catch_warnings(action="ignore"):  # large rates diverge, and that is a result
        fit(
            both, problem.loss, Optimizer(RULES[problem.rule], lr), data[0], epochs=problem.epochs,
            batch_size=problem.batch_size, rng=[np.random.default_rng([s, 1]) for s in seeds],
            every=problem.epochs,
        )  # fmt: skip
        return np.asarray(evaluate(both, problem.loss, data[part])[1])


def best_rate(
    problem: Problem,
    name: str,
    scale: float,
    seeds: Seeds,
    first: Sequence[float] = (0.1, 0.2, 0.4),
) -> tuple[float, float]:
    """The rate with the best dev accuracy, inside a bracketed grid of factors of 2, and that.

    Where none of the first rates learns, larger ones are tried, up to 64 times as large.
    """
    nothing = 0.2 if problem.loss is cross_entropy else 0.6

    @cache
    def error(lr: float) -> float:
        return float(1 - trained(problem, name, scale, lr, seeds).mean())

    def errors(rates: list[float]) -> list[float]:
        return [error(lr) for lr in rates]

    for larger in (1, 8, 64):
        started = [larger * rate for rate in first]
        if 1 - min(errors(started)) > nothing:
            grid = bracketed(errors, started)
            return lowest(grid), 1 - min(grid.values())
    return first[0], 0.0
