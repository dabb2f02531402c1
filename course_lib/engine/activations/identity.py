"""The activation that does nothing."""

from course_lib.engine.arrays import Array, Rng
from course_lib.engine.layers.layer import Layer


class Identity(Layer):
    """Pass everything on: ``y = x``, derivative 1.

    What is left of an activation when it is taken out: a deep network of dense layers and
    identities computes no more than a single dense layer.

    Examples
    --------
    >>> import numpy as np
    >>> Identity().forward(np.array([[-2.0, 0.0, 3.0]]))
    array([[-2.,  0.,  3.]])
    """

    def forward(self, x: Array, *, training: bool = False, rng: Rng | None = None) -> Array:
        """Return ``x`` itself."""
        return x

    def backward(self, grad_y: Array, *, input_gradient: bool = True) -> Array | None:
        """Return ``grad_y`` itself."""
        return grad_y
