"""Checks of exercises 4 and 5 of notebook 05, one step of an update rule: momentum and Adam."""

import numpy as np

from course_lib import checks
from course_lib.chapters.optimizers import check_answers as answers

__all__ = ["adam_step", "momentum_step"]

# Exercise 4: one step of momentum.


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
        checks.one_step.shapes_of_the_pair,
        _velocity_shrinks_without_a_gradient,
        _velocity_takes_in_the_gradient,
        _theta_follows_the_new_velocity,
        checks.one_step.beta_0_is_gradient_descent,
        answers.MOMENTUM_STEP,
    ]
    checks.report("optimizers", 4, "momentum_step", function, rules)


MISSING = "lr is missing here: it belongs to the step of theta, not into the velocity."


def _velocity_shrinks_without_a_gradient(attempt: checks.Attempt) -> None:
    theta, velocity, grad, lr, beta = checks.one_step.GIVEN
    got_theta, got = checks.one_step.velocity_step(attempt, grad=0 * grad)
    expected = beta * velocity
    hints = {
        "The velocity came back as it was: multiply it by beta, and return the new one.": velocity,
        "The factors beta and 1 - beta are exchanged.": (1 - beta) * velocity,
        "The old velocity was forgotten.": 0 * velocity,
        "The new theta comes first, then the velocity.": theta - lr * expected,
        "The velocity changed its sign.": -expected,
        "The velocity holds the gradients; lr belongs into the step of theta.": lr * expected,
    }
    rule = "with no gradient the velocity must shrink by beta"
    checks.require_equal(rule, got, expected, hints, velocity=velocity, beta=beta)
    hints = {
        "theta stands still: it must move by the velocity, not by the gradient.": theta,
        "That looks ahead (Nesterov); plain momentum steps along the velocity.": (
            theta - lr * beta * expected
        ),
        "That uses the old velocity: update it first.": theta - lr * velocity,
        "A step goes against the velocity.": theta + lr * expected,
        MISSING: theta - expected,
        "Here lr is in the step of theta, not in the velocity.": theta + expected,
    }
    rule, right = (
        "with no gradient theta must roll on by -lr * beta * velocity",
        theta - lr * expected,
    )
    checks.require_equal(rule, got_theta, right, hints, theta=theta, velocity=velocity, lr=lr)


def _velocity_takes_in_the_gradient(attempt: checks.Attempt) -> None:
    _, velocity, grad, lr, beta = checks.one_step.GIVEN
    rest = 0 * velocity
    _, got = checks.one_step.velocity_step(attempt, velocity=rest)
    hints = {
        "The factor (1 - beta) belongs elsewhere.": (1 - beta) * grad,
        "The learning rate belongs into the step of theta.": lr * grad,
        "The sign: add the gradient here, subtract in the step of theta.": -grad,
        "The sign, and the learning rate belongs into the step of theta.": -lr * grad,
        "beta multiplies the old velocity only.": beta * grad,
    }
    rule = "from rest the velocity must become the gradient"
    checks.require_equal(rule, got, grad, hints, velocity=rest, grad=grad, beta=beta)


def _theta_follows_the_new_velocity(attempt: checks.Attempt) -> None:
    theta, velocity, grad, lr, beta = checks.one_step.GIVEN
    got_theta, got = checks.one_step.velocity_step(attempt)
    expected = beta * velocity + grad
    rule = "the velocity must become beta * velocity + grad"
    checks.require_equal(rule, got, expected, velocity=velocity, grad=grad, beta=beta)
    ahead = theta - lr * (grad + beta * expected)
    hints = {
        "That uses the old velocity: update it first.": theta - lr * velocity,
        "A step goes against the velocity.": theta + lr * expected,
        MISSING: theta - expected,
        "That looks ahead (Nesterov); plain momentum steps along the velocity.": ahead,
        "The gradient is counted twice.": theta - lr * (expected + grad),
        "That is the change alone.": -lr * expected,
    }
    rule, right = "theta must become theta - lr * velocity, the new one", theta - lr * expected
    checks.require_equal(rule, got_theta, right, hints, theta=theta, velocity=expected, lr=lr)


