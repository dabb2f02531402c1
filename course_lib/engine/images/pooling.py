"""Pooling: what a window holds becomes one number, channel by channel."""

from collections.abc import Sequence
from math import prod
from typing import Any

import numpy as np

from course_lib.engine.arrays import Array, Rng
from course_lib.engine.images.shapes import ImageShape
from course_lib.engine.images.windows import Windows
from course_lib.engine.layers.layer import Layer


class Pooling(Layer):
    """What both kinds share: square windows on flat images, and nothing to learn."""

    def __init__(
        self, shape: Sequence[int], *, size: int = 2, stride: int | None = None, name: str = ""
    ) -> None:
        super().__init__(name=name)
        apart = size if stride is None else stride
        self.windows = Windows(type(self).__name__, shape, size=size, stride=apart)

    @property
    def out_shape(self) -> ImageShape:
        """(height, width, channels) of the output images."""
        return *self.windows.counts, self.windows.shape[-1]

    def settings(self) -> dict[str, Any]:
        """The image shape, and how the windows lie."""
        windows = self.windows
        return {"shape": windows.shape, "size": windows.size, "stride": windows.stride}

    def _images(self, x: Array) -> Array:
        self.require_input(x, self.windows.features)
        return self.windows.unfold(x)

    def _by_window(self, grad_y: Array) -> Array:
        return grad_y.reshape(*grad_y.shape[:-1], *self.out_shape)


class MaxPool2D(Pooling):
    """Keep the largest value of each window, channel by channel: ``y = max(window)``.

    Images travel flat, channels last: x has the shape (..., n, height * width * channels), y has
    (..., n, height' * width' * channels) with ``height' = (height - size) // stride + 1``, and the
    width likewise.

    Parameters
    ----------
    shape : (height, width, channels)
        Of the input images; for the next layer, ``out_shape`` is the same of the output.
    size : int
        Height and width of the window in pixels.
    stride : int or None
        Pixels from one window to the next; None puts them side by side. A remainder at the right
        or lower edge, too narrow for another window, goes unused, as in PyTorch.

    Notes
    -----
    The gradient goes to the winner; of several equal values, to the first, row by row.
    Riesenhuber and Poggio (1999); trained by gradients: Ranzato et al. (2007).

    Examples
    --------
    >>> layer = MaxPool2D((2, 4, 1))
    >>> layer.forward(np.array([[1.0, 2.0, 7.0, 0.0, 4.0, 3.0, 5.0, 6.0]]))
    array([[4., 7.]])
    >>> layer.backward(np.array([[10.0, 20.0]]))
    array([[ 0.,  0., 20.,  0., 10.,  0.,  0.,  0.]])
    """

    def forward(self, x: Array, *, training: bool = False, rng: Rng | None = None) -> Array:
        """Compute each window's maximum."""
        images = self._images(x)
        first, *others = [images[pixels] for pixels in self.windows.places()]
        y, winner = first.copy(), np.zeros(first.shape, np.intp)
        for at, value in enumerate(others, start=1):
            np.copyto(winner, at, where=value > y)  # only a larger one takes over
            np.maximum(y, value, out=y)
        self._saved = winner
        return y.reshape(*x.shape[:-1], prod(self.out_shape))

    def backward(self, grad_y: Array, *, input_gradient: bool = True) -> Array | None:
        """Give each window's gradient to its winner."""
        if not input_gradient:
            return None
        grad = self._by_window(grad_y)
        grad_images = self.windows.blank(grad_y)
        for at, pixels in enumerate(self.windows.places()):
            grad_images[pixels] += grad * (self._saved == at)
        return self.windows.fold(grad_images)

    def side(self) -> Array | None:
        """Which place in its window won, counted from 0 row by row."""
        winner: Array = self._saved
        return winner


class AveragePool2D(Pooling):
    """Average each window, channel by channel: ``y = mean(window)``.

    Shapes and parameters are those of ``MaxPool2D``. Every pixel of a window gets an equal part
    of its gradient, ``grad_y / size**2``. In LeNet-5 (LeCun et al., 1998) each channel has a
    weight and a bias after it; here it has none.

    Examples
    --------
    >>> layer = AveragePool2D((2, 4, 1))
    >>> layer.forward(np.array([[1.0, 2.0, 7.0, 0.0, 4.0, 3.0, 5.0, 6.0]]))
    array([[2.5, 4.5]])
    """

    def forward(self, x: Array, *, training: bool = False, rng: Rng | None = None) -> Array:
        """Compute each window's mean."""
        images = self._images(x)
        first, *others = [images[pixels] for pixels in self.windows.places()]
        y = first.copy()
        for value in others:
            y += value
        y /= self.windows.size**2
        return y.reshape(*x.shape[:-1], prod(self.out_shape))

    def backward(self, grad_y: Array, *, input_gradient: bool = True) -> Array | None:
        """Give each pixel of a window an equal part of its gradient."""
        if not input_gradient:
            return None
        share = self._by_window(grad_y) / self.windows.size**2
        grad_images = self.windows.blank(grad_y)
        for pixels in self.windows.places():
            grad_images[pixels] += share
        return self.windows.fold(grad_images)
