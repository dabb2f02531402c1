"""Activations that level off at both ends, each beside its derivative."""

import numpy as np

from course_lib.engine.activations.functions import sigmoid
from course_lib.engine.arrays import Array, Rng
from course_lib.engine.layers.layer import Layer


class Tanh(Layer):
    """Hyperbolic tangent: ``y = tanh(x)``, derivative ``1 - y**2``.

    Examples
    --------
    >>> Tanh().forward(np.array([[-1e4, 0.0, 1e4]]))
    array([[-1.,  0.,  1.]])
    """

    def forward(self, x: Array, *, training: bool = False, rng: Rng | None = None) -> Array:
        """Compute ``tanh(x)``."""
        self._saved = y = np.tanh(x)
        return y

    def backward(self, grad_y: Array, *, input_gradient: bool = True) -> Array | None:
        """Multiply by ``1 - y**2``."""
        y = self._saved
        return np.asarray(grad_y * (1 - y * y))


class Sigmoid(Layer):
    """Logistic function: ``y = 1 / (1 + exp(-x))``, derivative ``y (1 - y)``, at most 1/4.

    Examples
    --------
    >>> Sigmoid().forward(np.array([[-1e4, 0.0, 1e4]]))
    array([[0. , 0.5, 1. ]])
    """

    def forward(self, x: Array, *, training: bool = False, rng: Rng | None = None) -> Array:
        """Compute ``1 / (1 + exp(-x))``."""
        self._saved = y = sigmoid(x)
        return y

    def backward(self, grad_y: Array, *, input_gradient: bool = True) -> Array | None:
        """Multiply by ``y (1 - y)``."""
        y = self._saved
        return np.asarray(grad_y * (y * (1 - y)))
