"""Regularizers: penalties on the weights, never on biases, scales or shifts."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from course_lib.engine.arrays import Array, PerModel, check_range


class Regularizer(Protocol):
    """What an optimizer asks of a regularizer."""

    def penalty(self, weights: Array) -> Array:
        """Return what is added to the loss, one number per model."""

    def gradient(self, weights: Array) -> Array:
        """Return what is added to the gradient."""


@dataclass(frozen=True)
class L2:
    """Penalty on the squares: ``strength / 2 * sum(w**2)``, gradient ``strength * w``.

    Under plain gradient descent each step first shrinks the weights by ``1 - lr * strength``,
    hence the name weight decay.

    Parameters
    ----------
    strength : float >= 0, or one value per model
        The lambda of the equations. It stands beside a loss that is a mean over the examples.
        Where a source writes ``lambda / 2n``, its lambda is ``n`` times ours; Keras's is half.

    Raises
    ------
    ValueError
        For a strength that is negative or not finite.

    Examples
    --------
    >>> weights = np.array([[3.0, -4.0]])
    >>> float(L2(0.1).penalty(weights)), L2(0.1).gradient(weights)
    (1.25, array([[ 0.3, -0.4]]))
    """

    strength: PerModel

    def __post_init__(self) -> None:
        check_range("strength", self.strength, 0)

    def penalty(self, weights: Array) -> Array:
        """Return ``strength / 2 * sum(w**2)``."""
        strength = np.asarray(self.strength, weights.dtype)
        squares = np.vecdot(weights, weights)[..., 0]
        return np.asarray(strength.reshape(strength.shape[:-2]) * squares / 2)

    def gradient(self, weights: Array) -> Array:
        """Return ``strength * w``."""
        return np.asarray(np.asarray(self.strength, weights.dtype) * weights)
