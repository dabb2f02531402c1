"""Two errors and what no one can do better: what is wrong with a model."""

import math

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
