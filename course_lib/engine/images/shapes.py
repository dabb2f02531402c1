"""Images that travel flat: their sizes, and what belongs to a channel.

An image travels as one row of features: pixel after pixel, row after row, the channels of a pixel
side by side. So arrays of images end in (examples, features) like all others, and layers that look
at neighbourhoods give them height and width back inside. A vector is an image of one pixel.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from course_lib.arguments import is_list, is_whole
from course_lib.engine.arrays import Array

VECTOR = "a number of features"
IMAGE = "an image shape (height, width, channels)"

ImageShape = tuple[int, int, int]
"""(height, width, channels)"""


def sizes(who: str, given: Any, *takes: str) -> tuple[int, ...]:
    """The sizes of a layer's input as ints: (features,) or (height, width, channels).

    Parameters
    ----------
    who : str
        The class of the layer, for the error message.
    given : int, or a sequence of them
    takes : VECTOR, IMAGE or both
    """
    parts = tuple(given) if is_list(given) else (given,)
    known = {1: VECTOR, 3: IMAGE}.get(len(parts))
    if known not in takes or not all(is_whole(part) for part in parts):
        needed = " or ".join(takes)
        raise ValueError(f"{who} takes {needed}, in whole numbers from 1 on; got {given!r}")
    return tuple(map(int, parts))


@dataclass(frozen=True)
class ByChannel:
    """What examples of ``positions * channels`` features have in common by channel.

    Images travel flat with channels last: pixel after pixel, each with all its channels. What
    belongs to a channel, shape (..., 1, channels), is repeated for each position to meet them. A
    vector is an image of one position, whose features are its channels.

    Examples
    --------
    >>> pixels = ByChannel(positions=2, channels=3)
    >>> pixels.repeat(np.array([[1.0, 2.0, 3.0]]))
    array([[1., 2., 3., 1., 2., 3.]])
    >>> pixels.sums(np.array([[1.0, 2.0, 3.0, 10.0, 20.0, 30.0]]))
    array([[11., 22., 33.]])
    """

    positions: int
    channels: int

    def repeat(self, values: Array) -> Array:
        """Turn (..., 1, channels) into (..., 1, features), the same at each position."""
        return values if self.positions == 1 else np.tile(values, self.positions)

    def sums(self, x: Array) -> Array:
        """Add up (..., examples, features) over examples and positions: (..., 1, channels)."""
        # Examples first and positions second: short sums keep the digits of a float32, and adding
        # up long rows is many times faster.
        sums = x.sum(axis=-2, keepdims=True)
        if self.positions > 1:
            by_position = sums.reshape(*sums.shape[:-2], self.positions, self.channels)
            sums = by_position.sum(axis=-2, keepdims=True)
        return np.asarray(sums)

    def average(self, x: Array) -> Array:
        """The mean over examples and positions, at each position: (..., 1, features)."""
        return self.repeat(self.sums(x) / (x.shape[-2] * self.positions))
