"""Softmax and categorical cross-entropy: one right class for each example."""

import numpy as np
import numpy.typing as npt

from course_lib.engine.arrays import Array, Labels
from course_lib.engine.losses.loss import check_count
from course_lib.engine.losses.weighting import class_row, mean_over_examples, sample_column


def cross_entropy(
    logits: Array,
    labels: Labels,
    sample_weights: npt.ArrayLike | None = None,
    *,
    class_weights: npt.ArrayLike | None = None,
) -> tuple[Array, Array]:
    """Softmax and categorical cross-entropy in one.

    ::

        p = exp(logits) / exp(logits).sum(classes)
        loss = -mean(log(p[label]))
        grad = (p - onehot(label)) / n

    With weights ``w``, one per example::

        loss = -sum(w log(p[label])) / sum(w)
        grad = w (p - onehot(label)) / sum(w)

    Parameters
    ----------
    logits : array of shape (..., n, classes)
        Scores before the softmax.
    labels : integers of shape (n,), or (K, n) where each model has its own
        The index of the right class, from 0.
    sample_weights : numbers >= 0 of shape (n,) or (K, n), or None
        How much each example counts. Where none of a batch does, loss and gradient are zero.
    class_weights : numbers >= 0 of shape (classes,), or (K, 1, classes), one set per model
        How much the examples of each class count; with both, the weights multiply. For training,
        ``functools.partial(cross_entropy, class_weights=[1, 5])`` fixes them.

    Returns
    -------
    loss : array of shape (...), in nats; ln(classes) for a network that knows nothing
    grad : array of the shape of ``logits``

    Notes
    -----
    The largest logit is subtracted before exp, which changes nothing in p and keeps exp from
    overflowing. The weighted mean is divided by the sum of the weights, as PyTorch's is; Keras
    divides by n.

    Examples
    --------
    >>> loss, grad = cross_entropy(np.zeros((1, 10)), np.array([3]))
    >>> round(float(loss), 4)
    2.3026
    >>> logits, labels = np.array([[0.0, 0.0], [0.0, 9.0]]), np.array([0, 1])
    >>> loss, grad = cross_entropy(logits, labels, class_weights=[1, 0])
    >>> round(float(loss), 4)
    0.6931

    Notebook 01b, section 6.
    """
    labels = _checked(logits, labels)
    # With the examples along the rows: NumPy is fast over few long rows and slow over many short.
    shifted = logits.mT.copy()
    shifted -= np.maximum.reduce(shifted, axis=-2, keepdims=True)
    p = np.exp(shifted)
    total = np.add.reduce(p, axis=-2, keepdims=True)
    right = _places(labels, p.shape)
    each = np.log(total[..., 0, :]) - shifted.take(right)  # -log(p[label])
    p /= total
    p.reshape(-1)[right] -= 1
    of_classes = None
    if class_weights is not None:
        row = class_row("cross_entropy", class_weights, logits.shape[-1], logits)
        of_classes = np.broadcast_to(row, logits.shape).mT.take(right)[..., None]
    of_examples = sample_column("cross_entropy", sample_weights, logits)
    return mean_over_examples(each[..., None], p.mT.copy(), of_examples, of_classes)


def _checked(logits: Array, labels: Labels) -> Labels:
    check_count("cross_entropy", logits, labels)
    if labels.dtype.kind not in "iu":
        raise ValueError(f"cross_entropy takes integer labels; got {labels.dtype}")
    classes = logits.shape[-1]
    if classes < 2:
        raise ValueError(
            "cross_entropy needs an output for each class, at least 2; got 1, whose softmax is 1 "
            "for ever. For yes or no by a single output take binary_cross_entropy"
        )
    # As unsigned numbers the negative labels are large, so one comparison sees both ends.
    indices = labels.astype(np.int64, copy=False)
    if np.count_nonzero(indices.view(np.uint64) >= classes):
        wrong = labels[(labels < 0) | (labels >= classes)].flat[0]
        raise ValueError(
            f"cross_entropy with {classes} classes takes labels 0 to {classes - 1}; got {wrong}"
        )
    return indices


def _places(labels: Labels, shape: tuple[int, ...]) -> Labels:
    """Where each example's own class stands in a flat array of shape (..., classes, n)."""
    *models, classes, n = shape
    places = n * labels + np.arange(n)
    if models:
        places = places + classes * n * np.arange(*models)[:, None]
    return np.asarray(places)
