"""The check of exercise 3: how many epochs a number of iterations takes."""

import math
import numbers
from collections.abc import Mapping

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import report, require, require_equal, require_number

Case = tuple[int, int, int]

FULL_BATCHES: Case = (1000, 150, 15)
# 3 updates an epoch, 2 without the short one; each mistake leads to a number of its own.
SHORT_BATCH: Case = (30, 100, 40)


def to_epochs(function: object) -> None:
    """Check ``to_epochs(iterations, n, batch_size)``: the fewest epochs with so many updates.

    Examples
    --------
    >>> to_epochs(lambda iterations, n, batch_size: iterations * batch_size // n)
    Exercise 3 (to_epochs): not yet right: the last, short batch of an epoch is an update too:
      iterations 30, n 100, batch_size 40: expected 10, got 12. Not every batch is full.
    """
    rules = [
        _a_whole_number,
        _an_epoch_uses_every_example_once,
        _the_short_batch_counts,
        _whole_epochs_and_enough_of_them,
        _a_batch_larger_than_the_set,
    ]
    report("Exercise 3 (to_epochs)", function, rules)


def _epochs(attempt: Attempt, case: Case) -> float:
    iterations, n, batch_size = case
    got = attempt(iterations=iterations, n=n, batch_size=batch_size)
    number = require_number("the number of epochs", got)
    needed = "epochs are counted: the result must be a whole number of type int"
    whole = isinstance(got, numbers.Integral)
    require(whole, f"{needed}:\n  got {number:.4g}, a {type(got).__name__}.")
    return number


def _compare(attempt: Attempt, rule: str, case: Case, hints: Mapping[str, float]) -> None:
    iterations, n, batch_size = case
    expected = math.ceil(iterations / math.ceil(n / batch_size))
    inputs = {"iterations": iterations, "n": n, "batch_size": batch_size}
    require_equal(rule, _epochs(attempt, case), expected, hints, **inputs)


def _a_whole_number(attempt: Attempt) -> None:
    _epochs(attempt, FULL_BATCHES)


def _an_epoch_uses_every_example_once(attempt: Attempt) -> None:
    hints = {
        "An iteration is one update here, not one pass.": 1000,
        "Those are the updates of one epoch.": 10,
        "An epoch has several iterations, so there are fewer epochs: divide.": 10_000,
        "An iteration uses a whole batch, not one example.": 7,
        "What fits exactly needs no further epoch.": 101,
    }
    _compare(attempt, "an epoch uses every example once", FULL_BATCHES, hints)


def _the_short_batch_counts(attempt: Attempt) -> None:
    rule = "the last, short batch of an epoch is an update too"
    hints = {"Not every batch is full.": 12, "The short batch was left out.": 15}
    _compare(attempt, rule, SHORT_BATCH, hints)
    hints = {"The short batch was left out, as it was small.": 125}
    _compare(attempt, rule, (500, 129, 32), hints)


def _whole_epochs_and_enough_of_them(attempt: Attempt) -> None:
    rule = "epochs are whole, and make no fewer updates than were asked for"
    _compare(attempt, rule, (31, 100, 40), {"10 epochs make 30 updates, one too few.": 10})
    _compare(attempt, rule, (1, 100, 40), {"No epoch at all makes no update.": 0})


def _a_batch_larger_than_the_set(attempt: Attempt) -> None:
    rule = "a batch larger than the set is the whole set"
    _compare(attempt, rule, (7, 20, 32), {})
