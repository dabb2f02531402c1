"""Update rules walking down a surface of two parameters."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.arguments import (
    as_floats,
    check_generator,
    check_kind,
    check_memory,
    number,
    offers,
    told,
    whole_number,
)
from course_lib.engine.arrays import PerModel, check_number, check_range
from course_lib.engine.rules.rule import Rule
from course_lib.engine.training.parts import check_part
from course_lib.experiments.surfaces import Floats, Point, Surface, as_point

MOST_STEPS = 1_000_000
"""Of one walk: ten seconds or more."""

LOST = 1e6
"""A walk that gets this far from 0 is given up: its path goes on as NaN, which is not drawn."""


def descend(
    surface: Surface,
    rule: Rule,
    lr: PerModel,
    *,
    steps: int,
    start: Point | None = None,
    noise: float = 0.0,
    rng: np.random.Generator | None = None,
) -> Floats:
    """Walk down with one rule; returns the path.

    Parameters
    ----------
    lr : float, or one value per walk, shape (K, 1, 1)
    start : where to begin; the surface's own start where None
    noise : standard deviation of normal noise on each coordinate of each gradient; needs ``rng``

    Returns
    -------
    array of shape (steps + 1, 2), or (K, steps + 1, 2) for K learning rates

    Examples
    --------
    >>> from course_lib.engine import GradientDescent
    >>> from course_lib.experiments.surfaces import BOWL
    >>> descend(BOWL, GradientDescent(), 0.5, steps=2, start=(4.0, 0.0))
    array([[4., 0.],
           [2., 0.],
           [1., 0.]])
    """
    begin = _checked(surface, [rule], steps, start)
    rates = np.asarray(check_range("lr", lr, 0), np.float64)
    check_memory("steps", steps, 16 * rates.size * steps)
    if rng is not None:
        check_generator(rng)
    if number("descend: noise", noise, 0) and rng is None:
        raise TypeError("descend: noise needs rng, such as np.random.default_rng(0); got None")
    theta = np.broadcast_to(begin, (*rates.shape[:-2], 1, 2)).copy()
    path = np.full((*rates.shape[:-2], steps + 1, 2), np.nan)
    path[..., 0, :] = theta[..., 0, :]
    state = rule.init(theta)
    with np.errstate(all="ignore"):
        for step in range(1, steps + 1):
            grad = surface.gradient(theta)
            if rng is not None and noise:
                grad = grad + noise * rng.standard_normal(grad.shape)
            change, state = rule.update(grad, state, rates, theta)
            theta += change
            path[..., step, :] = theta[..., 0, :]
    return given_up(path)


def race(
    surface: Surface,
    rules: Mapping[str, Rule],
    lr: float,
    *,
    steps: int,
    start: Point | None = None,
) -> dict[str, Floats]:
    """Walk down with several rules from one start; returns a path of (steps + 1, 2) for each.

    Examples
    --------
    >>> from course_lib.engine import Adam, GradientDescent
    >>> from course_lib.experiments.surfaces import BOWL
    >>> runners = {"descent": GradientDescent(), "Adam": Adam()}
    >>> paths = race(BOWL, runners, 0.5, steps=1, start=(4.0, 0.0))
    >>> paths["descent"][-1], paths["Adam"][-1].round(3)
    (array([2., 0.]), array([3.5, 0. ]))
    """
    path = np.stack(list(race_steps(surface, rules, lr, steps=steps, start=start)), axis=1)
    return dict(zip(rules, given_up(path), strict=True))


def race_steps(
    surface: Surface,
    rules: Mapping[str, Rule],
    lr: float,
    *,
    steps: int,
    start: Point | None = None,
) -> Iterator[Floats]:
    """Yield where all rules are, shape (rules, 2): at the start, then after each step.

    They ask for their gradients at once, which is what makes a race follow a slider.

    Examples
    --------
    >>> from course_lib.engine import GradientDescent
    >>> from course_lib.experiments.surfaces import BOWL
    >>> [at.tolist() for at in race_steps(BOWL, {"": GradientDescent()}, 0.5, steps=1)]
    [[[-4.0, 1.5]], [[-2.0, 0.75]]]
    """
    check_kind("rules", rules, Mapping, "a dict of rules by name")
    begin = _checked(surface, list(rules.values()), steps, start)
    check_number("lr", lr, 0)
    theta = np.tile(begin, (len(rules), 1))
    lanes = list(theta)  # views: a rule moves its own row
    runners = list(rules.values())
    states = [rule.init(lane) for rule, lane in zip(runners, lanes, strict=True)]
    yield theta.copy()
    for _ in range(steps):
        with np.errstate(all="ignore"):
            gradients = surface.gradient(theta)
            for lane, rule, grad, state in zip(lanes, runners, gradients, states, strict=True):
                lane += rule.update(grad, state, lr, lane)[0]
        yield theta.copy()


def given_up(path: Floats) -> Floats:
    """Replace a walk by NaN from the first point on that is farther from 0 than LOST.

    Examples
    --------
    >>> given_up(np.array([[1.0, 0.0], [1e7, 0.0], [1.0, 0.0]]))[:, 0]
    array([ 1., nan, nan])
    """
    path = _walk("given_up", path)
    with np.errstate(all="ignore"):
        lost: npt.NDArray[np.bool_] = ~(np.abs(path).max(axis=-1) < LOST)
    return np.where(np.logical_or.accumulate(lost, axis=-1)[..., None], np.nan, path)


def arrival(path: Floats, surface: Surface, within: float = 0.05) -> int | None:
    """The first step from which on a walk stays within this distance of one minimum, or None.

    Examples
    --------
    >>> from course_lib.experiments.surfaces import BOWL
    >>> arrival(np.array([[1.0, 0.0], [0.04, 0.0], [0.0, 0.0]]), BOWL)
    1
    """
    path = _walk("arrival", path)
    if path.ndim != 2 or not len(path):
        raise ValueError(f"arrival: path must have shape (steps + 1, 2); got {path.shape}")
    _check_surface(surface)
    number("arrival: within", within, 0)
    for minimum in surface.minima:
        far = ~(np.linalg.norm(path - np.array(minimum), axis=-1) <= within)  # NaN is far
        if not far[-1]:
            return int(np.flatnonzero(far)[-1]) + 1 if far.any() else 0
    return None


def _checked(
    surface: Surface, rules: Sequence[Rule], steps: int, start: Point | None
) -> npt.NDArray[np.float64]:
    """Where a walk begins, once all that makes it is right."""
    _check_surface(surface)
    for rule in rules:
        check_part("rule", rule)
    if not rules:
        raise ValueError("rules must hold at least one rule; got none")
    whole_number("steps", steps, least=0, most=MOST_STEPS)
    return as_point("start", surface.start if start is None else start)


def _walk(who: str, path: npt.ArrayLike) -> Floats:
    points = as_floats(f"{who}: path", path).astype(np.float64, copy=False)
    if points.ndim < 2 or points.shape[-1] != 2:
        raise ValueError(f"{who}: path must have shape (..., steps + 1, 2); got {points.shape}")
    return points


def _check_surface(value: Any) -> None:
    """Refuse what is no surface to walk on."""
    if not offers(value, "value", "gradient", "minima", "start"):
        raise TypeError(f"surface must be a Surface, such as BOWL; got {told(value)}")
