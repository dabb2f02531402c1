"""Checks of notebook 02: a paired difference, folds, bias and variance, a forecast."""

import numpy as np

from course_lib import checks
from course_lib.chapters.bias_and_variance import check_answers as answers
from course_lib.chapters.bias_and_variance.check_folds import folds
from course_lib.chapters.bias_and_variance.check_treat import treat

__all__ = ["bias_and_variance", "folds", "forecast_error", "paired_difference", "treat"]

# Exercise 1: the difference of two models on the same examples.

BOTH, ONLY_A, ONLY_B, NEITHER = 3, 5, 2, 10
"""Examples on which both are wrong, a alone, b alone, and neither."""
ROUNDED = 1e-6
"""p(1 - p) + q(1 - q) - 2 cov is 0 up to rounding, and its root no more than this."""


def paired_difference(function: object) -> None:
    """Check ``paired_difference(wrong_a, wrong_b)``: ``(difference, standard_error)``.

    One bool for each dev example and model. The difference is the error rate of a minus that of b;
    its standard error is ``d.std() / sqrt(n)`` with d the difference of each example.

    Examples
    --------
    >>> def unpaired(wrong_a, wrong_b):
    ...     p, q = wrong_a.mean(), wrong_b.mean()
    ...     return p - q, ((p * (1 - p) + q * (1 - q)) / len(wrong_a)) ** 0.5
    >>> paired_difference(unpaired)
    Exercise 1 (paired_difference): not yet right: where both are wrong on the same images the \
standard error is 0:
      n 20: expected 0, got 0.1449. That is for two dev sets: here the images are the same.
    """
    rules = [
        checks.rule("two numbers", _difference, BOTH, ONLY_A, ONLY_B, NEITHER),
        _difference_of_the_error_rates,
        _none_where_both_answer_alike,
        _standard_error_of_the_pairs,
        _where_both_are_right_or_wrong_nothing_is_told,
        answers.PAIRED_DIFFERENCE,
    ]
    checks.report("bias_and_variance", 1, "paired_difference", function, rules)


def _wrong(
    both: int, only_a: int, only_b: int, neither: int
) -> tuple[checks.Floats, checks.Floats]:
    counts = (both, only_a, only_b, neither)
    return np.repeat([True, True, False, False], counts), np.repeat(
        [True, False, True, False], counts
    )


def _difference(attempt: checks.Attempt, *counts: int) -> tuple[float, float]:
    a, b = _wrong(*counts)
    got = attempt(wrong_a=a, wrong_b=b)
    difference, error = checks.require_pair("(difference, standard_error)", got)
    difference = checks.require_number("the difference", difference)
    return difference, checks.require_number("the standard error", error)


def _difference_of_the_error_rates(attempt: checks.Attempt) -> None:
    difference, error = _difference(attempt, BOTH, ONLY_A, ONLY_B, NEITHER)
    n = BOTH + ONLY_A + ONLY_B + NEITHER
    expected = (ONLY_A - ONLY_B) / n
    hints = {
        "The sign: the error rate of a minus that of b.": -expected,
        "That is a number of images: divide by n.": ONLY_A - ONLY_B,
        "That is in percent; give a share.": 100 * expected,
        "That is the share on which they disagree; which of the two is wrong?": (
            (ONLY_A + ONLY_B) / n
        ),
    }
    if np.isclose(error, expected):
        hints = {"The difference comes first, then its error.": difference}
    rule = "the difference must be that of the two error rates"
    checks.require_equal(rule, difference, expected, hints, n=n)


def _none_where_both_answer_alike(attempt: checks.Attempt) -> None:
    _, error = _difference(attempt, 6, 0, 0, 14)
    error = 0.0 if abs(error) < ROUNDED else error
    rule = "where both are wrong on the same images the standard error is 0"
    hint = "That is for two dev sets: here the images are the same."
    checks.require_equal(rule, error, 0, {hint: np.sqrt(2 * 0.3 * 0.7 / 20)}, n=20)


