"""Shifts by whole pixels."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from course_lib.datasets.augmentation.images import (
    Array,
    ImageShape,
    as_images,
    check_amounts,
    check_count,
    check_images,
    check_number,
    check_rng,
    check_shape,
)


@dataclass(frozen=True)
class Shift:
    """Shift each image by whole pixels, up to ``pixels`` in either direction.

    How far down and how far right is drawn for each image by itself, uniformly from the integers
    -pixels ... pixels. What leaves the image is lost, what comes in is ``fill``.

    Parameters
    ----------
    shape : (height, width) or (height, width, channels)
    pixels : int, 0 or more
        The longest shift.
    fill : float
        In the units of the images; 0 is paper in MNIST.

    Raises
    ------
    ValueError, TypeError
        For arguments that make no shift, and for a batch of other images or of integers.

    Examples
    --------
    >>> x = np.array([[1.0, 2.0, 3.0, 4.0]])
    >>> Shift((2, 2), 1)(x, rng=np.random.default_rng(0)).reshape(2, 2)
    array([[0., 0.],
           [1., 2.]])
    """

    shape: ImageShape
    pixels: int
    fill: float = 0.0

    def __post_init__(self) -> None:
        check_shape("Shift", self.shape)
        check_count("Shift", "pixels", self.pixels)
        check_number("Shift", "fill", self.fill)

    def __call__(self, x: Array, *, rng: np.random.Generator) -> Array:
        """Return the shifted batch."""
        check_images("Shift", x, self.shape)
        check_rng("Shift", rng)
        down, right = rng.integers(-self.pixels, self.pixels, size=(len(x), 2), endpoint=True).T
        return shift(x, self.shape, down, right, fill=self.fill)


def shift(
    x: Array,
    shape: ImageShape,
    down: npt.NDArray[np.integer],
    right: npt.NDArray[np.integer],
    *,
    fill: float = 0.0,
) -> Array:
    """Shift each image by an amount of its own.

    Parameters
    ----------
    x : array of shape (n, height * width * channels)
    down, right : integers of shape (n,)
        Negative ones go up and left.

    Examples
    --------
    >>> x = np.array([[1.0, 2.0, 3.0]])
    >>> shift(x, (1, 3), np.array([0]), np.array([-1]))
    array([[2., 3., 0.]])
    """
    images = as_images("shift", x, shape)
    n, height, width, _ = images.shape
    for name, amounts in (("down", down), ("right", right)):
        check_amounts("shift", name, amounts, n)
    # Beyond its own length a shift leaves nothing, so the border need not be wider than that.
    rows = int(np.abs(down).clip(max=height).max(initial=0))
    columns = int(np.abs(right).clip(max=width).max(initial=0))
    border = ((0, 0), (rows, rows), (columns, columns), (0, 0))
    padded = np.pad(images, border, constant_values=fill)
    windows = np.lib.stride_tricks.sliding_window_view(padded, (height, width), axis=(1, 2))
    top, left = rows - np.clip(down, -rows, rows), columns - np.clip(right, -columns, columns)
    moved: Array = windows[np.arange(n), top, left]  # (n, channels, height, width)
    return np.moveaxis(moved, 1, -1).reshape(x.shape)
