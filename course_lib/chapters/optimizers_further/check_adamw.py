"""The check of exercise 2: one step of AdamW."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.checks.attempt import Attempt
from course_lib.checks.one_step import theta_m_v
from course_lib.checks.report import report, require_equal

Floats = npt.NDArray[Any]

THETA = np.array([1.0, -2.0])
M, V = np.array([0.5, -0.25]), np.array([0.4, 0.1])
GRAD = np.array([2.0, -1.0])
T, LR, BETA1, BETA2, EPS, DECAY = 3, 0.1, 0.9, 0.99, 0.1, 0.5  # so large an eps shows its place


def adamw_step(function: object) -> None:
    """Check ``adamw_step(theta, m, v, grad, t, lr, beta1, beta2, eps, decay)``.

    It returns the new ``(theta, m, v)``.

    Examples
    --------
    >>> def l2(theta, m, v, grad, t, lr, beta1, beta2, eps, decay):
    ...     grad = grad + decay * theta
    ...     m = beta1 * m + (1 - beta1) * grad
    ...     v = beta2 * v + (1 - beta2) * grad**2
    ...     root = np.sqrt(v / (1 - beta2**t))
    ...     return theta - lr * m / (1 - beta1**t) / (root + eps), m, v
    >>> adamw_step(l2)
    Exercise 2 (adamw_step): not yet right: m and v must not know of the decay:
      m 0.5, grad 2, decay 0.5: expected 0.65, got 0.7. That is an L2 penalty, inside the gradient.
    """
    rules = [
        _three_arrays,
        _m_and_v_do_not_know_the_decay,
        _without_decay_it_is_adam,
        _without_a_gradient_all_shrink_alike,
        _both_parts_together,
    ]
    report("Exercise 2 (adamw_step)", function, rules)


def _step(
    attempt: Attempt,
    m: Floats = M,
    v: Floats = V,
    grad: Floats = GRAD,
    decay: float = DECAY,
) -> list[Floats]:
    got = attempt(
        theta=THETA, m=m, v=v, grad=grad, t=T, lr=LR, beta1=BETA1, beta2=BETA2, eps=EPS, decay=decay
    )
    return theta_m_v(got, THETA.shape)


def _averages(grad: Floats = GRAD) -> tuple[Floats, Floats]:
    return BETA1 * M + (1 - BETA1) * grad, BETA2 * V + (1 - BETA2) * grad**2


def _adam_change(m: Floats, v: Floats) -> Floats:
    """What Adam adds to theta."""
    return -LR * m / (1 - BETA1**T) / (np.sqrt(v / (1 - BETA2**T)) + EPS)


def _three_arrays(attempt: Attempt) -> None:
    _step(attempt)


def _m_and_v_do_not_know_the_decay(attempt: Attempt) -> None:
    _, got_m, got_v = _step(attempt)
    m, v = _averages()
    penalized_m, penalized_v = _averages(GRAD + DECAY * THETA)
    inside = "That is an L2 penalty, inside the gradient."
    rule = "m and v must not know of the decay"
    hints = {
        inside: penalized_m,
        "That is m_hat: m itself goes on uncorrected.": m / (1 - BETA1**T),
        "m came back unchanged: return the new one.": M,
        "That is v: return theta, m, v in this order.": v,
    }
    require_equal(rule, got_m, m, hints, m=M, grad=GRAD, decay=DECAY)
    hints = {
        inside: penalized_v,
        "That is v_hat: v itself goes on uncorrected.": v / (1 - BETA2**T),
        "The square of the gradient is missing.": BETA2 * V + (1 - BETA2) * GRAD,
        "v came back unchanged: return the new one.": V,
    }
    require_equal(rule, got_v, v, hints, v=V, grad=GRAD, decay=DECAY)


def _without_decay_it_is_adam(attempt: Attempt) -> None:
    got = _step(attempt, decay=0.0)[0]
    m, v = _averages()
    hints = {
        "The corrections, m_hat and v_hat, are missing.": THETA - LR * m / (np.sqrt(v) + EPS),
        "That has eps inside the root.": THETA
        - LR * m / (1 - BETA1**T) / np.sqrt(v / (1 - BETA2**T) + EPS),
        "eps is missing.": THETA - LR * m / (1 - BETA1**T) / np.sqrt(v / (1 - BETA2**T)),
        "A step goes against m_hat.": THETA - _adam_change(m, v),
        "The learning rate is missing.": THETA + _adam_change(m, v) / LR,
        "That uses the old m and v: update them first.": THETA + _adam_change(M, V),
        "That is the change alone.": _adam_change(m, v),
    }
    rule = "with decay 0 it must be Adam's step"
    require_equal(rule, got, THETA + _adam_change(m, v), hints, theta=THETA, grad=GRAD, lr=LR)


def _without_a_gradient_all_shrink_alike(attempt: Attempt) -> None:
    none = np.zeros(2)
    got = _step(attempt, m=none, v=V, grad=none)[0]
    root = np.sqrt(BETA2 * V / (1 - BETA2**T)) + EPS
    hints = {
        "The decay is missing.": THETA,
        "The decay must be multiplied by lr too.": THETA * (1 - DECAY),
        "The sign: weights must shrink.": THETA * (1 + LR * DECAY),
        "The decay is divided by the root: it belongs outside the fraction.": THETA
        - LR * DECAY * THETA / root,
        "It must be multiplied by theta: a weight shrinks by a part of itself.": THETA - LR * DECAY,
        "That takes the square of theta, or its size: theta itself is needed.": THETA
        - LR * DECAY * np.abs(THETA),
        "There is no factor 2.": THETA * (1 - 2 * LR * DECAY),
    }
    rule = "with no gradient every weight must be multiplied by 1 - lr * decay"
    inputs: dict[str, npt.ArrayLike] = {"theta": THETA, "lr": LR, "decay": DECAY}
    require_equal(rule, got, THETA * (1 - LR * DECAY), hints, **inputs)


def _both_parts_together(attempt: Attempt) -> None:
    got = _step(attempt)[0]
    change = _adam_change(*_averages())
    hints = {
        "The decay takes the old theta, not the one after Adam's step.": (THETA + change)
        * (1 - LR * DECAY),
    }
    rule = "both parts must be taken from the old theta and added"
    inputs: dict[str, npt.ArrayLike] = {"theta": THETA, "grad": GRAD, "decay": DECAY}
    require_equal(rule, got, THETA * (1 - LR * DECAY) + change, hints, **inputs)