def _standard_error_of_the_pairs(attempt: checks.Attempt) -> None:
    a, b = _wrong(BOTH, ONLY_A, ONLY_B, NEITHER)
    n, d = len(a), a.astype(float) - b
    _, error = _difference(attempt, BOTH, ONLY_A, ONLY_B, NEITHER)
    apart = a.var() + b.var()
    hints = {
        "That is for two dev sets: here the images are the same.": np.sqrt(apart / n),
        "That is a variance: take its root.": d.var() / n,
        "Divide by the root of n, not by n.": d.std() / n,
        "That is the spread of one image: divide by sqrt(n).": d.std(),
        "That is the spread where the models are equally good; the mean of d is not 0.": (
            np.sqrt((d**2).mean() / n)
        ),
        "Here n stands under the root, not n - 1.": d.std(ddof=1) / np.sqrt(n),
        "One standard error is asked for, not three.": 3 * d.std() / np.sqrt(n),
    }
    rule = "the standard error must be that of the mean of d"
    checks.require_equal(rule, error, d.std() / np.sqrt(n), hints)


def _where_both_are_right_or_wrong_nothing_is_told(attempt: checks.Attempt) -> None:
    here, there = (_difference(attempt, both, 5, 2, 13 - both) for both in (0, 13))
    rule = "images on which both are right, or both wrong, must not change it"
    checks.require_equal(rule, there, here)


# Exercise 3: bias and variance from the predictions of many models.

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
        checks.rule("two numbers", _split, PREDICTIONS),
        _variance_0_where_all_models_agree,
        _bias_of_models_that_agree,
        _bias_0_where_errors_cancel,
        _variance_of_the_models,
        _both_together,
        answers.BIAS_AND_VARIANCE,
    ]
    checks.report("bias_and_variance", 3, "bias_and_variance", function, rules)


def _split(attempt: checks.Attempt, predictions: checks.Floats) -> tuple[float, float]:
    got = attempt(predictions=predictions, truth=TRUTH)
    bias, variance = checks.require_pair("(bias_squared, variance)", got)
    bias = checks.require_number("bias_squared", bias)
    return bias, checks.require_number("the variance", variance)


def _variance_0_where_all_models_agree(attempt: checks.Attempt) -> None:
    bias, variance = _split(attempt, np.tile(ONE_MODEL, (3, 1)))
    from_truth = "The variance is the distance from the models' mean, not from the truth."
    swapped = "bias_squared comes first, then the variance."
    across = "That is over the examples: how far are the models apart, at one x (axis 0)?"
    hints = {swapped if bias == 0 else from_truth: _of_bias(), across: ONE_MODEL.var()}
    rule = "where all models agree the variance is 0"
    checks.require_equal(rule, variance, 0, hints, truth=TRUTH)


def _bias_of_models_that_agree(attempt: checks.Attempt) -> None:
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
    checks.require_equal(rule, bias, _of_bias(), hints, truth=TRUTH, prediction=ONE_MODEL)


def _bias_0_where_errors_cancel(attempt: checks.Attempt) -> None:
    bias, _ = _split(attempt, TRUTH + OFFSETS)
    hints = {"Average over the models first, then square.": (OFFSETS**2).mean()}
    rule = "where the errors cancel, bias_squared is 0"
    checks.require_equal(rule, bias, 0, hints, truth=TRUTH)


def _variance_of_the_models(attempt: checks.Attempt) -> None:
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
    checks.require_equal(rule, variance, expected, hints, truth=TRUTH)


def _both_together(attempt: checks.Attempt) -> None:
    bias, variance = _split(attempt, PREDICTIONS)
    whole = ((PREDICTIONS - TRUTH) ** 2).mean()
    rule = "the two must add up to the mean squared distance from the truth"
    checks.require_equal(rule, bias + variance, whole, truth=TRUTH)


def _of_bias() -> float:
    return float(((ONE_MODEL - TRUTH) ** 2).mean())


# Exercise 5: a learning curve, drawn on.

SIZES = np.array([1000.0, 4000.0])
ERRORS = np.array([0.16, 0.08])
"""Four times the examples halve the error."""


