"""Update rules: how a gradient becomes a change of the parameters.

A rule is a pair of functions. ``init(theta)`` makes the state; ``update(grad, state, lr, theta)``
returns the change to add to theta, and the state. The arrays of the state are overwritten at each
update: whoever keeps one copies it. The same rule walks down a bowl of two parameters and trains
a network.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from course_lib.engine.arrays import Array, PerModel, check_range

State = dict[str, Array]


class Rule(Protocol):
    """What an optimizer asks of a rule."""

    def init(self, theta: Array) -> State:
        """Make the state of a run that starts at ``theta``."""

    def update(self, grad: Array, state: State, lr: PerModel, theta: Array) -> tuple[Array, State]:
        """Return (change, state)."""


@dataclass(frozen=True)
class GradientDescent:
    """Step against the gradient: ``theta = theta - lr * grad``.

    Cauchy (1847). It converges on a surface of curvature L only for ``lr < 2 / L``.

    Examples
    --------
    >>> change, state = GradientDescent().update(np.array([2.0]), {}, 0.5, np.array([9.0]))
    >>> change
    array([-1.])
    """

    def init(self, theta: Array) -> State:
        """Nothing to remember."""
        return {}

    def update(self, grad: Array, state: State, lr: PerModel, theta: Array) -> tuple[Array, State]:
        """Return ``-lr * grad``."""
        return -_like(lr, theta) * grad, state


@dataclass(frozen=True)
class Momentum:
    """Step along a running sum of gradients.

    ::

        velocity = beta * velocity + grad
        theta = theta - lr * velocity

    Parameters
    ----------
    beta : float in [0, 1), or one value per model
        How much of the velocity survives a step.

    Notes
    -----
    Polyak (1964). The form of PyTorch and optax. With a factor ``(1 - beta)`` on the gradient, as
    some lectures have it, the same path needs ``lr / (1 - beta)``.

    Examples
    --------
    >>> rule, theta = Momentum(0.9), np.array([0.0])
    >>> change, state = rule.update(np.array([1.0]), rule.init(theta), 0.1, theta)
    >>> change, state = rule.update(np.array([1.0]), state, 0.1, theta)
    >>> change
    array([-0.19])
    """

    beta: PerModel = 0.9

    def __post_init__(self) -> None:
        check_range("beta", self.beta, 0, 1)

    def init(self, theta: Array) -> State:
        """Start at rest."""
        return {"velocity": np.zeros_like(theta)}

    def update(self, grad: Array, state: State, lr: PerModel, theta: Array) -> tuple[Array, State]:
        """Return ``-lr * velocity`` after the velocity took in the gradient."""
        velocity = state["velocity"]
        velocity *= _like(self.beta, theta)
        velocity += grad
        return -_like(lr, theta) * velocity, state


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
        beta1, beta2 = _like(self.beta1, theta), _like(self.beta2, theta)
        m, v = state["m"], state["v"]
        state["beta1_product"] *= beta1
        state["beta2_product"] *= beta2
        m *= beta1
        m += (1 - beta1) * grad
        v *= beta2
        v += (1 - beta2) * (grad * grad)
        # m_hat and sqrt(v_hat) without arrays of their own: both corrections are one number a
        # model, so the first goes into the learning rate and the second under the root.
        step = -_like(lr, theta) / (1 - state["beta1_product"])
        change = v / (1 - state["beta2_product"])
        np.sqrt(change, out=change)
        change += theta.dtype.type(self.eps)
        np.divide(m, change, out=change)
        change *= step
        return change.reshape(theta.shape), state


def _like(value: PerModel, theta: Array) -> Array:
    """A hyperparameter in theta's dtype, so that float32 is never promoted on the way."""
    if theta.dtype.kind != "f":
        raise TypeError(f"rules move floating-point parameters; got theta of {theta.dtype}")
    return np.asarray(value, dtype=theta.dtype)
