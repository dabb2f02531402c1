"""The check of exercise 2: how many updates a run makes."""

import numbers

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import report, require, require_equal, require_number


def count_updates(function: object) -> None:
    """Check ``count_updates(n, batch_size, epochs)``, which returns a whole number.

    The last, short batch of an epoch is used too.

    Examples
    --------
    >>> count_updates(lambda n, batch_size, epochs: n // batch_size * epochs)
    Exercise 2 (count_updates): not yet right: the last, short batch of an epoch is an update too:
      n 300, batch_size 64, epochs 1: expected 5, got 4. That drops the short batch.
    """
    rules = [
        _a_whole_number,
        _full_batches,
        _one_example_at_a_time,
        _a_short_batch_counts,
        _every_epoch_anew,
    ]
    report("Exercise 2 (count_updates)", function, rules)


def _count(attempt: Attempt, n: int, batch_size: int, epochs: int) -> float:
    got = attempt(n=n, batch_size=batch_size, epochs=epochs)
    return require_number("the number of updates", got)


def _expect(attempt: Attempt, rule: str, n: int, size: int, epochs: int, **hints: float) -> None:
    got = _count(attempt, n, size, epochs)
    words = {hint.replace("_", " ") + ".": value for hint, value in hints.items()}
    expected = -(-n // size) * epochs
    require_equal(rule, got, expected, words, n=n, batch_size=size, epochs=epochs)


def _a_whole_number(attempt: Attempt) -> None:
    got = attempt(n=300, batch_size=100, epochs=2)
    require_number("the number of updates", got)
    whole = isinstance(got, numbers.Integral)
    hint = "use // or math.ceil, not /"
    kind = type(got).__name__
    require(whole, f"the number of updates must be a whole number; got a {kind}: {hint}.")


def _full_batches(attempt: Attempt) -> None:
    rule = "a batch is one update, an epoch is all batches once"
    _expect(
        attempt, rule, 300, 100, 2,
        That_is_one_epoch_only=3, That_counts_epochs=2, That_counts_examples=600,
        That_adds_the_epochs_multiply=5, That_adds_a_batch_that_is_empty=8,
    )  # fmt: skip


def _one_example_at_a_time(attempt: Attempt) -> None:
    _expect(attempt, "with batch_size 1 every example is an update", 300, 1, 1)


def _a_short_batch_counts(attempt: Attempt) -> None:
    rule = "the last, short batch of an epoch is an update too"
    _expect(attempt, rule, 300, 64, 1, That_drops_the_short_batch=4)
    _expect(attempt, rule, 300, 100, 1, That_adds_a_batch_that_is_empty=4)
    _expect(attempt, rule, 50, 64, 1, That_drops_the_short_batch=0)


def _every_epoch_anew(attempt: Attempt) -> None:
    rule = "each epoch ends with its own short batch"
    _expect(
        attempt, rule, 300, 64, 10,
        That_lets_a_batch_reach_into_the_next_epoch=47, That_drops_the_short_batches=40,
    )  # fmt: skip
