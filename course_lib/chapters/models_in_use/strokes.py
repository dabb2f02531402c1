"""Lines on a page, and the ink that a pen of some width leaves along them."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Ink = NDArray[np.float64]
Line = tuple[tuple[float, float], ...]
"""Places (across, down) in shares of the page, from its upper left corner."""

FINE = 140
"""Rows and columns of ink: five for each pixel that the network sees."""
PIXELS = 28


def _arc(across: float, down: float, radii: tuple[float, float], *angles: float) -> Line:
    """Part of an ellipse; angles in degrees, 0 to the right and 90 up."""
    turn = np.deg2rad(np.linspace(angles[0], angles[1], 24))
    x, y = across + radii[0] * np.cos(turn), down - radii[1] * np.sin(turn)
    return tuple(zip(x.tolist(), y.tolist(), strict=True))


PAGES: dict[str, tuple[Line, ...]] = {
    "a 3": (
        _arc(0.47, 0.34, (0.17, 0.16), 155, -90) + _arc(0.47, 0.68, (0.2, 0.18), 90, -155),
    ),
    "a 7": (((0.3, 0.22), (0.7, 0.22), (0.6, 0.4), (0.48, 0.84)),),
    "the letter A": (((0.28, 0.85), (0.5, 0.15), (0.72, 0.85)), ((0.37, 0.6), (0.63, 0.6))),
    "a scribble": (
        tuple(
            (0.5 + 0.26 * float(np.sin(3 * t + 0.4)), 0.5 + 0.28 * float(np.sin(4.3 * t)))
            for t in np.linspace(0, 6, 90)
        ),
    ),
}  # fmt: skip
"""Pages that are there to begin with."""


def ink_of(lines: tuple[Line, ...], *, width: float = 2.5, tilt: float = 0.0) -> Ink:
    """Ink of shape (140, 140), 0 for paper, 1 for full ink.

    A place is as dark as the nearest line is near: full up to half the width, fading within a
    step of the grid.

    Parameters
    ----------
    lines : lines on the page
    width : float > 0
        Of the pen, in pixels of the network: 28 make the page.
    tilt : float
        Degrees by which what is upright leans to the right.

    Examples
    --------
    >>> ink = ink_of((((0.5, 0.2), (0.5, 0.8)),), width=2)
    >>> ink.shape, int(ink[70].sum().round())
    ((140, 140), 10)
    """
    ink = np.zeros((FINE, FINE))
    for line in lines:
        np.maximum(ink, _ink_of_line(line, width, tilt), out=ink)
    return ink


@lru_cache(maxsize=32)
def _ink_of_line(line: Line, width: float, tilt: float) -> Ink:
    """The same for one line; while another grows, the ones before are known."""
    ink = np.zeros((FINE, FINE))
    places = np.asarray(line, dtype=np.float64)
    across = places[:, 0] + np.tan(np.deg2rad(tilt)) * (0.5 - places[:, 1])
    steps = np.column_stack([across, places[:, 1]]) * FINE - 0.5
    for one, other in zip(
        steps[: len(steps) - 1 or 1], steps[1:] if len(steps) > 1 else steps, strict=True
    ):
        _draw(ink, one, other, width / 2 * FINE / PIXELS)
    ink.setflags(write=False)
    return ink


def _draw(ink: Ink, one: Ink, other: Ink, reach: float) -> None:
    """Darken what lies near a straight piece, in place."""
    low = np.floor(np.minimum(one, other) - reach - 1).astype(int).clip(0, FINE)
    high = np.ceil(np.maximum(one, other) + reach + 2).astype(int).clip(0, FINE)
    down, across = np.mgrid[low[1] : high[1], low[0] : high[0]]
    if not down.size:
        return
    step = other - one
    length = float(step @ step) or 1.0
    share = ((across - one[0]) * step[0] + (down - one[1]) * step[1]) / length
    share = share.clip(0, 1)
    far = np.hypot(across - one[0] - share * step[0], down - one[1] - share * step[1])
    part = ink[low[1] : high[1], low[0] : high[0]]
    np.maximum(part, (reach + 0.5 - far).clip(0, 1), out=part)


def shrink(ink: Ink, rows: int, columns: int) -> Ink:
    """Make a picture smaller: each new pixel is the mean of the ink over its area.

    Parameters
    ----------
    ink : array of shape (height, width)
    rows, columns : int
        Those of the new one; larger than the old is possible, too.

    Examples
    --------
    >>> shrink(np.array([[1.0, 1, 0, 0], [1, 1, 0, 1]]), 1, 2)
    array([[1.  , 0.25]])
    """
    return np.asarray(_means(ink.shape[0], rows) @ ink @ _means(ink.shape[1], columns).T)


def _means(before: int, after: int) -> Ink:
    """The matrix, shape (after, before), that takes means over equal parts of a line."""
    edges = np.linspace(0, before, after + 1)
    pixels = np.arange(before)
    overlap = np.minimum(edges[1:, None], pixels + 1) - np.maximum(edges[:-1, None], pixels)
    return np.asarray(np.maximum(overlap, 0) * after / before)
