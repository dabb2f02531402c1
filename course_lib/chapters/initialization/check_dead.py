"""The check of exercise 4: units that are zero for every example."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import report, require, require_number

Floats = npt.NDArray[Any]

# Five examples, three units: the first dead, the second negative for one example, the third alive.
Z = np.array([[-1.0, 2.0, 3.0], [-0.5, -1.0, 1.0], [-2.0, 1.0, 4.0], [-3, 1, 1], [-1, 5, 2]])


def dead_units(function: object) -> None:
    """Check ``dead_units(z)``, which counts the units that no example switches on.

    ``z`` has the shape (examples, units) and is what goes into a ReLU.

    Examples
    --------
    >>> dead_units(lambda z: int((z < 0).any(axis=0).sum()))
    Exercise 4 (dead_units): not yet right: one example that switches a unit on is enough:
      5 examples, 3 units, one always below 0, one sometimes: expected 1, got 2.
    """
    rules = [
        _one_example_is_enough,
        _units_are_columns,
        _none_and_all,
        _zero_is_off,
        _the_mean_does_not_tell,
    ]
    report("Exercise 4 (dead_units)", function, rules)


def _ask(attempt: Attempt, rule: str, given: str, z: Floats, **hints: float) -> None:
    got = attempt(z=z)
    require(not isinstance(got, bool), "it must return a count, not True or False.")
    count, right = require_number("the count", got), int((z <= 0).all(axis=0).sum())
    said = {"alive": "Those are the ones alive.", "rows": "A unit is a column of z, not a row.",
            "share": "That is a share: count."}  # fmt: skip
    hint = next((f" {said[name]}" for name, value in hints.items() if count == value), "")
    require(count == right, f"{rule}:\n  {given}: expected {right}, got {count:.4g}.{hint}")


def _one_example_is_enough(attempt: Attempt) -> None:
    given = "5 examples, 3 units, one always below 0, one sometimes"
    rule = "one example that switches a unit on is enough"
    _ask(attempt, rule, given, Z, rows=0, share=1 / 3)


def _units_are_columns(attempt: Attempt) -> None:
    z = np.array([[-1.0, -1.0, -1.0, 2.0], [-1.0, -1.0, 3.0, 1.0]])
    given = "2 examples, 4 units, two of them always below 0"
    _ask(attempt, "units stand in columns", given, z, rows=0)


def _none_and_all(attempt: Attempt) -> None:
    rule = "none, and all, can be dead"
    _ask(attempt, rule, "2 units above 0", np.ones((3, 2)), alive=2)
    _ask(attempt, rule, "4 units below 0", -np.ones((3, 4)), alive=0, rows=3)


def _zero_is_off(attempt: Attempt) -> None:
    rule = "at z = 0 ReLU puts out 0, with gradient 0: such a unit is off"
    _ask(attempt, rule, "2 units, always 0", np.zeros((3, 2)))


def _the_mean_does_not_tell(attempt: Attempt) -> None:
    rule = "a unit that is on for one example is alive, however negative the others are"
    _ask(attempt, rule, "1 unit, z = -9, -9, 1", np.array([[-9.0], [-9.0], [1.0]]))
