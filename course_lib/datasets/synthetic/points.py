"""What all the sets in the plane share: their arguments, and how their points are finished."""

import operator
from typing import SupportsIndex

import numpy as np
from numpy.typing import NDArray

Source = np.random.Generator | np.random.RandomState
Points = tuple[NDArray[np.float64], NDArray[np.int64]]
"""(points of shape (n, 2), labels of shape (n,), 0 or 1)."""


def class_sizes(n: SupportsIndex) -> tuple[int, int]:
    """How many points each class has; of an odd number class 1 has one more.

    Raises
    ------
    ValueError
        If n is below 2.
    """
    total = operator.index(n)
    if total < 2:
        raise ValueError(f"n must be at least 2, one point for each class; got {total}")
    return total // 2, total - total // 2


def check_draws(noise: float, rng: Source) -> None:
    """Refuse a noise that is none, and what is no generator.

    Raises
    ------
    ValueError
        If the noise is negative or not finite.
    TypeError
        If rng is no generator.
    """
    if not (np.isfinite(noise) and noise >= 0):
        raise ValueError(f"noise must be finite and at least 0; got {noise}")
    if not isinstance(rng, np.random.Generator | np.random.RandomState):
        raise TypeError(f"rng must be a Generator or a RandomState; got {rng!r}")


def finished(
    class_0: NDArray[np.float64], class_1: NDArray[np.float64], *, noise: float, rng: Source
) -> Points:
    """Shuffle the points of both classes, then move each by normal noise, in this order."""
    points = np.concatenate([class_0, class_1])
    labels = np.repeat(np.array([0, 1], dtype=np.int64), [len(class_0), len(class_1)])
    order = np.arange(len(points))
    rng.shuffle(order)
    return points[order] + rng.normal(scale=noise, size=points.shape), labels[order]
