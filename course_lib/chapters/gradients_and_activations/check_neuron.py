"""The check of exercise 1: the chain rule for one neuron."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import (
    report,
    require_array,
    require_equal,
    require_number,
    require_pair,
)

X, W, B = np.array([2.0, -1.0, 0.5]), np.array([0.3, 0.8, -0.4]), 0.7
Z = float(X @ W + B)
A, A_WITHOUT_B = 1 / (1 + np.exp(-Z)), 1 / (1 + np.exp(B - Z))


def neuron_gradients(function: object) -> None:
    """Check ``neuron_gradients(x, y, w, b)``, which returns ``(grad_w, grad_b)``.

    The gradients of the cross-entropy ``-y log(a) - (1 - y) log(1 - a)`` of one example, where
    ``a = sigmoid(x @ w + b)``: ``(a - y) x`` and ``a - y``.

    Examples
    --------
    >>> def as_the_slides_say(x, y, w, b):
    ...     a = 1 / (1 + np.exp(-(x @ w + b)))
    ...     return (a - y) * x, 0.0
    >>> neuron_gradients(as_the_slides_say)
    Exercise 1 (neuron_gradients): not yet right: grad_b must be dL/dz times dz/db, and dz/db is 1:
      y 1, z 0.3: expected -0.4256, got 0. b moves z as much as it moves itself.
    """
    rules = [_shapes_of_the_pair, _bias, _weights, _right_answers_pull_little]
    report("Exercise 1 (neuron_gradients)", function, rules)


def _gradients(attempt: Attempt, y: float, b: float = B) -> tuple[npt.NDArray[Any], float]:
    got = attempt(x=X, y=y, w=W, b=b)
    grad_w, grad_b = require_pair("(grad_w, grad_b)", got)
    return require_array("grad_w", grad_w, X.shape), require_number("grad_b", grad_b)


def _shapes_of_the_pair(attempt: Attempt) -> None:
    _gradients(attempt, 1.0)


def _bias(attempt: Attempt) -> None:
    for y in (1.0, 0.0):
        _, got = _gradients(attempt, y)
        right = A - y
        by_a = -y / A + (1 - y) / (1 - A)
        hints = {
            "b moves z as much as it moves itself.": 0.0,
            "The sign is reversed: a - y, not y - a.": -right,
            "That is dL/da: the activation's slope a (1 - a) is missing.": by_a,
            "The slope a (1 - a) came in twice: a - y already holds it.": right * A * (1 - A),
            "That is dz/dw, summed over x: the bias has no x.": right * X.sum(),
            "That is da/dz alone.": A * (1 - A),
            "That is a itself: the target y is missing.": A,
            "That is z - y: the sigmoid is missing.": Z - y,
            "z is x @ w + b: here b is missing.": A_WITHOUT_B - y,
            "dz/db is 1, not b.": right * B,
        }
        rule = "grad_b must be dL/dz times dz/db, and dz/db is 1"
        require_equal(rule, got, right, hints, y=y, z=Z)


def _weights(attempt: Attempt) -> None:
    for y in (1.0, 0.0):
        got, _ = _gradients(attempt, y)
        right = (A - y) * X
        hints = {
            "The sign is reversed.": -right,
            "dz/dw is x, not w.": (A - y) * W,
            "dz/dw = x is missing.": np.full(X.shape, A - y),
            "The slope a (1 - a) came in twice.": right * A * (1 - A),
            "One example is no mean: nothing is divided.": right / X.size,
        }
        rule = "grad_w must be dL/dz times dz/dw, and dz/dw is x"
        require_equal(rule, got, right, hints, x=X, y=y, z=Z)


def _right_answers_pull_little(attempt: Attempt) -> None:
    far = 30.0  # so sure that a is 1 to 12 digits
    _, got = _gradients(attempt, 1.0, far)
    rule = "a neuron that is sure and right must have next to no gradient"
    require_equal(rule, got, 0.0, y=1.0, z=Z - B + far)
