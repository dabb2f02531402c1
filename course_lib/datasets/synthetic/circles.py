"""A ring inside a ring."""

from typing import SupportsIndex

import numpy as np
from numpy.typing import NDArray

from course_lib.datasets.synthetic.points import Points, Source, check_draws, class_sizes, finished


def circles(n: SupportsIndex, *, noise: float, rng: Source, factor: float = 0.8) -> Points:
    """A ring inside a ring: the border has to close around one class.

    Class 0 lies on the unit circle, class 1 on a circle of radius ``factor`` inside it. Points
    stand at equal angles, are shuffled, and get normal noise. Good for showing what a hidden layer
    is for: a straight line is right for about half of the points, three tanh units can fence the
    inner ring in.

    Parameters
    ----------
    n : int
        Number of points, at least 2; an odd one gives class 1 the extra point.
    noise : float
        Standard deviation of the noise on each coordinate, 0 or more; the outer radius is 1.
    rng : np.random.Generator or np.random.RandomState
        A ``RandomState`` repeats sets that were published with the older generator.
    factor : float in [0, 1)
        Radius of the inner ring.

    Returns
    -------
    points : ndarray of float64, shape (n, 2)
    labels : ndarray of int64, shape (n,)
        0 or 1.

    Raises
    ------
    ValueError
        If n is below 2, the noise is negative or not finite, or the factor outside [0, 1).
    TypeError
        If rng is no generator.

    Notes
    -----
    The algorithm of ``sklearn.datasets.make_circles``, with the draws in the same order: the same
    ``RandomState`` gives the same points.

    Examples
    --------
    >>> points, labels = circles(300, noise=0.05, rng=np.random.RandomState(1))
    >>> points.shape, np.bincount(labels)
    ((300, 2), array([150, 150]))
    """
    outer, inner = class_sizes(n)
    check_draws(noise, rng)
    if not 0 <= factor < 1:
        raise ValueError(f"factor must lie in [0, 1): the inner ring's radius; got {factor}")
    return finished(_ring(outer), factor * _ring(inner), noise=noise, rng=rng)


def _ring(n: int) -> NDArray[np.float64]:
    angles = np.linspace(0, 2 * np.pi, n, endpoint=False)
    return np.column_stack([np.cos(angles), np.sin(angles)])
