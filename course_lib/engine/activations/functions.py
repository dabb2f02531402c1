"""Sigmoid and softmax as plain functions, safe for scores of any size."""

import numpy as np
import numpy.typing as npt

from course_lib.arguments import as_floats
from course_lib.engine.arrays import Array


def softmax(x: npt.ArrayLike) -> Array:
    """``exp(x) / sum(exp(x))`` over the last axis: scores become probabilities.

    The largest score is subtracted first, which changes nothing and keeps exp from overflowing.

    Parameters
    ----------
    x : array of shape (..., classes), at least one
        A score of -inf gets the probability 0. Where the largest score of a row is inf or -inf, or
        one is NaN, the row has no softmax and is NaN.

    Returns
    -------
    array of the shape of ``x``, each row with the sum 1
        In the dtype of ``x``; float64 for integers.

    Examples
    --------
    >>> softmax(np.array([[1e4, 1e4]]))
    array([[0.5, 0.5]])

    Notebook 01b, section 6.
    """
    scores = as_floats("softmax: x", x)
    if not scores.ndim or not scores.shape[-1]:
        raise ValueError(f"softmax needs at least one class; got shape {scores.shape}")
    with np.errstate(invalid="ignore"):  # inf - inf is the NaN that is meant
        raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))


def sigmoid(x: npt.ArrayLike) -> Array:
    """``1 / (1 + exp(-x))``, from 0 to 1, with all digits where it is close to 0.

    Parameters
    ----------
    x : array of any shape

    Returns
    -------
    array of the shape of ``x``
        In the dtype of ``x``; float64 for integers.

    Examples
    --------
    >>> sigmoid(np.array([-1e4, 0.0, 1e4]))
    array([0. , 0.5, 1. ])

    Notebook 01, section 2.
    """
    with np.errstate(over="ignore"):  # exp(-x) may be inf, and 1 / inf is the 0 that is right
        return np.asarray(1 / (1 + np.exp(-as_floats("sigmoid: x", x))))
