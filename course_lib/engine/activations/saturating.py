"""Activations that level off, at both ends or below, each beside its derivative."""

import numpy as np

from course_lib.engine.activations.functions import sigmoid
from course_lib.engine.arrays import Array, PerModel, Rng
from course_lib.engine.layers.layer import Layer
from course_lib.engine.settings import Hyperparameter


class Tanh(Layer):
    """Hyperbolic tangent: ``y = tanh(x)``, derivative ``1 - y**2``.

    Examples
    --------
    >>> Tanh().forward(np.array([[-1e4, 0.0, 1e4]]))
    array([[-1.,  0.,  1.]])

    Notebook 01b, section 1.
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

    Notebook 01b, section 1.
    """

    def forward(self, x: Array, *, training: bool = False, rng: Rng | None = None) -> Array:
        """Compute ``1 / (1 + exp(-x))``."""
        self._saved = y = sigmoid(x)
        return y

    def backward(self, grad_y: Array, *, input_gradient: bool = True) -> Array | None:
        """Multiply by ``y (1 - y)``."""
        y = self._saved
        return np.asarray(grad_y * (y * (1 - y)))


class ELU(Layer):
    """Exponential linear unit: ``y = x`` where x > 0, else ``alpha * (exp(x) - 1)``.

    The derivative is 1 where x > 0, else ``alpha * exp(x) = y + alpha``, so ``alpha`` at x = 0;
    with ``alpha = 1`` there is no bend. For large negative x the output levels off at ``-alpha``.

    Parameters
    ----------
    alpha : float >= 0, or one value per model, shape (K, 1, 1)
        0 gives ReLU.

    Notes
    -----
    Clevert, Unterthiner and Hochreiter (2016). exp is taken of ``min(x, 0)``, which cannot
    overflow.

    Examples
    --------
    >>> ELU().forward(np.array([[-1e4, 0.0, 3.0]]))
    array([[-1.,  0.,  3.]])

    Notebook 01b, section 4.
    """

    alpha = Hyperparameter(0)

    def __init__(self, alpha: PerModel = 1.0, *, name: str = "") -> None:
        super().__init__(name=name)
        self.alpha = alpha

    def forward(self, x: Array, *, training: bool = False, rng: Rng | None = None) -> Array:
        """Compute ``max(x, 0) + alpha * (exp(min(x, 0)) - 1)``."""
        alpha = self.hyperparameter("alpha", x)
        below = alpha * np.expm1(np.minimum(x, 0))
        self._saved = x > 0, below + alpha
        return np.asarray(np.maximum(x, 0) + below)

    def backward(self, grad_y: Array, *, input_gradient: bool = True) -> Array | None:
        """Multiply by 1 where the unit was on, else by ``y + alpha``."""
        on, slope_below = self._saved
        return np.asarray(grad_y * (on + slope_below * ~on))

    def side(self) -> Array | None:
        """Which units were on: at zero the slope jumps, or with ``alpha = 1`` the curvature."""
        on, _ = self._saved
        return np.asarray(on)
