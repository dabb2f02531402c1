"""Flat images seen channel by channel."""

from dataclasses import dataclass

import numpy as np

from course_lib.engine.arrays import Array


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
