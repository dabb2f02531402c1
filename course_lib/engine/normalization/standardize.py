"""Mean 0 and variance 1: the equation that all normalization layers share, and its derivative."""

from collections.abc import Callable
from typing import Protocol

import numpy as np

from course_lib.engine.arrays import Array

Average = Callable[[Array], Array]
"""Puts in the place of each value the mean over all values that are normalized with it.

The result may be any array that broadcasts to that. Which values go together is all that tells
batch, layer, group and instance normalization apart.
"""


class Normalized(Protocol):
    """A normalized array that knows the way back."""

    x_hat: Array

    def backward(self, grad_x_hat: Array) -> Array:
        """Turn the gradient by ``x_hat`` into the gradient by x."""


class Standardized:
    """x by its own mean and variance.

    ::

        mean     = average(x)
        variance = average((x - mean)**2)
        std      = sqrt(variance + eps)
        x_hat    = (x - mean) / std

    The variance is the biased one, divided by m. It is taken after the mean is subtracted:
    ``average(x**2) - mean**2`` would lose all digits where the mean is large.

    Examples
    --------
    >>> def average(x):
    ...     return x.mean(axis=-2, keepdims=True)
    >>> Standardized(np.array([[1.0], [3.0]]), average=average, eps=1e-12).x_hat.round(6)
    array([[-1.],
           [ 1.]])
    """

    def __init__(self, x: Array, *, average: Average, eps: float) -> None:
        self.average = average
        self.mean = average(x)
        centered = x - self.mean
        self.variance = average(np.square(centered))
        self.std = np.sqrt(self.variance + eps)
        self.x_hat: Array = centered / self.std

    def backward(self, grad_x_hat: Array) -> Array:
        """Compute ``(g - average(g) - x_hat * average(g * x_hat)) / std`` with g = grad_x_hat.

        Each x moves its own x_hat, and through the mean and the variance all others. x_hat feels
        neither a shift of all x together nor a stretch of them: the last two terms take these
        parts out of g.
        """
        g, x_hat = grad_x_hat, self.x_hat
        shift = self.average(g)
        stretch = self.average(g * x_hat)
        return np.asarray((g - shift - x_hat * stretch) / self.std)


class StandardizedBy:
    """x by a mean and a standard deviation from elsewhere: ``x_hat = (x - mean) / std``.

    They do not depend on x, so the derivative is ``1 / std``.
    """

    def __init__(self, x: Array, *, mean: Array, std: Array) -> None:
        self.std = std
        self.x_hat: Array = (x - mean) / std

    def backward(self, grad_x_hat: Array) -> Array:
        """Compute ``g / std`` with g = grad_x_hat."""
        return np.asarray(grad_x_hat / self.std)
