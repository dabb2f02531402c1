"""The check of exercise 4: one step of momentum."""

import numpy as np
import numpy.typing as npt

from course_lib.checks.attempt import Attempt
from course_lib.checks.one_step import (
    BETA,
    GRAD,
    LR,
    THETA,
    VELOCITY,
    beta_0_is_gradient_descent,
    dtype_kept,
    shapes_of_the_pair,
    velocity_step,
)
from course_lib.checks.report import report, require_equal


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
        shapes_of_the_pair,
        _velocity_shrinks_without_a_gradient,
        _velocity_takes_in_the_gradient,
        _theta_follows_the_new_velocity,
        beta_0_is_gradient_descent,
        dtype_kept,
    ]
    report("Exercise 4 (momentum_step)", function, rules)


def _velocity_shrinks_without_a_gradient(attempt: Attempt) -> None:
    none = np.zeros_like(GRAD)
    theta, got = velocity_step(attempt, grad=none)
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
    _, got = velocity_step(attempt, velocity=rest)
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
    theta, velocity = velocity_step(attempt)
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
