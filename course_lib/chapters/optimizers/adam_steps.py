"""Adam in slow motion: every quantity of every step, for a given series of gradients."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from course_lib.engine import exponential_average

Floats = npt.NDArray[Any]


class AdamSteps(NamedTuple):
    """The quantities of Adam's steps, each of shape (steps,), named as in its equations."""

    grad: Floats
    m: Floats
    v: Floats
    m_hat: Floats
    v_hat: Floats
    divisor: Floats
    """sqrt(v_hat) + eps."""
    step: Floats
    """How far theta moves, in units of lr: m_hat / divisor."""


def adam_steps(
    gradients: npt.ArrayLike,
    *,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
    corrected: bool = True,
) -> AdamSteps:
    """Follow Adam through a series of gradients of one parameter.

    Without correction m_hat and v_hat are m and v themselves.

    Examples
    --------
    >>> steps = adam_steps([1.0, 1.0], corrected=False)
    >>> steps.step.round(2)
    array([3.16, 4.25])
    >>> adam_steps([1.0, 1.0]).step.round(2)
    array([1., 1.])
    """
    grad = np.asarray(gradients, np.float64)
    m, v = exponential_average(grad, beta1), exponential_average(grad**2, beta2)
    m_hat = exponential_average(grad, beta1, corrected=corrected)
    v_hat = exponential_average(grad**2, beta2, corrected=corrected)
    divisor = np.sqrt(v_hat) + eps
    return AdamSteps(grad, m, v, m_hat, v_hat, divisor, m_hat / divisor)
