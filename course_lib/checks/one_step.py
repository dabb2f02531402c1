"""What the checks of update rules share: the arrays they try a step on, and what any step keeps.

Momentum and Nesterov's rule return (theta, velocity); Adam and AdamW return (theta, m, v).
"""

from typing import Any

import numpy as np

from course_lib.checks.attempt import Attempt
from course_lib.checks.inputs import array, number, size
from course_lib.checks.requirements import Floats, require, require_arrays, require_equal
from course_lib.checks.rules import rule

THETA = np.array([1.0, -2.0, 4.0])
VELOCITY = np.array([1.0, 3.0, -0.5])
GRAD = np.array([2.0, -1.0, 0.5])
LR, BETA = 0.2, 0.9  # 1 - beta is another number than lr
GIVEN = THETA, VELOCITY, GRAD, LR, BETA
"""What a step is tried on, for rules that write their equation with these five."""

_N = size(1, 3)
VELOCITY_INPUTS = {
    "theta": array(_N), "velocity": array(_N), "grad": array(_N), "lr": number(0, 1),
    "beta": number(0, 0.99, 0.0),
}  # fmt: skip
"""What a step with a velocity is drawn from, in the order of its arguments."""
ADAM_INPUTS = {
    "theta": array(_N), "m": array(_N), "v": array(_N, low=0.1), "grad": array(_N),
    "t": size(1, 12), "lr": number(0.01, 1), "beta1": number(0, 0.95, 0.0),
    "beta2": number(0.5, 0.999), "eps": number(1e-4, 0.1, log=True),
}  # fmt: skip
"""What a step of Adam is drawn from, in the order of its arguments."""


def velocity_step(
    attempt: Attempt,
    velocity: Floats = VELOCITY,
    grad: Floats = GRAD,
    beta: float = BETA,
) -> list[Floats]:
    """Try one step of a rule with a velocity: the new theta and the new velocity."""
    shapes = {"theta": THETA.shape, "velocity": THETA.shape}
    got = attempt(theta=THETA, velocity=velocity, grad=grad, lr=LR, beta=beta)
    return require_arrays("the pair (theta, velocity)", got, shapes)


def beta_0_is_gradient_descent(attempt: Attempt) -> None:
    """Rule: without a memory the step is the gradient's."""
    theta, _ = velocity_step(attempt, beta=0.0)
    must = "with beta 0 theta must become theta - lr * grad"
    require_equal(must, theta, THETA - LR * GRAD, theta=THETA, grad=GRAD, lr=LR)


def theta_m_v(got: Any, shape: tuple[int, ...]) -> list[Floats]:
    """Return the three arrays of a step of Adam, if they are three of this shape."""
    three = isinstance(got, tuple | list) and len(got) == 3
    require(three, "it must return the three arrays (theta, m, v).")
    return require_arrays("(theta, m, v)", got, dict.fromkeys(("theta", "m", "v"), shape))


shapes_of_the_pair = rule("shapes of the pair", velocity_step)
