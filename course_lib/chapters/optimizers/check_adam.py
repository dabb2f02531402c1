"""The check of exercise 5: one step of Adam."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.checks.attempt import Attempt
from course_lib.checks.one_step import theta_m_v
from course_lib.checks.report import report, require, require_equal

Floats = npt.NDArray[Any]

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
        _three_arrays,
        _m_is_an_average_of_gradients,
        _v_is_an_average_of_squares,
        _first_step_about_lr_long,
        _step_by_its_equation,
        _eps_outside_the_root,
    ]
    report("Exercise 5 (adam_step)", function, rules)


def _step(
    attempt: Attempt, m: Floats = M, v: Floats = V, grad: Floats = GRAD, t: int = T
) -> list[Floats]:
    got = attempt(theta=THETA, m=m, v=v, grad=grad, t=t, lr=LR, beta1=BETA1, beta2=BETA2, eps=EPS)
    return theta_m_v(got, THETA.shape)


def _three_arrays(attempt: Attempt) -> None:
    _step(attempt)


def _m_is_an_average_of_gradients(attempt: Attempt) -> None:
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
    require_equal(rule, got, NEW_M, hints, m=M, grad=GRAD, beta1=BETA1)


def _v_is_an_average_of_squares(attempt: Attempt) -> None:
    got = _step(attempt)[2]
    hints = {
        "That is v_hat: it is read off beside v, and v itself goes on uncorrected.": V_HAT,
        "The square of the gradient is missing.": BETA2 * V + (1 - BETA2) * GRAD,
        "Square the gradient alone, not (1 - beta2) too.": BETA2 * V + ((1 - BETA2) * GRAD) ** 2,
        "The factor (1 - beta2) is missing.": BETA2 * V + GRAD**2,
        "The factors beta2 and 1 - beta2 are exchanged.": (1 - BETA2) * V + BETA2 * GRAD**2,
        "That is beta1's average: v takes beta2.": BETA1 * V + (1 - BETA1) * GRAD**2,
        "It takes the square of m: the gradient's own square is needed.": BETA2 * V
        + (1 - BETA2) * NEW_M**2,
        "v came back unchanged: return the new one.": V,
    }
    rule = "v must become beta2 * v + (1 - beta2) * grad**2"
    require_equal(rule, got, NEW_V, hints, v=V, grad=GRAD, beta2=BETA2)


def _first_step_about_lr_long(attempt: Attempt) -> None:
    zero = np.zeros(2)
    got = _step(attempt, m=zero, v=zero, t=1)[0]
    m, v = (1 - BETA1) * GRAD, (1 - BETA2) * GRAD**2
    expected = THETA - LR * GRAD / (np.abs(GRAD) + EPS)
    hints = {
        "The correction of both averages is missing.": THETA - LR * m / (np.sqrt(v) + EPS),
        "The correction of m is missing.": THETA - LR * m / (np.abs(GRAD) + EPS),
        "The correction of v is missing.": THETA - LR * GRAD / (np.sqrt(v) + EPS),
        "The root is missing: divide by sqrt(v_hat).": THETA - LR * GRAD / (GRAD**2 + EPS),
        "A step goes against m_hat.": 2 * THETA - expected,
        "The learning rate is missing.": THETA - GRAD / (np.abs(GRAD) + EPS),
        "That is the change alone.": expected - THETA,
        "t counts from 1 already: do not add 1.": THETA
        - LR * m / (1 - BETA1**2) / (np.sqrt(v / (1 - BETA2**2)) + EPS),
    }
    rule = "the first step, t = 1, must be about lr long"
    finite = np.isfinite(got).all()
    require(finite, f"{rule}:\n  it is not finite. beta**t with t = 1 is meant: 1 - beta**0 is 0.")
    if not np.allclose(got, expected, rtol=1e-3):  # where eps stands is another rule
        inputs: dict[str, npt.ArrayLike] = {"theta": THETA, "grad": GRAD, "lr": LR}
        require_equal(rule, got, expected, hints, **inputs)


def _step_by_its_equation(attempt: Attempt) -> None:
    got = _step(attempt)[0]
    expected = THETA - LR * M_HAT / (np.sqrt(V_HAT) + EPS)
    hints = {
        "The correction takes beta**t, not beta: it fades with t.": THETA
        - LR * NEW_M / (1 - BETA1) / (np.sqrt(NEW_V / (1 - BETA2)) + EPS),
        "The correction takes beta**t, not beta * t.": THETA
        - LR * NEW_M / (1 - BETA1 * T) / (np.sqrt(np.abs(NEW_V / (1 - BETA2 * T))) + EPS),
        "The numerator is the gradient: it must be m_hat.": THETA
        - LR * GRAD / (np.sqrt(V_HAT) + EPS),
        "That uses the old m and v: update them first.": THETA
        - LR * M / (1 - BETA1**T) / (np.sqrt(V / (1 - BETA2**T)) + EPS),
    }
    if not np.allclose(got, expected, rtol=1e-3):
        rule = "theta must become theta - lr * m_hat / (sqrt(v_hat) + eps)"
        inputs: dict[str, npt.ArrayLike] = {"theta": THETA, "m": M, "v": V, "grad": GRAD, "t": T}
        require_equal(rule, got, expected, hints, **inputs)


def _eps_outside_the_root(attempt: Attempt) -> None:
    zero = np.zeros(2)
    got = _step(attempt, m=zero, v=zero, grad=TINY, t=1)[0]
    hints = {
        "That has eps inside the root.": THETA - LR * TINY / np.sqrt(TINY**2 + EPS),
        "eps has no effect.": THETA - LR * np.sign(TINY),
        "That adds eps before the correction.": THETA
        - LR * TINY / ((np.sqrt((1 - BETA2) * TINY**2) + EPS) / np.sqrt(1 - BETA2)),
    }
    rule = "eps must be added to sqrt(v_hat), outside the root"
    inputs: dict[str, npt.ArrayLike] = {"theta": THETA, "grad": TINY, "eps": EPS}
    require_equal(rule, got, THETA - LR * TINY / (np.abs(TINY) + EPS), hints, **inputs)
