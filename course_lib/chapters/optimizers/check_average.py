"""The check of exercise 3: an exponentially weighted average with bias correction."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import report, require, require_array, require_equal

Floats = npt.NDArray[Any]

VALUES = np.array([8.0, 2.0, 5.0, 11.0, 3.0])
BETA = 0.8


def average(function: object) -> None:
    """Check ``average(values, beta)``, which returns the corrected average after each value.

    Examples
    --------
    >>> def uncorrected(values, beta):
    ...     v, averages = 0.0, []
    ...     for value in values:
    ...         v = beta * v + (1 - beta) * value
    ...         averages.append(v)
    ...     return np.array(averages)
    >>> average(uncorrected)
    Exercise 3 (average): not yet right: after the first value the average must be that value:
      values[0] 8, beta 0.8: expected 8, got 1.6. The correction is missing.
    """
    rules = [
        _as_many_as_values,
        _first_is_the_value,
        _constant_stays,
        _weights_fade_by_beta,
        _beta_0_follows,
    ]
    report("Exercise 3 (average)", function, rules)


def running(values: Floats, beta: float, *, old: float, new: float) -> Floats:
    """The uncorrected average with these two factors, for the checks and their hints.

    Examples
    --------
    >>> running(np.array([8.0, 8.0]), 0.5, old=0.5, new=0.5)
    array([4., 6.])
    """
    v, averages = 0.0, []
    for value in values:
        v = old * v + new * value
        averages.append(v)
    return np.array(averages)


def _corrected(values: Floats, beta: float) -> Floats:
    t = np.arange(1, len(values) + 1)
    return np.asarray(running(values, beta, old=beta, new=1 - beta) / (1 - beta**t))


def _given(attempt: Attempt, values: Floats, beta: float) -> Floats:
    got = attempt(values=values, beta=beta)
    if isinstance(got, list):
        needed = f"the averages must be an array of shape {values.shape}"
        require(False, f"{needed}; got a list of {len(got)}: np.array(...) makes one of it.")
    return require_array("the averages", got, values.shape)


def _as_many_as_values(attempt: Attempt) -> None:
    _given(attempt, VALUES, BETA)


def _first_is_the_value(attempt: Attempt) -> None:
    got = _given(attempt, VALUES, BETA)[0]
    first = VALUES[0]
    hints = {
        "The correction is missing.": (1 - BETA) * first,
        "The factor (1 - beta) is missing.": first / (1 - BETA),
        "The factors beta and 1 - beta are exchanged.": BETA * first / (1 - BETA),
        "t counts from 1: after the first value divide by 1 - beta**1.": (1 - BETA)
        * first
        / (1 - BETA**2),
        "That multiplies by the correction: divide.": (1 - BETA) ** 2 * first,
    }
    rule = "after the first value the average must be that value"
    require(np.isfinite(got), f"{rule}:\n  got {got}. t counts from 1: 1 - beta**0 is 0.")
    require_equal(rule, got, first, hints, **{"values[0]": first, "beta": BETA})


def _constant_stays(attempt: Attempt) -> None:
    values = np.full(5, 8.0)
    got = _given(attempt, values, BETA)
    hints = {
        "The corrected value was written back into the running one.": _written_back(values),
        "Divide by 1 - beta**t, which grows with t, not by 1 - beta.": running(
            values, BETA, old=BETA, new=1.0
        ),
    }
    require_equal("the average of a constant must be that constant", got, values, hints, beta=BETA)


def _weights_fade_by_beta(attempt: Attempt) -> None:
    got = _given(attempt, VALUES, BETA)
    t = np.arange(1, len(VALUES) + 1)
    hints = {
        "That is the plain mean so far.": np.cumsum(VALUES) / t,
        "It starts from the first value instead of from 0.": _from_the_first(VALUES),
        "The factors beta and 1 - beta are exchanged.": _corrected(VALUES, 1 - BETA),
        "The average does not remember: that is the newest value.": VALUES,
    }
    rule = "v must become beta * v + (1 - beta) * value, and v / (1 - beta**t) is the answer"
    require_equal(rule, got, _corrected(VALUES, BETA), hints, values=VALUES, beta=BETA)


def _beta_0_follows(attempt: Attempt) -> None:
    got = _given(attempt, VALUES, 0.0)
    require_equal("with beta 0 the average must be each value", got, VALUES, values=VALUES, beta=0)


def _written_back(values: Floats) -> Floats:
    v, averages = 0.0, []
    for t, value in enumerate(values, start=1):
        v = (BETA * v + (1 - BETA) * value) / (1 - BETA**t)
        averages.append(v)
    return np.array(averages)


def _from_the_first(values: Floats) -> Floats:
    v, averages = values[0], []
    for value in values:
        v = BETA * v + (1 - BETA) * value
        averages.append(v)
    return np.array(averages)
