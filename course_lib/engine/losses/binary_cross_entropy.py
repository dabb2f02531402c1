"""Sigmoid and binary cross-entropy: yes or no for each output by itself."""

import numpy as np

from course_lib.engine.activations.functions import sigmoid
from course_lib.engine.arrays import Array, Labels
from course_lib.engine.losses.loss import as_columns


def binary_cross_entropy(logits: Array, targets: Labels | Array) -> tuple[Array, Array]:
    """Sigmoid and binary cross-entropy in one, for each output by itself.

    ::

        a = 1 / (1 + exp(-logits))
        loss = -mean(sum(t log(a) + (1 - t) log(1 - a)))
        grad = (a - t) / n

    Parameters
    ----------
    logits : array of shape (..., n, outputs)
        Scores before the sigmoid.
    targets : numbers in [0, 1] of shape (n, outputs), or (n,) for a single output
        With the model axis in front where each model has its own.

    Returns
    -------
    loss : array of shape (...), in nats; ln 2 for each output that knows nothing
    grad : array of the shape of ``logits``

    Raises
    ------
    ValueError
        For targets outside [0, 1] or of another shape.

    Examples
    --------
    >>> loss, grad = binary_cross_entropy(np.zeros((2, 1)), np.array([0, 1]))
    >>> round(float(loss), 4)
    0.6931
    """
    n = logits.shape[-2]
    t = as_columns(targets, logits).astype(logits.dtype, copy=False)
    if t.shape not in (logits.shape, logits.shape[-2:]):
        raise ValueError(
            f"binary_cross_entropy needs targets of shape {logits.shape[-2:]} for logits of shape "
            f"{logits.shape}; got {targets.shape}"
        )
    if not ((t >= 0) & (t <= 1)).all():  # so written that NaN is refused too
        raise ValueError(
            f"binary_cross_entropy takes targets in [0, 1]; got {t.min():g} to {t.max():g}"
        )
    each = np.maximum(logits, 0) - logits * t + np.log1p(np.exp(-np.abs(logits)))
    return each.sum(axis=-1).mean(axis=-1), (sigmoid(logits) - t) / n
