"""Two half circles that reach into each other."""

from typing import SupportsIndex

import numpy as np

from course_lib.datasets.synthetic.points import Points, Source, check_draws, class_sizes, finished


def moons(n: SupportsIndex, *, noise: float, rng: Source) -> Points:
    """Two half circles that reach into each other: no straight line divides them.

    Class 0 is the upper half of the unit circle, class 1 the lower half of the circle around
    (1, 0.5). Points stand at equal angles, are shuffled, and get normal noise. Good for a first
    curved border: a few hidden units find it, and with noise a large network bends it too far.

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
    sizes = class_sizes(n)
    check_draws(noise, rng)
    outer, inner = (np.linspace(0, np.pi, size) for size in sizes)
    upper = np.column_stack([np.cos(outer), np.sin(outer)])
    lower = np.column_stack([1 - np.cos(inner), 1 - np.sin(inner) - 0.5])
    return finished(upper, lower, noise=noise, rng=rng)
