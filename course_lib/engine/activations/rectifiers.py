"""Activations made of straight lines, each beside its derivative."""

import numpy as np

from course_lib.engine.arrays import Array, PerModel, Rng
from course_lib.engine.layers.layer import Layer
from course_lib.engine.settings import Hyperparameter


class Identity(Layer):
    """Pass everything on: ``y = x``, derivative 1.

    What is left of an activation when it is taken out: a deep network of dense layers and
    identities computes no more than a single dense layer.

    Examples
    --------
    >>> Identity().forward(np.array([[-2.0, 0.0, 3.0]]))
    array([[-2.,  0.,  3.]])

    Notebook 09, section 3.
    """

    def forward(self, x: Array, *, training: bool = False, rng: Rng | None = None) -> Array:
        """Return ``x`` itself."""
        return x

    def backward(self, grad_y: Array, *, input_gradient: bool = True) -> Array | None:
        """Return ``grad_y`` itself."""
        return grad_y


class ReLU(Layer):
    """Rectified linear unit: ``y = max(x, 0)``, derivative 1 where x > 0, else 0.

    At x = 0 exactly, where no derivative exists, 0 is taken. Nair and Hinton (2010).

    Examples
    --------
    >>> ReLU().forward(np.array([[-2.0, 0.0, 3.0]]))
    array([[0., 0., 3.]])

    Notebook 01b, section 2.
    """

    def forward(self, x: Array, *, training: bool = False, rng: Rng | None = None) -> Array:
        """Compute ``max(x, 0)``."""
        self._saved = y = np.maximum(x, 0.0)
        return y

    def backward(self, grad_y: Array, *, input_gradient: bool = True) -> Array | None:
        """Let the gradient pass where the unit was on."""
        return np.asarray(grad_y * (self._saved > 0))

    def side(self) -> Array | None:
        """Which units were on."""
        return np.asarray(self._saved > 0)


class Leaky(Layer):
    """``y = x`` where x > 0, else ``y = slope * x``; subclasses say where the slope comes from.

    At x = 0 exactly, where no derivative exists, the slope of the negative side is taken.
    """

    def _bend(self, x: Array, slope: Array) -> Array:
        """Compute the output, and keep the derivative as it is now for backward."""
        on = x > 0
        derivative = on + slope * ~on  # 1 or the slope; np.where takes longer on large arrays
        self._saved = x, derivative
        return np.asarray(x * derivative)

    def backward(self, grad_y: Array, *, input_gradient: bool = True) -> Array | None:
        """Multiply by 1 where the unit was on, else by the slope of the last forward."""
        _, derivative = self._saved
        return np.asarray(grad_y * derivative)

    def side(self) -> Array | None:
        """Which units were on."""
        x, _ = self._saved
        return np.asarray(x > 0)


class LeakyReLU(Leaky):
    """A rectifier with a small slope below zero: ``y = x`` where x > 0, else ``slope * x``.

    The derivative is 1 where x > 0, else ``slope``, at x = 0 too; with a slope above 0 no unit is
    ever without a gradient.

    Parameters
    ----------
    slope : float in [0, 1], or one value per model, shape (K, 1, 1)
        0 gives ReLU, 1 the identity.

    Notes
    -----
    Maas, Hannun and Ng (2013), with 0.01. Xu et al. (2015) write ``x / a``, a divisor in
    place of a slope, with a = 100 and 5.5. Keras's default slope is 0.3.

    Examples
    --------
    >>> LeakyReLU(0.1).forward(np.array([[-2.0, 0.0, 3.0]]))
    array([[-0.2,  0. ,  3. ]])

    Notebook 01b, section 4.
    """

    slope = Hyperparameter(0, 1, high_included=True)

    def __init__(self, slope: PerModel = 0.01, *, name: str = "") -> None:
        super().__init__(name=name)
        self.slope = slope

    def forward(self, x: Array, *, training: bool = False, rng: Rng | None = None) -> Array:
        """Compute x where it is positive, else ``slope * x``."""
        return self._bend(x, self.hyperparameter("slope", x))
