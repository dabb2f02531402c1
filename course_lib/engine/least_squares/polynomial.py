"""Powers of x as features."""

import numpy as np

from course_lib.engine.arrays import Array, whole_number
from course_lib.engine.least_squares.checks import check_floats


def polynomial_features(x: Array, degree: int) -> Array:
    """The columns x, x**2, ..., x**degree; the constant is the fit's intercept.

    Bring x into about [-1, 1] first. Powers of larger numbers differ so much in size that a
    common penalty means something else for each, and the high ones drown the low ones.

    Parameters
    ----------
    x : array of shape (..., n, 1)
    degree : int, at least 1

    Returns
    -------
    array of shape (..., n, degree)

    Raises
    ------
    ValueError
        For a degree that is no whole number from 1 on, for x with another number of columns, and
        for NaN in it.
    TypeError
        For x of another type than float64 or float32.

    Examples
    --------
    >>> polynomial_features(np.array([[2.0], [-1.0]]), 3)
    array([[ 2.,  4.,  8.],
           [-1.,  1., -1.]])
    """
    check_floats("polynomial_features", x=x)
    if x.shape[-1] != 1:
        raise ValueError(f"polynomial_features needs x of shape (..., n, 1); got shape {x.shape}")
    return x ** np.arange(1, whole_number("degree", degree) + 1, dtype=x.dtype)
