"""Square windows that slide over flat images."""

from collections.abc import Iterator, Sequence
from math import prod
from types import EllipsisType

import numpy as np

from course_lib.arguments import whole_number
from course_lib.engine.arrays import Array
from course_lib.engine.images.shapes import IMAGE, sizes

Pixels = tuple[EllipsisType, slice, slice, slice]
"""An index into the last three axes of an array of shape (..., height, width, channels)."""


class Windows:
    """Square windows, ``stride`` pixels apart, on images with ``padding`` zeros on every side.

    Parameters
    ----------
    who : str
        The class of the layer, for error messages.
    shape : (height, width, channels)
    size, stride, padding : int
        In pixels.

    Attributes
    ----------
    counts : (int, int)
        How many windows fit below each other, ``(height + 2 * padding - size) // stride + 1``,
        and beside each other. Pixels beyond the last window are in none.
    """

    def __init__(
        self, who: str, shape: Sequence[int], *, size: int, stride: int, padding: int = 0
    ) -> None:
        self.shape = height, width, channels = sizes(who, shape, IMAGE)
        self.size = whole_number(f"{who}: the window's size", size)
        self.stride = whole_number(f"{who}: stride", stride)
        self.padding = whole_number(f"{who}: padding", padding, least=0)
        self.padded = height + 2 * self.padding, width + 2 * self.padding, channels
        if self.size > min(self.padded[:2]):
            raise ValueError(
                f"{who} needs windows no larger than the image, {self.padded[0]} x "
                f"{self.padded[1]} pixels with its padding; got {self.size} x {self.size}"
            )
        self.counts = self._fitting(self.padded[0]), self._fitting(self.padded[1])

    @property
    def features(self) -> int:
        """The length of a flat image."""
        return prod(self.shape)

    def blank(self, like: Array) -> Array:
        """Padded images of zeros, one for each row of ``like``."""
        return np.zeros((*like.shape[:-1], *self.padded), like.dtype)

    def unfold(self, flat: Array) -> Array:
        """Give flat images their height and width back, with the padding around them."""
        images = flat.reshape(*flat.shape[:-1], *self.shape)
        if not self.padding:
            return images
        padded = self.blank(flat)
        padded[self._inner] = images
        return padded

    def fold(self, images: Array) -> Array:
        """Undo ``unfold``: padding off, one row of features for each image."""
        return images[self._inner].reshape(*images.shape[:-3], self.features)

    def places(self) -> Iterator[Pixels]:
        """For each place in a window, row by row: the pixels standing there, one per window."""
        down, across = self.counts
        for row in range(self.size):
            for column in range(self.size):
                yield ..., self._every(row, down), self._every(column, across), slice(None)

    @property
    def _inner(self) -> Pixels:
        """The image without its padding."""
        height, width, _ = self.shape
        start = self.padding
        return ..., slice(start, start + height), slice(start, start + width), slice(None)

    def _fitting(self, length: int) -> int:
        return (length - self.size) // self.stride + 1

    def _every(self, first: int, count: int) -> slice:
        return slice(first, first + (count - 1) * self.stride + 1, self.stride)
