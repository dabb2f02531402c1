"""Try an answer against rules, and say in one or two lines what came of it.

A rule is a function that takes the reader's ``Attempt`` and calls one of the ``require`` functions.
Its name, read as words, is what the report of an answer that passes shows. What came of a try is
noted in the reader's progress, under the topic of the check that called ``report``.
"""

import numbers
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.checks.attempt import Attempt, NotAttemptedError, UnsolvedError, describe
from course_lib.guide import record

Rule = Callable[[Attempt], None]


def report(exercise: str, function: object, rules: Sequence[Rule]) -> None:
    """Print the first rule that the function breaks, or that it passes; raise nothing.

    Examples
    --------
    >>> def doubles_its_input(attempt):
    ...     require_equal("y must be 2 * x", attempt(x=3.0), 6.0, x=3.0)
    >>> report("Exercise 1 (double)", lambda x: x + 2, [doubles_its_input])
    Exercise 1 (double): not yet right: y must be 2 * x:
      x 3: expected 6, got 5.
    """
    rules = (*rules, _arguments_untouched)
    caller = sys._getframe(1).f_globals.get("__name__", "")
    kept = ""
    try:
        attempt = Attempt(function)
        for rule in rules:
            rule(attempt)
    except UnsolvedError as outcome:
        text = str(outcome)
        if not isinstance(outcome, NotAttemptedError):
            kept = _note(caller, exercise, passed=False)
    else:
        names = [rule.__name__.strip("_").replace("_", " ") for rule in rules]
        text = f"passed. {len(rules)} rules checked:\n  {'; '.join(names)}."
        kept = _note(caller, exercise, passed=True)
    print("\n".join(filter(None, [f"{exercise}: {text}", kept])))  # noqa: T201 - a check speaks


def _note(caller: str, exercise: str, *, passed: bool) -> str:
    """Note an outcome for "Exercise 1 (l2_step)", called from course_lib.chapters.TOPIC...

    Give the line to print where a pass could not be kept.
    """
    topic = re.match(r"course_lib\.chapters\.(\w+)", caller)
    name = re.search(r"\((\w+)\)", exercise)
    return record.note(topic[1], name[1], passed=passed) if topic and name else ""


def require(condition: object, message: str) -> None:
    """End the check where the condition does not hold."""
    if not condition:
        raise UnsolvedError(f"not yet right: {message}")


def require_pair(names: str, got: Any) -> tuple[Any, Any]:
    """Return the two things that the function gave, if they are two."""
    is_pair = isinstance(got, tuple | list) and len(got) == 2
    require(is_pair, f"it must return the pair {names}; got {describe(got)}.")
    return got[0], got[1]


def require_number(name: str, got: Any) -> float:
    """Return what the function gave, if it is one plain number."""
    require(isinstance(got, numbers.Real), f"{name} must be one number; got {describe(got)}.")
    return float(got)


def require_array(name: str, got: Any, shape: tuple[int, ...]) -> npt.NDArray[Any]:
    """Return what the function gave, if it is an array of real numbers and of this shape."""
    needed = f"{name} must be an array of shape {shape}"
    require(isinstance(got, np.ndarray) and got.shape == shape, f"{needed}; got {describe(got)}.")
    require(got.dtype.kind in "biuf", f"{needed} and of real numbers; got dtype {got.dtype}.")
    return np.asarray(got)


def require_dtype(name: str, got: npt.NDArray[Any], dtype: type) -> None:
    """End the check where an array came back in another dtype."""
    same = got.dtype == dtype
    needed = f"{name} must keep the dtype of the input:\n  needed {np.dtype(dtype)}"
    require(same, f"{needed}, got {got.dtype}.")


def require_equal(
    rule: str,
    got: npt.ArrayLike,
    expected: npt.ArrayLike,
    hints: Mapping[str, npt.ArrayLike] | None = None,
    **inputs: npt.ArrayLike,
) -> None:
    """Compare numbers; show the first that differs, with the inputs that stand at its place.

    ``hints`` says of well-known mistakes what they would give.
    """
    got, expected = np.asarray(got, np.float64), np.asarray(expected, np.float64)
    differ = np.argwhere(~np.isclose(got, expected, rtol=1e-5, atol=1e-9))
    if not len(differ):
        return
    place = tuple(differ[0])
    given = []
    for name, value in inputs.items():
        array = np.asarray(value)
        here = array[place] if array.shape == expected.shape else array
        given.append(f"{name} {' '.join(f'{number:.4g}' for number in np.ravel(here))}")
    hint = next((hint for hint, value in (hints or {}).items() if np.allclose(got, value)), "")
    seen = f"expected {expected[place]:.4g}, got {got[place]:.4g}."
    seen = f"{', '.join(given)}: {seen}" if given else seen
    require(False, f"{rule}:\n  {seen}{hint and f' {hint}'}")


def _arguments_untouched(attempt: Attempt) -> None:
    name = attempt.edited
    require(
        not name,
        f"{name} was edited in place, and whoever passed it in has lost it:\n"
        f"  make a new array, as in new = {name} * 2, instead of {name} *= 2 or {name}[...] = 0.",
    )
