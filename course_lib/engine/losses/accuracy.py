"""The share of right answers."""

import numpy as np

from course_lib.engine.arrays import Array, Labels, check_array
from course_lib.engine.losses.loss import as_columns, check_count


def accuracy(logits: Array, labels: Labels | Array) -> Array:
    """Share of right answers; one number per model.

    With one label per example the largest logit names the class. With one label per output, and
    for a single output, each logit's sign answers by itself: 1 above zero, else 0.

    Parameters
    ----------
    logits : array of shape (..., n, classes or outputs)
    labels : array of shape (n,), or (n, outputs)
        The index of the right class; or 0 and 1 for each output. With the model axis in front
        where each model has its own.

    Returns
    -------
    array of shape (...), in [0, 1]

    Examples
    --------
    >>> float(accuracy(np.array([[2.0, 1.0], [0.0, 3.0]]), np.array([0, 0])))
    0.5
    >>> float(accuracy(np.array([[2.0, 1.0], [-1.0, 3.0]]), np.array([[1, 0], [0, 1]])))
    0.75
    """
    check_array("accuracy: labels", labels)
    if logits.shape[-1] == 1 or labels.shape in (logits.shape, logits.shape[-2:]):
        return _of_each_output(logits, as_columns("accuracy", labels, logits))
    check_count("accuracy", logits, labels)
    return np.asarray((logits.argmax(axis=-1) == labels).mean(axis=-1))


def _of_each_output(logits: Array, targets: Labels | Array) -> Array:
    if not np.logical_and(targets >= 0, targets <= 1).all():
        raise ValueError(
            "accuracy of outputs by themselves takes labels 0 and 1; "
            f"got {targets.min():g} to {targets.max():g}"
        )
    return np.asarray(((logits > 0) == (targets > 0.5)).mean(axis=(-2, -1)))
