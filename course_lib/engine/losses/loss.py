"""What every loss offers: its value, and its gradient by the network's output.

The value is a mean over the examples and a sum over the outputs, one number per model.
"""

from collections.abc import Callable

import numpy as np

from course_lib.engine.arrays import Array, Labels, check_array

Loss = Callable[..., tuple[Array, Array]]
"""``value, grad = loss(logits, labels)``; with a third argument, one weight per example."""


def as_columns(who: str, targets: Labels | Array, logits: Array) -> Labels | Array:
    """Targets with an axis of outputs, refused where they do not fit the logits.

    A single output may go without the axis.
    """
    _check_arrays(who, logits, targets)
    single = logits.shape[-1] == 1 and targets.shape in (logits.shape[-2:-1], logits.shape[:-1])
    columns = targets[..., None] if single else targets
    if columns.shape not in (logits.shape, logits.shape[-2:]):
        raise ValueError(
            f"{who} needs targets of shape {logits.shape[-2:]} for logits of shape "
            f"{logits.shape}; got {targets.shape}"
        )
    return columns


def beside(who: str, targets: Labels | Array, logits: Array) -> Array:
    """Targets as columns, in the logits' dtype."""
    columns = as_columns(who, targets, logits)
    if logits.dtype.kind != "f":
        raise TypeError(f"{who} needs floating-point outputs; got {logits.dtype}")
    return columns.astype(logits.dtype, copy=False)


def check_count(who: str, logits: Array, labels: Labels | Array) -> None:
    """Refuse labels whose number is not that of the examples."""
    _check_arrays(who, logits, labels)
    if labels.shape not in (logits.shape[-2:-1], logits.shape[:-1]):
        raise ValueError(
            f"{who} needs one label per example, shape {logits.shape[-2:-1]} for logits of shape "
            f"{logits.shape}; got labels of shape {labels.shape}"
        )


def _check_arrays(who: str, logits: Array, labels: Labels | Array) -> None:
    if not isinstance(logits, np.ndarray) or logits.ndim < 2 or not isinstance(labels, np.ndarray):
        check_array(f"{who}: the network's output", logits)
        check_array(f"{who}: labels", labels)
        raise ValueError(
            f"{who} needs the network's output, shape (..., n, outputs); got shape {logits.shape}"
        )
    if not logits.size:
        raise ValueError(f"{who} needs at least one example; got logits of shape {logits.shape}")
