"""Cross-validation of the degree of a polynomial, for many data sets at once."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.experiments.curves import (
    fit_polynomial,
    mean_squared,
    predict_curve,
)

Floats = npt.NDArray[Any]
Folds = list[npt.NDArray[np.int64]]


def held_out(x: Floats, y: Floats, folds: Folds, degree: int) -> Floats:
    """Let each fold judge once what was fitted to all the others.

    Parameters
    ----------
    x, y : arrays of shape (n, 1), or (sets, n, 1)
    folds : k arrays of indices

    Returns
    -------
    array of shape (k,), or (k, sets)
        The mean squared error of each fold.

    Examples
    --------
    >>> x = np.arange(6.0)[:, None]
    >>> held_out(x, 2 * x, [np.array([0, 3]), np.array([1, 4]), np.array([2, 5])], 1).round(9) + 0
    array([0., 0., 0.])
    """
    errors = []
    for j, fold in enumerate(folds):
        rest = np.concatenate([other for i, other in enumerate(folds) if i != j])
        fit = fit_polynomial(x[..., rest, :], y[..., rest, :], degree)
        errors.append(mean_squared(predict_curve(fit, x[..., fold, :]), y[..., fold, :]))
    return np.array(errors)
