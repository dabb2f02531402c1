"""The course's own answers of notebook 05c, and the inputs that its checks draw."""

from typing import Any

import numpy as np

from course_lib import checks

Floats = checks.Floats


def count_updates(n: int, batch_size: int, epochs: int) -> int:
    """The short batch is one, too."""
    return -(-n // batch_size) * epochs


def my_plan() -> tuple[int, float, int]:
    """All points at once: a gradient without noise stands the largest rate."""
    return 300, 1.0, 100


def clip_all(grads: list[Floats], limit: float) -> list[Floats]:
    """All together as long as the limit at most."""
    norm = float(np.sqrt(sum(np.sum(grad**2) for grad in grads)))
    return [grad * (limit / max(norm, limit)) for grad in grads]


def my_limit(norms: Floats) -> float:
    """Five times the usual norm."""
    return float(5 * np.median(norms))


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


def _three(rng: np.random.Generator, n: int) -> list[Floats]:
    shapes: tuple[Any, ...] = ((n, 2), (3,), (1, n))
    return [np.round(rng.uniform(-3, 3, shape), 2) for shape in shapes]


COUNT_UPDATES = checks.drawn(
    count_updates,
    {"n": 300, "batch_size": 128, "epochs": 1},  # the short batch is less than half full
    n=checks.size(1, 500),
    batch_size=checks.size(1, 200),
    epochs=checks.size(1, 9),
)
CLIP_ALL = checks.drawn(
    lambda grads, limit: tuple(clip_all(grads, limit)),
    grads=checks.made(_three, checks.size(1, 4)),
    limit=checks.number(0.5, 15),
)
ADAMW_STEP = checks.drawn(adamw_step, **checks.one_step.ADAM_INPUTS, decay=checks.number(0, 1, 0.0))
