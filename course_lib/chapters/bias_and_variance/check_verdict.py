"""The check of exercise 2: the verdict from training, dev and Bayes error."""

from typing import Any

from course_lib.checks.attempt import Attempt, describe
from course_lib.checks.report import report, require

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
    ]
    report("Exercise 2 (verdict)", function, rules)


def _ask(attempt: Attempt, train: float, dev: float, bayes: float, tolerance: float) -> Any:
    return attempt(train_error=train, dev_error=dev, bayes_error=bayes, tolerance=tolerance)


def _expect(
    attempt: Attempt,
    errors: tuple[float, float, float],
    expected: str,
    hints: dict[str, str],
    *,
    tolerance: float = TOLERANCE,
) -> None:
    got = _ask(attempt, *errors, tolerance)
    train, dev, bayes = errors
    where = f"training error {train}, dev error {dev}, Bayes error {bayes}"
    if tolerance != TOLERANCE:
        where += f", tolerance {tolerance}"
    hint = hints.get(got, "") if isinstance(got, str) else ""
    words = got.__repr__() if isinstance(got, str) else describe(got)
    require(got == expected, f"{where}:\n  expected {expected!r}, got {words}.{hint and ' '}{hint}")


def _one_of_the_four_answers(attempt: Attempt) -> None:
    for train, dev in ((0.01, 0.02), (0.15, 0.16), (0.01, 0.11), (0.15, 0.30)):
        got = _ask(attempt, train, dev, 0.0, TOLERANCE)
        is_one = isinstance(got, str) and got in ANSWERS
        shown = repr(got[:40]) if isinstance(got, str) else describe(got)
        needed = ", ".join(map(repr, ANSWERS))
        require(is_one, f"the answer must be one of {needed};\n  got {shown}.")


def _bias_above_the_bayes_error(attempt: Attempt) -> None:
    from_zero = "Bias is what lies above the Bayes error, not above 0."
    _expect(attempt, (0.145, 0.16, 0.13), FINE, {BIAS: from_zero, VARIANCE: FROM_BAYES})
    reversed_ = "The training error lies far above the Bayes error: that is bias."
    _expect(attempt, (0.14, 0.15, 0.01), BIAS, {VARIANCE: reversed_, FINE: reversed_})


def _variance_above_the_training_error(attempt: Attempt) -> None:
    swapped = "A small training error and a large dev error: that is variance."
    _expect(attempt, (0.01, 0.11, 0.0), VARIANCE, {BIAS: swapped, BOTH: swapped, FINE: swapped})
    _expect(attempt, (0.11, 0.12, 0.0), BIAS, {BOTH: FROM_BAYES, VARIANCE: FROM_BAYES})


def _both_at_once(attempt: Attempt) -> None:
    alone = "There may be both: look at each difference by itself."
    _expect(attempt, (0.15, 0.30, 0.01), BOTH, {BIAS: alone, VARIANCE: alone, FINE: alone})


def _dev_below_training_is_no_variance(attempt: Attempt) -> None:
    sign = "A dev error below the training error is luck, not variance: no abs()."
    _expect(attempt, (0.10, 0.07, 0.09), FINE, {VARIANCE: sign, BIAS: sign, BOTH: sign})
    below = "A training error below the Bayes error is no bias: no abs()."
    _expect(attempt, (0.02, 0.10, 0.09), VARIANCE, {BOTH: below, BIAS: below, FINE: below})


def _the_tolerance_decides(attempt: Attempt) -> None:
    ignored = "The tolerance that is passed in decides."
    every = dict.fromkeys(ANSWERS, ignored)
    _expect(attempt, (0.15, 0.30, 0.01), FINE, every, tolerance=0.2)
    _expect(attempt, (0.015, 0.03, 0.0), BOTH, every, tolerance=0.01)
    equal = dict.fromkeys(ANSWERS, "A difference as large as the tolerance is not more than it.")
    _expect(attempt, (0.25, 0.375, 0.125), FINE, equal, tolerance=0.125)
