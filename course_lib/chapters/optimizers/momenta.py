"""Momentum on quadratics: how many steps a rate and a beta need, and which are best."""

import numpy as np

from course_lib.chapters.optimizers.race import best_of
from course_lib.engine import GradientDescent, Momentum
from course_lib.engine.rules.rule import Rule
from course_lib.experiments.descents import arrival, descend
from course_lib.experiments.surfaces import Floats, Point, Surface, quadratic

WITHIN = 0.05
"""Of a start 4.1 away from the minimum: a walk that comes so near, and stays, has arrived."""


def ravine_of(
    low: float, high: float, *, angle: float = 0.5, start: Point = (-4.0, 1.0)
) -> Surface:
    """A quadratic of two curvatures, turned, so that nothing rests on the axes."""
    return quadratic(low, high, angle=angle, start=start)


def steps_needed(
    low: float, high: float, lr: float, beta: float, *, most: int = 5000, start: Point = (-4.0, 1.0)
) -> int | None:
    """The step from which on momentum stays within 0.05 of the minimum; None for never.

    Examples
    --------
    >>> steps_needed(1.0, 20.0, 0.095, 0.0), steps_needed(1.0, 20.0, 0.11, 0.9)
    (44, 86)
    >>> steps_needed(1.0, 20.0, 0.11, 0.0) is None
    True
    """
    ground = ravine_of(low, high, start=start)
    return arrival(descend(ground, Momentum(beta), lr, steps=most), ground, WITHIN)


def best_settings(low: float, high: float) -> tuple[float, float]:
    """The rate and the beta with which momentum shrinks both directions fastest.

    ::

        sqrt(beta) = (sqrt(k) - 1) / (sqrt(k) + 1),  k = high / low
        lr = (1 + sqrt(beta))**2 / high

    Polyak (1964).

    Examples
    --------
    >>> lr, beta = best_settings(1.0, 9.0)
    >>> round(lr, 4), beta
    (0.25, 0.25)
    """
    k = np.sqrt(high / low)
    root = float((k - 1) / (k + 1))
    return (1 + root) ** 2 / high, root**2


def at_best_rate(
    ground: Surface, beta: float, high: float, *, most: int, noise: float = 0.0, seed: int = 0
) -> int | None:
    """Steps of momentum at the best of a hundred rates up to its limit, 2 (1 + beta) / high."""
    rates = np.linspace(0.01, 1, 100) * 2 * (1 + beta) / high
    rule: Rule = Momentum(beta) if beta else GradientDescent()
    rng = np.random.default_rng(seed)
    paths: Floats = descend(
        ground, rule, rates[:, None, None], steps=most, noise=noise, rng=rng if noise else None
    )
    return arrival(paths[best_of(ground, paths)], ground, WITHIN)
