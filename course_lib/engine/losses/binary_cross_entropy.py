"""Sigmoid and binary cross-entropy: yes or no for each output by itself."""

import numpy as np
import numpy.typing as npt

from course_lib.engine.arrays import Array, Labels
from course_lib.engine.losses.loss import beside
from course_lib.engine.losses.weighting import class_row, mean_over_examples, sample_column


def binary_cross_entropy(
    logits: Array,
    targets: Labels | Array,
    sample_weights: npt.ArrayLike | None = None,
    *,
    class_weights: npt.ArrayLike | None = None,
) -> tuple[Array, Array]:
    """Sigmoid and binary cross-entropy in one, for each output by itself.

    ::

        a = 1 / (1 + exp(-logits))
        loss = -mean(sum(t log(a) + (1 - t) log(1 - a)))
        grad = (a - t) / n

    With sample weights s and class weights (w0, w1), for each output by itself::

        w = s (w0 (1 - t) + w1 t)
        loss = -sum(w (t log(a) + (1 - t) log(1 - a))) / sum(w)
        grad = w (a - t) / sum(w)

    Parameters
    ----------
    logits : array of shape (..., n, outputs)
        Scores before the sigmoid.
    targets : numbers in [0, 1] of shape (n, outputs), or (n,) for a single output
        With the model axis in front where each model has its own.
    sample_weights : numbers >= 0 of shape (n,) or (K, n), or None
        How much each example counts, in all its outputs.
    class_weights : two numbers >= 0, or shape (K, 1, 2), one pair per model
        How much a 0 and a 1 count. ``functools.partial`` fixes them for training.

    Returns
    -------
    loss : array of shape (...), in nats; ln 2 for each output that knows nothing
    grad : array of the shape of ``logits``

    Notes
    -----
    Each output is a question by itself: a weighted mean over the examples with its own divisor
    sum(w), and the means are added. An output whose weights are all zero in a batch adds nothing.
    PyTorch's ``binary_cross_entropy_with_logits(weight=w)`` divides by n instead, so for one
    output ours is its value times n / sum(w). For a target between 0 and 1 its ``pos_weight``
    weighs the two logarithms apart; here one w weighs both.

    Examples
    --------
    >>> loss, grad = binary_cross_entropy(np.zeros((2, 1)), np.array([0, 1]))
    >>> round(float(loss), 4)
    0.6931
    >>> binary_cross_entropy(np.zeros((2, 1)), np.array([0, 1]), class_weights=(1, 3))[1]
    array([[ 0.125],
           [-0.375]])

    Notebook 01b, section 6.
    """
    t = beside("binary_cross_entropy", targets, logits)
    low, high = np.minimum.reduce(t, axis=None), np.maximum.reduce(t, axis=None)
    if not (low >= 0 and high <= 1):  # so written that NaN is refused too
        raise ValueError(f"binary_cross_entropy takes targets in [0, 1]; got {low:g} to {high:g}")
    small = np.exp(-np.abs(logits))  # never exp of a large positive number
    a = np.where(logits >= 0, 1, small) / (1 + small)
    each = np.maximum(logits, 0) - logits * t + np.log1p(small)
    of_classes = None
    if class_weights is not None:
        row = class_row("binary_cross_entropy", class_weights, 2, logits)
        of_classes = row[..., :1] * (1 - t) + row[..., 1:] * t
    of_examples = sample_column("binary_cross_entropy", sample_weights, logits)
    return mean_over_examples(each, a - t, of_examples, of_classes)
