"""A handful of points on a wave, and polynomials through them."""

import numpy as np

from course_lib.engine import polynomial_features
from course_lib.engine.arrays import Array

DEGREE, NOISE = 9, 0.2


def wave(n: int, *, rng: np.random.Generator) -> tuple[Array, Array]:
    """Points on one period of a sine with noise, in the order of x; x and targets of shape (n, 1).

    Examples
    --------
    >>> x, targets = wave(12, rng=np.random.default_rng(0))
    >>> x.shape, bool((np.diff(x[:, 0]) > 0).all())
    ((12, 1), True)
    """
    x = np.sort(rng.uniform(-1, 1, (n, 1)), axis=0)
    return x, np.sin(np.pi * x) + NOISE * rng.standard_normal((n, 1))


def powers(x: Array) -> Array:
    """The lecture's features: x, x**2, ... x**9."""
    return polynomial_features(x, DEGREE)
