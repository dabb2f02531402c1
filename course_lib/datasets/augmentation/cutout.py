"""Cutout: a square of each image is covered."""

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
class Cutout:
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

    Raises
    ------
    ValueError, TypeError
        For arguments that make no square, and for a batch of other images or of integers.

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

    shape: ImageShape
    size: int
    fill: float = 0.0

    def __post_init__(self) -> None:
        check_shape("Cutout", self.shape)
        check_count("Cutout", "size", self.size)
        check_number("Cutout", "fill", self.fill)

    def __call__(self, x: Array, *, rng: np.random.Generator) -> Array:
        """Return the batch with a square covered in each image."""
        check_images("Cutout", x, self.shape)
        check_rng("Cutout", rng)
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
    wide, so an even one reaches one pixel further up and left than down and right.

    Parameters
    ----------
    x : array of shape (n, height * width * channels)
    rows, columns : integers of shape (n,)
        The centres, counted from the upper left pixel.

    Examples
    --------
    >>> cover(np.ones((1, 5)), (1, 5), np.array([0]), np.array([2]), size=3)
    array([[1., 0., 0., 0., 1.]])
    """
    images = as_images("cover", x, shape)
    n, height, width, _ = images.shape
    for name, centres in (("row", rows), ("column", columns)):
        check_amounts("cover", name, centres, n)
    covered = _near(rows, height, size)[:, :, None] & _near(columns, width, size)[:, None, :]
    return np.where(covered[..., None], x.dtype.type(fill), images).reshape(x.shape)


def _near(centres: npt.NDArray[np.integer], length: int, size: int) -> npt.NDArray[np.bool_]:
    """Which places along one side the square covers, shape (n, length)."""
    steps = np.arange(length) - (centres[:, None] - size // 2)
    return (steps >= 0) & (steps < size)
