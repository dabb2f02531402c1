"""Losses: each returns its value and its gradient by the network's output.

The value is a mean over the examples and a sum over the outputs, one number per model.
"""

from collections.abc import Callable

import numpy as np

from course_lib.engine.activations import sigmoid
from course_lib.engine.arrays import Array, Labels

Loss = Callable[[Array, Labels], tuple[Array, Array]]


def cross_entropy(logits: Array, labels: Labels) -> tuple[Array, Array]:
    """Softmax and categorical cross-entropy in one.

    ::

        p = exp(logits) / exp(logits).sum(classes)
        loss = -mean(log(p[label]))
        grad = (p - onehot(label)) / n

    Parameters
    ----------
    logits : array of shape (..., n, classes)
        Scores before the softmax.
    labels : integers of shape (n,), or (K, n) where each model has its own
        The index of the right class, from 0.

    Returns
    -------
    loss : array of shape (...), in nats; ln(classes) for a network that knows nothing
    grad : array of the shape of ``logits``

    Raises
    ------
    ValueError
        For labels that are no class, or whose number is not that of the examples.

    Notes
    -----
    The largest logit is subtracted before exp, which changes nothing in p and keeps exp from
    overflowing.

    Examples
    --------
    >>> loss, grad = cross_entropy(np.zeros((1, 10)), np.array([3]))
    >>> round(float(loss), 4)
    2.3026
    """
    *models, n, classes = logits.shape
    _check_count("cross_entropy", logits, labels)
    if labels.dtype.kind not in "iu":
        raise ValueError(f"cross_entropy takes integer labels; got {labels.dtype}")
    # As unsigned numbers the negative labels are large, so one comparison sees both ends.
    if (labels.astype(np.int64, copy=False).view(np.uint64) >= classes).any():
        wrong = labels[(labels < 0) | (labels >= classes)].flat[0]
        raise ValueError(
            f"cross_entropy with {classes} classes takes labels 0 to {classes - 1}; got {wrong}"
        )
    # In C order, so that the flat views below are views and no copies.
    shifted = np.subtract(logits, logits.max(axis=-1, keepdims=True), order="C")
    p = np.exp(shifted)
    total = p.sum(axis=-1, keepdims=True)
    rows = np.arange(logits.size // classes).reshape(*models, n) * classes
    right = (rows + labels).ravel()  # where each example's own class stands in the flat array
    log_p = shifted.reshape(-1)[right].reshape(*models, n) - np.log(total[..., 0])
    p /= total
    p.reshape(-1)[right] -= 1
    p /= n
    return -log_p.mean(axis=-1), p


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
    t = _as_columns(targets, logits).astype(logits.dtype, copy=False)
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


def accuracy(logits: Array, labels: Labels | Array) -> Array:
    """Share of the examples that are classified rightly; one number per model.

    With several logits the largest one names the class; with a single one its sign does, and
    labels are 0 and 1.

    Examples
    --------
    >>> float(accuracy(np.array([[2.0, 1.0], [0.0, 3.0]]), np.array([0, 0])))
    0.5
    """
    if logits.shape[-1] == 1:
        right = (logits > 0) == (_as_columns(labels, logits) > 0.5)
        return np.asarray(right[..., 0].mean(axis=-1))
    _check_count("accuracy", logits, labels)
    return np.asarray((logits.argmax(axis=-1) == labels).mean(axis=-1))


def _as_columns(targets: Labels | Array, logits: Array) -> Labels | Array:
    """Targets with an axis of outputs; a single output may go without it."""
    single = logits.shape[-1] == 1 and targets.shape in (logits.shape[-2:-1], logits.shape[:-1])
    return targets[..., None] if single else targets


def _check_count(who: str, logits: Array, labels: Labels | Array) -> None:
    if labels.shape not in (logits.shape[-2:-1], logits.shape[:-1]):
        raise ValueError(
            f"{who} needs one label per example, shape {logits.shape[-2:-1]} for logits of shape "
            f"{logits.shape}; got labels of shape {labels.shape}"
        )
