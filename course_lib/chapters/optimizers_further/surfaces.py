"""A cliff of two parameters, and weights that shrink."""

from collections.abc import Sequence

import numpy as np

from course_lib.engine import Adam, AdamW, GradientDescent
from course_lib.engine.rules.rule import Rule
from course_lib.experiments.surfaces import Floats, Surface


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
