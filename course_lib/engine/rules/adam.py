"""Adam: momentum with a step size for each parameter."""

from dataclasses import dataclass

import numpy as np

from course_lib.engine.arrays import Array, PerModel, check_range
from course_lib.engine.rules.rule import State, like


@dataclass(frozen=True)
class Adam:
    """Adaptive moment estimation: momentum, divided by the gradient's typical size.

    ::

        m = beta1 * m + (1 - beta1) * grad
        v = beta2 * v + (1 - beta2) * grad**2
        m_hat = m / (1 - beta1**t)
        v_hat = v / (1 - beta2**t)
        theta = theta - lr * m_hat / (sqrt(v_hat) + eps)

    Parameters
    ----------
    beta1, beta2 : floats in [0, 1), or one value per model
        Decay rates of the two averages.
    eps : float
        Stands outside the root, as in the paper's algorithm 1.

    Notes
    -----
    Kingma and Ba (2015). t counts from 1. Instead of beta**t the state keeps the running product
    of the betas, which is the same for constant betas and stays exact when one is moved in mid-run.

    Examples
    --------
    >>> rule, theta = Adam(), np.array([5.0])
    >>> change, state = rule.update(np.array([1e-3]), rule.init(theta), 0.1, theta)
    >>> np.round(change, 3)
    array([-0.1])
    """

    beta1: PerModel = 0.9
    beta2: PerModel = 0.999
    eps: float = 1e-8

    def __post_init__(self) -> None:
        check_range("beta1", self.beta1, 0, 1)
        check_range("beta2", self.beta2, 0, 1)
        check_range("eps", self.eps, 0)

    def init(self, theta: Array) -> State:
        """Both averages start at zero, both products at one."""
        one = np.ones((*theta.shape[:-2], 1, 1), theta.dtype)
        return {
            "m": np.zeros_like(theta),
            "v": np.zeros_like(theta),
            "beta1_product": one,
            "beta2_product": one.copy(),
        }

    def update(self, grad: Array, state: State, lr: PerModel, theta: Array) -> tuple[Array, State]:
        """Return ``-lr * m_hat / (sqrt(v_hat) + eps)``."""
        beta1, beta2 = like(self.beta1, theta), like(self.beta2, theta)
        m, v = state["m"], state["v"]
        state["beta1_product"] *= beta1
        state["beta2_product"] *= beta2
        m *= beta1
        m += (1 - beta1) * grad
        v *= beta2
        v += (1 - beta2) * (grad * grad)
        # m_hat and sqrt(v_hat) without arrays of their own: both corrections are one number a
        # model, so the first goes into the learning rate and the second under the root.
        step = -like(lr, theta) / (1 - state["beta1_product"])
        change = v / (1 - state["beta2_product"])
        np.sqrt(change, out=change)
        change += theta.dtype.type(self.eps)
        np.divide(m, change, out=change)
        change *= step
        return change.reshape(theta.shape), state
