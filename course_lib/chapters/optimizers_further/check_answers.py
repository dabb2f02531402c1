"""The course's own answers of notebook 05b, and the inputs that its checks draw."""

import numpy as np

from course_lib import checks

Floats = checks.Floats


def nesterov_step(
    theta: Floats, velocity: Floats, grad: Floats, lr: float, beta: float
) -> tuple[Floats, Floats]:
    """Momentum that looks one step ahead."""
    velocity = beta * velocity + grad
    return theta - lr * (grad + beta * velocity), velocity


def adamw_step(
    theta: Floats,
    m: Floats,
    v: Floats,
    grad: Floats,
    t: int,
    lr: float,
    beta1: float,
    beta2: float,
    eps: float,
    decay: float,
) -> tuple[Floats, Floats, Floats]:
    """Adam's step, and a decay outside of it."""
    m, v = beta1 * m + (1 - beta1) * grad, beta2 * v + (1 - beta2) * grad**2
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return theta - lr * (m_hat / (np.sqrt(v_hat) + eps) + decay * theta), m, v


def clip_by_norm(grad: Floats, limit: float) -> Floats:
    """As long as the limit at most."""
    return np.asarray(grad * (limit / max(float(np.linalg.norm(grad)), limit)))


NESTEROV_STEP = checks.drawn(nesterov_step, **checks.one_step.VELOCITY_INPUTS)
ADAMW_STEP = checks.drawn(adamw_step, **checks.one_step.ADAM_INPUTS, decay=checks.number(0, 1, 0.0))
CLIP_BY_NORM = checks.drawn(
    clip_by_norm,
    {"grad": np.array([1.5, 0.0]), "limit": 2.0},  # its square is longer than the limit
    {"grad": np.array([1.5, 1.5]), "limit": 2.0},  # longer, and no entry is
    {"grad": np.array([1.2, 1.2]), "limit": 2.0},  # shorter, and the sum of sizes is not
    {"grad": np.array([-3.0, 0.0]), "limit": 2.0},
    grad=checks.array(checks.size(1, 5)),
    limit=checks.number(0.1, 8),
)
