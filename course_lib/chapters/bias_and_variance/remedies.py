"""The lectures' recipes, each tried on a network that needs it and on one that does not.

Two spirals, one in ten labels turned over: no border gets below an error of 10 %. One network is
too small for them, one has too few points. Five seeds side by side, each with its own points.
"""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.datasets import spiral
from course_lib.engine import (
    L2,
    Adam,
    Network,
    Optimizer,
    Tanh,
    cross_entropy,
    evaluate,
    glorot_normal,
    mlp,
    stack,
    train,
)

FLIPPED = 0.1
"""Share of labels that say the other class: the Bayes error, as good as."""

SEEDS = (0, 1, 2, 3, 4)
SCATTER, DEV_SIZE, BATCH_SIZE = 0.1, 4000, 100
Points = tuple[npt.NDArray[Any], npt.NDArray[np.int64]]


@dataclass(frozen=True)
class Case:
    """A network, its data and its training; what a remedy changes is one field."""

    hidden: tuple[int, ...]
    points: int
    steps: int
    lr: float = 0.01
    strength: float = 0.0


SMALL = Case(hidden=(4,), points=300, steps=300)
"""Four units: high bias."""

LARGE = Case(hidden=(50, 50), points=100, steps=1200, lr=0.003)
"""2802 parameters for 100 points: high variance."""

ENOUGH = replace(LARGE, points=1000)
"""The same with ten times the points."""

REMEDIES: dict[str, tuple[Case, dict[str, Case]]] = {
    "high bias": (
        SMALL,
        {
            "bigger network": replace(SMALL, hidden=(50,)),
            "longer training": replace(SMALL, steps=4000),
            "other architecture": replace(SMALL, hidden=(8, 8)),
            "more data": replace(SMALL, points=3000),
            "regularization": replace(SMALL, strength=0.003),
        },
    ),
    "high variance": (
        LARGE,
        {
            "more data": ENOUGH,
            "regularization": replace(LARGE, strength=0.003),
            "other architecture": replace(LARGE, hidden=(10,)),
            "bigger network": replace(LARGE, hidden=(100, 100)),
            "longer training": replace(LARGE, steps=2400),
        },
    ),
}
"""For each illness the network that has it, and what is tried on it."""


@dataclass(frozen=True)
class Outcome:
    """The networks side by side, the points of each, and the errors, of shape (seeds,)."""

    networks: Network
    points: Points
    train_error: npt.NDArray[Any]
    dev_error: npt.NDArray[Any]


def draw_points(n: int, *, rng: np.random.Generator) -> Points:
    """Draw n points of two spirals, one label in ten turned over.

    Examples
    --------
    >>> points, labels = draw_points(50, rng=np.random.default_rng(0))
    >>> points.shape, labels.shape
    ((50, 2), (50,))
    """
    points, labels = spiral(n, noise=SCATTER, rng=rng)
    return points, np.where(rng.random(n) < FLIPPED, 1 - labels, labels)


@cache
def attempt(case: Case) -> Outcome:
    """Train a case with all seeds; a case that was trained before is not trained again.

    Examples
    --------
    >>> attempt(Case(hidden=(2,), points=20, steps=5)).dev_error.shape
    (5,)
    """
    generators = [np.random.default_rng(seed) for seed in SEEDS]
    sets = [draw_points(case.points, rng=np.random.default_rng(100 + seed)) for seed in SEEDS]
    x, labels = (np.stack(part) for part in zip(*sets, strict=True))
    networks = stack([_network(case, rng) for rng in generators])
    optimizer = Optimizer(Adam(), case.lr, L2(case.strength) if case.strength else None)
    size = min(case.points, BATCH_SIZE)
    for step in train(
        networks, cross_entropy, optimizer, (x, labels),
        epochs=-(-case.steps * size // case.points), batch_size=size, rng=generators,
    ):  # fmt: skip
        if step.number == case.steps:
            break
    dev = draw_points(DEV_SIZE, rng=np.random.default_rng(99))
    errors = [1 - evaluate(networks, cross_entropy, data)[1] for data in ((x, labels), dev)]
    return Outcome(networks, (x, labels), *errors)


def _network(case: Case, rng: np.random.Generator) -> Network:
    return mlp(
        [2, *case.hidden, 2],
        rng=rng,
        activation=Tanh,
        initializer=glorot_normal,
    )
