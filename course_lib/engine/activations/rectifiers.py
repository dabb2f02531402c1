"""Activations with a bend at zero, each beside its derivative."""

import numpy as np

from course_lib.engine.arrays import Array, Rng
from course_lib.engine.layers.layer import Layer


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
