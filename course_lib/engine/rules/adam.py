"""Adam: momentum with a step size for each parameter; and AdamW, which also decays weights."""

from dataclasses import dataclass

import numpy as np

from course_lib.engine.arrays import Array, PerModel
from course_lib.engine.network import Network
from course_lib.engine.rules.rule import State, cast, check_gradient, check_theta, divide, plain
from course_lib.engine.settings import Settings, within


@dataclass(frozen=True, eq=False, repr=False)
class Adam(Settings):
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

    Notebook 05, section 8.
    """

    beta1: PerModel = within(0, 1, 0.9)
    beta2: PerModel = within(0, 1, 0.999)
    eps: float = within(0, default=1e-8)

    def init(self, theta: Array) -> State:
        """Both averages start at zero, both products at one."""
        check_theta(theta, beta1=self.beta1, beta2=self.beta2)
        one = np.ones_like(theta[..., :1])  # one number for each model
        return {
            "m": np.zeros_like(theta),
            "v": np.zeros_like(theta),
            "beta1_product": one,
            "beta2_product": one.copy(),
        }

    def update(self, grad: Array, state: State, lr: PerModel, theta: Array) -> tuple[Array, State]:
        """Return ``-lr * m_hat / (sqrt(v_hat) + eps)``."""
        self._take_in(grad, state, theta)
        # The lines to compute, with the running products in the place of beta**t:
        #     m_hat = m / (1 - beta1_product)
        #     v_hat = v / (1 - beta2_product)
        #     change = -lr * m_hat / (sqrt(v_hat) + eps)
        # Both corrections are one number a model. With root = sqrt(1 - beta2_product) they leave
        # the arrays:
        #     sqrt(v_hat) + eps = (sqrt(v) + eps * root) / root
        #     change = m / (sqrt(v) + eps * root) * (lr * root / (beta1_product - 1))
        beta1_product, beta2_product = map(plain, (state["beta1_product"], state["beta2_product"]))
        root = np.sqrt(1 - beta2_product)
        change = np.sqrt(state["v"])
        change += cast(self.eps, theta) * root
        divide(state["m"], change, self.eps)
        change *= cast(lr, theta) * root / (beta1_product - 1)
        return change, state

    def _take_in(self, grad: Array, state: State, theta: Array) -> None:
        """Move both averages and both products on by one gradient."""
        check_gradient(grad, theta)
        beta1, beta2 = cast(self.beta1, theta), cast(self.beta2, theta)
        m, v = state["m"], state["v"]
        state["beta1_product"] *= beta1
        state["beta2_product"] *= beta2
        new = (1 - beta1) * grad  # m = beta1 * m + (1 - beta1) * grad
        m *= beta1
        m += new
        np.multiply(grad, grad, out=new)  # v = beta2 * v + (1 - beta2) * grad**2
        new *= 1 - beta2
        v *= beta2
        v += new


@dataclass(frozen=True, eq=False, repr=False)
class AdamW(Adam):
    """Adam with weight decay beside the gradient step instead of inside the gradient.

    ::

        theta = theta - lr * m_hat / (sqrt(v_hat) + eps) - lr * decay * theta

    An L2 penalty under Adam is divided by ``sqrt(v_hat)`` like everything in the gradient, so that
    weights with large gradients hardly shrink. Here all shrink by the same factor,
    ``1 - lr * decay``.

    Parameters
    ----------
    beta1, beta2, eps
        Those of Adam.
    decay : float >= 0, or one value per model
        The strength of the decay; it is multiplied by the learning rate.

    Notes
    -----
    Loshchilov and Hutter (2019), in the form of PyTorch, Keras and optax. The paper itself does not
    multiply lambda by Adam's learning rate: its lambda is ``lr * decay``, and only a schedule
    scales both. Defaults differ: PyTorch has 0.01, Keras 0.004, optax 0.0001.

    On a bare theta everything decays, in a network only weights do, not biases, scales and shifts:
    the state holds a multiplier ``decays`` over theta's last axis.

    Examples
    --------
    >>> rule, theta = AdamW(decay=0.5), np.array([5.0])
    >>> change, state = rule.update(np.array([0.0]), rule.init(theta), 0.1, theta)
    >>> change
    array([-0.25])

    Notebook 05c, section 5.
    """

    decay: PerModel = within(0, default=0.01)

    def init(self, theta: Array) -> State:
        """Adam's state, and the decay's multiplier: one row of theta, which all models share."""
        return super().init(theta) | {"decays": np.ones(theta.shape[-2:], theta.dtype)}

    def init_for(self, network: Network) -> State:
        """The same for a network, of which only the weights decay."""
        state = self.init(network.theta)
        state["decays"][..., network.weights.shape[-1] :] = 0
        return state

    def update(self, grad: Array, state: State, lr: PerModel, theta: Array) -> tuple[Array, State]:
        """Return Adam's change ``- lr * decay * theta``."""
        change, state = super().update(grad, state, lr, theta)
        strength = cast(lr, theta) * cast(self.decay, theta)
        return change - strength * state["decays"] * theta, state
