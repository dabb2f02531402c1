"""What the checks of update rules share: the arrays they try a step on, and what any step keeps.

Momentum and Nesterov's rule return (theta, velocity); Adam and AdamW return (theta, m, v).
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import (
    require,
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


def velocity_step(
    attempt: Attempt,
    velocity: Floats = VELOCITY,
    grad: Floats = GRAD,
    beta: float = BETA,
    dtype: type = np.float64,
) -> tuple[Floats, Floats]:
    """Try one step of a rule with a velocity: the new theta and the new velocity."""
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


def shapes_of_the_pair(attempt: Attempt) -> None:
    """Rule: both come back, as large as they were."""
    velocity_step(attempt)


def beta_0_is_gradient_descent(attempt: Attempt) -> None:
    """Rule: without a memory the step is the gradient's."""
    theta, _ = velocity_step(attempt, beta=0.0)
    rule = "with beta 0 theta must become theta - lr * grad"
    inputs: dict[str, npt.ArrayLike] = {"theta": THETA, "grad": GRAD, "lr": LR}
    require_equal(rule, theta, THETA - LR * GRAD, {}, **inputs)


def dtype_kept(attempt: Attempt) -> None:
    """Rule: float32 stays float32."""
    for dtype in (np.float32, np.float64):
        step = velocity_step(attempt, dtype=dtype)
        for name, new in zip(("theta", "velocity"), step, strict=True):
            require_dtype(f"the new {name}", new, dtype)


def theta_m_v(got: Any, shape: tuple[int, ...]) -> list[Floats]:
    """Return the three arrays of a step of Adam, if they are three of this shape."""
    three = isinstance(got, tuple | list) and len(got) == 3
    require(three, "it must return the three arrays (theta, m, v).")
    return [
        require_array(name, array, shape)
        for name, array in zip(("theta", "m", "v"), got, strict=True)
    ]
