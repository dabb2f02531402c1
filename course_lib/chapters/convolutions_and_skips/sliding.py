"""One filter on one image: filters, and what gradients of a convolution can find."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

Floats = npt.NDArray[np.float64]
WayBack = Callable[[Floats, Floats, Floats], tuple[Floats, Floats]]
"""``conv_backward(image, kernel, grad_y)`` gives the gradients by kernel and image."""

FILTERS = {
    "upright edges": np.array([[1.0, 0.0, -1.0]] * 3),
    "level edges": np.array([[1.0, 0.0, -1.0]] * 3).T,
    "mean": np.full((3, 3), 1 / 9),
    "hidden": np.array([[0.0, 1.0, 0.0], [-1.0, 0.0, 2.0], [0.0, -1.0, 0.0]]),
}


def mapped(image: Floats, kernel: Floats) -> Floats:
    """The map of a filter at stride 1, without padding, by one product.

    Examples
    --------
    >>> mapped(np.eye(3), np.ones((2, 2)))
    array([[2., 1.],
           [1., 2.]])
    """
    windows = sliding_window_view(image, kernel.shape)
    return np.asarray((windows * kernel).sum(axis=(-2, -1)))


def found_kernel(
    back: WayBack, image: Floats, target: Floats, *, side: int = 3, lr: float = 0.004,
    steps: int = 300,
) -> Floats:  # fmt: skip
    """The filter that gradient descent from zero finds for an image and its map.

    Of half the sum of squares between map and target.

    Examples
    --------
    >>> from course_lib.chapters.convolutions_and_skips.check_answers import conv_backward
    >>> image, hidden = np.random.default_rng(0).random((8, 8)), FILTERS["hidden"]
    >>> found_kernel(conv_backward, image, mapped(image, hidden), steps=2).shape
    (3, 3)
    """
    kernel = np.zeros((side, side))
    for _ in range(steps):
        kernel = kernel - lr * back(image, kernel, mapped(image, kernel) - target)[0]
    return kernel


def found_image(
    back: WayBack, kernel: Floats, target: Floats, *, lr: float = 0.05, steps: int = 150
) -> Floats:
    """The image that gradient descent from grey finds for a filter and its map.

    Examples
    --------
    >>> from course_lib.chapters.convolutions_and_skips.check_answers import conv_backward
    >>> found_image(conv_backward, FILTERS["mean"], np.zeros((4, 4)), steps=1).shape
    (6, 6)
    """
    image = np.full(tuple(np.add(target.shape, kernel.shape) - 1), 0.5)
    for _ in range(steps):
        image = image - lr * back(image, kernel, mapped(image, kernel) - target)[1]
    return image
