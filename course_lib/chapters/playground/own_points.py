"""Points that somebody painted, and how they stand in the text of a situation.

They lie on a grid of 61 by 61 places, from -3 to 3 in steps of 0.1, so that each takes two letters:
one for x, one for y, of "0" to "9", "A" to "Z" and "a" to "y". A hyphen between two points changes
the class; the first ones are of class 0. So four points in the corners of a square, each diagonal
of one class, are ``KKee-KeeK``.
"""

import math
from numbers import Integral, Real
from typing import Any

import numpy as np

from course_lib.engine.arrays import Array, Labels

Point = tuple[float, float, int]
"""x, y and the class, 0 or 1."""

REACH = 3.0
"""Points lie between minus this and this, on both axes."""

MOST = 100
"""Points that there may be: then the text of them takes at most 299 letters."""

NEEDED = 2
"""Points of each class that a run needs: some to train on, some for the dev set."""

_PLACES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxy"
_MIDDLE, _PER_UNIT = 30, 10


def kept_points(points: Any) -> tuple[Point, ...]:
    """Check points and move each to its place on the grid.

    Raises
    ------
    ValueError, TypeError
        For too many of them, and for what is no point within reach.

    Examples
    --------
    >>> kept_points([(0.12, -1, 1)])
    ((0.1, -1.0, 1),)
    """
    if not isinstance(points, tuple | list):
        raise TypeError(f"points must be a tuple of (x, y, class); got {points!r:.40}")
    if len(points) > MOST:
        raise ValueError(f"points may be at most {MOST}; got {len(points)}")
    return tuple([_kept(point) for point in points])


def points_text(points: tuple[Point, ...]) -> str:
    """Write points, two letters each.

    Examples
    --------
    >>> points_text(((-1, -1, 0), (1, 1, 0), (-1, 1, 1), (1, -1, 1)))
    'KKee-KeeK'
    """
    text, now = "", 0
    for x, y, label in points:
        text += ("-" if label != now else "") + _PLACES[_place(x)] + _PLACES[_place(y)]
        now = label
    return text or "none"


def points_of(text: str) -> tuple[Point, ...]:
    """Read what ``points_text`` wrote.

    Raises
    ------
    ValueError
        For a text that stands for no points.

    Examples
    --------
    >>> points_of("KK-ee")
    ((-1.0, -1.0, 0), (1.0, 1.0, 1))
    """
    if text == "none":
        return ()
    found: list[Point] = []
    for turn, run in enumerate(text.split("-")):
        if len(run) % 2 or not set(run) <= set(_PLACES) or (not run and turn):
            raise ValueError(
                "points takes two letters a point, and a hyphen where the class changes, "
                f"such as KKee-KeeK, or none; got {text[:20]!r}"
            )
        places = [(_PLACES.index(each) - _MIDDLE) / _PER_UNIT for each in run]
        found += [(x, y, turn % 2) for x, y in zip(places[::2], places[1::2], strict=True)]
    return tuple(found)


def arrays_of(points: tuple[Point, ...]) -> tuple[Array, Labels]:
    """Give points as an array of shape (n, 2), and their classes."""
    x = np.array([point[:2] for point in points], dtype=np.float64).reshape(-1, 2)
    return x, np.array([point[2] for point in points], dtype=np.int64)


def missing(points: tuple[Point, ...]) -> str:
    """Say how many more are needed before a run can begin; nothing where there are enough.

    Examples
    --------
    >>> missing(((0, 0, 0), (1, 1, 0), (2, 2, 0)))
    'it needs 2 points of each class; there are 3 circles and 0 triangles'
    """
    ones = sum(label for *_, label in points)
    counts = (len(points) - ones, ones)
    if min(counts) >= NEEDED:
        return ""
    return (
        f"it needs {NEEDED} points of each class; there are {counts[0]} circles and "
        f"{counts[1]} triangles"
    )


def _place(value: float) -> int:
    return round(value * _PER_UNIT) + _MIDDLE


def _kept(point: Any) -> Point:
    if not isinstance(point, tuple | list) or len(point) != 3:
        raise TypeError(f"each of the points must be (x, y, class); got {point!r:.40}")
    x, y, label = point
    numbers = all(isinstance(each, Real) and not isinstance(each, bool) for each in (x, y))
    if not numbers or not isinstance(label, Integral):
        raise TypeError(f"each of the points must be two numbers and a class; got {point!r:.40}")
    if not all(math.isfinite(each) and abs(each) <= REACH for each in (x, y)):
        raise ValueError(f"points must lie in [-{REACH:g}, {REACH:g}] on both axes; got {point}")
    if label not in (0, 1):
        raise ValueError(f"a point's class must be 0 or 1; got {point}")
    on_grid = [round(float(each) * _PER_UNIT) / _PER_UNIT + 0.0 for each in (x, y)]
    return on_grid[0], on_grid[1], int(label)
