"""A cliff in two weights: one unit that is used ten times over."""

import numpy as np

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
