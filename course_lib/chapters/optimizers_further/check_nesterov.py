"""The check of exercise 1: one step of Nesterov's momentum, reformulated."""

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


def nesterov_step(function: object) -> None:
    """Check ``nesterov_step(theta, velocity, grad, lr, beta)``: the new ``(theta, velocity)``.

    Examples
    --------
    >>> def without_beta(theta, velocity, grad, lr, beta):
    ...     velocity = beta * velocity + grad
    ...     return theta - lr * (grad + velocity), velocity
    >>> nesterov_step(without_beta)
    Exercise 1 (nesterov_step): not yet right: theta must step by -lr * (grad + beta * velocity):
      theta 1, velocity 2.9, grad 2: expected 0.078, got 0.02. beta is missing before the velocity.
    """
    rules = [
        shapes_of_the_pair,
        _velocity_is_that_of_momentum,
        _theta_looks_ahead,
        beta_0_is_gradient_descent,
        dtype_kept,
    ]
    report("Exercise 1 (nesterov_step)", function, rules)


def _velocity_is_that_of_momentum(attempt: Attempt) -> None:
    _, velocity = velocity_step(attempt)
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
    theta, velocity = velocity_step(attempt)
    hints = {
        "That is plain momentum; so is grad + beta * the old velocity.": THETA - LR * velocity,
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
