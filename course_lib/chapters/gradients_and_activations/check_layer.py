"""The check of exercise 2: the way back through a dense layer."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.checks.attempt import Attempt, describe
from course_lib.checks.report import report, require, require_array, require_dtype, require_equal

Floats = npt.NDArray[Any]

X = np.array([[1.0, 2.0, -1.0], [0.5, 0.0, 3.0], [-2.0, 1.0, 1.0], [4.0, -3.0, 2.0]])
W = np.array([[1.0, -2.0], [0.5, 3.0], [-1.5, 4.0]])
GRAD_Y = np.array([[0.5, -1.0], [0.25, 2.0], [-1.0, 0.5], [3.0, 1.5]])
NAMES = ("grad_W", "grad_b", "grad_x")


def dense_backward(function: object) -> None:
    """Check ``dense_backward(x, W, grad_y)``, which returns ``(grad_W, grad_b, grad_x)``.

    For ``y = x @ W + b``: ``x.T @ grad_y``, the sum of ``grad_y`` over the examples, of shape
    (1, outputs), and ``grad_y @ W.T``.

    Examples
    --------
    >>> def averaged(x, W, grad_y):
    ...     return x.T @ grad_y, grad_y.mean(axis=0, keepdims=True), grad_y @ W.T
    >>> dense_backward(averaged)
    Exercise 2 (dense_backward): not yet right: grad_b must be the sum of grad_y over the examples:
      grad_y[:, 0] 0.5 0.25 -1 3: expected 2.75, got 0.6875. The mean's 1/n is in grad_y already.
    """
    rules = [
        _three_of_the_right_shapes,
        _weights,
        _biases,
        _inputs,
        _square_layers_too,
        _dtype_kept,
    ]
    report("Exercise 2 (dense_backward)", function, rules)


def _back(
    attempt: Attempt, x: Floats = X, weights: Floats = W, grad_y: Floats = GRAD_Y
) -> list[Floats]:
    got = attempt(x=x, W=weights, grad_y=grad_y)
    triple = isinstance(got, tuple | list) and len(got) == 3
    require(triple, f"it must return (grad_W, grad_b, grad_x); got {describe(got)}.")
    shapes = (weights.shape, (1, weights.shape[1]), x.shape)
    return [
        require_array(name, each, shape)
        for name, each, shape in zip(NAMES, got, shapes, strict=True)
    ]


def _three_of_the_right_shapes(attempt: Attempt) -> None:
    _back(attempt)


def _weights(attempt: Attempt) -> None:
    right = X.T @ GRAD_Y
    hints = {
        "The mean's 1/n is in grad_y already.": right / len(X),
        "The sign is reversed: a gradient points uphill.": -right,
    }
    rule = "grad_W must be x.T @ grad_y"
    shown = {"x[:, 0]": X[:, 0], "grad_y[:, 0]": GRAD_Y[:, 0]}
    require_equal(rule, _back(attempt)[0], right, hints, **shown)


def _biases(attempt: Attempt) -> None:
    right = GRAD_Y.sum(axis=0, keepdims=True)
    hints = {
        "The mean's 1/n is in grad_y already.": right / len(X),
        "The sign is reversed.": -right,
        "b has no x beside it.": (X.T @ GRAD_Y).sum(axis=0, keepdims=True),
    }
    rule = "grad_b must be the sum of grad_y over the examples"
    require_equal(rule, _back(attempt)[1], right, hints, **{"grad_y[:, 0]": GRAD_Y[:, 0]})


def _inputs(attempt: Attempt) -> None:
    right = GRAD_Y @ W.T
    hints = {
        "The sign is reversed.": -right,
        "The 1/n is in grad_y already.": right / len(X),
    }
    rule = "grad_x must be grad_y @ W.T"
    shown = {"grad_y[0]": GRAD_Y[0], "W[0]": W[0]}
    require_equal(rule, _back(attempt)[2], right, hints, **shown)


def _square_layers_too(attempt: Attempt) -> None:
    """Where all sizes agree, a forgotten transpose raises no error."""
    x, weights, grad_y = X[:2, :2], W[:2], GRAD_Y[:2]
    grad_w, _, grad_x = _back(attempt, x, weights, grad_y)
    rule = "with 2 examples, 2 inputs and 2 outputs every product fits; grad_W is x.T @ grad_y"
    hints = {
        "The transpose of x is missing.": x @ grad_y,
        "The order is reversed.": grad_y.T @ x,
    }
    require_equal(rule, grad_w, x.T @ grad_y, hints)
    rule = "with 2 examples, 2 inputs and 2 outputs every product fits; grad_x is grad_y @ W.T"
    hints = {
        "The transpose of W is missing.": grad_y @ weights,
        "The order is reversed.": weights @ grad_y,
    }
    require_equal(rule, grad_x, grad_y @ weights.T, hints)


def _dtype_kept(attempt: Attempt) -> None:
    single = (array.astype(np.float32) for array in (X, W, GRAD_Y))
    for name, each in zip(NAMES, _back(attempt, *single), strict=True):
        require_dtype(name, each, np.float32)
