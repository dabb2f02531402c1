"""Augmentations of whole pixels: images shifted, mirrored, or covered in part."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from course_lib.arguments import number, whole_number
from course_lib.datasets.augmentation.images import (
    Array,
    ImageShape,
    OnImages,
    as_images,
    check_count,
    check_number,
    one_for_each,
)


@dataclass(frozen=True)
class Shift(OnImages):
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

    Examples
    --------
    >>> x = np.array([[1.0, 2.0, 3.0, 4.0]])
    >>> Shift((2, 2), 1)(x, rng=np.random.default_rng(0)).reshape(2, 2)
    array([[0., 0.],
           [1., 2.]])
    """

    pixels: int
    fill: float = 0.0

    def __post_init__(self) -> None:
        super().__post_init__()
        check_count(self, "pixels")
        check_number(self, "fill")

    def _changed(self, x: Array, rng: np.random.Generator) -> Array:
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
    """Shift each image by an amount of its own; negative ones go up and left.

    Examples
    --------
    >>> x = np.array([[1.0, 2.0, 3.0]])
    >>> shift(x, (1, 3), np.array([0]), np.array([-1]))
    array([[2., 3., 0.]])
    """
    images = as_images("shift", x, shape)
    down = one_for_each("shift", len(x), "down", down)
    right = one_for_each("shift", len(x), "right", right)
    fill = number("shift: fill", fill)
    n, height, width, _ = images.shape
    # Beyond its own length a shift leaves nothing, so the border need not be wider than that.
    rows = int(np.abs(down).clip(max=height).max(initial=0))
    columns = int(np.abs(right).clip(max=width).max(initial=0))
    border = ((0, 0), (rows, rows), (columns, columns), (0, 0))
    padded = np.pad(images, border, constant_values=fill)
    windows = np.lib.stride_tricks.sliding_window_view(padded, (height, width), axis=(1, 2))
    top, left = rows - np.clip(down, -rows, rows), columns - np.clip(right, -columns, columns)
    moved: Array = windows[np.arange(n), top, left]  # (n, channels, height, width)
    return np.moveaxis(moved, 1, -1).reshape(x.shape)


@dataclass(frozen=True)
class Flip(OnImages):
    """Exchange left and right of each image with the given probability.

    Beware of labels: it suits cats and cars, not digits or letters. A flipped 2 is no 2, and a
    network trained on flipped digits learns what is wrong.

    Parameters
    ----------
    shape : (height, width) or (height, width, channels)
    probability : float in [0, 1]
        The share of images flipped, drawn for each image by itself.

    Examples
    --------
    >>> Flip((1, 3), probability=1)(np.array([[1.0, 2.0, 3.0]]), rng=np.random.default_rng(0))
    array([[3., 2., 1.]])
    """

    probability: float = 0.5

    def __post_init__(self) -> None:
        super().__post_init__()
        check_number(self, "probability", 0, 1)

    def _changed(self, x: Array, rng: np.random.Generator) -> Array:
        return flip(x, self.shape, rng.random(len(x)) < self.probability)


def flip(x: Array, shape: ImageShape, chosen: npt.NDArray[np.bool_]) -> Array:
    """Flip the chosen images, one bool for each.

    Examples
    --------
    >>> flip(np.array([[1.0, 2.0], [3.0, 4.0]]), (1, 2), np.array([False, True]))
    array([[1., 2.],
           [4., 3.]])
    """
    images = as_images("flip", x, shape)
    chosen = one_for_each("flip", len(x), "chosen", chosen, "b")
    mirrored = images[:, :, ::-1]
    return np.where(chosen[:, None, None, None], mirrored, images).reshape(x.shape)


@dataclass(frozen=True)
class Cutout(OnImages):
    """Cover a square of each image, at a place drawn for each by itself.

    The centre is drawn uniformly from all pixels, so a part of the square may lie outside the
    image and less than ``size**2`` pixels be covered. All channels are covered alike.

    Parameters
    ----------
    shape : (height, width) or (height, width, channels)
    size : int, 0 or more
        Side of the square in pixels.
    fill : float
        What covers it, in the units of the images. The paper takes 0 on images whose mean was
        taken off, which is the mean grey; 0 is paper in MNIST.

    Notes
    -----
    DeVries and Taylor (2017), who found it important that the square may stick out, so that some
    images are seen nearly whole. Where size is odd, their published code makes the square one pixel
    smaller.

    Examples
    --------
    >>> covered = Cutout((4, 4), size=2)(np.ones((1, 16)), rng=np.random.default_rng(0))
    >>> covered.reshape(4, 4)
    array([[1., 1., 1., 1.],
           [1., 1., 1., 1.],
           [1., 0., 0., 1.],
           [1., 0., 0., 1.]])
    """

    size: int
    fill: float = 0.0

    def __post_init__(self) -> None:
        super().__post_init__()
        check_count(self, "size")
        check_number(self, "fill")

    def _changed(self, x: Array, rng: np.random.Generator) -> Array:
        rows, columns = rng.integers(self.shape[:2], size=(len(x), 2)).T
        return cover(x, self.shape, rows, columns, size=self.size, fill=self.fill)


def cover(
    x: Array,
    shape: ImageShape,
    rows: npt.NDArray[np.integer],
    columns: npt.NDArray[np.integer],
    *,
    size: int,
    fill: float = 0.0,
) -> Array:
    """Cover the square around (row, column) of each image.

    The square begins ``size // 2`` pixels above and left of its centre and is ``size`` pixels
    wide, so an even one reaches one pixel further up and left than down and right. ``rows`` and
    ``columns`` count from the upper left pixel.

    Examples
    --------
    >>> cover(np.ones((1, 5)), (1, 5), np.array([0]), np.array([2]), size=3)
    array([[1., 0., 0., 0., 1.]])
    """
    images = as_images("cover", x, shape)
    rows = one_for_each("cover", len(x), "rows", rows)
    columns = one_for_each("cover", len(x), "columns", columns)
    size, fill = whole_number("cover: size", size, least=0), number("cover: fill", fill)
    _, height, width, _ = images.shape
    covered = _near(rows, height, size)[:, :, None] & _near(columns, width, size)[:, None, :]
    return np.where(covered[..., None], x.dtype.type(fill), images).reshape(x.shape)


def _near(centres: npt.NDArray[np.integer], length: int, size: int) -> npt.NDArray[np.bool_]:
    """Which places along one side the square covers, shape (n, length)."""
    steps = np.arange(length) - (centres[:, None] - size // 2)
    return (steps >= 0) & (steps < size)
