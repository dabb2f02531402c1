"""Softmax and categorical cross-entropy: one right class for each example."""

import numpy as np

from course_lib.engine.arrays import Array, Labels
from course_lib.engine.losses.loss import check_count


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
    check_count("cross_entropy", logits, labels)
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
