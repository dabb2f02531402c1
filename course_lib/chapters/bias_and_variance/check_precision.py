"""The check of exercise 1: an error rate, and how precise it is."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import report, require_equal, require_number, require_pair

Bools = npt.NDArray[np.bool_]


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
        _two_numbers,
        _rate_is_the_share_of_errors,
        _no_error_where_all_are_alike,
        _standard_error,
        _four_times_the_examples_halve_it,
    ]
    report("Exercise 1 (error_rate)", function, rules)


def _wrong(errors: int, n: int) -> Bools:
    return np.arange(n) * errors % n < errors  # spread out, so that no part stands for the whole


def _rate(attempt: Attempt, errors: int, n: int) -> tuple[float, float]:
    rate, error = require_pair("(rate, standard_error)", attempt(wrong=_wrong(errors, n)))
    return require_number("the rate", rate), require_number("the standard error", error)


def _two_numbers(attempt: Attempt) -> None:
    _rate(attempt, 4, 20)


def _rate_is_the_share_of_errors(attempt: Attempt) -> None:
    for errors, n in ((4, 20), (30, 40)):
        rate, error = _rate(attempt, errors, n)
        hints: dict[str, Any] = {
            "That is the share of right answers.": 1 - errors / n,
            "That is their number: divide by n.": errors,
            "That is in percent; give a share.": 100 * errors / n,
        }
        if np.isclose(error, errors / n):
            hints = {"The rate comes first, then its error.": rate}
        rule = "the rate must be the share of True in wrong"
        require_equal(rule, rate, errors / n, hints, n=n, errors=errors)


def _no_error_where_all_are_alike(attempt: Attempt) -> None:
    _, error = _rate(attempt, 0, 20)
    require_equal("where no answer is wrong the formula gives 0", error, 0, n=20, p=0)


def _standard_error(attempt: Attempt) -> None:
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
        require_equal(rule, error, np.sqrt(variance / n), hints, n=n, p=p)


def _four_times_the_examples_halve_it(attempt: Attempt) -> None:
    _, few = _rate(attempt, 4, 20)
    _, many = _rate(attempt, 16, 80)
    rule = "with four times the examples the standard error must halve"
    require_equal(rule, many, few / 2, n=80, p=0.2)
