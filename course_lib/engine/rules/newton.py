"""Newton's method: a rule that knows the curvature."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course_lib.arguments import checked_call
from course_lib.engine.arrays import Array, PerModel
from course_lib.engine.rules.rule import State, cast, check_gradient, check_theta
from course_lib.engine.settings import Settings, within


@dataclass(frozen=True, eq=False, repr=False)
class Newton(Settings):
    """Step to where the gradient of the local parabola is zero.

    ::

        theta = theta - lr * inverse(hessian(theta) + damping * I) @ grad

    With lr 1 and no damping one step reaches the bottom of a quadratic bowl, however elongated.

    Parameters
    ----------
    hessian : function of theta
        Returns the second derivatives, shape (P, P) for one theta of shape (P,) or (1, P), and
        (K, P, P), or one (P, P) for all, for a theta of shape (K, 1, P).
    damping : float >= 0, or one value per model
        Added to the Hessian's diagonal. Large values turn the step into one of gradient descent
        with the learning rate ``lr / damping``.

    Notes
    -----
    For small problems: the Hessian holds P**2 numbers, and solving costs P**3 operations a step,
    10**18 for a million parameters. The parabola's gradient is zero at a saddle too, and the step
    goes there as readily as to a minimum. A damping above the size of the most negative eigenvalue
    turns every step downhill (Levenberg 1944, Marquardt 1963).

    Examples
    --------
    >>> curvature = np.diag([1.0, 100.0])
    >>> rule, theta = Newton(lambda theta: curvature), np.array([5.0, -3.0])
    >>> change, state = rule.update(curvature @ theta, rule.init(theta), 1.0, theta)
    >>> theta + change
    array([0., 0.])

    Notebook 05c, Going further.
    """

    hessian: Callable[[Array], Array]
    damping: PerModel = within(0, default=0.0)

    def __post_init__(self) -> None:
        if not callable(self.hessian):
            raise TypeError(
                "Newton needs a function from theta to its Hessian; "
                f"got {type(self.hessian).__name__}"
            )
        super().__post_init__()

    def init(self, theta: Array) -> State:
        """Nothing to remember."""
        check_theta(theta)
        return {}

    def update(self, grad: Array, state: State, lr: PerModel, theta: Array) -> tuple[Array, State]:
        """Return ``-lr * inverse(hessian(theta) + damping * I) @ grad``."""
        check_gradient(grad, theta)
        columns = grad.reshape(*theta.shape[:-2], -1, 1)
        step = np.linalg.solve(self._damped_hessian(theta), columns).reshape(theta.shape)
        return -cast(lr, theta) * step, state

    def _damped_hessian(self, theta: Array) -> Array:
        size = theta.shape[-1]
        hessian = np.asarray(checked_call("Newton: hessian", self.hessian, theta), theta.dtype)
        square = (size, size)
        if hessian.shape not in (square, (*theta.shape[:-2], *square)):
            raise ValueError(
                f"Newton needs a Hessian of shape {(*theta.shape[:-2], *square)} for theta of "
                f"shape {theta.shape}; got shape {hessian.shape}"
            )
        damped = hessian + cast(self.damping, theta) * np.eye(size, dtype=theta.dtype)
        condition = np.linalg.cond(damped, 1)
        # Rounding hides most singular matrices from the solver. Written so that NaN fails too.
        if not np.all(condition * np.finfo(theta.dtype).eps < 1):
            raise ValueError(
                "Newton needs a Hessian that can be inverted; got one that is singular or not "
                "finite. Damping helps against the first, as in Newton(hessian, damping=0.1)"
            )
        return damped
