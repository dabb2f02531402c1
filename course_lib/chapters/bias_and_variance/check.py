"""Checks of notebook 02: a precise error rate, a verdict, bias and variance, a forecast."""

from typing import Any

import numpy as np

from course_lib import checks
from course_lib.chapters.bias_and_variance import check_answers as answers

__all__ = ["bias_and_variance", "error_rate", "forecast_error", "verdict"]

# Exercise 1: an error rate, and how precise it is.


def error_rate(function: object) -> None:
    """Check ``error_rate(wrong)``, which returns ``(rate, standard_error)``.

    ``wrong`` is one bool for each dev example; the rate p is the share that is True, its standard
    error ``sqrt(p * (1 - p) / n)``.

    Examples
    --------
    >>> error_rate(lambda wrong: (wrong.mean(), wrong.mean() / len(wrong) ** 0.5))
    Exercise 1 (error_rate): not yet right: the standard error must be sqrt(p * (1 - p) / n):
      n 20, p 0.2: expected 0.08944, got 0.04472.
    """
    rules = [
        checks.rule("two numbers", _rate, 4, 20),
        _rate_is_the_share_of_errors,
        _no_error_where_all_are_alike,
        _standard_error,
        _four_times_the_examples_halve_it,
        answers.ERROR_RATE,
    ]
    checks.report("bias_and_variance", 1, "error_rate", function, rules)


def _rate(attempt: checks.Attempt, errors: int, n: int) -> tuple[float, float]:
    wrong = np.arange(n) * errors % n < errors  # spread out, so that no part stands for the whole
    rate, error = checks.require_pair("(rate, standard_error)", attempt(wrong=wrong))
    rate = checks.require_number("the rate", rate)
    return rate, checks.require_number("the standard error", error)


def _rate_is_the_share_of_errors(attempt: checks.Attempt) -> None:
    for errors, n in ((4, 20), (30, 40)):
        rate, error = _rate(attempt, errors, n)
        hints = {
            "That is the share of right answers.": 1 - errors / n,
            "That is their number: divide by n.": errors,
            "That is in percent; give a share.": 100 * errors / n,
        }
        if np.isclose(error, errors / n):
            hints = {"The rate comes first, then its error.": rate}
        rule = "the rate must be the share of True in wrong"
        checks.require_equal(rule, rate, errors / n, hints, n=n, errors=errors)


def _no_error_where_all_are_alike(attempt: checks.Attempt) -> None:
    _, error = _rate(attempt, 0, 20)
    checks.require_equal("where no answer is wrong the formula gives 0", error, 0, n=20, p=0)


def _standard_error(attempt: checks.Attempt) -> None:
    for errors, n in ((4, 20), (30, 40)):
        p = errors / n
        _, error = _rate(attempt, errors, n)
        variance = p * (1 - p)
        hints = {
            "That is a variance: take its root.": variance / n,
            "Divide by the root of n, not by n.": np.sqrt(variance) / n,
            "That is the spread of one example: divide by sqrt(n).": np.sqrt(variance),
            "That is the variance of one example.": variance,
            "The factor 1 - p is missing.": np.sqrt(p / n),
            "Here n stands under the root, not n - 1.": np.sqrt(variance / (n - 1)),
            "One standard error is asked for, not two.": 2 * np.sqrt(variance / n),
        }
        rule = "the standard error must be sqrt(p * (1 - p) / n)"
        checks.require_equal(rule, error, np.sqrt(variance / n), hints, n=n, p=p)


def _four_times_the_examples_halve_it(attempt: checks.Attempt) -> None:
    _, few = _rate(attempt, 4, 20)
    _, many = _rate(attempt, 16, 80)
    rule = "with four times the examples the standard error must halve"
    checks.require_equal(rule, many, few / 2, n=80, p=0.2)


# Exercise 2: the verdict from training, dev and Bayes error.

FINE, BIAS, VARIANCE = "fine", "high bias", "high variance"
BOTH = f"{BIAS} and {VARIANCE}"
ANSWERS = (FINE, BIAS, VARIANCE, BOTH)
TOLERANCE = 0.02
FROM_BAYES = "Variance is what lies above the training error, not above the Bayes error."


