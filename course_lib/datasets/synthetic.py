"""Points in the plane, drawn rather than collected."""

import operator
from typing import SupportsIndex

import numpy as np
from numpy.typing import NDArray


def moons(
    n: SupportsIndex, *, noise: float, rng: np.random.Generator | np.random.RandomState
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Two half circles that reach into each other: no straight line divides them.

    Class 0 is the upper half of the unit circle, class 1 the lower half of the circle around
    (1, 0.5). Points stand at equal angles, are shuffled, and get normal noise.

    Parameters
    ----------
    n : int
        Number of points, at least 2; an odd one gives class 1 the extra point.
    noise : float
        Standard deviation of the noise on each coordinate, 0 or more; the radius is 1.
    rng : np.random.Generator or np.random.RandomState
        A ``RandomState`` repeats sets that were published with the older generator.

    Returns
    -------
    points : ndarray of float64, shape (n, 2)
    labels : ndarray of int64, shape (n,)
        0 or 1.

    Raises
    ------
    ValueError
        If n is below 2, or the noise is negative or not finite.
    TypeError
        If rng is no generator.

    Notes
    -----
    The algorithm of ``sklearn.datasets.make_moons``, with the draws in the same order: the same
    ``RandomState`` gives the same points.

    Examples
    --------
    >>> points, labels = moons(300, noise=0.2, rng=np.random.RandomState(3))
    >>> points.shape, np.bincount(labels)
    ((300, 2), array([150, 150]))
    """
    total = operator.index(n)
    if total < 2:
        raise ValueError(f"n must be at least 2, one point for each moon; got {total}")
    if not (np.isfinite(noise) and noise >= 0):
        raise ValueError(f"noise must be finite and at least 0; got {noise}")
    if not isinstance(rng, np.random.Generator | np.random.RandomState):
        raise TypeError(f"rng must be a Generator or a RandomState; got {rng!r}")
    outer = np.linspace(0, np.pi, total // 2)
    inner = np.linspace(0, np.pi, total - total // 2)
    points = np.concatenate(
        [
            np.column_stack([np.cos(outer), np.sin(outer)]),
            np.column_stack([1 - np.cos(inner), 1 - np.sin(inner) - 0.5]),
        ]
    )
    labels = np.repeat(np.array([0, 1], dtype=np.int64), [len(outer), len(inner)])
    order = np.arange(total)
    rng.shuffle(order)
    return points[order] + rng.normal(scale=noise, size=points.shape), labels[order]
