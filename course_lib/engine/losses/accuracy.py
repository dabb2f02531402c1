"""The share of right answers."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.arguments import check_array
from course_lib.engine.arrays import Array, Labels, check_number
from course_lib.engine.losses.loss import as_columns, check_count


def accuracy(logits: Array, labels: Labels | Array, *, threshold: float = 0.0) -> Array:
    """Share of right answers; one number per model.

    Three kinds of labels are told apart:

    * one class index per example: the largest logit answers
    * a 0 or 1 per output, with a single 1 in every row (one-hot): the classes exclude each other,
      and the largest logit answers here too
    * a 0 or 1 per output, in any other way, and for a single output: each output answers by
      itself, 1 above the threshold, else 0

    NaN is no answer and never right.

    Parameters
    ----------
    logits : array of shape (..., n, classes or outputs)
    labels : array of shape (n,), or (n, outputs)
        With the model axis in front where each model has its own. Where (K, n) fits as well as
        (n, outputs), it is one index per example, as ``cross_entropy`` reads it.
    threshold : float
        0 for logits; 0.5 for outputs that are themselves near 0 and 1.

    Returns
    -------
    array of shape (...), in [0, 1]

    Examples
    --------
    >>> float(accuracy(np.array([[2.0, 1.0], [0.0, 3.0]]), np.array([0, 0])))
    0.5
    >>> logits = np.array([[2.0, 1.0], [-1.0, 3.0]])
    >>> float(accuracy(logits, np.array([[1, 0], [0, 1]])))  # one-hot: the largest answers
    1.0
    >>> float(accuracy(logits, np.array([[1, 0], [1, 1]])))  # one question per output
    0.5
    """
    check_number("threshold", threshold, -np.inf)
    check_array("accuracy: the network's output", logits)
    check_array("accuracy: labels", labels)
    if _one_per_example(logits, labels):
        check_count("accuracy", logits, labels)
        _check_indices(labels, logits.shape[-1])
        return _share(logits.argmax(axis=-1) == labels, logits)
    answers = as_columns("accuracy", labels, logits)
    if not _are_answers(answers):
        raise ValueError(
            "accuracy of outputs by themselves takes labels 0 and 1; "
            f"got {answers.min():g} to {answers.max():g}. Numbers in between have no accuracy"
        )
    if answers.shape[-1] > 1 and np.all(np.count_nonzero(answers, axis=-1) == 1):
        return _share(logits.argmax(axis=-1) == answers.argmax(axis=-1), logits)
    right = ((logits > threshold) == (answers > 0)) & ~np.isnan(logits)
    return np.asarray(right.mean(axis=(-2, -1)))


def has_accuracy(logits: Array, labels: Labels | Array) -> bool:
    """Whether labels are answers; targets of a regression are none."""
    return _one_per_example(logits, labels) or _are_answers(labels)


def _are_answers(labels: npt.NDArray[Any]) -> bool:
    return bool(((labels == 0) | (labels == 1)).all())


def _one_per_example(logits: Array, labels: Labels | Array) -> bool:
    """Whether labels are class indices, and not one number for each output."""
    shape, of_output = np.shape(labels), np.shape(logits)
    if of_output[-1:] == (1,):
        return False
    if shape == of_output[-2:] == of_output[:-1]:  # as many models as examples as classes
        return labels.dtype.kind in "iu"
    return shape not in (of_output, of_output[-2:])


def _check_indices(labels: npt.NDArray[Any], classes: int) -> None:
    if labels.dtype.kind not in "iu":
        raise TypeError(f"accuracy takes class indices, whole numbers; got {labels.dtype}")
    if labels.min() < 0 or labels.max() >= classes:
        raise ValueError(
            f"accuracy with {classes} classes takes labels 0 to {classes - 1}; "
            f"got {labels.min()} to {labels.max()}"
        )


def _share(right: npt.NDArray[np.bool_], logits: Array) -> Array:
    """The share of the examples, of which none with a NaN is right: it is no answer."""
    return np.asarray((right & ~np.isnan(logits).any(axis=-1)).mean(axis=-1))