def forecast_error(function: object) -> None:
    """Check ``forecast_error(sizes, errors, size)``: a power law through two points.

    With ``error = a * n ** -b`` through the two measured points, the error at a third size.

    Examples
    --------
    >>> def straight(sizes, errors, size):
    ...     slope = (errors[1] - errors[0]) / (sizes[1] - sizes[0])
    ...     return errors[0] + slope * (size - sizes[0])
    >>> forecast_error(straight)
    Exercise 5 (forecast_error): not yet right: the next factor of 4 must halve the error again:
      sizes 1000 4000, errors 0.16 0.08, size 1.6e+04: expected 0.04, got -0.24. That is a straight line in n: the line is straight in log n and log error.
    """  # noqa: E501 - what it prints is one line
    rules = [
        checks.rule("one number", _forecast, 16_000.0),
        _through_the_first_point,
        _through_the_second_point,
        _the_next_step,
        _a_flat_curve_stays_flat,
        _between_the_two,
        answers.FORECAST_ERROR,
    ]
    checks.report("bias_and_variance", 5, "forecast_error", function, rules)


def _forecast(attempt: checks.Attempt, size: float, *, last: float = 0.08) -> float:
    errors = np.array([ERRORS[0], last])
    got = attempt(sizes=SIZES.copy(), errors=errors, size=size)
    return checks.require_number("the forecast", got)


def _at(attempt: checks.Attempt, rule: str, size: float, expected: float) -> None:
    got = _forecast(attempt, size)
    slope = (ERRORS[1] - ERRORS[0]) / (SIZES[1] - SIZES[0])
    in_log = (ERRORS[1] - ERRORS[0]) / np.log(SIZES[1] / SIZES[0])
    b = 0.5
    hints = {
        "That is the logarithm: take exp of it.": np.log(expected),
        "That is the logarithm to base 10: take 10 to the power of it.": np.log10(expected),
        "The error falls with n: look at the sign of the exponent.": (
            ERRORS[0] * (size / SIZES[0]) ** b
        ),
        "That is a straight line in n: the line is straight in log n and log error.": (
            ERRORS[0] + slope * (size - SIZES[0])
        ),
        "The error must be in logs too: you have a line in log n and error.": (
            ERRORS[0] + in_log * np.log(size / SIZES[0])
        ),
        "Count from one of the two points, not from n = 1.": ERRORS[0] * size**-b,
        "The exponent is the slope: log of the errors over log of the sizes, not the inverse.": (
            ERRORS[0] * (size / SIZES[0]) ** -2.0
        ),
    }
    checks.require_equal(rule, got, expected, hints, sizes=SIZES, errors=ERRORS, size=size)


def _through_the_first_point(attempt: checks.Attempt) -> None:
    got = _forecast(attempt, 1000.0)
    hints = {
        "That is the logarithm: take exp of it.": np.log(0.16),
        "That is the logarithm to base 10: take 10 to the power of it.": np.log10(0.16),
        "Count from one of the two points, not from n = 1.": 0.16 * 1000**-0.5,
        "The factor a is missing: at one of the two points the curve must give its error.": (
            1000**-0.5
        ),
        "Size and error that you start from must belong to the same point.": 0.08,
    }
    rule = "at the first size it must give the first error"
    checks.require_equal(rule, got, 0.16, hints, sizes=SIZES, errors=ERRORS, size=1000)


def _through_the_second_point(attempt: checks.Attempt) -> None:
    _at(attempt, "at the second size it must give the second error", 4000.0, 0.08)


def _the_next_step(attempt: checks.Attempt) -> None:
    _at(attempt, "the next factor of 4 must halve the error again", 16_000.0, 0.04)


def _a_flat_curve_stays_flat(attempt: checks.Attempt) -> None:
    got = _forecast(attempt, 16_000.0, last=0.16)
    rule = "where the two errors are equal, more data change nothing"
    checks.require_equal(rule, got, 0.16, sizes=SIZES, errors=[0.16, 0.16], size=16_000)


def _between_the_two(attempt: checks.Attempt) -> None:
    rule = "between the two, at twice the first size, the error must be lower by sqrt(2)"
    _at(attempt, rule, 2000.0, 0.16 / np.sqrt(2))
