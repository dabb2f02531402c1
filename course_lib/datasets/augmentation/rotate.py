"""Rotation about the centre."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.arguments import number
from course_lib.datasets.augmentation.images import (
    Array,
    ImageShape,
    OnImages,
    as_images,
    check_number,
    one_for_each,
)

# Arrays this small reuse memory that lies ready. Larger ones are fetched from the system anew each
# time, and the whole takes two to three times as long.
_NUMBERS_AT_ONCE = 12_000


@dataclass(frozen=True)
class Rotate(OnImages):
    """Rotate each image about its centre by an angle drawn from [-degrees, degrees].

    The angle is uniform and each image has its own. Values between pixels are interpolated
    bilinearly; beyond the image everything is ``fill``.

    Parameters
    ----------
    shape : (height, width) or (height, width, channels)
    degrees : float in [0, 180]
        The widest angle. A 6 turned far enough is a 9: for digits stay below about 20.
    fill : float
        In the units of the images; 0 is paper in MNIST.

    Examples
    --------
    >>> x = np.zeros((1, 9))
    >>> x[0, 4] = 1.0
    >>> turned = Rotate((3, 3), 15)(x, rng=np.random.default_rng(0))
    >>> float(turned[0, 4])  # the centre stays where it is
    1.0
    """

    degrees: float
    fill: float = 0.0

    def __post_init__(self) -> None:
        super().__post_init__()
        check_number(self, "degrees", 0, 180)
        check_number(self, "fill")

    def _changed(self, x: Array, rng: np.random.Generator) -> Array:
        angles = rng.uniform(-self.degrees, self.degrees, size=len(x))
        return rotate(x, self.shape, angles, fill=self.fill)


def rotate(x: Array, shape: ImageShape, degrees: Array, *, fill: float = 0.0) -> Array:
    """Rotate each image about its centre by an angle of its own.

    A positive angle turns counterclockwise as the image is seen, rows from top to bottom: 90
    degrees are ``np.rot90``. The pixel at (row, column) of the result, counted from the centre,
    comes from::

        row'    =  cos(angle) * row + sin(angle) * column
        column' = -sin(angle) * row + cos(angle) * column

    Parameters
    ----------
    x : array of shape (n, height * width * channels)
    degrees : array of shape (n,)

    Examples
    --------
    >>> rotate(np.array([[1.0, 2.0, 3.0, 4.0]]), (2, 2), np.array([90.0])).round(12)
    array([[2., 4., 1., 3.]])
    """
    images = as_images("rotate", x, shape)
    degrees, fill = (
        one_for_each("rotate", len(x), "degrees", degrees, "fiu"),
        number("rotate: fill", fill),
    )
    turned = np.empty(images.shape, x.dtype)
    at_once = max(1, _NUMBERS_AT_ONCE // x.shape[1])
    for start in range(0, len(images), at_once):
        part = slice(start, start + at_once)
        turned[part] = _rotated(images[part], np.deg2rad(degrees[part]), fill)
    return turned.reshape(x.shape)


def _rotated(images: Array, angles: Array, fill: float) -> Array:
    n, height, width, channels = images.shape
    rows, columns = _sources(height, width, angles)
    row, past_row = _split(rows, height, images.dtype)
    column, past_column = _split(columns, width, images.dtype)
    # A border of fill around the image; whatever comes from beyond it comes from the border.
    padded = np.pad(images, ((0, 0), (1, 2), (1, 2), (0, 0)), constant_values=fill)
    first = np.arange(n)[:, None, None] * (height + 3) + 1  # the row of each image's own first
    here = (first + row) * (width + 3) + column + 1  # counted through all the padded pixels
    pixels = padded.reshape(-1, channels)

    def between_columns(place: npt.NDArray[np.intp]) -> Array:
        return _between(pixels.take(place, axis=0), pixels.take(place + 1, axis=0), past_column)

    return _between(between_columns(here), between_columns(here + width + 3), past_row)


def _sources(height: int, width: int, angles: Array) -> tuple[Array, Array]:
    """Where each pixel comes from: rows and columns, each of shape (n, height, width)."""
    middle_row, middle_column = (height - 1) / 2, (width - 1) / 2
    row = (np.arange(height) - middle_row)[:, None]
    column = np.arange(width) - middle_column
    cos, sin = np.cos(angles)[:, None, None], np.sin(angles)[:, None, None]
    rows = (cos * row + middle_row) + sin * column
    columns = (cos * column + middle_column) - sin * row
    return rows, columns


def _split(places: Array, length: int, dtype: np.dtype[Any]) -> tuple[npt.NDArray[np.intp], Array]:
    """The pixel before each place, and how far past it the place lies, in [0, 1)."""
    np.clip(places, -1, length, out=places)
    before = np.floor(places)
    places -= before
    return before.astype(np.intp), places.astype(dtype, copy=False)[..., None]


def _between(one: Array, other: Array, past: Array) -> Array:
    """``one + past * (other - one)``, written into ``other``."""
    other -= one
    other *= past
    other += one
    return other
