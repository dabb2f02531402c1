"""What callers pass, looked at once where it enters: refused in words that name a remedy.

Every room may use this file. ``check_...`` looks, and gives nothing; ``as_...``, ``number`` and
``whole_number`` give the value as it is used. ``name`` is how the message begins: an argument, or
"function: argument" where it may come from several.
"""

import math
import operator
import sys
from collections.abc import Callable, Container, Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

_SHORT = 80
MOST_BYTES = 2**32
"""What one array of the course may take: more than any of its runs, and less than ends a kernel."""


def told(value: Any) -> str:
    """A value as an error message tells it: an array by its shape, a long text by its start."""
    if isinstance(value, np.ndarray) and value.ndim:
        return f"an array of shape {value.shape} and dtype {value.dtype}"
    if isinstance(value, int) and abs(value) >= 2**63:
        return "a number beyond 64 bits"
    try:
        words = repr(value)
    except ValueError:  # a whole number inside that Python does not write out
        words = f"a {type(value).__name__} with a number beyond 64 bits"
    return words if len(words) <= _SHORT else f"{words[:_SHORT]}..."


def check_kind(name: str, value: Any, kind: type | tuple[type, ...], needed: str) -> None:
    """Refuse what is not of this class."""
    if not isinstance(value, kind):
        raise TypeError(f"{name} must be {needed}; got {told(value)}")


def check_flag(name: str, value: Any) -> None:
    """Refuse what is neither True nor False: any text is true, and an array is undecided."""
    if value is True or value is False:
        return
    check_kind(name, value, (bool, np.bool_), "True or False")


def check_function(name: str, value: Any, example: str) -> None:
    """Refuse what cannot be called."""
    if not callable(value):
        raise TypeError(f"{name} must be a function, such as {example}; got {told(value)}")


def offers(value: Any, *names: str) -> bool:
    """Whether this is an object, and not a class, that has all of these attributes."""
    return not isinstance(value, type) and all(hasattr(value, name) for name in names)


def check_array(name: str, value: Any) -> None:
    """Refuse what is no plain array: a list has no shape to check and no dtype to keep."""
    if type(value) is np.ndarray:
        return
    if not isinstance(value, np.ndarray):
        came = "None" if value is None else f"a {type(value).__name__}"
        raise TypeError(f"{name} must be an array, as np.array(...) makes it; got {came}")
    # Both change what operators and shapes mean, and would be half understood.
    if isinstance(value, np.ma.MaskedArray):
        raise TypeError(
            f"{name} must be a plain array; got a masked one, whose mask would be ignored. Leave "
            "out or fill what it masks, as in x.filled(0)"
        )
    if isinstance(value, np.matrix):
        raise TypeError(f"{name} must be a plain array; got a matrix. Convert it by np.asarray(x)")


def check_generator(rng: Any, *, or_list: bool = False, name: str = "rng") -> None:
    """Refuse what draws no numbers, a seed above all."""
    if isinstance(rng, np.random.Generator):
        return
    listed = or_list and isinstance(rng, list | tuple) and len(rng) > 0
    if not listed or not all(isinstance(each, np.random.Generator) for each in rng):
        more = ", or a list with one for each model" if or_list else ""
        raise TypeError(
            f"{name} must be a numpy.random.Generator, such as np.random.default_rng(0)"
            f"{more}; got {told(rng)}"
        )


def is_list(value: Any) -> bool:
    """Whether this is a list, a tuple, or an array of one axis: what holds parts in a row."""
    return isinstance(value, list | tuple) or (isinstance(value, np.ndarray) and value.ndim == 1)


def as_list(name: str, value: Any, needed: str) -> list[Any]:
    """Return what gives things in an order as a list; a text, a dict and a set are none."""
    flat = is_list(value) if isinstance(value, np.ndarray) else isinstance(value, Iterable)
    if not flat or isinstance(value, str | bytes | Mapping | set | frozenset):
        raise TypeError(f"{name} must be a list of {needed}; got {told(value)}")
    return list(value)


