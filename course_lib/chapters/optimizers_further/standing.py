"""Where walks stand still: a saddle of two weights, one with a steep side, and how soon one leaves.

The second is ``k * x**2 / 2 - y**2 / 2 + y**4 / 16``: a saddle at 0, minima at (0, -2) and (0, 2).
"""

from dataclasses import replace

import numpy as np

from course_lib.engine import AdaGrad, Adam, GradientDescent, Momentum, RMSProp
from course_lib.engine.rules.rule import Rule
from course_lib.experiments.descents import descend
from course_lib.experiments.surfaces import Floats, Surface

LEFT, STEPS = 1.0, 300
"""A walk has left when it is this far from the ridge, the line y = 0."""
FAR = -3.0
"""Where walks begin, along the ridge."""


def two_weights() -> Surface:
    """Two weights in a row, ``y = w1 * w2 * x``, that shall give y = x: ``(w1 * w2 - 1)**2 / 2``.

    The loss is 0 wherever the product is 1, and has a saddle of height 1/2 at (0, 0). The smallest
    network with a saddle.

    Examples
    --------
    >>> surface = two_weights()
    >>> np.linalg.eigvalsh(surface.hessian(np.zeros(2)))
    array([-1.,  1.])
    """

    def off(at: Floats) -> Floats:
        return np.asarray(at[..., 0] * at[..., 1] - 1)

    def hessian(at: Floats) -> Floats:
        w1, w2 = at[..., 0], at[..., 1]
        mixed = 2 * w1 * w2 - 1
        return np.stack([np.stack([w2**2, mixed], -1), np.stack([mixed, w1**2], -1)], -2)

    return Surface(
        "two weights",
        value=lambda at: off(at) ** 2 / 2,
        gradient=lambda at: off(at)[..., None] * at[..., ::-1],
        hessian=hessian,
        minima=((1.0, 1.0), (-1.0, -1.0)),
        start=(1.0, -0.999),
        view=(-2.0, 2.0, -1.5, 1.5),
    )


def steep_saddle(steepness: float = 1.0, quartic: float = 1 / 16) -> Surface:
    """``steepness * x**2 / 2 - y**2 / 2 + quartic * y**4``: the ridge's walls as steep as told.

    Examples
    --------
    >>> surface = steep_saddle(20.0)
    >>> surface.hessian(np.zeros(2)).diagonal(), surface.minima[0]
    (array([20., -1.]), (0.0, 2.0))
    """
    rest = float(np.sqrt(1 / (4 * quartic)))

    def value(at: Floats) -> Floats:
        x, y = at[..., 0], at[..., 1]
        return np.asarray(steepness * x**2 / 2 - y**2 / 2 + quartic * y**4)

    def gradient(at: Floats) -> Floats:
        x, y = at[..., 0], at[..., 1]
        return np.stack([steepness * x, 4 * quartic * y**3 - y], axis=-1)

    def hessian(at: Floats) -> Floats:
        y = at[..., 1]
        zero = np.zeros_like(y)
        down = 12 * quartic * y**2 - 1
        return np.stack(
            [np.stack([zero + steepness, zero], -1), np.stack([zero, down], -1)], axis=-2
        )

    return Surface(
        "saddle", value, gradient, hessian, ((0.0, rest), (0.0, -rest)), (FAR, 0.01),
        (-4.0, 4.0, -3.5, 3.5),
    )  # fmt: skip


def rule_named(name: str, beta: float) -> Rule:
    """One of five rules; beta is Adam's first, and RMSProp's of the squares.

    Examples
    --------
    >>> rule_named("momentum", 0.5)
    Momentum(beta=0.5)
    """
    rules: dict[str, Rule] = {
        "gradient descent": GradientDescent(), "momentum": Momentum(beta), "AdaGrad": AdaGrad(),
        "RMSProp": RMSProp(beta), "Adam": Adam(beta),
    }  # fmt: skip
    return rules[name]


def walk(
    rule: Rule, lr: float, offset: float, *, steepness: float = 1.0, steps: int = STEPS
) -> Floats:
    """One walk that begins ``offset`` beside the ridge, shape (steps + 1, 2).

    Examples
    --------
    >>> walk(Momentum(0.9), 0.05, 1e-4).shape
    (301, 2)
    """
    return descend(steep_saddle(steepness), rule, lr, steps=steps, start=(FAR, offset))


def turned_walk(
    rule: Rule, lr: float, offset: float, *, degrees: float, steps: int = STEPS
) -> Floats:
    """The walk on a saddle that was turned; told in the saddle's own axes, shape (steps + 1, 2).

    Examples
    --------
    >>> walks = [turned_walk(Adam(), 0.05, 1e-4, degrees=degrees) for degrees in (0, 45)]
    >>> [leaving(path) for path in walks]
    [20, 232]
    """
    cos, sin = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    plain, turn = steep_saddle(), np.array([[cos, -sin], [sin, cos]])
    turned = replace(
        plain,
        value=lambda at: plain.value(at @ turn),
        gradient=lambda at: plain.gradient(at @ turn) @ turn.T,
    )
    start = turn @ np.array([FAR, offset])
    path: Floats = descend(turned, rule, lr, steps=steps, start=(start[0], start[1])) @ turn
    return path


def leaving(path: Floats) -> int | None:
    """The first step at which a walk is 1 away from the ridge, or None.

    Examples
    --------
    >>> leaving(walk(GradientDescent(), 0.05, 1e-4)), leaving(walk(GradientDescent(), 0.5, 1e-4))
    (192, 23)
    >>> leaving(walk(Momentum(0.9), 0.05, 1e-4))
    53
    """
    away = np.abs(path[..., 1]) >= LEFT
    return int(away.argmax()) if away.any() else None
