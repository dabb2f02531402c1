"""Checks of notebook 05b: Nesterov's step, AdamW's step, clipping by norm."""

import numpy as np

from course_lib import checks
from course_lib.chapters.optimizers_further import check_answers as answers

__all__ = ["adamw_step", "clip_by_norm", "nesterov_step"]

# Exercise 1: one step of Nesterov's momentum, reformulated.


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
        checks.one_step.shapes_of_the_pair,
        _velocity_is_that_of_momentum,
        _theta_looks_ahead,
        checks.one_step.beta_0_is_gradient_descent,
        answers.NESTEROV_STEP,
    ]
    checks.report("optimizers_further", 1, "nesterov_step", function, rules)


def _velocity_is_that_of_momentum(attempt: checks.Attempt) -> None:
    theta, velocity, grad, lr, beta = checks.one_step.GIVEN
    _, got = checks.one_step.velocity_step(attempt)
    expected = beta * velocity + grad
    ahead = grad + beta * expected
    hints = {
        "The factor (1 - beta) belongs to another form.": beta * velocity + (1 - beta) * grad,
        "The learning rate belongs into the step of theta.": beta * velocity + lr * grad,
        "The sign: add the gradient here, subtract in the step of theta.": beta * velocity - grad,
        "Sign and rate: here lr is in the step of theta, not in the velocity.": (
            beta * velocity - lr * grad
        ),
        "beta multiplies the old velocity only.": beta * (velocity + grad),
        "The old velocity must shrink by beta.": velocity + grad,
        "That is grad + beta * velocity once more: it belongs into the step of theta.": ahead,
        "The old velocity came back.": velocity,
        "The new theta comes first, then the velocity.": theta - lr * ahead,
    }
    rule = "the velocity must become beta * velocity + grad"
    checks.require_equal(rule, got, expected, hints, velocity=velocity, grad=grad, beta=beta)


def _theta_looks_ahead(attempt: checks.Attempt) -> None:
    theta, _, grad, lr, beta = checks.one_step.GIVEN
    got, velocity = checks.one_step.velocity_step(attempt)
    ahead = grad + beta * velocity
    hints = {
        "That is plain momentum; so is grad + beta * the old velocity.": theta - lr * velocity,
        "A step goes against the gradient.": theta + lr * ahead,
        "The learning rate is missing.": theta - ahead,
        "The gradient itself is missing.": theta - lr * beta * velocity,
        "beta is missing before the velocity.": theta - lr * (grad + velocity),
        "beta multiplies the velocity only.": theta - lr * beta * (grad + velocity),
        "That is the change alone.": -lr * ahead,
    }
    rule, right = "theta must step by -lr * (grad + beta * velocity)", theta - lr * ahead
    checks.require_equal(rule, got, right, hints, theta=theta, velocity=velocity, grad=grad)


# Exercise 2: one step of AdamW.

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
        checks.rule("three arrays", _step),
        _m_and_v_do_not_know_the_decay,
        _without_decay_it_is_adam,
        _without_a_gradient_all_shrink_alike,
        _both_parts_together,
        answers.ADAMW_STEP,
    ]
    checks.report("optimizers_further", 2, "adamw_step", function, rules)


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


# Exercise 3: a gradient clipped by its norm.

LONG = np.array([6.0, 0.5, -8.0])
SHORT = np.array([0.3, -0.4, 1.0])
LIMIT = 2.0


def clip_by_norm(function: object) -> None:
    """Check ``clip_by_norm(grad, limit)``: the gradient, at most ``limit`` long.

    Examples
    --------
    >>> clip_by_norm(lambda grad, limit: np.clip(grad, -limit, limit))
    Exercise 3 (clip_by_norm): not yet right: a long gradient must become grad * limit / norm:
      grad 6, limit 2: expected 1.199, got 2. That clips each entry by itself.
    """
    rules = [
        checks.rule("shape kept", _clipped, LONG),
        _long_ones_are_shortened,
        _short_ones_stay,
        _zero_stays_zero,
        _at_the_limit_nothing_changes,
        answers.CLIP_BY_NORM,
    ]
    checks.report("optimizers_further", 3, "clip_by_norm", function, rules)


def _clipped(attempt: checks.Attempt, grad: checks.Floats, limit: float = LIMIT) -> checks.Floats:
    return checks.require_array("the gradient", attempt(grad=grad, limit=limit), grad.shape)


def _long_ones_are_shortened(attempt: checks.Attempt) -> None:
    norm, scaled = np.linalg.norm(LONG), LONG * LIMIT
    hints = {
        "That clips each entry by itself.": np.clip(LONG, -LIMIT, LIMIT),
        "It came back as it was.": LONG,
        "Its length is now 1, not the limit: multiply by limit.": LONG / norm,
        "limit and norm are exchanged.": LONG * norm / LIMIT,
        "That divides by the limit alone.": LONG / LIMIT,
        "The norm needs a root: it is the length, not the sum of squares.": scaled / norm**2,
        "That is the sum of sizes; the norm is the root of the sum of squares.": (
            scaled / np.abs(LONG).sum()
        ),
        "That is the largest entry; the norm is the root of the sum of squares.": (
            scaled / np.abs(LONG).max()
        ),
        "That is the root of the mean; the norm is the root of the sum of squares.": (
            scaled / np.sqrt(np.mean(LONG**2))
        ),
        "The direction is turned round.": -scaled / norm,
    }
    rule = "a long gradient must become grad * limit / norm"
    got, right = _clipped(attempt, LONG), scaled / norm
    checks.require_equal(rule, got, right, hints, grad=LONG, limit=LIMIT)


def _short_ones_stay(attempt: checks.Attempt) -> None:
    hints = {
        "That makes every gradient as long as the limit: take the smaller of 1 and limit / norm.": (
            SHORT * LIMIT / np.linalg.norm(SHORT)
        ),
        "It became 0.": np.zeros(3),
    }
    rule = "a gradient shorter than the limit must stay as it is"
    checks.require_equal(rule, _clipped(attempt, SHORT), SHORT, hints, grad=SHORT, limit=LIMIT)


def _zero_stays_zero(attempt: checks.Attempt) -> None:
    zero = np.zeros(3)
    got, rule = _clipped(attempt, zero), "a gradient of 0 must stay 0"
    not_finite = "it became NaN: its norm is 0, and you divide by it."
    checks.require(np.isfinite(got).all(), f"{rule}:\n  {not_finite}")
    checks.require_equal(rule, got, zero, grad=zero, limit=LIMIT)


def _at_the_limit_nothing_changes(attempt: checks.Attempt) -> None:
    grad = np.array([3.0, -4.0])
    rule = "a gradient just as long as the limit must stay as it is"
    checks.require_equal(rule, _clipped(attempt, grad, limit=5.0), grad, grad=grad, limit=5.0)
