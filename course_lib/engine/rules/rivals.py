"""Rival forms of momentum and Adam, under names of their own, for comparing sources.

Books, lectures and libraries give different equations the same name. Each rule here says who uses
it and how its settings convert to those of ``Momentum`` or ``Adam``, which the course uses.
"""

from dataclasses import dataclass

import numpy as np

from course_lib.engine.arrays import Array, PerModel
from course_lib.engine.rules.adam import Adam
from course_lib.engine.rules.momentum import Momentum
from course_lib.engine.rules.rule import State, cast, check_gradient, divide


@dataclass(frozen=True, eq=False, repr=False)
class DampedMomentum(Momentum):
    """Momentum whose velocity is an average of gradients instead of a sum.

    ::

        velocity = beta * velocity + (1 - beta) * grad
        theta = theta - lr * velocity

    Parameters
    ----------
    beta : float in [0, 1), or one value per model
        How much of the velocity survives a step.

    Notes
    -----
    The form of Andrew Ng's course and of lectures after it. Its path is that of ``Momentum`` with
    the learning rate ``lr * (1 - beta)``: at an equal learning rate it is slower by that factor,
    which is why momentum there seems to make no difference. PyTorch's ``dampening=beta`` is this
    form with a first velocity equal to the first gradient instead of zeros.

    Examples
    --------
    >>> rule, theta = DampedMomentum(0.9), np.array([0.0])
    >>> change, state = rule.update(np.array([1.0]), rule.init(theta), 0.1, theta)
    >>> change
    array([-0.01])

    Notebook 05, section 6.
    """

    def update(self, grad: Array, state: State, lr: PerModel, theta: Array) -> tuple[Array, State]:
        """Return ``-lr * velocity``."""
        check_gradient(grad, theta)
        beta, velocity = cast(self.beta, theta), state["velocity"]
        velocity *= beta
        velocity += (1 - beta) * grad
        return -cast(lr, theta) * velocity, state


@dataclass(frozen=True, eq=False, repr=False)
class MomentumOfSteps(Momentum):
    """Momentum whose velocity is made of steps, learning rate included.

    ::

        velocity = beta * velocity - lr * grad
        theta = theta + velocity

    Parameters
    ----------
    beta : float in [0, 1), or one value per model
        How much of the velocity survives a step.

    Notes
    -----
    The form of Keras, scikit-learn and CS231n. At a constant learning rate it is ``Momentum`` with
    the same settings. Once the rate changes it is another rule: the old steps keep the rates that
    they were taken with, while in ``Momentum`` the new rate holds for all of the velocity.

    Examples
    --------
    >>> rule, theta = MomentumOfSteps(0.9), np.array([0.0])
    >>> change, state = rule.update(np.array([1.0]), rule.init(theta), 0.1, theta)
    >>> change, state = rule.update(np.array([0.0]), state, 1.0, theta)
    >>> change  # Momentum: -0.9
    array([-0.09])
    """

    def update(self, grad: Array, state: State, lr: PerModel, theta: Array) -> tuple[Array, State]:
        """Return the velocity (a copy: the state's own is overwritten at the next update)."""
        check_gradient(grad, theta)
        velocity = state["velocity"]
        velocity *= cast(self.beta, theta)
        velocity -= cast(lr, theta) * grad
        return velocity.copy(), state