def verdict(function: object) -> None:
    """Check ``verdict(train_error, dev_error, bayes_error, tolerance)``, one of four answers.

    High bias where the training error lies more than ``tolerance`` above the Bayes error; high
    variance where the dev error lies more than that above the training error.

    Examples
    --------
    >>> def two_answers(train_error, dev_error, bayes_error, tolerance):
    ...     return "high bias" if train_error > tolerance else "high variance"
    >>> verdict(two_answers)
    Exercise 2 (verdict): not yet right: training error 0.145, dev error 0.16, Bayes error 0.13:
      expected 'fine', got 'high bias'. Bias is what lies above the Bayes error, not above 0.
    """
    rules = [
        _one_of_the_four_answers,
        _bias_above_the_bayes_error,
        _variance_above_the_training_error,
        _both_at_once,
        _dev_below_training_is_no_variance,
        _the_tolerance_decides,
        answers.VERDICT,
    ]
    checks.report("bias_and_variance", 2, "verdict", function, rules)


def _ask(
    attempt: checks.Attempt, train: float, dev: float, bayes: float, tolerance: float = TOLERANCE
) -> Any:
    return attempt(train_error=train, dev_error=dev, bayes_error=bayes, tolerance=tolerance)


def _expect(
    attempt: checks.Attempt,
    errors: tuple[float, float, float],
    expected: str,
    hints: dict[str, str],
    tolerance: float = TOLERANCE,
) -> None:
    got = _ask(attempt, *errors, tolerance)
    train, dev, bayes = errors
    where = f"training error {train}, dev error {dev}, Bayes error {bayes}"
    if tolerance != TOLERANCE:
        where += f", tolerance {tolerance}"
    hint = hints.get(got, "") if isinstance(got, str) else ""
    words = got.__repr__() if isinstance(got, str) else checks.describe(got)
    seen = f"expected {expected!r}, got {words}.{hint and ' '}{hint}"
    checks.require(got == expected, f"{where}:\n  {seen}")


def _one_of_the_four_answers(attempt: checks.Attempt) -> None:
    for train, dev in ((0.01, 0.02), (0.15, 0.16), (0.01, 0.11), (0.15, 0.30)):
        got = _ask(attempt, train, dev, 0.0)
        is_one = isinstance(got, str) and got in ANSWERS
        shown = repr(got[:40]) if isinstance(got, str) else checks.describe(got)
        needed = ", ".join(map(repr, ANSWERS))
        checks.require(is_one, f"the answer must be one of {needed};\n  got {shown}.")


def _bias_above_the_bayes_error(attempt: checks.Attempt) -> None:
    from_zero = "Bias is what lies above the Bayes error, not above 0."
    _expect(attempt, (0.145, 0.16, 0.13), FINE, {BIAS: from_zero, VARIANCE: FROM_BAYES})
    reversed_ = "The training error lies far above the Bayes error: that is bias."
    _expect(attempt, (0.14, 0.15, 0.01), BIAS, {VARIANCE: reversed_, FINE: reversed_})


def _variance_above_the_training_error(attempt: checks.Attempt) -> None:
    swapped = "A small training error and a large dev error: that is variance."
    _expect(attempt, (0.01, 0.11, 0.0), VARIANCE, {BIAS: swapped, BOTH: swapped, FINE: swapped})
    _expect(attempt, (0.11, 0.12, 0.0), BIAS, {BOTH: FROM_BAYES, VARIANCE: FROM_BAYES})


def _both_at_once(attempt: checks.Attempt) -> None:
    alone = "There may be both: look at each difference by itself."
    _expect(attempt, (0.15, 0.30, 0.01), BOTH, {BIAS: alone, VARIANCE: alone, FINE: alone})


def _dev_below_training_is_no_variance(attempt: checks.Attempt) -> None:
    sign = "A dev error below the training error is luck, not variance: no abs()."
    _expect(attempt, (0.10, 0.07, 0.09), FINE, {VARIANCE: sign, BIAS: sign, BOTH: sign})
    below = "A training error below the Bayes error is no bias: no abs()."
    _expect(attempt, (0.02, 0.10, 0.09), VARIANCE, {BOTH: below, BIAS: below, FINE: below})


def _the_tolerance_decides(attempt: checks.Attempt) -> None:
    ignored = "The tolerance that is passed in decides."
    every = dict.fromkeys(ANSWERS, ignored)
    _expect(attempt, (0.15, 0.30, 0.01), FINE, every, tolerance=0.2)
    _expect(attempt, (0.015, 0.03, 0.0), BOTH, every, tolerance=0.01)
    equal = dict.fromkeys(ANSWERS, "A difference as large as the tolerance is not more than it.")
    _expect(attempt, (0.25, 0.375, 0.125), FINE, equal, tolerance=0.125)


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


# Exercise 4: a learning curve, drawn on.

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
    Exercise 4 (forecast_error): not yet right: the next factor of 4 must halve the error again:
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
    checks.report("bias_and_variance", 4, "forecast_error", function, rules)


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
