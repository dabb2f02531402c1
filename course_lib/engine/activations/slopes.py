"""Rectifiers that learn their slope or draw it."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from course_lib.engine.activations.rectifiers import Leaky
from course_lib.engine.arrays import Array, PerModel, Rng, uniform
from course_lib.engine.images.shapes import IMAGE, VECTOR, sizes
from course_lib.engine.settings import Hyperparameter


class PReLU(Leaky):
    """Parametric rectifier: ``y = x`` where x > 0, else ``slope * x``, and the slope is learned.

    ::

        grad_slope = sum over examples of grad_y * min(x, 0)
        grad_x = grad_y where x > 0, else slope * grad_y

    Parameters
    ----------
    features : int, (height, width, channels) or None
        With a number, each feature learns a slope of its own; with an image shape, each channel
        does; with None, all share a single one.
    start : float in [0, 1]
        Every slope's first value. Models that differ in it can be stacked.

    Attributes
    ----------
    slope : parameter of shape (1, features), (1, channels) or (1, 1)
        Regularizers leave it alone. Nothing holds it in [0, 1] while it is learned.

    Notes
    -----
    He et al. (2015), channel-wise and channel-shared. They do not decay the slope either: decay
    pulls it to zero, which is ReLU. The sum runs over the positions of a channel too, and over all
    features where they share the slope, so such a slope moves faster.

    Examples
    --------
    >>> from course_lib.engine import Network
    >>> layer = PReLU(3)
    >>> net = Network([layer], rng=np.random.default_rng(0))
    >>> layer.slope[...] = [[0.5, 0.25, 0.1]]
    >>> net.forward(np.array([[-2.0, -2.0, -2.0], [1.0, 2.0, 3.0]]))
    array([[-1. , -0.5, -0.2],
           [ 1. ,  2. ,  3. ]])

    Notebook 01b, section 4.
    """

    start = Hyperparameter(0, 1, high_included=True)

    def __init__(
        self,
        features: int | Sequence[int] | None = None,
        *,
        start: PerModel = 0.25,
        name: str = "",
    ) -> None:
        super().__init__(name=name)
        self.sizes = () if features is None else sizes("PReLU", features, VECTOR, IMAGE)
        self.start = start
        self.channels = self.sizes[-1] if self.sizes else 1

    @property
    def slope(self) -> Array:
        """The slopes as they are now, shape (..., 1, channels)."""
        return self.parameters["slope"]

    def settings(self) -> dict[str, Any]:
        """The sizes, where not all features share a slope."""
        if not self.sizes:
            return {}
        return {"features": self.sizes if len(self.sizes) > 1 else self.sizes[0]}

    def parameter_shapes(self) -> dict[str, tuple[int, int]]:
        """The slope is (1, channels)."""
        return {"slope": (1, self.channels)}

    def initialize(self, rng: Any) -> None:
        """Set every slope to ``start``."""
        if np.ndim(self.start):
            raise ValueError(
                f"{self.who} needs one start for one model; got {np.size(self.start)}: "
                "build networks with one each and stack them"
            )
        self.slope[...] = self.start

    def forward(self, x: Array, *, training: bool = False, rng: Rng | None = None) -> Array:
        """Compute x where it is positive, else ``slope * x``."""
        self.require_input(x, math.prod(self.sizes) if self.sizes else x.shape[-1])
        y = self._bend(self._rows(x), self.parameters["slope"])
        return y.reshape(*y.shape[:-2], *x.shape[-2:])

    def backward(self, grad_y: Array, *, input_gradient: bool = True) -> Array | None:
        """Write grad_slope, return grad_x."""
        rows, derivative = self._saved
        grad = self._rows(grad_y)
        np.sum(grad * np.minimum(rows, 0), axis=-2, keepdims=True, out=self.gradients["slope"])
        return (grad * derivative).reshape(grad_y.shape) if input_gradient else None

    def _rows(self, array: Array) -> Array:
        """An array seen as (..., rows, channels): channels lie side by side in flat images."""
        return array.reshape(*array.shape[:-2], -1, self.channels)


class RReLU(Leaky):
    """Randomized rectifier: each negative unit of each example draws its own slope in training.

    ::

        slope = low + (high - low) * uniform    in training
        slope = (low + high) / 2                in inference
        y = x where x > 0, else slope * x

    The derivative is 1 where x > 0, else the slope that was drawn, at x = 0 too.

    Parameters
    ----------
    low, high : floats in [0, 1], or one value per model
        Between them the slopes are drawn.

    Notes
    -----
    Xu et al. (2015). Their definition draws the slope, as here and in PyTorch. Their experiments
    draw the divisor in ``x / a`` from 3 to 8 and divide by its mean, 5.5, in inference: a slope of
    0.18, where the mean of slopes from 1/8 to 1/3 is 0.23.

    Examples
    --------
    >>> layer, x = RReLU(0.1, 0.3), np.array([[-1.0, -1.0, 1.0]])
    >>> layer.forward(x)
    array([[-0.2, -0.2,  1. ]])
    >>> layer.forward(x, training=True, rng=np.random.default_rng(0)).round(2)
    array([[-0.23, -0.15,  1.  ]])

    Notebook 01b, section 4.
    """

    low = Hyperparameter(0, 1, high_included=True)
    high = Hyperparameter(0, 1, high_included=True)

    def __init__(self, low: PerModel = 1 / 8, high: PerModel = 1 / 3, *, name: str = "") -> None:
        super().__init__(name=name)
        self.low, self.high = low, high
        _check_order(np.asarray(low), np.asarray(high))

    def forward(self, x: Array, *, training: bool = False, rng: Rng | None = None) -> Array:
        """Compute x where it is positive, else a slope drawn in training times x."""
        low, high = self.hyperparameter("low", x), self.hyperparameter("high", x)
        _check_order(low, high)
        if training:
            rng = self.require_rng(rng, "a slope for each unit")
            return self._bend(x, low + (high - low) * uniform(rng, x.shape, x.dtype))
        return self._bend(x, (low + high) / 2)


def _check_order(low: Array, high: Array) -> None:
    # Seen only together, so that the two can be moved one after the other.
    above = low > high
    if np.any(above):
        low, high = (np.broadcast_to(bound, above.shape)[above][0] for bound in (low, high))
        raise ValueError(f"RReLU needs low <= high; got low {low} and high {high}")
