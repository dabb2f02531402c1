"""Norms that the engine lacks: by root mean square alone, and by a function that a reader wrote."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from course_lib.engine import BatchNorm, BatchRenorm, GroupNorm, Layer, LayerNorm
from course_lib.engine.arrays import Array
from course_lib.engine.images.shapes import VECTOR
from course_lib.engine.normalization.normalization_layer import NormalizationLayer
from course_lib.engine.normalization.standardize import Normalized

EPS, GROUPS = 1e-5, 5
GroupFunction = Callable[[Array, int, float], Any]
"""``function(x, groups, eps)`` for x of shape (examples, positions, channels), as in exercise 2."""


class ByRootMeanSquare:
    """x by its root mean square over the last axis; no mean is subtracted.

    ::

        x_hat  = x / sqrt(mean(x**2) + eps)
        grad_x = (g - x_hat * mean(g * x_hat)) / sqrt(mean(x**2) + eps)

    Examples
    --------
    >>> ByRootMeanSquare(np.array([[3.0, 3.0]]), 1e-12).x_hat.round(6)
    array([[1., 1.]])
    """

    def __init__(self, x: Array, eps: float) -> None:
        self.size = np.sqrt(np.mean(np.square(x), axis=-1, keepdims=True) + eps)
        self.x_hat: Array = x / self.size

    def backward(self, grad_x_hat: Array) -> Array:
        """Take out of the gradient what would only stretch x."""
        stretch = np.mean(grad_x_hat * self.x_hat, axis=-1, keepdims=True)
        return np.asarray((grad_x_hat - self.x_hat * stretch) / self.size)


class RMSNorm(NormalizationLayer):
    """Give every example a root mean square of 1 over its features, then scale and shift.

    Zhang and Sennrich (2019). Theirs learns a scale and no shift; here all norms have both, so that
    contenders differ in one thing.

    Examples
    --------
    >>> from course_lib.engine import Network
    >>> net = Network([RMSNorm(2)], rng=np.random.default_rng(0))
    >>> net.forward(np.array([[1.0, 7.0]])).round(2)
    array([[0.2, 1.4]])
    """

    takes = (VECTOR,)

    def __init__(self, features: int, *, eps: float = EPS, name: str = "") -> None:
        super().__init__(features, eps=eps, name=name)

    def normalize(self, x: Array, *, training: bool) -> Normalized:
        """Divide each example by its own root mean square."""
        return ByRootMeanSquare(x, self.eps)


class WrittenGroupNorm(GroupNorm):
    """Group norm for vectors whose x_hat comes from a function; the way back is the engine's.

    Examples
    --------
    >>> from course_lib.engine import Network
    >>> def nothing(x, groups, eps):
    ...     return x
    >>> net = Network([WrittenGroupNorm(4, function=nothing, groups=2)],
    ...               rng=np.random.default_rng(0))
    >>> net.forward(np.array([[1.0, 3.0, 50.0, 10.0]]))
    array([[ 1.,  3., 50., 10.]])
    """

    def __init__(self, features: int, *, function: GroupFunction, groups: int = GROUPS) -> None:
        super().__init__((1, 1, features), groups, eps=EPS)
        self.function = function

    def normalize(self, x: Array, *, training: bool) -> Normalized:
        """Ask the function, with one position and the models' examples one after the other."""
        ours = super().normalize(x, training=training)
        written = self.function(x.reshape(-1, 1, x.shape[-1]), self.groups, self.eps)
        ours.x_hat = np.asarray(written, x.dtype).reshape(x.shape)
        return ours


def _by_groups(features: int, *, eps: float = EPS) -> Layer:
    return GroupNorm((1, 1, features), GROUPS, eps=eps)


KINDS: dict[str, Callable[..., Layer]] = {
    "batch norm": BatchNorm,
    "renorm": BatchRenorm,
    "layer norm": LayerNorm,
    "group norm": _by_groups,
    "RMSNorm": RMSNorm,
}
"""Name -> what makes a layer of so many features, with an eps."""


def norm_named(name: str, eps: float = EPS) -> Callable[[int], Layer] | None:
    """What makes a norm's layers; None for "none".

    Examples
    --------
    >>> norm_named("none") is None, norm_named("layer norm")(3).eps
    (True, 1e-05)
    """
    return None if name == "none" else partial(KINDS[name], eps=eps)
