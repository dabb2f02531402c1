"""Four quadrants, coloured as on a chessboard."""

from typing import SupportsIndex

import numpy as np

from course_lib.datasets.synthetic.points import Points, Source, check_draws, class_sizes, finished

SIDE = 2.0


def xor(n: SupportsIndex, *, noise: float, rng: Source) -> Points:
    """Four quadrants, coloured as on a chessboard: neither coordinate alone tells anything.

    Class 0 is where both coordinates have the same sign, class 1 where they differ. Points are
    spread evenly over the square from -2 to 2, as many in each quadrant, are shuffled, and get
    normal noise after that, which carries some over an axis. Good for features that count only
    together: logistic regression stays near chance, four hidden units do not.

    Parameters
    ----------
    n : int
        Number of points, at least 2; an odd one gives class 1 the extra point.
    noise : float
        Standard deviation of the noise on each coordinate, 0 or more.
    rng : np.random.Generator or np.random.RandomState

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
    Exclusive or: Minsky and Papert (1969) showed that a single layer cannot compute it.

    Examples
    --------
    >>> points, labels = xor(300, noise=0, rng=np.random.default_rng(0))
    >>> bool((labels == (points[:, 0] * points[:, 1] < 0)).all())
    True
    """
    zero, one = class_sizes(n)
    check_draws(noise, rng)
    same = np.resize([[1, 1], [-1, -1]], (zero, 2))
    differ = np.resize([[1, -1], [-1, 1]], (one, 2))
    places = SIDE - rng.uniform(0, SIDE, size=(zero + one, 2))  # never 0, so never on an axis
    return finished(places[:zero] * same, places[zero:] * differ, noise=noise, rng=rng)
