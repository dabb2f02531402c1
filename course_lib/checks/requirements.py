"""What a rule can require of a result; where it is not so, the check ends and says why."""

import functools
import numbers
from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.checks.attempt import UnsolvedError
from course_lib.checks.words import apart, describe

Floats = npt.NDArray[Any]


def require(condition: object, message: str) -> None:
    """End the check where the condition does not hold."""
    if not condition:
        raise UnsolvedError(f"not yet right: {message}")


def require_pair(names: str, got: Any) -> tuple[Any, Any]:
    """Return the two things that the function gave, if they are two."""
    first, second = _require_several(f"the pair {names}", 2, got)
    return first, second


def require_number(name: str, got: Any) -> float:
    """Return what the function gave, if it is one plain number."""
    if isinstance(got, np.ndarray) and got.ndim == 0:
        got = got[()]
    require(isinstance(got, numbers.Real), f"{name} must be one number; got {describe(got)}.")
    return float(got)


def require_choices(
    thing: str, names: Collection[str], choices: Collection[str], got: Any
) -> dict[str, str]:
    """Needs a dict that gives each name one of the choices; returns a copy of it.

    Examples
    --------
    >>> require_choices("run", "AB", ["raise", "lower"], {"A": "raise", "B": "lower"})
    {'A': 'raise', 'B': 'lower'}
    """
    all_named = isinstance(got, dict) and set(got) == set(names)
    came = f"its keys are {list(got)}" if isinstance(got, dict) else describe(got)
    require(all_named, f"needed a dict with a remedy for each of {', '.join(names)}; got: {came}.")
    for name, choice in got.items():
        known = isinstance(choice, str) and choice in choices
        require(known, f"{thing} {name}: needed one of {', '.join(choices)}; got {choice!r}.")
    return dict(got)


def require_array(name: str, got: Any, shape: tuple[int, ...]) -> Floats:
    """Return what the function gave, if it is an array of real numbers and of this shape."""
    needed = f"{name} must be an array of shape {shape}"
    require(isinstance(got, np.ndarray) and got.shape == shape, f"{needed}; got {describe(got)}.")
    require(got.dtype.kind in "biuf", f"{needed} and of real numbers; got dtype {got.dtype}.")
    return np.asarray(got)


def require_arrays(what: str, got: Any, shapes: Mapping[str, tuple[int, ...]]) -> list[Floats]:
    """Return the arrays that the function gave, if they are as many and of these shapes by name."""
    several = zip(shapes.items(), _require_several(what, len(shapes), got), strict=True)
    return [require_array(name, array, shape) for (name, shape), array in several]


def require_equal(
    rule: str,
    got: npt.ArrayLike,
    expected: npt.ArrayLike,
    hints: Mapping[str, Any] | None = None,
    **inputs: Any,
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
    wanted, came = apart(expected[place], got[place])
    seen = f"expected {wanted}, got {came}.{hint_for(got, hints or {})}"
    seen = f"{', '.join(given)}: {seen}" if given else seen
    require(False, f"{rule}:\n  {seen}")


def hint_for(got: npt.ArrayLike, hints: Mapping[str, Any]) -> str:
    """Say which well-known mistake gives this result, after a space; "" where none does.

    Examples
    --------
    >>> hint_for(2.0, {"That is the half.": 2, "The sign is reversed.": -4})
    ' That is the half.'
    """
    fits = functools.partial(np.allclose, got, rtol=1e-5, atol=1e-12)
    found = (f" {hint}" for hint, value in hints.items() if fits(value))
    return next(found, "")


def _require_several(what: str, count: int, got: Any) -> list[Any]:
    several = isinstance(got, tuple | list) and len(got) == count
    require(several, f"it must return {what}; got {describe(got)}.")
    return list(got)
