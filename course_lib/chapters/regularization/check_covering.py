"""The check of exercise 5: Cutout on one image."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import report, require_array, require_dtype, require_equal

Floats = npt.NDArray[Any]

# No zeros, all different, and not square: what is covered shows, and so do exchanged axes.
IMAGE = np.arange(1.0, 43.0).reshape(6, 7)


def cutout(function: object) -> None:
    """Check ``cutout(image, row, column, size)``, which returns the image with a square at 0.

    The square begins ``size // 2`` pixels above and left of (row, column) and is ``size`` pixels
    wide; what would lie outside the image is lost.

    Examples
    --------
    >>> def counts_from_the_end(image, row, column, size):
    ...     covered, top, left = image.copy(), row - size // 2, column - size // 2
    ...     covered[top : top + size, left : left + size] = 0
    ...     return covered
    >>> cutout(counts_from_the_end)
    Exercise 5 (cutout): not yet right: at the border only the part inside the image is covered:
      image 1, row 0, column 0, size 3: expected 0, got 1. A slice from -1 counts from the end: begin at max(0, ...).
    """  # noqa: E501 - what the check prints
    rules = [
        _covers_a_square_about_its_centre,
        _begins_half_a_size_before,
        _is_cut_off_at_the_border,
        _size_0_covers_nothing,
        _dtype_kept,
    ]
    report("Exercise 5 (cutout)", function, rules)


def _cut(attempt: Attempt, row: int, column: int, size: int, image: Floats = IMAGE) -> Floats:
    got = attempt(image=image, row=row, column=column, size=size)
    return require_array("the new image", got, image.shape)


def _covered(top: int, bottom: int, left: int, right: int) -> Floats:
    """The image with zeros from top to before bottom and from left to before right."""
    image = IMAGE.copy()
    image[max(top, 0) : bottom, max(left, 0) : right] = 0
    return image


def _only(inside: Floats) -> Floats:
    """What is left when all but the square is covered."""
    return np.asarray(IMAGE - inside)


def _covers_a_square_about_its_centre(attempt: Attempt) -> None:
    row, column, size = 2, 4, 3
    expected = _covered(1, 4, 3, 6)
    hints = {
        "Row and column are exchanged.": _covered(3, 6, 1, 4),
        "The square is one pixel too wide.": _covered(1, 5, 3, 7),
        "The square is one pixel too narrow: a slice ends before its end.": _covered(1, 3, 3, 5),
        "size is the side of the square, not half of it.": _covered(-1, 6, 1, 8),
        "(row, column) is the centre, not the corner.": _covered(2, 5, 4, 7),
        "All but the square is covered.": _only(expected),
        "Cover with 0, not with 1.": np.where(expected == 0, 1, IMAGE),
        "Nothing is covered.": IMAGE,
        "A square has rows and columns: this covers whole rows.": _covered(1, 4, 0, 7),
    }
    got = _cut(attempt, row, column, size)
    rule = "a square of size by size pixels about (row, column) must be 0, the rest unchanged"
    require_equal(rule, got, expected, hints, image=IMAGE, row=row, column=column, size=size)


def _begins_half_a_size_before(attempt: Attempt) -> None:
    row, column, size = 3, 3, 2
    hints = {
        "That is one pixel too far down and right.": _covered(3, 5, 3, 5),
        "The square is one pixel too wide.": _covered(2, 5, 2, 5),
    }
    rule = "the square begins size // 2 pixels above and left of (row, column)"
    got = _cut(attempt, row, column, size)
    expected = _covered(2, 4, 2, 4)
    require_equal(rule, got, expected, hints, image=IMAGE, row=row, column=column, size=size)


def _is_cut_off_at_the_border(attempt: Attempt) -> None:
    size = 3
    before = {
        "A slice from -1 counts from the end: begin at max(0, ...).": IMAGE,
        "The square keeps its place: what lies outside is lost.": _covered(0, 3, 0, 3),
    }
    beyond = {"The square keeps its place: what lies outside is lost.": _covered(3, 6, 4, 7)}
    for row, column, expected, hints in (
        (0, 0, _covered(0, 2, 0, 2), before),
        (5, 6, _covered(4, 6, 5, 7), beyond),
        (3, 0, _covered(2, 5, 0, 2), before),
    ):
        rule = "at the border only the part inside the image is covered"
        got = _cut(attempt, row, column, size)
        require_equal(rule, got, expected, hints, image=IMAGE, row=row, column=column, size=size)


def _size_0_covers_nothing(attempt: Attempt) -> None:
    got = _cut(attempt, 2, 2, 0)
    require_equal("with size 0 nothing is covered", got, IMAGE, image=IMAGE, size=0)


def _dtype_kept(attempt: Attempt) -> None:
    for dtype in (np.float32, np.float64):
        got = _cut(attempt, 2, 4, 3, IMAGE.astype(dtype))
        require_dtype("the new image", got, dtype)
