"""The check of exercise 1: how many units of a layer are pulled in different directions."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import report, require, require_number

Floats = npt.NDArray[Any]

# Three inputs, so that rows and columns cannot be mistaken for each other.
A, B, C = np.array([1.0, 2.0, 3.0]), np.array([-1.0, 0.5, 0.0]), np.array([1.0, 2.0, -3.0])


def distinct_units(function: object) -> None:
    """Check ``distinct_units(grad_W)``, which counts the different columns of a gradient.

    ``grad_W`` has the shape (inputs, units). Columns that agree to nine decimals are equal.

    Examples
    --------
    >>> distinct_units(lambda grad_W: len(np.unique(grad_W.round(9), axis=0)))
    Exercise 1 (distinct_units): not yet right: units with the same column count once:
      4 equal columns of 3 inputs: expected 1, got 3. A unit is a column; len() counts the rows.
    """
    rules = [
        _equal_units_count_once,
        _different_units_are_counted,
        _equal_units_need_not_be_neighbours,
        _the_whole_column_counts,
        _a_zero_gradient_is_one_too,
        _rounding_makes_no_difference,
    ]
    report("Exercise 1 (distinct_units)", function, rules)


def _count(attempt: Attempt, *columns: Floats) -> float:
    got = attempt(grad_W=np.column_stack(columns))
    require(not isinstance(got, bool), "it must return a count, not True or False.")
    return require_number("the count", got)


def _ask(
    attempt: Attempt, rule: str, given: str, expected: int, columns: list[Floats], **hints: float
) -> None:
    got = _count(attempt, *columns)
    hint = next((f" {HINTS[name]}" for name, value in hints.items() if got == value), "")
    seen = f"{given}: expected {expected}, got {got:.4g}.{hint}"
    require(got == expected, f"{rule}:\n  {seen}")


HINTS = {
    "rows": "A unit is a column; len() counts the rows.",
    "units": "That is the number of units.",
    "values": "Compare whole columns, not single numbers.",
    "neighbours": "Compare each column with all others, not with its neighbour.",
    "pairs": "Count the different ones, not those that have a double.",
    "exact": "Sums in another order differ in the last digits: round first, to nine decimals.",
    "coarse": "Round to nine decimals, not to fewer.",
}


def _equal_units_count_once(attempt: Attempt) -> None:
    rule = "units with the same column count once"
    _ask(attempt, rule, "4 equal columns of 3 inputs", 1, [A] * 4, rows=3, units=4, pairs=0)


def _different_units_are_counted(attempt: Attempt) -> None:
    rule = "units with different columns are counted each"
    _ask(attempt, rule, "2 different columns of 3 inputs", 2, [A, B], rows=3, values=6, pairs=0)


def _equal_units_need_not_be_neighbours(attempt: Attempt) -> None:
    rule = "equal columns may stand anywhere"
    given = "columns a b a c a"
    _ask(attempt, rule, given, 3, [A, B, A, C, A], neighbours=5, units=5, pairs=2)


def _the_whole_column_counts(attempt: Attempt) -> None:
    rule = "columns differ where any of their numbers does"
    _ask(attempt, rule, "columns (1, 2, 3) and (1, 2, -3)", 2, [A, C])
    _ask(attempt, rule, "columns (1, 2, 3) and (3, 2, 1)", 2, [A, A[::-1]])


def _a_zero_gradient_is_one_too(attempt: Attempt) -> None:
    rule = "columns of zeros are equal columns as well"
    _ask(attempt, rule, "3 columns of zeros", 1, [np.zeros(3)] * 3, units=3)


def _rounding_makes_no_difference(attempt: Attempt) -> None:
    rule = "columns that agree to nine decimals are equal, others are not"
    _ask(attempt, rule, "two columns 1e-13 apart", 1, [A, A + 1e-13], exact=2)
    _ask(attempt, rule, "two columns 1e-6 apart", 2, [A, A + 1e-6], coarse=1)
