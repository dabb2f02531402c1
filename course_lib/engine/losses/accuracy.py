"""The share of right answers."""

import numpy as np

from course_lib.engine.arrays import Array, Labels
from course_lib.engine.losses.loss import as_columns, check_count


def accuracy(logits: Array, labels: Labels | Array) -> Array:
    """Share of the examples that are classified rightly; one number per model.

    With several logits the largest one names the class; with a single one its sign does, and
    labels are 0 and 1.

    Raises
    ------
    ValueError
        For labels whose number is not that of the examples, and with a single output for labels
        beyond 0 and 1.

    Examples
    --------
    >>> float(accuracy(np.array([[2.0, 1.0], [0.0, 3.0]]), np.array([0, 0])))
    0.5
    """
    if logits.shape[-1] == 1:
        columns = as_columns("accuracy", labels, logits)
        if not np.logical_and(columns >= 0, columns <= 1).all():
            raise ValueError(
                "accuracy of a single output takes labels 0 and 1; "
                f"got {columns.min():g} to {columns.max():g}"
            )
        right = (logits > 0) == (columns > 0.5)
        return np.asarray(right[..., 0].mean(axis=-1))
    check_count("accuracy", logits, labels)
    return np.asarray((logits.argmax(axis=-1) == labels).mean(axis=-1))
