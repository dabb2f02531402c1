"""Rules that divide each parameter's gradient by its usual size."""

from dataclasses import dataclass

import numpy as np

from course_lib.engine.arrays import Array, PerModel
from course_lib.engine.rules.rule import State, cast, check_gradient, check_theta, divide
from course_lib.engine.settings import Settings, within


@dataclass(frozen=True, eq=False, repr=False)
class AdaGrad(Settings):
    """Divide by the root of all squared gradients so far.

    ::

        s = s + grad**2
        theta = theta - lr * grad / (sqrt(s) + eps)

    The sum only grows, so every step size only shrinks: rarely used parameters keep a large one,
    and a long run comes to a stall.

    Parameters
    ----------
    eps : float
        Stands outside the root.

    Notes
    -----
    Duchi, Hazan and Singer (2011). s starts at zero, as in PyTorch, so the first step is lr in
    every coordinate; Keras and optax start it at 0.1, so that small gradients begin with small
    steps. Some lectures put eps inside the root.

    Examples
    --------
    >>> rule, theta = AdaGrad(), np.zeros(2)
    >>> change, state = rule.update(np.array([3.0, 0.01]), rule.init(theta), 0.1, theta)
    >>> change, state = rule.update(np.array([4.0, 0.01]), state, 0.1, theta)
    >>> np.round(change, 4)  # 0.1 * 4 / 5 and 0.1 / sqrt(2)
    array([-0.08  , -0.0707])

    Notebook 05, section 7.
    """

    eps: float = within(0, default=1e-8)

    def init(self, theta: Array) -> State:
        """The sum of squares starts at zero."""
        check_theta(theta)
        return {"s": np.zeros_like(theta)}

    def update(self, grad: Array, state: State, lr: PerModel, theta: Array) -> tuple[Array, State]:
        """Return ``-lr * grad / (sqrt(s) + eps)``."""
        check_gradient(grad, theta)
        s = state["s"]
        s += grad * grad
        return divide(-cast(lr, theta) * grad, np.sqrt(s) + cast(self.eps, theta), self.eps), state


@dataclass(frozen=True, eq=False, repr=False)
class RMSProp(Settings):
    """Divide by the root of a running average of the squared gradients.

    ::

        s = beta * s + (1 - beta) * grad**2
        theta = theta - lr * grad / (sqrt(s) + eps)

    AdaGrad that forgets, so it does not stall.

    Parameters
    ----------
    beta : float in [0, 1), or one value per model
        How much of the average survives a step.
    eps : float
        Stands outside the root.

    Notes
    -----
    Tieleman and Hinton (2012), with their 0.9; PyTorch's default (called alpha) is 0.99, and 0.999
    belongs to Adam's beta2. s starts at zero and is not corrected for it, so the first step is
    ``1 / sqrt(1 - beta)`` times lr: 3.16 times at 0.9. Keras and some lectures put eps inside the
    root.

    Examples
    --------
    >>> rule, theta = RMSProp(), np.zeros(2)
    >>> change, state = rule.update(np.array([3.0, 0.01]), rule.init(theta), 0.1, theta)
    >>> np.round(change, 4)
    array([-0.3162, -0.3162])

    Notebook 05, section 7.
    """

    beta: PerModel = within(0, 1, 0.9)
    eps: float = within(0, default=1e-8)

    def init(self, theta: Array) -> State:
        """The average of squares starts at zero."""
        check_theta(theta, beta=self.beta)
        return {"s": np.zeros_like(theta)}

    def update(self, grad: Array, state: State, lr: PerModel, theta: Array) -> tuple[Array, State]:
        """Return ``-lr * grad / (sqrt(s) + eps)``."""
        check_gradient(grad, theta)
        beta, s = cast(self.beta, theta), state["s"]
        s *= beta
        s += (1 - beta) * (grad * grad)
        return divide(-cast(lr, theta) * grad, np.sqrt(s) + cast(self.eps, theta), self.eps), state
