"""The check of exercise 4: one step of momentum."""

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
LR, BETA = 0.1, 0.9


def momentum_step(function: object) -> None:
    """Check ``momentum_step(theta, velocity, grad, lr, beta)``: the new ``(theta, velocity)``.

    Examples
    --------
    >>> def damped(theta, velocity, grad, lr, beta):
    ...     velocity = beta * velocity + (1 - beta) * grad
    ...     return theta - lr * velocity, velocity
    >>> momentum_step(damped)
    Exercise 4 (momentum_step): not yet right: from rest the velocity must become the gradient:
      velocity 0, grad 2, beta 0.9: expected 2, got 0.2. The factor (1 - beta) belongs elsewhere.
    """
    rules = [
        _shapes_of_the_pair,
        _velocity_shrinks_without_a_gradient,
        _velocity_takes_in_the_gradient,
        _theta_follows_the_new_velocity,
        _beta_0_is_gradient_descent,
        _dtype_kept,
    ]
    report("Exercise 4 (momentum_step)", function, rules)


def _step(
    attempt: Attempt,
    velocity: Floats = VELOCITY,
    grad: Floats = GRAD,
    beta: float = BETA,
    dtype: type = np.float64,
) -> tuple[Floats, Floats]:
    arrays: dict[str, Floats] = {
        "theta": THETA.astype(dtype),
        "velocity": velocity.astype(dtype),
        "grad": grad.astype(dtype),
    }
    pair = require_pair("(theta, velocity)", attempt(**arrays, lr=LR, beta=beta))
    return (
        require_array("theta", pair[0], THETA.shape),
        require_array("velocity", pair[1], THETA.shape),
    )


def _shapes_of_the_pair(attempt: Attempt) -> None:
    _step(attempt)


def _velocity_shrinks_without_a_gradient(attempt: Attempt) -> None:
    none = np.zeros_like(GRAD)
    theta, got = _step(attempt, grad=none)
    expected = BETA * VELOCITY
    hints = {
        "The velocity did not shrink: multiply the old one by beta.": VELOCITY,
        "The factors beta and 1 - beta are exchanged.": (1 - BETA) * VELOCITY,
        "The old velocity was forgotten.": none,
        "The new theta comes first, then the velocity.": THETA - LR * expected,
        "The velocity changed its sign.": -expected,
        "The velocity holds the gradients; lr belongs into the step of theta.": LR * expected,
    }
    rule = "with no gradient the velocity must shrink by beta"
    require_equal(rule, got, expected, hints, velocity=VELOCITY, beta=BETA)
    hints = {"theta stands still: it must move by the velocity, not by the gradient.": THETA}
    rule = "with no gradient theta must roll on by -lr * beta * velocity"
    inputs: dict[str, npt.ArrayLike] = {"theta": THETA, "velocity": VELOCITY, "lr": LR}
    hints |= {
        "That uses the old velocity: update it first.": THETA - LR * VELOCITY,
        "A step goes against the velocity.": THETA + LR * expected,
        "The learning rate is missing.": THETA - expected,
        "Here lr is in the step of theta, not in the velocity.": THETA + expected,
    }
    require_equal(rule, theta, THETA - LR * expected, hints, **inputs)


def _velocity_takes_in_the_gradient(attempt: Attempt) -> None:
    rest = np.zeros_like(VELOCITY)
    _, got = _step(attempt, velocity=rest)
    hints = {
        "The factor (1 - beta) belongs elsewhere.": (1 - BETA) * GRAD,
        "The learning rate belongs into the step of theta.": LR * GRAD,
        "The sign: add the gradient here, subtract in the step of theta.": -GRAD,
        "The sign, and the learning rate belongs into the step of theta.": -LR * GRAD,
        "beta multiplies the old velocity only.": BETA * GRAD,
    }
    rule = "from rest the velocity must become the gradient"
    require_equal(rule, got, GRAD, hints, velocity=rest, grad=GRAD, beta=BETA)


def _theta_follows_the_new_velocity(attempt: Attempt) -> None:
    theta, velocity = _step(attempt)
    expected = BETA * VELOCITY + GRAD
    inputs: dict[str, npt.ArrayLike] = {"velocity": VELOCITY, "grad": GRAD, "beta": BETA}
    rule = "the velocity must become beta * velocity + grad"
    require_equal(rule, velocity, expected, {}, **inputs)
    hints = {
        "That uses the old velocity: update it first.": THETA - LR * VELOCITY,
        "A step goes against the velocity.": THETA + LR * expected,
        "The learning rate is missing.": THETA - expected,
        "That looks ahead (Nesterov); plain momentum steps along the velocity.": THETA
        - LR * (GRAD + BETA * expected),
        "The gradient is counted twice.": THETA - LR * (expected + GRAD),
        "That is the change alone.": -LR * expected,
    }
    rule = "theta must become theta - lr * velocity, the new one"
    inputs = {"theta": THETA, "velocity": expected, "lr": LR}
    require_equal(rule, theta, THETA - LR * expected, hints, **inputs)


def _beta_0_is_gradient_descent(attempt: Attempt) -> None:
    theta, _ = _step(attempt, beta=0.0)
    rule = "with beta 0 theta must become theta - lr * grad"
    inputs: dict[str, npt.ArrayLike] = {"theta": THETA, "grad": GRAD, "lr": LR}
    require_equal(rule, theta, THETA - LR * GRAD, {}, **inputs)


def _dtype_kept(attempt: Attempt) -> None:
    for dtype in (np.float32, np.float64):
        for name, new in zip(("theta", "velocity"), _step(attempt, dtype=dtype), strict=True):
            require_dtype(f"the new {name}", new, dtype)