# Exercise 5: one step of Adam.

THETA = np.array([1.0, -2.0])
M, V = np.array([0.5, -0.25]), np.array([0.4, 0.1])
GRAD = np.array([2.0, -1.0])
T, LR, BETA1, BETA2, EPS = 3, 0.1, 0.9, 0.999, 1e-3
NEW_M, NEW_V = BETA1 * M + (1 - BETA1) * GRAD, BETA2 * V + (1 - BETA2) * GRAD**2
M_HAT, V_HAT = NEW_M / (1 - BETA1**T), NEW_V / (1 - BETA2**T)
TINY = np.array([1e-3, -1e-3])  # of the size of eps, where its place shows


def adam_step(function: object) -> None:
    """Check ``adam_step(theta, m, v, grad, t, lr, beta1, beta2, eps)``: new ``(theta, m, v)``.

    Examples
    --------
    >>> def uncorrected(theta, m, v, grad, t, lr, beta1, beta2, eps):
    ...     m = beta1 * m + (1 - beta1) * grad
    ...     v = beta2 * v + (1 - beta2) * grad**2
    ...     return theta - lr * m / (np.sqrt(v) + eps), m, v
    >>> adam_step(uncorrected)
    Exercise 5 (adam_step): not yet right: the first step, t = 1, must be about lr long:
      theta 1, grad 2, lr 0.1: expected 0.9, got 0.6887. The correction of both averages is missing.
    """
    rules = [
        checks.rule("three arrays", _step),
        _m_is_an_average_of_gradients,
        _v_is_an_average_of_squares,
        _first_step_about_lr_long,
        _step_by_its_equation,
        _eps_outside_the_root,
        answers.ADAM_STEP,
    ]
    checks.report("optimizers", 5, "adam_step", function, rules)


def _step(
    attempt: checks.Attempt,
    m: checks.Floats = M,
    v: checks.Floats = V,
    grad: checks.Floats = GRAD,
    t: int = T,
) -> list[checks.Floats]:
    got = attempt(theta=THETA, m=m, v=v, grad=grad, t=t, lr=LR, beta1=BETA1, beta2=BETA2, eps=EPS)
    return checks.one_step.theta_m_v(got, THETA.shape)


def _moved(m_hat: checks.Floats, v_hat: checks.Floats) -> checks.Floats:
    return np.asarray(THETA - LR * m_hat / (np.sqrt(v_hat) + EPS))


def _m_is_an_average_of_gradients(attempt: checks.Attempt) -> None:
    got = _step(attempt)[1]
    hints = {
        "That is m_hat: it is read off beside m, and m itself goes on uncorrected.": M_HAT,
        "The factor (1 - beta1) is missing.": BETA1 * M + GRAD,
        "The factors beta1 and 1 - beta1 are exchanged.": (1 - BETA1) * M + BETA1 * GRAD,
        "That is beta2's average: m takes beta1.": BETA2 * M + (1 - BETA2) * GRAD,
        "That is v: return theta, m, v in this order.": NEW_V,
        "m came back unchanged: return the new one.": M,
    }
    rule = "m must become beta1 * m + (1 - beta1) * grad"
    checks.require_equal(rule, got, NEW_M, hints, m=M, grad=GRAD, beta1=BETA1)