def as_numbers(name: str, value: Any) -> npt.NDArray[Any]:
    """Return what is given as an array of real numbers, whole or not, or say why it is none."""
    if isinstance(value, np.ndarray):
        check_array(name, value)
    try:
        numbers = np.asarray(value)
    except ValueError:  # lists of different lengths
        raise ValueError(f"{name} needs as many numbers in each row; got {told(value)}") from None
    if numbers.dtype.kind not in "fiub":
        raise TypeError(f"{name} must be numbers; got {told(value)}")
    return numbers


def as_floats(name: str, value: Any) -> npt.NDArray[Any]:
    """The same in floating point: as they came, or float64 for whole numbers."""
    numbers = as_numbers(name, value)
    return numbers if numbers.dtype.kind == "f" else numbers.astype(np.float64)


def checked_call(name: str, function: Callable[..., Any], *arguments: Any) -> Any:
    """What a function gives, unless it gives nothing."""
    value = function(*arguments)
    if value is None:
        raise TypeError(f"{name} gave None (no return?)")
    return value


def check_meet(who: str, **arrays: npt.NDArray[Any]) -> None:
    """Refuse arrays whose shapes do not meet by broadcasting."""
    shapes = {name: array.shape for name, array in arrays.items()}
    try:
        np.broadcast_shapes(*shapes.values())
    except ValueError:
        raise ValueError(f"{who} needs shapes that meet; got {shapes}") from None


def is_whole(value: Any, *, least: int = 1) -> bool:
    """Whether this is a whole number from ``least`` on, in 64 bits; True and False are none."""
    whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    return whole and least <= int(value) < 2**63


def whole_number(name: str, value: Any, *, least: int = 1, most: int | None = None) -> int:
    """Return a whole number of Python's or NumPy's as an int, or say why it cannot be used."""
    if not is_whole(value, least=least) or (most is not None and value > most):
        upto = "" if most is None else f" and at most {most}"
        raise ValueError(
            f"{name} must be a whole number, at least {least}{upto}; got {told(value)}"
        )
    return int(value)


def integer(name: str, value: Any) -> int:
    """Return what counts as a whole number, of any size or sign, as an int."""
    try:
        whole = operator.index(value)
    except TypeError:
        whole = None
    if whole is None or isinstance(value, bool):
        raise TypeError(f"{name} must be an integer, a whole number; got {told(value)}")
    return whole


def is_number(value: Any) -> bool:
    """Whether this is one real number that a float can hold; True and False are none."""
    if isinstance(value, float | np.floating):
        return math.isfinite(value)
    whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    return whole and abs(int(value)) <= sys.float_info.max


def number(
    name: str,
    value: Any,
    low: float = -math.inf,
    high: float = math.inf,
    *,
    low_included: bool = True,
    high_included: bool = True,
) -> float:
    """Return one finite number as a float, or say why it cannot be used.

    Examples
    --------
    >>> number("Flip: probability", 1, 0, 1)
    1.0
    >>> number("Flip: probability", 1.5, 0, 1)
    Traceback (most recent call last):
    ValueError: Flip: probability must be a number in [0, 1]; got 1.5
    """
    exact = float(value) if is_number(value) else math.nan
    fits = low <= exact <= high
    if not fits or (exact == low and not low_included) or (exact == high and not high_included):
        begins = "[" if low_included and low > -math.inf else "("
        ends = "]" if high_included and high < math.inf else ")"
        raise ValueError(
            f"{name} must be a number in {begins}{low:g}, {high:g}{ends}; got {told(value)}"
        )
    return exact


def is_one_of(value: Any, known: Container[str]) -> bool:
    """Whether this is one of a few texts; what is no text has no place among them."""
    return isinstance(value, str) and value in known


def check_memory(name: str, value: Any, size: int) -> None:
    """Refuse what would need an array of so many bytes, before they are asked for."""
    if size > MOST_BYTES:
        raise ValueError(
            f"{name} would need more than {MOST_BYTES / 1e9:.0f} GB of memory, the most that is "
            f"taken; got {told(value)}"
        )
