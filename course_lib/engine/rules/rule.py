"""Update rules: how a gradient becomes a change of the parameters.

A rule is a pair of functions. ``init(theta)`` makes the state; ``update(grad, state, lr, theta)``
returns the change to add to theta, and the state. The arrays of the state are overwritten at each
update: whoever keeps one copies it. The same rule walks down a bowl of two parameters and trains
a network. A rule that treats weights and biases differently, as ``AdamW`` does, also offers
``init_for(network)``.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from course_lib.arguments import as_numbers, check_array, told
from course_lib.engine.arrays import Array, PerModel, check_models, check_range
from course_lib.engine.floating import check_floating
from course_lib.engine.settings import Settings

State = dict[str, Array]


class Rule(Protocol):
    """What an optimizer asks of a rule."""

    def init(self, theta: Array) -> State:
        """Make the state of a run that starts at ``theta``."""

    def update(self, grad: Array, state: State, lr: PerModel, theta: Array) -> tuple[Array, State]:
        """Return (change, state)."""


def check_theta(theta: Array, **betas: PerModel) -> None:
    """Refuse, where a state is made, a theta that is no vector of floats, and a beta that is 1.

    A beta next to 1 may round to it in float32. Then nothing is ever forgotten or taken in, and a
    division by ``1 - beta`` is one by zero.
    """
    check_floating("theta", theta, axes=1)
    for name, beta in betas.items():
        if np.any(np.asarray(beta, theta.dtype) >= 1):
            raise ValueError(
                f"{name} must lie in [0, 1) in the dtype of theta too; got {told(beta)}, which is "
                f"1 in {theta.dtype}. A smaller one, or a network of float64"
            )


def check_gradient(grad: Array, theta: Array) -> None:
    """Refuse a gradient that is not like theta: broadcasting would hide a wrong shape."""
    plain = type(grad) is type(theta) is np.ndarray
    if plain and grad.shape == theta.shape and grad.dtype is theta.dtype:
        return  # as it should be: this is asked at every step
    check_array("theta", theta)
    check_array("grad", grad)
    if grad.shape != theta.shape or grad.dtype.kind not in "fiu":
        raise ValueError(
            f"an update needs a gradient like theta, numbers of shape {theta.shape}; "
            f"got {told(grad)}"
        )


def cast(value: PerModel, theta: Array) -> PerModel:
    """A hyperparameter in theta's dtype, so that float32 is never promoted on the way."""
    dtype = theta.dtype
    if isinstance(value, float) and dtype == np.float64:
        return value  # as it should be
    if dtype.kind != "f":
        raise TypeError(f"rules move floating-point parameters; got theta of {dtype}")
    if isinstance(value, float):
        return np.asarray(value, dtype)
    own = as_numbers("a setting of the rule", value).astype(dtype, copy=False)
    if own.ndim:
        if own.ndim != 3 or own.shape[1:] != (1, 1):
            check_range("a setting of the rule", own, -np.inf)  # which says what shape it needs
        check_models("a setting of the rule", own, theta.shape[:-2], "theta")
    return own


def divide(numerator: Array, denominator: Array, eps: PerModel) -> Array:
    """The quotient, in the place of the denominator; 0 where that is 0.

    It is 0 where eps is and a parameter never had a gradient: there is no way to go.
    """
    never_zero = isinstance(eps, float) and eps > 0
    where = True if never_zero else denominator != 0
    return np.divide(numerator, denominator, out=denominator, where=where)


def plain(numbers: Array) -> PerModel:
    """One number a model, as it is; a single float64 as a float, with which Python is quicker."""
    return numbers.item() if numbers.size == 1 and numbers.dtype == np.float64 else numbers


@dataclass(frozen=True, eq=False, repr=False)
class GradientDescent(Settings):
    """Step against the gradient: ``theta = theta - lr * grad``.

    Cauchy (1847). It converges on a surface of curvature L only for ``lr < 2 / L``.

    Examples
    --------
    >>> change, state = GradientDescent().update(np.array([2.0]), {}, 0.5, np.array([9.0]))
    >>> change
    array([-1.])

    Notebook 05, section 1.
    """

    def init(self, theta: Array) -> State:
        """Nothing to remember."""
        check_theta(theta)
        return {}

    def update(self, grad: Array, state: State, lr: PerModel, theta: Array) -> tuple[Array, State]:
        """Return ``-lr * grad``."""
        check_gradient(grad, theta)
        return -cast(lr, theta) * grad, state
