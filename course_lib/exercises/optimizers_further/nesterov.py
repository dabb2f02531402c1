"""The check of exercise 1: one step of Nesterov's momentum, reformulated."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.exercises.attempt import Attempt
from course_lib.exercises.report import (
    report,
    require_array,
    require_dtype,
    require_equal,
    require_pair,
)

Floats = npt.NDArray[Any]

THETA = np.array([1.0, -2.0, 4.0])
VELOCITY = np.array([1.0, 3.0, -0.5])
GRAD = np.array([2.0, -1.0, 0.5])
LR, BETA = 0.2, 0.9  # 1 - beta is another number than lr


def nesterov_step(function: object) -> None:
    """Check ``nesterov_step(theta, velocity, grad, lr, beta)``: the new ``(theta, velocity)``.

    Examples
    --------
    >>> def plain(theta, velocity, grad, lr, beta):
    ...     velocity = beta * velocity + grad
    ...     return theta - lr * velocity, velocity
    >>> nesterov_step(plain)
    Exercise 1 (nesterov_step): not yet right: theta must step by -lr * (grad + beta * velocity):
      theta 1, velocity 2.9, grad 2: expected 0.078, got 0.42. It is plain momentum.
    """
    rules = [
        _shapes_of_the_pair,
        _velocity_is_that_of_momentum,
        _theta_looks_ahead,
        _beta_0_is_gradient_descent,
        _dtype_kept,
    ]
    report("Exercise 1 (nesterov_step)", function, rules)


def _step(attempt: Attempt, beta: float = BETA, dtype: type = np.float64) -> tuple[Floats, Floats]:
    arrays: dict[str, Floats] = {
        "theta": THETA.astype(dtype),
        "velocity": VELOCITY.astype(dtype),
        "grad": GRAD.astype(dtype),
    }
    pair = require_pair("(theta, velocity)", attempt(**arrays, lr=LR, beta=beta))
    return (
        require_array("theta", pair[0], THETA.shape),
        require_array("velocity", pair[1], THETA.shape),
    )


def _shapes_of_the_pair(attempt: Attempt) -> None:
    _step(attempt)


def _velocity_is_that_of_momentum(attempt: Attempt) -> None:
    _, velocity = _step(attempt)
    expected = BETA * VELOCITY + GRAD
    hints = {
        "The factor (1 - beta) belongs to another form.": BETA * VELOCITY + (1 - BETA) * GRAD,
        "The learning rate belongs into the step of theta.": BETA * VELOCITY + LR * GRAD,
        "The sign: add the gradient here, subtract in the step of theta.": BETA * VELOCITY - GRAD,
        "Sign and rate: here lr is in the step of theta, not in the velocity.": BETA * VELOCITY
        - LR * GRAD,
        "beta multiplies the old velocity only.": BETA * (VELOCITY + GRAD),
        "The old velocity must shrink by beta.": VELOCITY + GRAD,
        "That is grad + beta * velocity once more: it belongs into the step of theta.": GRAD
        + BETA * expected,
        "The old velocity came back.": VELOCITY,
        "The new theta comes first, then the velocity.": THETA - LR * (GRAD + BETA * expected),
    }
    inputs: dict[str, npt.ArrayLike] = {"velocity": VELOCITY, "grad": GRAD, "beta": BETA}
    rule = "the velocity must become beta * velocity + grad"
    require_equal(rule, velocity, expected, hints, **inputs)


def _theta_looks_ahead(attempt: Attempt) -> None:
    theta, velocity = _step(attempt)
    hints = {
        "It is plain momentum.": THETA - LR * velocity,
        "A step goes against the gradient.": THETA + LR * (GRAD + BETA * velocity),
        "The learning rate is missing.": THETA - (GRAD + BETA * velocity),
        "The gradient itself is missing.": THETA - LR * BETA * velocity,
        "beta is missing before the velocity.": THETA - LR * (GRAD + velocity),
        "beta multiplies the velocity only.": THETA - LR * BETA * (GRAD + velocity),
        "That is the change alone.": -LR * (GRAD + BETA * velocity),
    }
    inputs: dict[str, npt.ArrayLike] = {"theta": THETA, "velocity": velocity, "grad": GRAD}
    rule = "theta must step by -lr * (grad + beta * velocity)"
    require_equal(rule, theta, THETA - LR * (GRAD + BETA * velocity), hints, **inputs)


def _beta_0_is_gradient_descent(attempt: Attempt) -> None:
    theta, _ = _step(attempt, beta=0.0)
    inputs: dict[str, npt.ArrayLike] = {"theta": THETA, "grad": GRAD, "lr": LR}
    rule = "with beta 0 theta must become theta - lr * grad"
    require_equal(rule, theta, THETA - LR * GRAD, {}, **inputs)


def _dtype_kept(attempt: Attempt) -> None:
    for dtype in (np.float32, np.float64):
        for name, new in zip(("theta", "velocity"), _step(attempt, dtype=dtype), strict=True):
            require_dtype(f"the new {name}", new, dtype)
