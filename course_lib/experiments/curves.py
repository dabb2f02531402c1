"""Noisy points of a known curve, and polynomials through them.

The truth is known here, as it never is outside of a laboratory: so every error can be split.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.engine import LinearFit, polynomial_features, ridge

Floats = npt.NDArray[Any]


def truth(x: npt.ArrayLike) -> Floats:
    """Give the curve that the points come from, ``sin(4 x + 1)`` on [-1, 1].

    Examples
    --------
    >>> truth([-0.25, 0.0]).round(3)
    array([0.   , 0.841])
    """
    return np.asarray(np.sin(4 * np.asarray(x, np.float64) + 1))


def draw_sample(
    n: int, noise: float, *, rng: np.random.Generator, sets: int | None = None
) -> tuple[Floats, Floats]:
    """Draw ``y = truth(x) + noise * normal`` at n evenly spaced x from -1 to 1.

    The x are the same in every data set; only the noise is new.

    Parameters
    ----------
    n : int, at least 2
    noise : float >= 0
        Standard deviation of what no model can know. Its square is the Bayes error.
    sets : int or None
        With a number, that many data sets on the model axis.

    Returns
    -------
    x, y : arrays of shape (n, 1), or (sets, n, 1)

    Examples
    --------
    >>> x, y = draw_sample(5, 0.0, rng=np.random.default_rng(0), sets=3)
    >>> x.shape, bool((y == truth(x)).all())
    ((3, 5, 1), True)
    """
    shape = (n, 1) if sets is None else (sets, n, 1)
    x = np.broadcast_to(np.linspace(-1, 1, n)[:, None], shape).copy()
    return x, truth(x) + noise * rng.standard_normal(shape)


def fit_polynomial(x: Floats, y: Floats, degree: int, *, strength: float = 0.0) -> LinearFit:
    """Fit by least squares a polynomial of any degree from 0 on, for each data set.

    Examples
    --------
    >>> x = np.array([[-1.0], [0.0], [1.0]])
    >>> fit_polynomial(x, x**2, 2).weights.round(12) + 0.0
    array([[0.],
           [1.]])
    """
    columns = polynomial_features(x, degree) if degree else np.zeros_like(x)
    return ridge(columns, y, strength=strength)


def predict_curve(fit: LinearFit, x: Floats) -> Floats:
    """Give the fitted polynomial at other x.

    Examples
    --------
    >>> x = np.array([[-1.0], [0.0], [1.0]])
    >>> predict_curve(fit_polynomial(x, x**2, 2), np.array([[3.0]])).round(12)
    array([[9.]])
    """
    degree = fit.weights.shape[-2]  # 1 also for a constant, whose one weight is 0
    return fit.predict(polynomial_features(x, degree))


def mean_squared(prediction: npt.ArrayLike, target: npt.ArrayLike) -> Any:
    """Mean squared error over the examples, one number for each data set.

    Without the half that the course's ``squared_error`` has: bias, variance and noise are written
    without it everywhere.

    Examples
    --------
    >>> float(mean_squared([[1.0], [2.0]], [[1.0], [4.0]]))
    2.0
    """
    error = np.asarray(prediction) - np.asarray(target)
    return (error**2).mean(axis=(-2, -1))
