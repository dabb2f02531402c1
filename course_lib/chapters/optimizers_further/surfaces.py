"""Two networks of two parameters each, a walk that leaves a saddle, and weights that shrink."""

from collections.abc import Sequence

import numpy as np

from course_lib.engine import Adam, AdamW, GradientDescent, Momentum, Nesterov, RMSProp
from course_lib.engine.rules.rule import Rule
from course_lib.experiments.descents import descend
from course_lib.experiments.surfaces import SURFACES, Floats, Surface


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


def cliff(repeats: int = 10) -> Surface:
    """A recurrent unit, ``h = w * h + b`` from h = 0, that shall arrive at 1: ``(h - 1)**2 / 2``.

    The same weight is used ``repeats`` times, so h is ``b * (1 + w + ... + w**(repeats - 1))``.
    Below w = 1 the ground is gentle; above it the powers of w grow, and with them the slope.

    Examples
    --------
    >>> slopes = cliff().gradient(np.array([[0.5, 1.1], [1.0, 1.1], [1.2, 1.1]]))
    >>> np.linalg.norm(slopes, axis=-1).round()
    array([   6.,  505., 3951.])
    """
    powers = np.arange(repeats)

    def sums(w: Floats) -> tuple[Floats, Floats, Floats]:
        """The sum of the powers of w, and its first and second derivative."""
        p, base = powers, w[..., None]
        first = p[1:] * base ** (p[1:] - 1)
        second = p[2:] * (p[2:] - 1) * base ** (p[2:] - 2)
        return (base**p).sum(-1), first.sum(-1), second.sum(-1)

    def value(at: Floats) -> Floats:
        return np.asarray((at[..., 1] * sums(at[..., 0])[0] - 1) ** 2 / 2)

    def gradient(at: Floats) -> Floats:
        b, (s, s1, _) = at[..., 1], sums(at[..., 0])
        return np.stack([b * s1, s], axis=-1) * (b * s - 1)[..., None]

    def hessian(at: Floats) -> Floats:
        b, (s, s1, s2) = at[..., 1], sums(at[..., 0])
        off = b * s - 1
        ww, wb = (b * s1) ** 2 + off * b * s2, b * s * s1 + off * s1
        return np.stack([np.stack([ww, wb], -1), np.stack([wb, s**2], -1)], -2)

    return Surface(
        "cliff", value, gradient, hessian,
        minima=((0.0, 1.0),), start=(1.2, 0.5), view=(-1.0, 1.5, -0.5, 1.5),
    )  # fmt: skip


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


GRADIENT_SIZES = (0.01, 0.1, 1.0, 10.0)
METHODS = ("gradient descent + L2", "Adam + L2", "AdamW")


def shrinking(
    method: str,
    strengths: Sequence[float],
    rates: Sequence[float],
    *,
    steps: int = 1000,
    sizes: Sequence[float] = GRADIENT_SIZES,
) -> Floats:
    """What is left of the weights after each step, for every strength and learning rate.

    Returns
    -------
    array of shape (strengths, rates, steps + 1, sizes)

    Examples
    --------
    >>> left = shrinking("AdamW", [1.0], [0.001])
    >>> left.shape, left[0, 0, -1].round(2), round(0.999**1000, 2)
    ((1, 1, 1001, 4), array([0.37, 0.37, 0.37, 0.37]), 0.37)
    """
    grid = np.meshgrid(strengths, rates, indexing="ij")
    strength, lr = (np.reshape(values, (-1, 1, 1)) for values in grid)
    rules: dict[str, Rule] = {
        "gradient descent + L2": GradientDescent(),
        "Adam + L2": Adam(),
        "AdamW": AdamW(decay=strength),
    }
    rule, through_gradient = rules[method], method != "AdamW"
    theta = np.ones((len(lr), 1, len(sizes)))
    left = np.empty((len(lr), steps + 1, len(sizes)))
    left[:, 0] = 1
    state = rule.init(theta)
    for step in range(steps):
        noise = np.array(sizes) * (1 if step % 2 == 0 else -1)
        grad = noise + strength * theta if through_gradient else np.broadcast_to(noise, theta.shape)
        change, state = rule.update(grad, state, lr, theta)
        theta += change
        left[:, step + 1] = theta[:, 0]
    return left.reshape(len(strengths), len(rates), steps + 1, len(sizes))
