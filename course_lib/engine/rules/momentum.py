"""Rules that remember where they were going."""

from dataclasses import dataclass

import numpy as np

from course_lib.engine.arrays import Array, PerModel, check_range
from course_lib.engine.rules.rule import State, like


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
        velocity *= like(self.beta, theta)
        velocity += grad
        return -like(lr, theta) * velocity, state
