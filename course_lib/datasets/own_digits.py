"""A digit of one's own, drawn or photographed, brought into the form of MNIST's."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_lib.arguments import as_numbers, number
from course_lib.datasets.images import SIDE

Picture = NDArray[np.float64]

BOX = 20
"""The longer side of the digit in the published images."""
CENTRE = 14
"""Row and column on which its centre of mass comes to lie, to the next pixel."""
_MOST = 4096  # pixels of a side; a photograph has that many


def like_mnist(ink: ArrayLike, *, least: float = 0.1) -> Picture:
    """Bring a drawing into the size and the place that MNIST's digits have.

    What is not blank is cut out, scaled so that its longer side has 20 pixels, and laid into an
    image of 28 x 28 with its centre of mass on row and column 14::

        cut = ink without blank rows and columns at its edges
        small = mean of cut over the area of each new pixel
        image[28 x 28] = small, moved by whole pixels

    Parameters
    ----------
    ink : array of shape (rows, columns)
        0 is paper, larger is darker; scaled so that the darkest is 1.
    least : float in [0, 1)
        What is below this share of the darkest is paper: a photograph's is never quite white.

    Returns
    -------
    array of shape (784,)
        As ``load_mnist`` gives them: grey values in [0, 1], row after row.

    Raises
    ------
    ValueError
        Where nothing is drawn, and for another shape.

    References
    ----------
    Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, "Gradient-based learning applied to document
    recognition", Proceedings of the IEEE 86 (1998), section III A, on how the set was made.

    Examples
    --------
    >>> stroke = np.zeros((90, 60))
    >>> stroke[10:50, 5:15] = 1
    >>> image = like_mnist(stroke).reshape(28, 28)
    >>> np.flatnonzero(image.any(axis=1))[[0, -1]], np.flatnonzero(image.any(axis=0))[[0, -1]]
    (array([ 4, 23]), array([12, 16]))
    """
    least = number("least", least, 0, 1, high_included=False)
    drawn = as_numbers("ink", ink).astype(np.float64)
    if drawn.ndim != 2 or not all(1 <= side <= _MOST for side in drawn.shape):
        raise ValueError(
            f"a drawing has the shape (rows, columns), at most {_MOST} each; got {drawn.shape}"
        )
    if not np.isfinite(drawn).all() or drawn.min() < 0:
        raise ValueError("a drawing has finite numbers, 0 for paper; got NaN, inf or less than 0")
    if drawn.max() == 0:
        raise ValueError("nothing is drawn: all of the ink is 0")
    share = drawn / drawn.max()
    share[share < least] = 0
    rows, columns = (np.flatnonzero(share.any(axis=axis)) for axis in (1, 0))
    cut = share[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    height, width = (max(1, round(BOX * side / max(cut.shape))) for side in cut.shape)
    small: Picture = _means(cut.shape[0], height) @ cut @ _means(cut.shape[1], width).T
    image = np.zeros((SIDE, SIDE))
    top, left = _corner(small)
    image[top : top + height, left : left + width] = small / small.max()
    return image.ravel()


def _means(before: int, after: int) -> Picture:
    """The matrix, shape (after, before), that takes means over equal parts of a line."""
    edges = np.linspace(0, before, after + 1)
    pixels = np.arange(before)
    overlap = np.minimum(edges[1:, None], pixels + 1) - np.maximum(edges[:-1, None], pixels)
    return np.asarray(np.maximum(overlap, 0) * after / before)


def _corner(small: Picture) -> tuple[int, int]:
    """Where the image begins, so that its centre of mass lies in the middle; inside the page."""
    found = []
    for axis in (0, 1):
        mass = small.sum(axis=1 - axis)
        centre = (mass * np.arange(len(mass))).sum() / mass.sum()
        found.append(int(np.clip(round(CENTRE - centre), 0, SIDE - len(mass))))
    return found[0], found[1]
