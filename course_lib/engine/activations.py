"""Activations: each stands beside its derivative."""

import numpy as np

from course_lib.engine.arrays import Array, Rng
from course_lib.engine.layer import Layer


class ReLU(Layer):
    """Rectified linear unit: ``y = max(x, 0)``, derivative 1 where x > 0, else 0.

    At x = 0 exactly, where no derivative exists, 0 is taken. Nair and Hinton (2010).

    Examples
    --------
    >>> ReLU().forward(np.array([[-2.0, 0.0, 3.0]]))
    array([[0., 0., 3.]])
    """

    def forward(self, x: Array, *, training: bool = False, rng: Rng | None = None) -> Array:
        """Compute ``max(x, 0)``."""
        self._saved = y = np.maximum(x, 0)
        return y

    def backward(self, grad_y: Array, *, input_gradient: bool = True) -> Array | None:
        """Let the gradient pass where the unit was on."""
        return np.asarray(grad_y * (self._saved > 0))

    def side(self) -> Array | None:
        """Which units were on."""
        return np.asarray(self._saved > 0)


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


def softmax(x: Array) -> Array:
    """``exp(x) / sum(exp(x))`` over the last axis: scores become probabilities.

    The largest score is subtracted first, which changes nothing and keeps exp from overflowing.

    Examples
    --------
    >>> softmax(np.array([[1e4, 1e4]]))
    array([[0.5, 0.5]])
    """
    raised = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))


def sigmoid(x: Array) -> Array:
    """``1 / (1 + exp(-x))``, written so that exp is never taken of a large positive number."""
    small = np.exp(-np.abs(x))
    return np.asarray(np.where(x >= 0, 1, small) / (1 + small))
