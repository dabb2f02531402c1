"""The check of exercise 4: early stopping."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import report, require, require_number, require_pair

Pair = tuple[int, int]


def early_stop(function: object) -> None:
    """Check ``early_stop(losses, patience)``, which returns ``(kept, stopped)``.

    ``kept`` is the index of the lowest loss so far, ``stopped`` that of the look at which
    ``patience`` looks in a row had brought nothing lower, or of the last one.

    Examples
    --------
    >>> def knows_the_future(losses, patience):
    ...     kept = int(np.argmin(losses))
    ...     return kept, min(kept + patience, len(losses) - 1)
    >>> early_stop(knows_the_future)
    Exercise 4 (early_stop): not yet right: the run ends when patience looks in a row bring nothing lower:
      losses 3 2 2.5 2.6 1, patience 2: expected (1, 3), got (4, 4). Look 4 comes after the stop: nobody knows it then.
    """  # noqa: E501 - what the check prints
    rules = [
        _two_whole_numbers,
        _end_of_patience,
        _end_of_the_run,
        _lowest_so_far,
        _count_begins_anew,
        _equal_is_no_improvement,
    ]
    report("Exercise 4 (early_stop)", function, rules)


def _stops(attempt: Attempt, losses: npt.NDArray[Any], patience: int) -> Pair:
    kept, stopped = require_pair("(kept, stopped)", attempt(losses=losses, patience=patience))
    numbers = []
    for name, got in (("kept", kept), ("stopped", stopped)):
        value = require_number(name, got)
        whole = value == int(value) if np.isfinite(value) else False
        require(whole, f"{name} must be the index of a look, a whole number; got {value:g}.")
        numbers.append(int(value))
    return numbers[0], numbers[1]


def _expect(
    attempt: Attempt,
    rule: str,
    losses: list[float],
    patience: int,
    expected: Pair,
    hints: Mapping[str, Pair] | None = None,
) -> None:
    got = _stops(attempt, np.array(losses), patience)
    hint = next((f" {hint}" for hint, pair in (hints or {}).items() if got == pair), "")
    shown = " ".join(f"{loss:g}" for loss in losses)
    require(
        got == expected,
        f"{rule}:\n  losses {shown}, patience {patience}: expected {expected}, got {got}.{hint}",
    )


def _two_whole_numbers(attempt: Attempt) -> None:
    _stops(attempt, np.array([3.0, 2.0, 2.5, 2.6, 1.0]), 2)


def _end_of_patience(attempt: Attempt) -> None:
    _expect(
        attempt,
        "the run ends when patience looks in a row bring nothing lower",
        [3, 2, 2.5, 2.6, 1], 2, (1, 3),
        {
            "Look 4 comes after the stop: nobody knows it then.": (4, 4),
            "It stops one look too late.": (1, 4),
            "It stops one look too early.": (1, 2),
            "The kept look comes first, then the one where it stops.": (3, 1),
            "Kept is the look of the lowest loss, not the last one.": (3, 3),
            "Nothing ever counts as an improvement: begin with the first loss.": (0, 2),
        },
    )  # fmt: skip


def _end_of_the_run(attempt: Attempt) -> None:
    rule = "where the patience never runs out, stopped is the last look"
    _expect(
        attempt, rule, [3, 2, 1], 5, (2, 2),
        {"There is no look beyond the last one.": (2, 7), "Count the looks from 0.": (2, 3)},
    )  # fmt: skip
    _expect(attempt, rule, [3, 2, 1, 1.5], 2, (2, 3))


def _lowest_so_far(attempt: Attempt) -> None:
    _expect(
        attempt,
        "each loss is compared with the lowest so far",
        [3, 1, 2, 1.9, 1.8, 1.7], 3, (1, 4),
        {
            "It is compared with the one before it.": (1, 5),
            "A loss below the one before it, but not below the lowest, is kept.": (5, 5),
        },
    )  # fmt: skip


def _count_begins_anew(attempt: Attempt) -> None:
    _expect(
        attempt,
        "after an improvement the count begins anew",
        [3, 2, 2.1, 1.5, 1.6, 1.7, 1.8], 2, (3, 5),
        {"It counts all looks without improvement, not those in a row.": (3, 4)},
    )  # fmt: skip


def _equal_is_no_improvement(attempt: Attempt) -> None:
    _expect(
        attempt,
        "an equal loss is no improvement",
        [2, 1, 1, 1, 0.5], 2, (1, 3),
        {"Use < and not <=.": (4, 4)},
    )  # fmt: skip
