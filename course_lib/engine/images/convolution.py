"""The convolutional layer."""

from collections.abc import Sequence
from math import prod
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from course_lib.arguments import whole_number
from course_lib.engine.arrays import Array, Rng
from course_lib.engine.images.shapes import ImageShape
from course_lib.engine.images.windows import Windows
from course_lib.engine.initializers import Initializer, check_initializer, draw, he_normal
from course_lib.engine.layers.layer import Layer


class Conv2D(Layer):
    """Every output pixel is a weighted sum of a small window: one W slides over the whole image.

    ::

        patches = every window of the image in a row of its own
        y = patches @ W + b

    Images travel flat, channels last: x has the shape (..., n, height * width * channels), y has
    (..., n, height' * width' * n_out) with ``height' = (height + 2 * padding - kernel) // stride
    + 1``, and the width likewise.

    Parameters
    ----------
    shape : (height, width, channels)
        Of the input images; for the next layer, ``out_shape`` is the same of the output.
    n_out : int
        Number of output channels.
    kernel : int
        Height and width of the window in pixels.
    stride : int
        Pixels from one window to the next. A remainder at the right or lower edge, too narrow for
        another window, goes unused, as in PyTorch.
    padding : int
        Zeros put around the image on every side; at stride 1, ``kernel // 2`` keeps the size for
        an odd kernel.
    initializer : Initializer
        Draws W, shape (kernel * kernel * channels, n_out); b, shape (1, n_out), starts at zero.

    Notes
    -----
    The gradients, with one window in each row::

        grad_W = patches.mT @ grad_y
        grad_b = grad_y.sum(rows)
        grad_x = grad_y @ W.mT, back at each window's pixels; summed where windows overlap

    LeCun et al. (1989, 1998). What the field calls convolution is a cross-correlation: the kernel
    is not turned round. The rows of W run over the window's pixels, row by row, and over the
    channels of each; PyTorch's weight is
    ``W.reshape(kernel, kernel, channels, n_out).transpose(3, 2, 0, 1)``. An initializer sees
    kernel * kernel * channels inputs and n_out outputs; for Glorot's, PyTorch and Keras count
    kernel * kernel * n_out outputs.

    Examples
    --------
    >>> from course_lib.engine import Network
    >>> layer = Conv2D((28, 28, 1), 8, kernel=3)
    >>> layer.out_shape
    (26, 26, 8)
    >>> Network([layer], rng=np.random.default_rng(0)).forward(np.ones((5, 784))).shape
    (5, 5408)

    Notebook 07b, section 1.
    """

    def __init__(
        self,
        shape: Sequence[int],
        n_out: int,
        *,
        kernel: int = 3,
        stride: int = 1,
        padding: int = 0,
        initializer: Initializer = he_normal,
        name: str = "",
    ) -> None:
        super().__init__(name=name)
        self.n_out = whole_number("Conv2D: n_out", n_out)
        self.windows = Windows("Conv2D", shape, size=kernel, stride=stride, padding=padding)
        self.initializer = check_initializer("Conv2D", initializer)

    @property
    def out_shape(self) -> ImageShape:
        """(height, width, channels) of the output images."""
        return *self.windows.counts, self.n_out

    @property
    def W(self) -> Array:  # noqa: D102 - the field's name
        return self.parameters["W"]

    @property
    def b(self) -> Array:  # noqa: D102 - the field's name
        return self.parameters["b"]

    def settings(self) -> dict[str, Any]:
        """The image shape, the number of output channels, and how the windows lie."""
        windows = self.windows
        return {
            "shape": windows.shape,
            "n_out": self.n_out,
            "kernel": windows.size,
            "stride": windows.stride,
            "padding": windows.padding,
        }

    def parameter_shapes(self) -> dict[str, tuple[int, int]]:
        """W is (kernel * kernel * channels, n_out), b is (1, n_out)."""
        inputs = self.windows.size**2 * self.windows.shape[-1]
        return {"W": (inputs, self.n_out), "b": (1, self.n_out)}

    def initialize(self, rng: Any) -> None:
        """Draw W, set b to zero."""
        self.W[...] = draw(self.who, self.initializer, self.parameter_shapes()["W"], rng)
        self.b[...] = 0

    def forward(self, x: Array, *, training: bool = False, rng: Rng | None = None) -> Array:
        """Compute ``patches @ W + b``."""
        self.require_input(x, self.windows.features)
        self._saved = patches = self._patches(x)
        y = patches @ self.W
        y = y.reshape(*y.shape[:-2], x.shape[-2], prod(self.out_shape))
        y += np.tile(self.b, prod(self.windows.counts))  # adding long rows is faster than short
        return y

    def backward(self, grad_y: Array, *, input_gradient: bool = True) -> Array | None:
        """Write grad_W and grad_b, return grad_x."""
        models = grad_y.shape[:-2]
        by_window = grad_y.reshape(*models, -1, self.n_out)
        np.matmul(self._saved.mT, by_window, out=self.gradients["W"])
        # Examples first and pixels second: again long rows, here many times faster.
        by_pixel = grad_y.sum(axis=-2).reshape(*models, -1, self.n_out)
        by_pixel.sum(axis=-2, keepdims=True, out=self.gradients["b"])
        return self._input_gradient(grad_y, by_window) if input_gradient else None

    def _patches(self, x: Array) -> Array:
        """Every window in a row of its own: (..., n * height' * width', kernel**2 * channels)."""
        windows = self.windows
        images = windows.unfold(x)
        views = sliding_window_view(images, (windows.size, windows.size), axis=(-3, -2))
        views = np.moveaxis(views[..., :: windows.stride, :: windows.stride, :, :, :], -3, -1)
        return views.reshape(*x.shape[:-2], -1, self.parameter_shapes()["W"][0])

    def _input_gradient(self, grad_y: Array, by_window: Array) -> Array:
        """Send each window's gradient back to its pixels, one place in the window at a time.

        One product for all places would do too. But its result lies scattered in memory, and
        adding that up is several times slower where pixels have several channels.
        """
        windows, channels = self.windows, self.windows.shape[-1]
        grad_images = windows.blank(grad_y)
        for at, pixels in enumerate(windows.places()):
            W = self.W[..., at * channels : (at + 1) * channels, :]
            grad = by_window @ W.mT
            grad_images[pixels] += grad.reshape(*grad_y.shape[:-1], *windows.counts, channels)
        return windows.fold(grad_images)
