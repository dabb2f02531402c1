"""The check of exercise 3: bias and variance from the predictions of many models."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import report, require_equal, require_number, require_pair

Floats = npt.NDArray[Any]

TRUTH = np.array([1.0, -2.0, 0.5, 3.0])
ONE_MODEL = np.array([1.5, -2.0, 0.0, 2.0])
OFFSETS = np.array([[1.0, -2.0, 0.5, 0.0], [-3.0, 1.0, 0.5, 0.0], [2.0, 1.0, -1.0, 0.0]])
"""Of three models from their mean; each column sums to 0."""

PREDICTIONS = ONE_MODEL + OFFSETS


def bias_and_variance(function: object) -> None:
    """Check ``bias_and_variance(predictions, truth)``, which returns ``(bias_squared, variance)``.

    ``predictions`` has the shape (K, n), one row for each model; ``truth`` the shape (n,).

    Examples
    --------
    >>> def every_error(predictions, truth):
    ...     return ((predictions - truth) ** 2).mean(), predictions.var(axis=0).mean()
    >>> bias_and_variance(every_error)
    Exercise 3 (bias_and_variance): not yet right: where the errors cancel, bias_squared is 0:
      truth 1 -2 0.5 3: expected 0, got 1.792. Average over the models first, then square.
    """
    rules = [
        _two_numbers,
        _variance_0_where_all_models_agree,
        _bias_of_models_that_agree,
        _bias_0_where_errors_cancel,
        _variance_of_the_models,
        _both_together,
    ]
    report("Exercise 3 (bias_and_variance)", function, rules)


def _split(attempt: Attempt, predictions: Floats) -> tuple[float, float]:
    got = attempt(predictions=predictions, truth=TRUTH)
    bias, variance = require_pair("(bias_squared, variance)", got)
    return require_number("bias_squared", bias), require_number("the variance", variance)


def _two_numbers(attempt: Attempt) -> None:
    _split(attempt, PREDICTIONS)


def _variance_0_where_all_models_agree(attempt: Attempt) -> None:
    bias, variance = _split(attempt, np.tile(ONE_MODEL, (3, 1)))
    from_truth = "The variance is the distance from the models' mean, not from the truth."
    swapped = "bias_squared comes first, then the variance."
    across = "That is over the examples: how far are the models apart, at one x (axis 0)?"
    hints = {swapped if bias == 0 else from_truth: _of_bias(), across: ONE_MODEL.var()}
    require_equal("where all models agree the variance is 0", variance, 0, hints, truth=TRUTH)


def _bias_of_models_that_agree(attempt: Attempt) -> None:
    bias, _ = _split(attempt, np.tile(ONE_MODEL, (3, 1)))
    error = ONE_MODEL - TRUTH
    hints = {
        "That is not squared.": error.mean(),
        "Square at each x, then average over x; not the other way round.": error.mean() ** 2,
        "That is a root: give the square.": np.sqrt(_of_bias()),
        "That is a sum over x: take the mean.": (error**2).sum(),
        "That is the mean distance; it must be squared.": np.abs(error).mean(),
    }
    rule = "bias_squared must be the mean over x of (mean prediction - truth)**2"
    require_equal(rule, bias, _of_bias(), hints, truth=TRUTH, prediction=ONE_MODEL)


def _bias_0_where_errors_cancel(attempt: Attempt) -> None:
    bias, _ = _split(attempt, TRUTH + OFFSETS)
    hints = {"Average over the models first, then square.": (OFFSETS**2).mean()}
    rule = "where the errors cancel, bias_squared is 0"
    require_equal(rule, bias, 0, hints, truth=TRUTH)


def _variance_of_the_models(attempt: Attempt) -> None:
    _, variance = _split(attempt, TRUTH + OFFSETS)
    expected = (OFFSETS**2).mean()
    hints = {
        "Divide by K, not by K - 1: then the parts add up exactly.": 1.5 * expected,
        "That is a standard deviation: give the square.": OFFSETS.std(axis=0).mean(),
        "That is over the examples (axis 1): the models lie along axis 0.": (
            (TRUTH + OFFSETS).var(axis=1).mean()
        ),
        "That is over everything: take it at each x, over the models (axis 0).": (
            (TRUTH + OFFSETS).var()
        ),
        "That is a sum over x: take the mean.": (OFFSETS**2).mean(axis=0).sum(),
    }
    rule = "the variance must be the mean over x of the models' variance at each x"
    require_equal(rule, variance, expected, hints, truth=TRUTH)


def _both_together(attempt: Attempt) -> None:
    bias, variance = _split(attempt, PREDICTIONS)
    whole = ((PREDICTIONS - TRUTH) ** 2).mean()
    rule = "the two must add up to the mean squared distance from the truth"
    require_equal(rule, bias + variance, whole, truth=TRUTH)


def _of_bias() -> float:
    return float(((ONE_MODEL - TRUTH) ** 2).mean())
