"""Rules that remember where they were going."""

from dataclasses import dataclass

import numpy as np

from course_lib.engine.arrays import Array, PerModel
from course_lib.engine.rules.rule import State, cast, check_gradient, check_theta
from course_lib.engine.settings import Settings, within


@dataclass(frozen=True, eq=False, repr=False)
class Momentum(Settings):
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
    some lectures have it, the same path needs ``lr / (1 - beta)``: see ``DampedMomentum``, and
    ``MomentumOfSteps`` for the form that keeps the learning rate inside the velocity.

    Examples
    --------
    >>> rule, theta = Momentum(0.9), np.array([0.0])
    >>> change, state = rule.update(np.array([1.0]), rule.init(theta), 0.1, theta)
    >>> change, state = rule.update(np.array([1.0]), state, 0.1, theta)
    >>> change
    array([-0.19])

    Notebook 05, section 6.
    """

    beta: PerModel = within(0, 1, 0.9)

    def init(self, theta: Array) -> State:
        """Start at rest."""
        check_theta(theta, beta=self.beta)
        return {"velocity": np.zeros_like(theta)}

    def update(self, grad: Array, state: State, lr: PerModel, theta: Array) -> tuple[Array, State]:
        """Return ``-lr * velocity`` after the velocity took in the gradient."""
        check_gradient(grad, theta)
        velocity = state["velocity"]
        velocity *= cast(self.beta, theta)
        velocity += grad
        return -cast(lr, theta) * velocity, state


@dataclass(frozen=True, eq=False, repr=False)
class Nesterov(Momentum):
    """Momentum that looks ahead, written at the point where the gradient is taken.

    ::

        velocity = beta * velocity + grad
        theta = theta - lr * (grad + beta * velocity)

    Parameters
    ----------
    beta : float in [0, 1), or one value per model
        How much of the velocity survives a step.

    Notes
    -----
    Nesterov (1983); for networks Sutskever et al. (2013). Their form takes the gradient where the
    velocity alone would carry the parameters, ``theta - lr * beta * velocity``, and then steps from
    theta by ``-lr * velocity``. This one (Bengio et al. 2013; PyTorch, Keras, optax) keeps that
    look-ahead point as its theta, so the gradient is needed only where the parameters stand. At
    constant lr and beta its path is exactly the look-ahead points of the other form, which lie
    ``lr * beta * velocity`` ahead of the other form's theta.

    Examples
    --------
    >>> rule, theta = Nesterov(0.9), np.array([0.0])
    >>> change, state = rule.update(np.array([1.0]), rule.init(theta), 0.1, theta)
    >>> change
    array([-0.19])

    Notebook 05c, section 6.
    """

    def update(self, grad: Array, state: State, lr: PerModel, theta: Array) -> tuple[Array, State]:
        """Return ``-lr * (grad + beta * velocity)``, the velocity with this gradient in it."""
        check_gradient(grad, theta)
        beta, velocity = cast(self.beta, theta), state["velocity"]
        velocity *= beta
        velocity += grad
        return -cast(lr, theta) * (grad + beta * velocity), state
