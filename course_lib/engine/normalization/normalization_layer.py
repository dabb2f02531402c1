"""What all normalization layers share: a learned scale gamma and shift beta."""

import math
from collections.abc import Sequence
from typing import Any, ClassVar

from course_lib.engine.arrays import Array, Rng, check_number
from course_lib.engine.images.shapes import IMAGE, VECTOR, ByChannel, sizes
from course_lib.engine.layers.layer import Layer
from course_lib.engine.normalization.standardize import Average, Normalized, Standardized


class NormalizationLayer(Layer):
    """``y = gamma * x_hat + beta``; subclasses say by which mean and variance x_hat is made.

    gamma and beta have the shape (1, channels), start at one and zero and never decay. With
    ``gamma = sqrt(variance + eps)`` and ``beta = mean`` the layer changes nothing, so it can
    represent all that a network without it could.

    Attributes
    ----------
    shape : (features,) or (height, width, channels)
    features, positions, channels : int
        ``features = positions * channels``; a vector is an image of one position.
    by_channel : ByChannel
        Repeats what belongs to a channel for each position, and adds up over positions.
    """

    takes: ClassVar[tuple[str, ...]] = (VECTOR, IMAGE)
    """The shapes that a layer may be given."""

    def __init__(self, shape: int | Sequence[int], *, eps: float, name: str) -> None:
        super().__init__(name=name)
        self.shape = sizes(type(self).__name__, shape, *self.takes)
        self.eps = check_number("eps", eps, 0, low_included=False)
        self.channels, self.positions = self.shape[-1], math.prod(self.shape[:-1])
        self.features = self.positions * self.channels
        self.by_channel = ByChannel(self.positions, self.channels)

    @property
    def gamma(self) -> Array:
        """The learned scale, shape (..., 1, channels)."""
        return self.parameters["gamma"]

    @property
    def beta(self) -> Array:
        """The learned shift, shape (..., 1, channels)."""
        return self.parameters["beta"]

    def settings(self) -> dict[str, Any]:
        """The sizes and eps."""
        features = self.shape if len(self.shape) > 1 else self.features
        return {"features": features, "eps": self.eps}

    def parameter_shapes(self) -> dict[str, tuple[int, int]]:
        """Both gamma and beta are (1, channels)."""
        return {"gamma": (1, self.channels), "beta": (1, self.channels)}

    def initialize(self, rng: Any) -> None:
        """Set gamma to one and beta to zero."""
        self.gamma[...] = 1
        self.beta[...] = 0

    @property
    def average(self) -> Average:
        """What the mean is taken over: the one thing that subclasses must say."""
        raise NotImplementedError

    def normalize(self, x: Array, *, training: bool) -> Normalized:
        """Compute x_hat by the mean and variance of x itself, in training and inference alike."""
        return Standardized(x, average=self.average, eps=self.eps)

    def forward(self, x: Array, *, training: bool = False, rng: Rng | None = None) -> Array:
        """Compute ``gamma * x_hat + beta``."""
        self.require_input(x, self.features)
        self._saved = normalized = self.normalize(x, training=training)
        y = self.by_channel.repeat(self.gamma) * normalized.x_hat
        y += self.by_channel.repeat(self.beta)
        return y

    def backward(self, grad_y: Array, *, input_gradient: bool = True) -> Array | None:
        """Write grad_gamma and grad_beta, return grad_x."""
        normalized: Normalized = self._saved
        self.gradients["gamma"][...] = self.by_channel.sums(grad_y * normalized.x_hat)
        self.gradients["beta"][...] = self.by_channel.sums(grad_y)
        if not input_gradient:
            return None
        return normalized.backward(grad_y * self.by_channel.repeat(self.gamma))

    def require_variance(self, values: int) -> None:
        """Refuse statistics over a single value: its x_hat would be 0, whatever it is."""
        if values < 2:
            raise ValueError(
                f"{type(self).__name__} needs at least 2 values to take a variance of; "
                f"got 1 with the shape {self.shape}"
            )
