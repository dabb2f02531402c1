"""The check of notebook 05c's exercise 5: one step of AdamW."""

import numpy as np

from course_lib import checks
from course_lib.chapters.optimizers_in_practice import check_answers as answers

# Exercise 5: one step of AdamW.

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
    Exercise 5 (adamw_step): not yet right: m and v must not know of the decay:
      m 0.5, grad 2, decay 0.5: expected 0.65, got 0.7. That is an L2 penalty, inside the gradient.
    """
    rules = [
        checks.rule("three arrays", _step),
        _m_and_v_do_not_know_the_decay,
        _without_decay_it_is_adam,
        _without_a_gradient_all_shrink_alike,
        _both_parts_together,
        answers.ADAMW_STEP,
    ]
    checks.report("optimizers_in_practice", 5, "adamw_step", function, rules)


def _step(
    attempt: checks.Attempt,
    m: checks.Floats = M,
    v: checks.Floats = V,
    grad: checks.Floats = GRAD,
    decay: float = DECAY,
) -> list[checks.Floats]:
    got = attempt(
        theta=THETA, m=m, v=v, grad=grad, t=T, lr=LR, beta1=BETA1, beta2=BETA2, eps=EPS, decay=decay
    )
    return checks.one_step.theta_m_v(got, THETA.shape)


def _averages(grad: checks.Floats = GRAD) -> tuple[checks.Floats, checks.Floats]:
    return BETA1 * M + (1 - BETA1) * grad, BETA2 * V + (1 - BETA2) * grad**2


def _corrected(m: checks.Floats, v: checks.Floats) -> tuple[checks.Floats, checks.Floats]:
    return m / (1 - BETA1**T), v / (1 - BETA2**T)


def _adam_change(m_hat: checks.Floats, v_hat: checks.Floats) -> checks.Floats:
    """What Adam adds to theta."""
    return np.asarray(-LR * m_hat / (np.sqrt(v_hat) + EPS))


def _m_and_v_do_not_know_the_decay(attempt: checks.Attempt) -> None:
    _, got_m, got_v = _step(attempt)
    m, v = _averages()
    m_hat, v_hat = _corrected(m, v)
    penalized_m, penalized_v = _averages(GRAD + DECAY * THETA)
    inside = "That is an L2 penalty, inside the gradient."
    rule = "m and v must not know of the decay"
    hints = {
        inside: penalized_m,
        "That is m_hat: m itself goes on uncorrected.": m_hat,
        "m came back unchanged: return the new one.": M,
        "That is v: return theta, m, v in this order.": v,
    }
    checks.require_equal(rule, got_m, m, hints, m=M, grad=GRAD, decay=DECAY)
    hints = {
        inside: penalized_v,
        "That is v_hat: v itself goes on uncorrected.": v_hat,
        "The square of the gradient is missing.": BETA2 * V + (1 - BETA2) * GRAD,
        "v came back unchanged: return the new one.": V,
    }
    checks.require_equal(rule, got_v, v, hints, v=V, grad=GRAD, decay=DECAY)


def _without_decay_it_is_adam(attempt: checks.Attempt) -> None:
    got = _step(attempt, decay=0.0)[0]
    m_hat, v_hat = _corrected(*_averages())
    change = _adam_change(m_hat, v_hat)
    hints = {
        "The corrections, m_hat and v_hat, are missing.": THETA + _adam_change(*_averages()),
        "That has eps inside the root.": THETA - LR * m_hat / np.sqrt(v_hat + EPS),
        "eps is missing.": THETA - LR * m_hat / np.sqrt(v_hat),
        "A step goes against m_hat.": THETA - change,
        "The learning rate is missing.": THETA + change / LR,
        "That uses the old m and v: update them first.": THETA + _adam_change(*_corrected(M, V)),
        "That is the change alone.": change,
    }
    rule = "with decay 0 it must be Adam's step"
    checks.require_equal(rule, got, THETA + change, hints, theta=THETA, grad=GRAD, lr=LR)


def _without_a_gradient_all_shrink_alike(attempt: checks.Attempt) -> None:
    none = np.zeros(2)
    got = _step(attempt, m=none, v=V, grad=none)[0]
    divided = THETA - LR * DECAY * THETA / (np.sqrt(BETA2 * V / (1 - BETA2**T)) + EPS)
    by_size = THETA - LR * DECAY * np.abs(THETA)
    hints = {
        "The decay is missing.": THETA,
        "The decay must be multiplied by lr too.": THETA * (1 - DECAY),
        "The sign: weights must shrink.": THETA * (1 + LR * DECAY),
        "The decay is divided by the root: it belongs outside the fraction.": divided,
        "It must be multiplied by theta: a weight shrinks by a part of itself.": THETA - LR * DECAY,
        "That takes the square of theta, or its size: theta itself is needed.": by_size,
        "There is no factor 2.": THETA * (1 - 2 * LR * DECAY),
    }
    rule = "with no gradient every weight must be multiplied by 1 - lr * decay"
    right = THETA * (1 - LR * DECAY)
    checks.require_equal(rule, got, right, hints, theta=THETA, lr=LR, decay=DECAY)


def _both_parts_together(attempt: checks.Attempt) -> None:
    got = _step(attempt)[0]
    change, kept = _adam_change(*_corrected(*_averages())), 1 - LR * DECAY
    hints = {
        "The decay takes the old theta, not the one after Adam's step.": (THETA + change) * kept
    }
    rule = "both parts must be taken from the old theta and added"
    right = THETA * kept + change
    checks.require_equal(rule, got, right, hints, theta=THETA, grad=GRAD, decay=DECAY)
