"""Group normalization, and its finest case, instance normalization."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from course_lib.arguments import whole_number
from course_lib.engine.arrays import Array
from course_lib.engine.images.shapes import IMAGE
from course_lib.engine.normalization.normalization_layer import NormalizationLayer
from course_lib.engine.normalization.standardize import Average


class GroupNorm(NormalizationLayer):
    """Normalize each example by itself, over all positions of a group of its channels.

    ::

        x        as (examples, positions, groups, channels / groups)
        mean     = the mean over positions and the channels of the group
        variance = the mean of (x - mean)**2 over the same
        x_hat    = (x - mean) / sqrt(variance + eps)
        y        = gamma * x_hat + beta                  one gamma and beta for each channel

    As in ``LayerNorm``, no example feels another one, and training and inference are the same.

    Parameters
    ----------
    shape : (height, width, channels)
        Images travel flat, (..., examples, height * width * channels).
    groups : int
        Must divide the channels. Neighbouring channels form a group.
    eps : float
        Added to the variance, under the root.

    Notes
    -----
    Wu and He (2018). One group is layer normalization with gamma and beta for each channel; a
    group for each channel is ``InstanceNorm``.

    Examples
    --------
    >>> from course_lib.engine import Network
    >>> net = Network([GroupNorm((1, 1, 4), groups=2)], rng=np.random.default_rng(0))
    >>> net.forward(np.array([[1.0, 3.0, 50.0, 10.0]])).round(3)
    array([[-1.,  1.,  1., -1.]])
    """

    takes = (IMAGE,)

    def __init__(
        self, shape: Sequence[int], groups: int, *, eps: float = 1e-5, name: str = ""
    ) -> None:
        super().__init__(shape, eps=eps, name=name)
        self.groups = whole_number("GroupNorm: groups", groups)
        if self.channels % self.groups:
            raise ValueError(
                f"GroupNorm needs groups that divide the {self.channels} channels; got {groups}"
            )
        self.require_variance(self.features // self.groups)

    def settings(self) -> dict[str, Any]:
        """The image shape, the number of groups and eps."""
        return {"shape": self.shape, "groups": self.groups, "eps": self.eps}

    @property
    def average(self) -> Average:
        """One mean for each group of each example, over its positions and channels."""
        cells = self.positions, self.groups, self.channels // self.groups
        return partial(_over_groups, cells=cells)


class InstanceNorm(NormalizationLayer):
    """Normalize each channel of each example by itself, over its positions.

    ``GroupNorm`` with a group for each channel: the mean and variance of a channel are those of
    one image. It removes the contrast of the single image.

    Parameters
    ----------
    shape : (height, width, channels)
        With at least two positions.
    eps : float
        Added to the variance, under the root.

    Notes
    -----
    Ulyanov, Vedaldi and Lempitsky (2016). PyTorch's leaves gamma and beta out unless
    ``affine=True``.

    Examples
    --------
    >>> from course_lib.engine import Network
    >>> net = Network([InstanceNorm((1, 2, 2))], rng=np.random.default_rng(0))
    >>> net.forward(np.array([[1.0, 50.0, 3.0, 10.0]])).round(3)  # two pixels of two channels
    array([[-1.,  1.,  1., -1.]])
    """

    takes = (IMAGE,)

    def __init__(self, shape: Sequence[int], *, eps: float = 1e-5, name: str = "") -> None:
        super().__init__(shape, eps=eps, name=name)
        self.require_variance(self.positions)

    def settings(self) -> dict[str, Any]:
        """The image shape and eps."""
        return {"shape": self.shape, "eps": self.eps}

    @property
    def average(self) -> Average:
        """One mean for each channel of each example, over its positions."""
        return partial(_over_groups, cells=(self.positions, self.channels, 1))


def _over_groups(x: Array, *, cells: tuple[int, int, int]) -> Array:
    """Average over each group of each example, repeated at each place of the group.

    ``cells`` is (positions, groups, channels of a group): how one example is seen.
    """
    grouped = x.reshape(*x.shape[:-1], *cells)
    means = grouped.mean(axis=(-3, -1), keepdims=True)
    return np.broadcast_to(means, grouped.shape).reshape(x.shape)
