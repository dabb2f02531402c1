"""Update rules down a surface, with one rate for all or each with the best of its own."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from course_lib.engine import AdaGrad, Adam, GradientDescent, Momentum, RMSProp
from course_lib.engine.rules.rule import Rule
from course_lib.experiments.descents import arrival, descend
from course_lib.experiments.surfaces import RAVINE, SURFACES, Floats, Surface, quadratic

STEPS = 100
RATES = (
    0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.07, 0.08, 0.09, 0.095, 0.1, 0.11, 0.13,
    0.15, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 1.9, 2, 2.1, 3, 5, 7,
)  # fmt: skip
TURN = 0.5
"""Radians by which the second ravine is turned, its start along with it."""


def turned_ravine(angle: float = TURN) -> Surface:
    """The ravine of curvatures 1 and 20, turned about its minimum together with its start.

    Examples
    --------
    >>> start = np.array(turned_ravine().start)
    >>> bool(np.isclose(np.linalg.norm(start), np.linalg.norm(RAVINE.start)))
    True
    """
    cos, sin = np.cos(angle), np.sin(angle)
    x, y = np.array([[cos, -sin], [sin, cos]]) @ RAVINE.start
    start = float(x), float(y)
    return quadratic(1.0, 20.0, angle=angle, name="ravine, turned", start=start)


GROUNDS = {
    name: surface
    for known in SURFACES.values()
    for name, surface in [(known.name, known)]
    + ([("ravine, turned", turned_ravine())] if known is RAVINE else [])
}
"""What is raced on, by name: the shared surfaces, and the ravine once more, turned."""


class Walk(NamedTuple):
    """Where a rule went, shape (steps + 1, 2), and with which rate."""

    lr: float
    path: Floats


def runners(beta1: float, beta2: float, corrected: bool = False) -> dict[str, Rule]:
    """The five, by name.

    RMSProp's average begins at 0, and as published it is not corrected for that. ``corrected``
    divides it by ``1 - beta2**t``, which is Adam without a memory of gradients.

    Examples
    --------
    >>> list(runners(0.9, 0.99))
    ['gradient descent', 'momentum', 'AdaGrad', 'RMSProp', 'Adam']
    """
    return {
        "gradient descent": GradientDescent(),
        "momentum": Momentum(beta1),
        "AdaGrad": AdaGrad(),
        "RMSProp": Adam(0.0, beta2) if corrected else RMSProp(beta2),
        "Adam": Adam(beta1, beta2),
    }


def at_one_rate(ground: Surface, rules: Mapping[str, Rule], lr: float) -> dict[str, Walk]:
    """All rules with the same rate."""
    return {name: Walk(lr, descend(ground, rule, lr, steps=STEPS)) for name, rule in rules.items()}


def at_own_rate(
    ground: Surface, rule: Rule, *, rates: tuple[float, ...] = RATES, steps: int = STEPS
) -> Walk:
    """The walk that arrives first; where none does, the one that ends lowest.

    Examples
    --------
    >>> at_own_rate(RAVINE, GradientDescent()).lr
    0.095
    """
    paths = descend(ground, rule, np.array(rates, float)[:, None, None], steps=steps)
    best = best_of(ground, paths)
    return Walk(rates[best], paths[best])


def best_of(ground: Surface, paths: Floats) -> int:
    """The place of the walk that arrives first, or ends lowest; of equal ones the first."""
    arrivals = [arrival(path, ground) for path in paths]
    if any(step is not None for step in arrivals):
        return int(np.argmin([np.inf if step is None else step for step in arrivals]))
    with np.errstate(all="ignore"):
        heights = ground.value(paths[:, -1])
    return int(np.argmin(np.where(np.isfinite(heights), heights, np.inf)))


@lru_cache(maxsize=256)
def own_walks(surface: str, beta1: float, beta2: float, corrected: bool) -> dict[str, Walk]:
    """All five on one of the grounds, each at its own rate."""
    ground, rules = GROUNDS[surface], runners(beta1, beta2, corrected)
    return {name: at_own_rate(ground, rule) for name, rule in rules.items()}


def fate(path: Floats, ground: Surface) -> str:
    """When a walk arrives for good, in a word.

    Examples
    --------
    >>> fate(np.array([[9.0, 0.0], [0.0, 0.0]]), RAVINE), fate(np.full((2, 2), np.nan), RAVINE)
    ('1', 'explodes')
    """
    if np.isnan(path[-1]).any():
        return "explodes"
    step = arrival(path, ground)
    return "never" if step is None else f"{step}"