def _v_is_an_average_of_squares(attempt: checks.Attempt) -> None:
    got, of_m = _step(attempt)[2], BETA2 * V + (1 - BETA2) * NEW_M**2
    hints = {
        "That is v_hat: it is read off beside v, and v itself goes on uncorrected.": V_HAT,
        "The square of the gradient is missing.": BETA2 * V + (1 - BETA2) * GRAD,
        "Square the gradient alone, not (1 - beta2) too.": BETA2 * V + ((1 - BETA2) * GRAD) ** 2,
        "The factor (1 - beta2) is missing.": BETA2 * V + GRAD**2,
        "The factors beta2 and 1 - beta2 are exchanged.": (1 - BETA2) * V + BETA2 * GRAD**2,
        "That is beta1's average: v takes beta2.": BETA1 * V + (1 - BETA1) * GRAD**2,
        "It takes the square of m: the gradient's own square is needed.": of_m,
        "v came back unchanged: return the new one.": V,
    }
    rule = "v must become beta2 * v + (1 - beta2) * grad**2"
    checks.require_equal(rule, got, NEW_V, hints, v=V, grad=GRAD, beta2=BETA2)


def _first_step_about_lr_long(attempt: checks.Attempt) -> None:
    zero = np.zeros(2)
    got = _step(attempt, m=zero, v=zero, t=1)[0]
    m, v = (1 - BETA1) * GRAD, (1 - BETA2) * GRAD**2
    expected = _moved(GRAD, GRAD**2)
    hints = {
        "The correction of both averages is missing.": _moved(m, v),
        "The correction of m is missing.": _moved(m, GRAD**2),
        "The correction of v is missing.": _moved(GRAD, v),
        "The root is missing: divide by sqrt(v_hat).": _moved(GRAD, GRAD**4),
        "The correction of v belongs under the root.": _moved(GRAD, GRAD**2 / (1 - BETA2)),
        "A step goes against m_hat.": 2 * THETA - expected,
        "The learning rate is missing.": THETA - GRAD / (np.abs(GRAD) + EPS),
        "That is the change alone.": expected - THETA,
        "t counts from 1 already: do not add 1.": _moved(m / (1 - BETA1**2), v / (1 - BETA2**2)),
    }
    rule = "the first step, t = 1, must be about lr long"
    not_finite = "it is not finite. beta**t with t = 1 is meant: 1 - beta**0 is 0."
    checks.require(np.isfinite(got).all(), f"{rule}:\n  {not_finite}")
    if not np.allclose(got, expected, rtol=1e-3):  # where eps stands is another rule
        checks.require_equal(rule, got, expected, hints, theta=THETA, grad=GRAD, lr=LR)


def _step_by_its_equation(attempt: checks.Attempt) -> None:
    got = _step(attempt)[0]
    expected = _moved(M_HAT, V_HAT)
    by_beta = _moved(NEW_M / (1 - BETA1), NEW_V / (1 - BETA2))
    by_beta_t = _moved(NEW_M / (1 - BETA1 * T), np.abs(NEW_V / (1 - BETA2 * T)))
    old = _moved(M / (1 - BETA1**T), V / (1 - BETA2**T))
    hints = {
        "The correction takes beta**t, not beta: it fades with t.": by_beta,
        "The correction takes beta**t, not beta * t.": by_beta_t,
        "The numerator is the gradient: it must be m_hat.": _moved(GRAD, V_HAT),
        "That uses the old m and v: update them first.": old,
    }
    if not np.allclose(got, expected, rtol=1e-3):
        rule = "theta must become theta - lr * m_hat / (sqrt(v_hat) + eps)"
        checks.require_equal(rule, got, expected, hints, theta=THETA, m=M, v=V, grad=GRAD, t=T)


def _eps_outside_the_root(attempt: checks.Attempt) -> None:
    zero = np.zeros(2)
    got = _step(attempt, m=zero, v=zero, grad=TINY, t=1)[0]
    early = (np.sqrt((1 - BETA2) * TINY**2) + EPS) / np.sqrt(1 - BETA2)
    hints = {
        "That has eps inside the root.": THETA - LR * TINY / np.sqrt(TINY**2 + EPS),
        "eps has no effect.": THETA - LR * np.sign(TINY),
        "That adds eps before the correction.": THETA - LR * TINY / early,
    }
    rule, right = "eps must be added to sqrt(v_hat), outside the root", _moved(TINY, TINY**2)
    checks.require_equal(rule, got, right, hints, theta=THETA, grad=TINY, eps=EPS)
