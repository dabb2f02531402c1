"""The check of exercise 3: how many updates a run makes."""

import math
import numbers
from collections.abc import Mapping

from course_lib.exercises.attempt import Attempt, describe
from course_lib.exercises.report import report, require, require_equal

Case = tuple[int, int, int]


def count_updates(function: object) -> None:
    """Check ``count_updates(n, batch_size, epochs)``: the last, short batch is an update too.

    Examples
    --------
    >>> count_updates(lambda n, batch_size, epochs: n // batch_size * epochs)
    Exercise 3 (count_updates): not yet right: the last, short batch is an update too:
      n 150, batch_size 32, epochs 1: expected 5, got 4. The rest was left out.
    """
    rules = [
        _a_whole_number,
        _batches_that_fit,
        _every_epoch_counts,
        _the_short_batch_counts,
        _a_batch_larger_than_the_set,
    ]
    report("Exercise 3 (count_updates)", function, rules)


def _compare(attempt: Attempt, rule: str, case: Case, hints: Mapping[str, float]) -> None:
    n, batch_size, epochs = case
    got = attempt(n=n, batch_size=batch_size, epochs=epochs)
    expected = math.ceil(n / batch_size) * epochs
    require(isinstance(got, numbers.Real), f"the count must be one number; got {describe(got)}.")
    require_equal(rule, got, expected, hints, n=n, batch_size=batch_size, epochs=epochs)
    needed = "updates are counted: the result must be a whole number of type int"
    kind = type(got).__name__
    require(isinstance(got, numbers.Integral), f"{needed}:\n  got {float(got):.4g}, a {kind}.")


def _batches_that_fit(attempt: Attempt) -> None:
    hints = {
        "That counts examples; an update takes a whole batch.": 150,
        "An iteration is one update here, not one pass over the data.": 1,
        "That is the size of a batch.": 15,
    }
    _compare(attempt, "an epoch takes every example once", (150, 15, 1), hints)


def _a_whole_number(attempt: Attempt) -> None:
    got = attempt(n=150, batch_size=15, epochs=1)
    require(isinstance(got, numbers.Real), f"the count must be one number; got {describe(got)}.")


def _every_epoch_counts(attempt: Attempt) -> None:
    hints = {"The epochs are missing.": 10, "An iteration is one update, not one pass.": 100}
    _compare(attempt, "each epoch makes as many updates again", (150, 15, 100), hints)


def _the_short_batch_counts(attempt: Attempt) -> None:
    rule = "the last, short batch is an update too"
    hints = {"The rest was left out.": 4, "There is no part of an update: round up.": 150 / 32}
    _compare(attempt, rule, (150, 32, 1), hints)
    hints = {
        "The rest was left out.": 400,
        "Round up in each epoch: every epoch ends with its short batch.": math.ceil(15000 / 32),
        "There is no part of an update: round up.": 15000 / 32,
    }
    _compare(attempt, rule, (150, 32, 100), hints)
    _compare(attempt, rule, (129, 32, 1), {"The rest was left out, as it was small.": 4})


def _a_batch_larger_than_the_set(attempt: Attempt) -> None:
    rule = "a batch larger than the set is the whole set"
    _compare(attempt, rule, (20, 32, 3), {"No update at all?": 0})
