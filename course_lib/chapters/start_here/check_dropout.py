"""The check of exercise 1: from the share kept to the share dropped."""

import numpy as np

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import report, require_array, require_equal, require_number

# No pair of them adds up to 1, so that no entry passes by chance.
KEEP = np.array([0.9, 0.8, 0.7, 0.95])


def to_drop_rate(function: object) -> None:
    """Check ``to_drop_rate(keep_prob)``, which returns ``1 - keep_prob``, for numbers and arrays.

    Examples
    --------
    >>> to_drop_rate(lambda keep_prob: keep_prob)
    Exercise 1 (to_drop_rate): not yet right: what is not kept is dropped:
      keep_prob 0.8: expected 0.2, got 0.8. That is still the share kept.
    """
    rules = [_a_number_for_a_number, _what_is_not_kept_is_dropped, _keep_all_and_drop_none, _arrays]
    report("Exercise 1 (to_drop_rate)", function, rules)


def _rate(attempt: Attempt, keep_prob: float) -> float:
    return require_number("the drop rate", attempt(keep_prob=keep_prob))


def _a_number_for_a_number(attempt: Attempt) -> None:
    _rate(attempt, 0.8)


def _what_is_not_kept_is_dropped(attempt: Attempt) -> None:
    for keep in (0.8, 0.7):
        hints = {
            "That is still the share kept.": keep,
            "The sign is reversed.": keep - 1,
            "A share of units is dropped, so subtract; do not divide.": 1 / keep,
            "The course counts shares, not percent.": 100 * (1 - keep),
        }
        got = _rate(attempt, keep)
        require_equal("what is not kept is dropped", got, 1 - keep, hints, keep_prob=keep)


def _keep_all_and_drop_none(attempt: Attempt) -> None:
    rule = "who keeps all drops none"
    require_equal(rule, _rate(attempt, 1.0), 0, keep_prob=1)


def _arrays(attempt: Attempt) -> None:
    got = require_array("for an array the drop rate", attempt(keep_prob=KEEP), KEEP.shape)
    require_equal("each entry has its own drop rate", got, 1 - KEEP, keep_prob=KEEP)