@dataclass(frozen=True, eq=False, repr=False)
class AdamEpsilonInRoot(Adam):
    """Adam with eps inside the root: ``theta = theta - lr * m_hat / sqrt(v_hat + eps)``.

    Parameters
    ----------
    beta1, beta2, eps
        Those of Adam; only the place of eps differs.

    Notes
    -----
    In formulas of some lectures and blogs. Around a gradient of zero it acts like ``Adam`` with
    ``sqrt(eps)``, so the customary 1e-8 does what 1e-4 does outside: gradients below 1e-4 are
    slowed down. About the same rule needs the square of Adam's eps.

    Examples
    --------
    >>> rule, theta = AdamEpsilonInRoot(), np.array([0.0])
    >>> change, state = rule.update(np.array([1e-6]), rule.init(theta), 1.0, theta)
    >>> np.round(change, 2)  # Adam: -0.99
    array([-0.01])

    Notebook 05c, section 6.
    """

    def update(self, grad: Array, state: State, lr: PerModel, theta: Array) -> tuple[Array, State]:
        """Return ``-lr * m_hat / sqrt(v_hat + eps)``."""
        self._take_in(grad, state, theta)
        m_hat = state["m"] / (1 - state["beta1_product"])
        v_hat = state["v"] / (1 - state["beta2_product"])
        root = np.sqrt(v_hat + cast(self.eps, theta))
        change = divide(-cast(lr, theta) * m_hat, root, self.eps)
        return change.reshape(theta.shape), state


@dataclass(frozen=True, eq=False, repr=False)
class AdamEpsilonFolded(Adam):
    """Adam with the corrections folded into the learning rate, so that eps escapes them.

    ::

        lr_t = lr * sqrt(1 - beta2**t) / (1 - beta1**t)
        theta = theta - lr_t * m / (sqrt(v) + eps)

    Parameters
    ----------
    beta1, beta2, eps
        Those of Adam; only the place of eps differs.

    Notes
    -----
    The form of TensorFlow, Keras (both with eps 1e-7) and scikit-learn; Kingma and Ba (2015) give
    it as the faster one and call its eps "epsilon hat". It is ``Adam`` with the eps of step t equal
    to ``eps / sqrt(1 - beta2**t)``: 31.6 times as large at the first step, the same in the end.

    Examples
    --------
    >>> rule, theta = AdamEpsilonFolded(), np.array([0.0])
    >>> change, state = rule.update(np.array([1e-6]), rule.init(theta), 1.0, theta)
    >>> np.round(change, 2)  # Adam: -0.99
    array([-0.76])

    Notebook 05c, section 6.
    """

    def update(self, grad: Array, state: State, lr: PerModel, theta: Array) -> tuple[Array, State]:
        """Return ``-lr_t * m / (sqrt(v) + eps)``."""
        self._take_in(grad, state, theta)
        correction = np.sqrt(1 - state["beta2_product"]) / (1 - state["beta1_product"])
        step = cast(lr, theta) * correction
        root = np.sqrt(state["v"]) + cast(self.eps, theta)
        change = divide(-step * state["m"], root, self.eps)
        return change.reshape(theta.shape), state


@dataclass(frozen=True, eq=False, repr=False)
class AdamUncorrected(Adam):
    """Adam without bias correction: ``theta = theta - lr * m / (sqrt(v) + eps)``.

    Parameters
    ----------
    beta1, beta2, eps
        Those of Adam.

    Notes
    -----
    In listings of some lectures, which often print the corrected formulas beside it. Both averages
    start at zero, v's stays too small for longer: the first step is 3.16 times too large, the
    twelfth 6.57 times, the thousandth 1.26 times (beta1 0.9, beta2 0.999, equal gradients).
    Times ``sqrt(1 - beta2**t) / (1 - beta1**t)`` each step is that of ``AdamEpsilonFolded``.

    Examples
    --------
    >>> rule, theta = AdamUncorrected(), np.array([0.0])
    >>> change, state = rule.update(np.array([1.0]), rule.init(theta), 1.0, theta)
    >>> np.round(change, 2)  # Adam: -1
    array([-3.16])

    Notebook 05, section 8.
    """

    def update(self, grad: Array, state: State, lr: PerModel, theta: Array) -> tuple[Array, State]:
        """Return ``-lr * m / (sqrt(v) + eps)``."""
        self._take_in(grad, state, theta)
        root = np.sqrt(state["v"]) + cast(self.eps, theta)
        return divide(-cast(lr, theta) * state["m"], root, self.eps), state
