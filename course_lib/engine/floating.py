"""What networks take: floating point, in shapes that a remedy is known for."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from course_lib.arguments import check_array

FLOATS = (np.dtype(np.float64), np.dtype(np.float32))
"""What networks compute in."""


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
