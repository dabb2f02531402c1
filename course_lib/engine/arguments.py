"""What callers pass, looked at once where it enters: refused in words that name a remedy."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

_SHORT = 80
FLOATS = (np.dtype(np.float64), np.dtype(np.float32))
"""What networks compute in."""


def told(value: Any) -> str:
    """A value as an error message tells it: an array by its shape, a long text by its start."""
    if isinstance(value, np.ndarray) and value.ndim:
        return f"an array of shape {value.shape} and dtype {value.dtype}"
    if isinstance(value, int) and abs(value) >= 2**63:
        return "a number beyond 64 bits"
    words = repr(value)
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


def check_generator(rng: Any, *, or_list: bool = True) -> None:
    """Refuse what draws no numbers, a seed above all."""
    if isinstance(rng, np.random.Generator):
        return
    listed = or_list and isinstance(rng, list | tuple) and len(rng) > 0
    if not listed or not all(isinstance(each, np.random.Generator) for each in rng):
        more = ", or a list with one for each model" if or_list else ""
        raise TypeError(
            "rng must be a numpy.random.Generator, such as np.random.default_rng(0)"
            f"{more}; got {told(rng)}"
        )


def is_list(value: Any) -> bool:
    """Whether this is a list, a tuple, or an array of one axis: what holds parts in a row."""
    return isinstance(value, list | tuple) or (isinstance(value, np.ndarray) and value.ndim == 1)


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


def check_floating(name: str, array: Any, *, axes: int = 0) -> None:
    """Refuse what is no plain array of float64 or float32, in which networks compute."""
    check_array(name, array)
    if array.dtype not in FLOATS:
        raise TypeError(f"{name} must be of float64 or float32; got {array.dtype}")
    if array.ndim < axes:
        raise ValueError(f"{name} must have {axes} axes or more; got shape {array.shape}")


def dtype_remedy(needed: np.dtype[Any], came: np.dtype[Any]) -> str:
    """What to do about data of another dtype than the network's."""
    convert = f"Convert the data, as in x.astype({str(needed)!r})"
    return f"{convert}, or build the network with dtype={came}" if came in FLOATS else convert


def shape_remedy(shape: Sequence[int], features: int = 0) -> str:
    """What to do about an x that is one example, or images; empty for anything else."""
    if len(shape) == 1:
        return ". One example is a batch of one: x[0:1], or x[np.newaxis]"
    inside = int(np.prod(shape[1:]))
    if len(shape) > 2 and features in (0, inside):
        return f". Images lie flat, {inside} features each: x.reshape(len(x), -1)"
    return ""


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
