"""Sigmoid and softmax as plain functions, safe for scores of any size."""

import numpy as np

from course_lib.engine.arrays import Array


def softmax(x: Array) -> Array:
    """``exp(x) / sum(exp(x))`` over the last axis: scores become probabilities.

    The largest score is subtracted first, which changes nothing and keeps exp from overflowing.

    Examples
    --------
    >>> softmax(np.array([[1e4, 1e4]]))
    array([[0.5, 0.5]])
    """
    raised = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))


def sigmoid(x: Array) -> Array:
    """``1 / (1 + exp(-x))``, from 0 to 1, with all digits where it is close to 0.

    Examples
    --------
    >>> sigmoid(np.array([-1e4, 0.0, 1e4]))
    array([0. , 0.5, 1. ])
    """
    with np.errstate(over="ignore"):  # exp(-x) may be inf, and 1 / inf is the 0 that is right
        return np.asarray(1 / (1 + np.exp(-x)))
