"""Two spirals, one inside the other."""

from typing import SupportsIndex

import numpy as np
from numpy.typing import NDArray

from course_lib.datasets.synthetic.points import Points, Source, check_draws, class_sizes, finished

RADIUS = 2.0


def spiral(n: SupportsIndex, *, noise: float, rng: Source, turns: float = 1.25) -> Points:
    """Two spirals, one inside the other: the border is long and winds all the way in.

    Each arm runs from the centre, which neither reaches, to the radius 2, and its distance from
    the centre grows in proportion to its angle. Class 1 is class 0 turned by half a turn. Points
    are about equally far apart along the arms, are shuffled, and get normal noise. Good for what
    moons and circles are too easy for: three hidden units do not suffice here, two layers of
    eight do, and how fast depends on activation and update rule.

    Parameters
    ----------
    n : int
        Number of points, at least 2; an odd one gives class 1 the extra point.
    noise : float
        Standard deviation of the noise on each coordinate, 0 or more; the two arms lie
        ``1 / turns`` apart.
    rng : np.random.Generator or np.random.RandomState
    turns : float
        How often an arm winds around the centre, above 0; more is harder.

    Returns
    -------
    points : ndarray of float64, shape (n, 2)
    labels : ndarray of int64, shape (n,)
        0 or 1.

    Raises
    ------
    ValueError
        If n is below 2, the noise is negative or not finite, or turns is no positive number.
    TypeError
        If rng is no generator.

    Notes
    -----
    After the two-spirals problem of Lang and Witbrock (1988), who had three turns.

    Examples
    --------
    >>> points, labels = spiral(300, noise=0, rng=np.random.default_rng(0))
    >>> points.shape, round(float(np.hypot(*points.T).max()), 6)
    ((300, 2), 2.0)
    """
    zero, one = class_sizes(n)
    check_draws(noise, rng)
    if not (np.isfinite(turns) and turns > 0):
        raise ValueError(f"turns must be a number above 0; got {turns}")
    return finished(_arm(zero, turns), -_arm(one, turns), noise=noise, rng=rng)


def _arm(n: int, turns: float) -> NDArray[np.float64]:
    # The length of an arm grows with the square of the distance from the centre.
    way = np.sqrt(np.arange(1, n + 1) / n)
    angles = 2 * np.pi * turns * way
    return np.column_stack([RADIUS * way * np.cos(angles), RADIUS * way * np.sin(angles)])
