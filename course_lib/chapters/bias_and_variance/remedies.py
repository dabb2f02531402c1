"""Five ill networks, and what four remedies do to each of them.

Points of two classes in the plane, some labels turned over: no border gets below that share of
errors. Several seeds side by side, each with its own points, start and order.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.datasets import circles, moons, spiral
from course_lib.engine import (
    L2,
    Adam,
    GradientDescent,
    Network,
    Optimizer,
    ReLU,
    Tanh,
    cross_entropy,
    evaluate,
    glorot_normal,
    mlp,
    stack,
    train,
)

Points = tuple[npt.NDArray[Any], npt.NDArray[np.int64]]
Floats = npt.NDArray[Any]

SEEDS = tuple(range(10))
DEV_SIZE, BATCH_SIZE = 4000, 100
PLANES: dict[str, Callable[..., Points]] = {"spiral": spiral, "moons": moons, "circles": circles}
ACTIVATIONS = {"tanh": Tanh, "relu": ReLU}
RULES = {"Adam": Adam, "descent": GradientDescent}


@dataclass(frozen=True)
class Case:
    """A network, its data and its training; what a remedy changes is one field.

    Attributes
    ----------
    flipped : float
        Share of labels that say the other class: the Bayes error, as good as.
    scatter : float
        How far the points lie from the two arms.
    """

    hidden: tuple[int, ...]
    points: int
    steps: int
    lr: float
    strength: float = 0.0
    flipped: float = 0.1
    scatter: float = 0.1
    data: str = "spiral"
    activation: str = "tanh"
    rule: str = "Adam"


STRAIGHT = Case(hidden=(), points=300, steps=300, lr=0.03)
"""No hidden layer: its border is a straight line."""
SLOW = Case(hidden=(8,), points=300, steps=300, lr=0.002)
"""Eight units, stopped too early."""
OVERFIT = Case(hidden=(20, 20), points=100, steps=500, lr=0.01)
"""502 parameters for 100 points."""

PATIENTS = {
    "A": STRAIGHT,
    "B": SLOW,
    "C": Case(hidden=(3,), points=300, steps=6000, lr=0.03),
    "D": OVERFIT,
    "E": Case(hidden=(20, 20), points=3000, steps=4000, lr=0.01, flipped=0.3),
}
"""Too simple, too early, too small, too few points, and one that is well: its labels are wrong."""

STRENGTHS = (0.0003, 0.001, 0.003, 0.01)
MORE = 10
"""Times the points, or the steps."""

REMEDIES: dict[str, Callable[[Case], tuple[Case, ...]]] = {
    "train on": lambda case: (replace(case, steps=MORE * case.steps),),
    "bigger network": lambda case: (
        replace(case, hidden=tuple(max(20, 2 * units) for units in case.hidden) or (20,)),
    ),
    "regularization": lambda case: tuple(replace(case, strength=each) for each in STRENGTHS),
    "more data": lambda case: (replace(case, points=MORE * case.points),),
}
"""What each makes of a case; of several cases one is chosen."""


@dataclass(frozen=True)
class Outcome:
    """The networks side by side, the points of each, and the errors, of shape (seeds,).

    ``choosing_error`` is that on dev points that nothing else is judged by.
    """

    case: Case
    networks: Network
    points: Points
    train_error: Floats
    dev_error: Floats
    choosing_error: Floats


def draw_points(case: Case, n: int, *, rng: np.random.Generator) -> Points:
    """Draw n points of a case, some labels turned over.

    Examples
    --------
    >>> points, labels = draw_points(STRAIGHT, 50, rng=np.random.default_rng(0))
    >>> points.shape, labels.shape
    ((50, 2), (50,))
    """
    points, labels = PLANES[case.data](n, noise=case.scatter, rng=rng)
    return points, np.where(rng.random(n) < case.flipped, 1 - labels, labels)


@cache
def attempt(case: Case, seeds: Sequence[int] = SEEDS) -> Outcome:
    """Train a case with all seeds; a case that was trained before is not trained again.

    Examples
    --------
    >>> attempt(Case(hidden=(2,), points=20, steps=5, lr=0.01)).dev_error.shape
    (10,)
    """
    return along(case, (case.steps,), seeds)[-1]


def along(case: Case, marks: Sequence[int], seeds: Sequence[int] = SEEDS) -> list[Outcome]:
    """Train a case once, and look at it after so many steps each.

    Examples
    --------
    >>> [each.case.steps for each in along(Case((2,), 20, 5, 0.01), (2, 5))]
    [2, 5]
    """
    generators = [np.random.default_rng(seed) for seed in seeds]
    sets = [draw_points(case, case.points, rng=np.random.default_rng([seed, 1])) for seed in seeds]
    x, labels = (np.stack(part) for part in zip(*sets, strict=True))
    networks = stack([_network(case, rng) for rng in generators])
    penalty = L2(case.strength) if case.strength else None
    optimizer = Optimizer(RULES[case.rule](), case.lr, penalty)
    size = min(case.points, BATCH_SIZE)
    # Points that nothing is trained on: the first set judges, the second one chooses.
    judges = [draw_points(case, DEV_SIZE, rng=np.random.default_rng([seeds[0], k])) for k in (2, 3)]
    found: list[Outcome] = []
    for step in train(
        networks, cross_entropy, optimizer, (x, labels),
        epochs=-(-max(marks) * size // case.points), batch_size=size, rng=generators,
    ):  # fmt: skip
        if step.number in marks:
            sets_of = ((x, labels), *judges)
            errors = [1 - evaluate(networks, cross_entropy, data)[1] for data in sets_of]
            now = replace(case, steps=step.number)
            found.append(Outcome(now, networks, (x, labels), *errors))
        if step.number == max(marks):
            break
    return found


def with_remedy(case: Case, remedy: str, seeds: Sequence[int] = SEEDS) -> Outcome:
    """Treat a case; of several strengths the one that is best on the points for choosing."""
    tried = [attempt(each, tuple(seeds)) for each in REMEDIES[remedy](case)]
    return min(tried, key=lambda outcome: outcome.choosing_error.mean())


def _network(case: Case, rng: np.random.Generator) -> Network:
    return mlp(
        [2, *case.hidden, 2],
        rng=rng,
        activation=ACTIVATIONS[case.activation],
        initializer=glorot_normal,
    )
