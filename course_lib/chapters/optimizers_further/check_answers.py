"""The course's own answers of notebook 05b, and what its checks and pictures ask of a rule."""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from course_lib import checks
from course_lib.chapters.optimizers_further.built import amsgrad_step
from course_lib.chapters.optimizers_further.standing import FAR, steep_saddle
from course_lib.engine import GradientDescent, Momentum
from course_lib.engine.rules.rule import Rule
from course_lib.experiments.descents import arrival, descend
from course_lib.experiments.surfaces import Floats, Surface

__all__ = ["amsgrad_step", "arrives", "diagnose", "my_step", "soonest", "verdict", "walk_of"]

Step = Callable[..., Any]
LONGEST, KEPT = 40, 100
"""Steps in which a rule must have arrived, and for how many it must stay."""


def verdict(ours: Floats, theirs: Floats) -> str:
    """Three standard errors of the mean difference."""
    apart = np.asarray(ours) - np.asarray(theirs)
    error = apart.std(ddof=1) / np.sqrt(len(apart))
    if apart.mean() == 0 or abs(apart.mean()) < 3 * error:
        return "not told apart"
    return "lower" if apart.mean() < 0 else "higher"


def diagnose(gradient: Floats, curvatures: Floats, small: float) -> str:
    """What kind of place it is, by the signs of its curvatures."""
    up, down = curvatures > small, curvatures < -small
    if np.linalg.norm(gradient) > small:
        return "slope"
    if up.all() or down.all():
        return "minimum" if up.all() else "maximum"
    if up.any() and down.any():
        return "saddle"
    return "cannot tell" if up.any() or down.any() else "plateau"


def my_step(theta: Floats, grad: Floats, memory: dict[str, Any]) -> tuple[Floats, dict[str, Any]]:
    """Rprop: lengths of each parameter's own, which grow until the sign turns."""
    length = memory.get("length", np.full(theta.shape, 0.1))
    turned = grad * memory.get("grad", 0 * grad) < 0
    length = np.minimum(length * np.where(turned, 0.5, 1.2), 1.0)
    return theta - length * np.sign(grad), {"length": length, "grad": grad}


def walk_of(step: Step, ground: Surface, start: tuple[float, float], at: Any = (0, 0)) -> Floats:
    """Where a rule goes in 100 steps on a surface that was moved by ``at``; seen from there.

    Examples
    --------
    >>> walk_of(my_step, steep_saddle(), (-3.0, 1e-4)).shape
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
    >>> arrives(my_step, steep_saddle(20), (-3.0, 1e-8)) <= LONGEST
    True
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


_N = checks.size(1, 4)
AMSGRAD_STEP = checks.drawn(
    amsgrad_step,
    theta=checks.array(_N), m=checks.array(_N), v=checks.array(_N, low=0.1),
    longest=checks.array(_N, low=0.1), grad=checks.array(_N), lr=checks.number(0.01, 1),
    beta1=checks.number(0, 0.95, 0.0), beta2=checks.number(0.1, 0.999),
    eps=checks.number(1e-4, 0.1, log=True),
)  # fmt: skip
