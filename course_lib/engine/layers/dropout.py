"""Dropout, in its inverted form."""

import numpy as np

from course_lib.engine.arrays import Array, PerModel, Rng, uniform
from course_lib.engine.layers.layer import Layer
from course_lib.engine.settings import Hyperparameter


class Dropout(Layer):
    """Switch off a random part of the units in training; pass everything on in inference.

    ::

        kept = uniform >= drop_rate
        y = x * kept / (1 - drop_rate)

    Dividing by ``1 - drop_rate`` keeps the expected output equal to the input, so that inference
    needs no correction.

    Parameters
    ----------
    drop_rate : float in [0, 1), or one value per model, shape (K, 1, 1)
        The share of units switched off. Some sources name the share that stays:
        ``keep_prob = 1 - drop_rate``.

    Notes
    -----
    Srivastava et al. (2014) leave training unscaled and multiply by ``1 - drop_rate`` in
    inference; this inverted form gives the same expectation. The random numbers are drawn even
    at rate 0, so that models which differ only in their rate share the same noise.

    Examples
    --------
    >>> layer = Dropout(0.5)
    >>> layer.forward(np.ones((1, 4)), training=True, rng=np.random.default_rng(0))
    array([[2., 0., 0., 0.]])
    >>> layer.forward(np.ones((1, 4)))
    array([[1., 1., 1., 1.]])

    Notebook 03, section 4.
    """

    drop_rate = Hyperparameter(0, 1)

    def __init__(self, drop_rate: PerModel, *, name: str = "") -> None:
        super().__init__(name=name)
        self.drop_rate = drop_rate

    def forward(self, x: Array, *, training: bool = False, rng: Rng | None = None) -> Array:
        """Drop units in training; in inference return ``x`` itself."""
        if not training:
            self._saved = None
            return x
        rng = self.require_rng(rng, "which units stay")
        kept = uniform(rng, x.shape, x.dtype) >= self.hyperparameter("drop_rate", x)
        rate = np.asarray(self.drop_rate)  # as it came: next to 1 it would be 1 in float32
        scale = (1 / (1 - rate)).astype(x.dtype)
        self._saved = multiplier = kept * scale
        return x * multiplier

    def backward(self, grad_y: Array, *, input_gradient: bool = True) -> Array | None:
        """Let the gradient pass where the signal passed."""
        return grad_y if self._saved is None else grad_y * self._saved
