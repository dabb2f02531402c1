"""The check of exercise 5: whether a value lies at the border of the range searched."""

import numpy as np

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import report, require

LOW, HIGH, SHARE = 1e-6, 1e-2, 0.1
AT_THE_UPPER, INSIDE, AT_THE_LOWER = 8e-3, 1e-3, 2e-6


def near_border(function: object) -> None:
    """Check ``near_border(value, low, high, share)``: in the outermost ``share`` of the log range.

    Examples
    --------
    >>> def upper(value, low, high, share):
    ...     return np.log(value / low) >= (1 - share) * np.log(high / low)
    >>> near_border(upper)
    Exercise 5 (near_border): not yet right: the lower end is a border too:
      value 2e-06, low 1e-06, high 0.01, share 0.1: expected True, got False.
    """
    rules = [
        _true_or_false,
        _the_upper_end_is_a_border,
        _the_lower_end_is_a_border_too,
        _the_middle_is_none,
        _measured_in_orders_of_magnitude,
        _the_share_counts,
        _other_ranges,
    ]
    report("Exercise 5 (near_border)", function, rules)


def _expect(
    attempt: Attempt, wanted: bool, rule: str, *,
    value: float, low: float = LOW, high: float = HIGH, share: float = SHARE,
) -> None:  # fmt: skip
    got = attempt(value=value, low=low, high=high, share=share)
    plain = isinstance(got, bool | np.bool)
    require(plain, f"it must return True or False; got {type(got).__name__}.")
    given = f"value {value:.3g}, low {low:.3g}, high {high:.3g}, share {share:g}"
    require(bool(got) == wanted, f"{rule}:\n  {given}: expected {wanted}, got {bool(got)}.")


def _true_or_false(attempt: Attempt) -> None:
    got = attempt(value=AT_THE_UPPER, low=LOW, high=HIGH, share=SHARE)
    require(
        isinstance(got, bool | np.bool), f"it must return True or False; got {type(got).__name__}."
    )


def _the_upper_end_is_a_border(attempt: Attempt) -> None:
    rule = "the upper end, counted in orders of magnitude, is a border"
    for value in (AT_THE_UPPER, HIGH):
        _expect(attempt, True, rule, value=value)


def _the_lower_end_is_a_border_too(attempt: Attempt) -> None:
    for value in (AT_THE_LOWER, LOW):
        _expect(attempt, True, "the lower end is a border too", value=value)


def _the_middle_is_none(attempt: Attempt) -> None:
    _expect(attempt, False, "the middle order of magnitude is no border", value=1e-4)


def _measured_in_orders_of_magnitude(attempt: Attempt) -> None:
    rule = "count in orders of magnitude: a tenth of four decades is a factor of 2.5"
    _expect(attempt, False, rule, value=INSIDE)
    _expect(attempt, True, rule, value=4.2e-3)
    _expect(attempt, False, rule, value=3.8e-3)
    _expect(attempt, False, rule, value=3e-6)


def _the_share_counts(attempt: Attempt) -> None:
    rule = "share says how much of the range is border, at each end"
    _expect(attempt, True, rule, value=2e-3, share=0.25)
    _expect(attempt, False, rule, value=AT_THE_UPPER, share=0.01)


def _other_ranges(attempt: Attempt) -> None:
    rule = "the range must be the one passed in"
    _expect(attempt, False, rule, value=8e-3, low=1e-6, high=1.0)
    _expect(attempt, True, rule, value=0.8, low=1e-3, high=1.0)
