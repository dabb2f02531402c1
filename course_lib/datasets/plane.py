"""Points in the plane, drawn rather than collected: five sets of two classes.

Each says what is to be seen by it. All take and give what ``moons`` takes and gives; the docstrings
of the others have only what is their own.
"""

from typing import SupportsIndex

import numpy as np
from numpy.typing import NDArray

from course_lib.arguments import check_memory, integer, is_number, told

Source = np.random.Generator | np.random.RandomState
Points = tuple[NDArray[np.float64], NDArray[np.int64]]
"""(points of shape (n, 2), labels of shape (n,), 0 or 1)."""

CENTRE, SIDE, RADIUS = 0.5, 2.0, 2.0
"""Where the blobs lie, how far xor reaches, how long an arm of the spiral is."""

MOST = 2.0**63
"""Below this no noise and no angle overflows."""
_BYTES_A_POINT = 64  # two coordinates, a label and a place in the order, and room to compute


def moons(n: SupportsIndex, *, noise: float, rng: Source) -> Points:
    """Two half circles that reach into each other: no straight line divides them.

    Class 0 is the upper half of the unit circle, class 1 the lower half of the circle around
    (1, 0.5), with points at equal angles. Good for a first curved border: a few hidden units find
    it, and with noise a large network bends it too far.

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
    points : ndarray of float64, shape (n, 2), shuffled
    labels : ndarray of int64, shape (n,)
        0 or 1.

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
    outer, inner = (np.linspace(0, np.pi, size) for size in _checked(n, noise, rng))
    upper = np.column_stack([np.cos(outer), np.sin(outer)])
    lower = np.column_stack([1 - np.cos(inner), 1 - np.sin(inner) - 0.5])
    return _finished(upper, lower, noise=noise, rng=rng)


def blobs(n: SupportsIndex, *, noise: float, rng: Source) -> Points:
    """Two round Gaussian clouds: a straight line divides them as well as anything can.

    The clouds lie around (-0.5, -0.5) and (0.5, 0.5) and are as wide as ``noise``. Good for
    logistic regression, and for what a larger network does where it is not needed: whatever it
    bends the border to, ``x + y = 0`` is the best one. The share that this border gets wrong is
    that of a normal variable beyond ``1 / (sqrt(2) * noise)``: 8 % at noise 0.5, next to none at
    0.2.

    ``n``, ``noise``, ``rng`` and what comes back are those of ``moons``.

    Examples
    --------
    >>> points, labels = blobs(300, noise=0, rng=np.random.default_rng(0))
    >>> np.unique(points[labels == 1], axis=0)
    array([[0.5, 0.5]])
    """
    zero, one = _checked(n, noise, rng)
    return _finished(np.full((zero, 2), -CENTRE), np.full((one, 2), CENTRE), noise=noise, rng=rng)


def circles(n: SupportsIndex, *, noise: float, rng: Source, factor: float = 0.8) -> Points:
    """A ring inside a ring: the border has to close around one class.

    Class 0 lies on the unit circle, class 1 on a circle of radius ``factor``, in [0, 1), inside it,
    with points at equal angles. Good for showing what a hidden layer is for: a straight line is
    right for about half of the points, three tanh units can fence the inner ring in.

    ``n``, ``noise``, ``rng`` and what comes back are those of ``moons``.

    Notes
    -----
    The algorithm of ``sklearn.datasets.make_circles``, with the draws in the same order.

    Examples
    --------
    >>> points, labels = circles(300, noise=0.05, rng=np.random.RandomState(1))
    >>> points.shape, np.bincount(labels)
    ((300, 2), array([150, 150]))
    """
    outer, inner = _checked(n, noise, rng)
    if not (is_number(factor) and 0 <= factor < 1):
        raise ValueError(f"factor must lie in [0, 1): the inner ring's radius; got {told(factor)}")
    return _finished(_ring(outer), factor * _ring(inner), noise=noise, rng=rng)


def xor(n: SupportsIndex, *, noise: float, rng: Source) -> Points:
    """Four quadrants, coloured as on a chessboard: neither coordinate alone tells anything.

    Class 0 is where both coordinates have the same sign, class 1 where they differ. Points are
    spread evenly over the square from -2 to 2, as many in each quadrant, before the noise carries
    some over an axis. Good for features that count only together: logistic regression stays near
    chance, four hidden units do not.

    ``n``, ``noise``, ``rng`` and what comes back are those of ``moons``.

    Notes
    -----
    Exclusive or: Minsky and Papert (1969) showed that a single layer cannot compute it.

    Examples
    --------
    >>> points, labels = xor(300, noise=0, rng=np.random.default_rng(0))
    >>> bool((labels == (points[:, 0] * points[:, 1] < 0)).all())
    True
    """
    zero, one = _checked(n, noise, rng)
    same = np.resize([[1, 1], [-1, -1]], (zero, 2))
    differ = np.resize([[1, -1], [-1, 1]], (one, 2))
    places = SIDE - rng.uniform(0, SIDE, size=(zero + one, 2))  # never 0, so never on an axis
    return _finished(places[:zero] * same, places[zero:] * differ, noise=noise, rng=rng)


def spiral(n: SupportsIndex, *, noise: float, rng: Source, turns: float = 1.25) -> Points:
    """Two spirals, one inside the other: the border is long and winds all the way in.

    Each arm winds ``turns`` times around the centre, which neither reaches, out to the radius 2,
    and its distance from the centre grows in proportion to its angle. Class 1 is class 0 turned by
    half a turn, so the two arms lie ``1 / turns`` apart: more turns are harder. Points are about
    equally far apart along the arms. Good for what moons and circles are too easy for: three hidden
    units do not suffice here, two layers of eight do, and how fast depends on activation and update
    rule.

    ``n``, ``noise``, ``rng`` and what comes back are those of ``moons``.

    Notes
    -----
    After the two-spirals problem of Lang and Witbrock (1988), who had three turns.

    Examples
    --------
    >>> points, labels = spiral(300, noise=0, rng=np.random.default_rng(0))
    >>> points.shape, round(float(np.hypot(*points.T).max()), 6)
    ((300, 2), 2.0)
    """
    zero, one = _checked(n, noise, rng)
    if not (is_number(turns) and 0 < float(turns) < MOST):
        raise ValueError(f"turns must be a number above 0; got {told(turns)}")
    return _finished(_arm(zero, turns), -_arm(one, turns), noise=noise, rng=rng)


def _checked(n: SupportsIndex, noise: float, rng: Source) -> tuple[int, int]:
    """How many points each class has, once all that the sets have in common is right."""
    total = integer("n", n)
    if total < 2:
        raise ValueError(f"n must be at least 2, one point for each class; got {told(n)}")
    check_memory("n", n, total * _BYTES_A_POINT)
    if not (is_number(noise) and 0 <= float(noise) < MOST):
        raise ValueError(f"noise must be finite and at least 0; got {told(noise)}")
    if not isinstance(rng, np.random.Generator | np.random.RandomState):
        raise TypeError(f"rng must be a Generator or a RandomState; got {told(rng)}")
    return total // 2, total - total // 2


def _finished(
    class_0: NDArray[np.float64], class_1: NDArray[np.float64], *, noise: float, rng: Source
) -> Points:
    """Shuffle the points of both classes, then move each by normal noise, in this order."""
    points = np.concatenate([class_0, class_1])
    labels = np.repeat(np.array([0, 1], dtype=np.int64), [len(class_0), len(class_1)])
    order = np.arange(len(points))
    rng.shuffle(order)
    return points[order] + rng.normal(scale=noise, size=points.shape), labels[order]


def _ring(n: int) -> NDArray[np.float64]:
    angles = np.linspace(0, 2 * np.pi, n, endpoint=False)
    return np.column_stack([np.cos(angles), np.sin(angles)])


def _arm(n: int, turns: float) -> NDArray[np.float64]:
    # The length of an arm grows with the square of the distance from the centre.
    way = np.sqrt(np.arange(1, n + 1) / n)
    angles = 2 * np.pi * turns * way
    return np.column_stack([RADIUS * way * np.cos(angles), RADIUS * way * np.sin(angles)])
