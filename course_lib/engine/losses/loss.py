"""What every loss offers: its value, and its gradient by the network's output.

The value is a mean over the examples and a sum over the outputs, one number per model.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from course_lib.arguments import check_array, told
from course_lib.engine.arrays import Array, Labels
from course_lib.engine.floating import FLOATS, check_floating

Loss = Callable[..., tuple[Array, Array]]
"""``value, grad = loss(logits, labels)``; with a third argument, one weight per example."""


def checked(result: Any, output: Array) -> tuple[Array, Array]:
    """What a loss gave for an output, or what is wrong with it."""
    if not isinstance(result, tuple | list) or len(result) != 2:
        forgotten = " (no return?)" if result is None else ""
        raise TypeError(
            f"a loss gives two things, its value and its gradient; this one gave {told(result)}"
            f"{forgotten}"
        )
    value, grad = result
    models = output.shape[:-2]
    if np.asarray(value).dtype.kind not in "fiu" or np.shape(value) != models:
        raise ValueError(
            f"a loss gives one number per model, shape {models}; this one gave {told(value)}"
        )
    if not isinstance(grad, np.ndarray) or (grad.shape, grad.dtype) != (output.shape, output.dtype):
        raise ValueError(
            f"a loss's gradient is an array like the output, of shape {output.shape} and dtype "
            f"{output.dtype}; this one gave {told(grad)}"
        )
    if np.any(np.isnan(value) & np.isfinite(output).all(axis=(-2, -1))):
        raise ValueError(f"the loss gave NaN for finite outputs; got {value}")
    return value, grad


def as_columns(who: str, targets: Labels | Array, logits: Array) -> Labels | Array:
    """Targets with an axis of outputs, refused where they do not fit the logits.

    A single output may go without the axis.
    """
    _check_arrays(who, logits, targets)
    single = logits.shape[-1] == 1 and targets.shape in (logits.shape[-2:-1], logits.shape[:-1])
    columns = targets[..., None] if single else targets
    if targets.dtype.kind not in "fiub":
        raise TypeError(f"{who} needs targets that are numbers; got {targets.dtype}")
    if columns.shape not in (logits.shape, logits.shape[-2:]):
        raise ValueError(
            f"{who} needs targets of shape {logits.shape[-2:]} for logits of shape "
            f"{logits.shape}; got {targets.shape}"
        )
    return columns


def beside(who: str, targets: Labels | Array, logits: Array) -> Array:
    """Targets as columns, in the logits' dtype."""
    return as_columns(who, targets, logits).astype(logits.dtype, copy=False)


def check_count(who: str, logits: Array, labels: Labels | Array) -> None:
    """Refuse labels whose number is not that of the examples."""
    _check_arrays(who, logits, labels)
    if labels.shape not in (logits.shape[-2:-1], logits.shape[:-1]):
        raise ValueError(
            f"{who} needs one label per example, shape {logits.shape[-2:-1]} for logits of shape "
            f"{logits.shape}; got labels of shape {labels.shape}"
        )


def _check_arrays(who: str, logits: Array, labels: Labels | Array) -> None:
    plain = type(logits) is type(labels) is np.ndarray
    if plain and 1 < logits.ndim < 4 and logits.size and logits.dtype in FLOATS:
        return  # as it should be: this is asked at every step
    check_floating(f"{who}: the network's output", logits)
    check_array(f"{who}: labels", labels)
    if logits.ndim not in (2, 3):
        raise ValueError(
            f"{who} needs the network's output, shape (..., n, outputs); got shape {logits.shape}"
        )
    if not logits.size:
        raise ValueError(f"{who} needs at least one example; got logits of shape {logits.shape}")
