"""Walks into a saddle and out again, by rule, beta, noise and start."""

import numpy as np

from course_lib.engine import Adam, GradientDescent, Momentum, Nesterov, RMSProp
from course_lib.engine.rules.rule import Rule
from course_lib.experiments.descents import descend
from course_lib.experiments.surfaces import SURFACES, Floats

LR, STEPS, WALKS = 0.05, 200, 9
LEFT = 1.0
"""A walk has left when it is this far from the ridge, the line y = 0."""


def walks(rule: str, beta: float, noise: float, offset: float) -> Floats:
    """Nine walks with noise of their own, shape (9, 201, 2); without noise all are one.

    Examples
    --------
    >>> walks("momentum", 0.9, noise=0, offset=1e-4).shape
    (9, 201, 2)
    """
    rules: dict[str, Rule] = {
        "gradient descent": GradientDescent(),
        "momentum": Momentum(beta),
        "Nesterov": Nesterov(beta),
        "RMSProp": RMSProp(beta),
        "Adam": Adam(beta),
    }
    rates = np.full((WALKS, 1, 1), LR)
    start = (SURFACES["saddle"].start[0], offset)
    rng = np.random.default_rng(0)
    return descend(
        SURFACES["saddle"], rules[rule], rates, steps=STEPS, start=start, noise=noise, rng=rng
    )


def leaving(paths: Floats) -> list[int | None]:
    """The first step at which each walk is 1 away from the ridge, or None.

    Examples
    --------
    >>> leaving(walks("gradient descent", 0, noise=0, offset=0.1))[0]
    50
    """
    away = np.abs(paths[..., 1]) >= LEFT
    return [int(walk.argmax()) if walk.any() else None for walk in away]
