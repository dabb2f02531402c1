"""Two networks of two parameters each, whose losses are surfaces: a saddle and a cliff."""

import numpy as np

from course_lib.experiments.surfaces import Floats, Surface


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
