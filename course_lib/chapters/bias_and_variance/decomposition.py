"""Bias and variance, measured over many data sets; and the verdict that two errors allow."""

import math

import numpy as np
import numpy.typing as npt


def decompose(predictions: npt.ArrayLike, truth: npt.ArrayLike) -> tuple[float, float]:
    """Split the distance from the truth into what all data sets share and what each adds.

    ::

        mean_prediction = mean over the data sets, at each x
        bias**2  = mean over x of (mean_prediction - truth)**2
        variance = mean over x and data sets of (prediction - mean_prediction)**2

    Their sum is the mean squared distance of the predictions from the truth, to the last digit.
    The error on new, noisy targets has the noise's variance on top.

    Parameters
    ----------
    predictions : array of shape (K, n, 1) or (K, n), one row of predictions for each data set
    truth : array of the shape of one row

    Returns
    -------
    (bias squared, variance)

    Raises
    ------
    ValueError
        For shapes that do not fit, or fewer than two data sets.

    Notes
    -----
    Geman, Bienenstock and Doursat (1992). The mean over K data sets is not the mean over all that
    could be: of the variance, 1/K is counted as bias. With 200 data sets that is half a percent.

    Examples
    --------
    >>> decompose([[1.0, 2.0], [3.0, 2.0]], [1.0, 2.0])
    (0.5, 0.5)
    """
    rows, true = np.asarray(predictions, np.float64), np.asarray(truth, np.float64)
    if rows.ndim < 2 or len(rows) < 2 or rows.shape[1:] != true.shape:
        raise ValueError(
            "decompose needs predictions of shape (K, n, 1) with K >= 2 and truth of shape (n, 1); "
            f"got {rows.shape} and {true.shape}"
        )
    mean_prediction = rows.mean(axis=0)
    bias_squared = ((mean_prediction - true) ** 2).mean()
    variance = ((rows - mean_prediction) ** 2).mean()
    return float(bias_squared), float(variance)


FINE, HIGH_BIAS, HIGH_VARIANCE = "fine", "high bias", "high variance"
BOTH = f"{HIGH_BIAS} and {HIGH_VARIANCE}"


def diagnose(
    train_error: float, dev_error: float, bayes_error: float = 0.0, *, tolerance: float
) -> str:
    """Name what is wrong, from the error on the training set and on the dev set.

    ::

        train_error - bayes_error > tolerance    high bias
        dev_error - train_error > tolerance      high variance

    Parameters
    ----------
    train_error, dev_error : float >= 0
        Shares of errors, or mean squared errors; any errors of one kind.
    bayes_error : float >= 0
        The error of the best model there could be, of the same kind. Where it is not known, what
        people reach stands in for it.
    tolerance : float >= 0
        Up to which a difference is no reason to act. Not less than the precision of the errors.

    Returns
    -------
    "fine", "high bias", "high variance", or "high bias and high variance"

    Raises
    ------
    ValueError
        For numbers that are negative or not finite.

    Examples
    --------
    >>> diagnose(0.15, 0.16, 0.01, tolerance=0.02)
    'high bias'
    >>> diagnose(0.15, 0.16, 0.14, tolerance=0.02)
    'fine'
    """
    given = {
        "train_error": train_error, "dev_error": dev_error, "bayes_error": bayes_error,
        "tolerance": tolerance,
    }  # fmt: skip
    for name, value in given.items():
        if not (math.isfinite(value) and value >= 0):
            raise ValueError(f"{name} must be a finite number of at least 0; got {value}")
    biased = train_error - bayes_error > tolerance
    variable = dev_error - train_error > tolerance
    if biased and variable:
        return BOTH
    return HIGH_BIAS if biased else HIGH_VARIANCE if variable else FINE
