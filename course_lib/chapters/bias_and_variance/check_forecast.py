"""The check of exercise 4: a learning curve, drawn on."""

import numpy as np

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import report, require_equal, require_number

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
        _one_number,
        _through_the_first_point,
        _through_the_second_point,
        _the_next_step,
        _a_flat_curve_stays_flat,
        _between_the_two,
    ]
    report("Exercise 4 (forecast_error)", function, rules)


def _forecast(attempt: Attempt, size: float, *, last: float = 0.08) -> float:
    errors = np.array([ERRORS[0], last])
    got = attempt(sizes=SIZES.copy(), errors=errors, size=size)
    return require_number("the forecast", got)


def _one_number(attempt: Attempt) -> None:
    _forecast(attempt, 16_000.0)


def _at(attempt: Attempt, rule: str, size: float, expected: float) -> None:
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
    require_equal(rule, got, expected, hints, sizes=SIZES, errors=ERRORS, size=size)


def _through_the_first_point(attempt: Attempt) -> None:
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
    require_equal(rule, got, 0.16, hints, sizes=SIZES, errors=ERRORS, size=1000)


def _through_the_second_point(attempt: Attempt) -> None:
    _at(attempt, "at the second size it must give the second error", 4000.0, 0.08)


def _the_next_step(attempt: Attempt) -> None:
    _at(attempt, "the next factor of 4 must halve the error again", 16_000.0, 0.04)


def _a_flat_curve_stays_flat(attempt: Attempt) -> None:
    got = _forecast(attempt, 16_000.0, last=0.16)
    rule = "where the two errors are equal, more data change nothing"
    require_equal(rule, got, 0.16, sizes=SIZES, errors=[0.16, 0.16], size=16_000)


def _between_the_two(attempt: Attempt) -> None:
    rule = "between the two, at twice the first size, the error must be lower by sqrt(2)"
    _at(attempt, rule, 2000.0, 0.16 / np.sqrt(2))
