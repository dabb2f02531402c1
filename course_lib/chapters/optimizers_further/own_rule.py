"""A rule of one's own on saddles: when it arrives, and when tuned descent and momentum do."""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from course_lib.chapters.optimizers_further.standing import FAR, steep_saddle
from course_lib.engine import GradientDescent, Momentum
from course_lib.engine.rules.rule import Rule
from course_lib.experiments.descents import arrival, descend
from course_lib.experiments.surfaces import Floats, Surface

Step = Callable[..., Any]
LONGEST, KEPT = 40, 100
"""Steps in which a rule must have arrived, and for how many it must stay."""


def walk_of(step: Step, ground: Surface, start: tuple[float, float], at: Any = (0, 0)) -> Floats:
    """Where a rule goes in 100 steps on a surface that was moved by ``at``; seen from there.

    Examples
    --------
    >>> plain = lambda theta, grad, memory: (theta - 0.1 * grad, memory)
    >>> walk_of(plain, steep_saddle(), (-3.0, 1e-4)).shape
    (101, 2)
    """
    theta, path = np.add(start, at), [np.array(start, float)]
    memory: Any = {}
    for _ in range(KEPT):
        theta, memory = step(theta.copy(), ground.gradient(theta - at), memory)
        theta = np.asarray(theta, float)
        path.append(theta - at)
    return np.array(path)


def arrives(
    step: Step, ground: Surface, start: tuple[float, float], at: Any = (0, 0)
) -> int | None:
    """The step from which on a rule stays within 0.05 of a minimum, or None.

    Examples
    --------
    >>> plain = lambda theta, grad, memory: (theta - 0.5 * grad, memory)
    >>> arrives(plain, steep_saddle(), (-3.0, 1e-4))
    26
    """
    with np.errstate(all="ignore"):
        return arrival(walk_of(step, ground, start, at), ground)


@cache
def soonest(steepness: float, offset: float) -> dict[str, int | None]:
    """When gradient descent and momentum arrive, each at the best of 30 rates (and 3 betas)."""
    ground, rates = steep_saddle(steepness), np.geomspace(0.01, 2, 30)
    rules: dict[str, list[Rule]] = {
        "gradient descent": [GradientDescent()],
        "momentum": [Momentum(beta) for beta in (0.5, 0.8, 0.9)],
    }
    told: dict[str, int | None] = {}
    for name, each in rules.items():
        steps = [
            arrival(path, ground)
            for rule in each
            for path in descend(ground, rule, rates[:, None, None], steps=600, start=(FAR, offset))
        ]
        told[name] = min((step for step in steps if step is not None), default=None)
    return told
