"""Plain gradient descent."""

from dataclasses import dataclass

from course_lib.engine.arrays import Array, PerModel
from course_lib.engine.rules.rule import State, like
from course_lib.engine.settings import Settings


@dataclass(frozen=True, eq=False, repr=False)
class GradientDescent(Settings):
    """Step against the gradient: ``theta = theta - lr * grad``.

    Cauchy (1847). It converges on a surface of curvature L only for ``lr < 2 / L``.

    Examples
    --------
    >>> import numpy as np
    >>> change, state = GradientDescent().update(np.array([2.0]), {}, 0.5, np.array([9.0]))
    >>> change
    array([-1.])
    """

    def init(self, theta: Array) -> State:
        """Nothing to remember."""
        return {}

    def update(self, grad: Array, state: State, lr: PerModel, theta: Array) -> tuple[Array, State]:
        """Return ``-lr * grad``."""
        return -like(lr, theta) * grad, state
