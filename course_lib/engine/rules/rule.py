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

from course_lib.engine.arrays import Array, PerModel, check_models
from course_lib.engine.settings import Settings

State = dict[str, Array]


class Rule(Protocol):
    """What an optimizer asks of a rule."""

    def init(self, theta: Array) -> State:
        """Make the state of a run that starts at ``theta``."""

    def update(self, grad: Array, state: State, lr: PerModel, theta: Array) -> tuple[Array, State]:
        """Return (change, state)."""


def like(value: PerModel, theta: Array) -> PerModel:
    """A hyperparameter in theta's dtype, so that float32 is never promoted on the way."""
    if isinstance(value, float) and theta.dtype == np.float64:
        return value  # as it should be
    if theta.dtype.kind != "f":
        raise TypeError(f"rules move floating-point parameters; got theta of {theta.dtype}")
    own = np.asarray(value, dtype=theta.dtype)
    if own.ndim:
        check_models("a setting of the rule", own, theta.shape[:-2], "theta")
    return own


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
        return {}

    def update(self, grad: Array, state: State, lr: PerModel, theta: Array) -> tuple[Array, State]:
        """Return ``-lr * grad``."""
        return -like(lr, theta) * grad, state
