"""Numbers beside units, in forms that fit between one column and the next."""

from collections.abc import Mapping, Sequence

from matplotlib.artist import Artist
from matplotlib.axes import Axes

from course_lib.chapters.playground.dashboard.blocks import Box
from course_lib.chapters.playground.units import Unit

USUAL, SMALL = 9, 7.5
"""Points of letters, and of those of numbers that would not fit otherwise."""

WIDE = {".": 0.318, "-": 0.361, " ": 0.318, "→": 0.838}
"""Width of some letters in parts of the letters' size; of the others, mostly digits, ``DIGIT``."""

DIGIT, LINE = 0.636, 1.25
BEFORE, AFTER = 5.0, 3.0
"""CSS pixels between a unit and its number, and between the number and the next column."""

MOST = 128
PLATE = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none", "alpha": 0.88}

Written = tuple[Unit, str, float]
"""A unit, the form of its number, and the size of the letters."""


class Numbers:
    """The texts, made once.

    Attributes
    ----------
    artists : list of Artist
    """

    def __init__(self, ax: Axes) -> None:
        self._texts = [ax.text(0, 0, "", bbox=PLATE) for _ in range(MOST)]
        self.artists: list[Artist] = [*self._texts]

    def show(self, numbers: Mapping[Unit, Sequence[str]], boxes: Mapping[Unit, Box]) -> int:
        """Write each number beside its unit, or below it where it is the only output.

        In the first of its forms that fits for all of a column; what would reach into the next
        column, or over the next unit, is left to the words.

        Returns
        -------
        int
            How many numbers are left out.
        """
        last, written = max(unit.column for unit in boxes), []
        for column in range(last + 1):
            row = {unit: forms for unit, forms in numbers.items() if unit.column == column}
            written += _fitting(row, boxes, last)
        for text in self._texts[len(written) :]:
            text.set_visible(False)
        alone = Unit(last, 1) not in boxes
        for text, (unit, said, size) in zip(self._texts, written, strict=False):
            box = boxes[unit]
            text.set(visible=True, text=said, fontsize=size)
            if unit.column == last and alone:
                text.set(x=box.x, y=box.y - box.half - BEFORE, ha="center", va="top")
            else:
                text.set(x=box.x + box.half + BEFORE, y=box.y, ha="left", va="center")
        return len(numbers) - len(written)


def _fitting(
    row: Mapping[Unit, Sequence[str]], boxes: Mapping[Unit, Box], last: int
) -> list[Written]:
    """The numbers of a column in the first form and size in which most of them fit."""
    if not row:
        return []
    (column,) = {unit.column for unit in row}
    if column == last:
        return [(unit, forms[0], USUAL) for unit, forms in row.items()]
    here, following = boxes[Unit(column, 0)], boxes[Unit(column + 1, 0)]
    below = boxes.get(Unit(column, 1))
    wide = following.x - here.x - 2 * here.half - BEFORE - AFTER
    high = 1000.0 if below is None else here.y - below.y
    count = max(map(len, row.values()))
    ways: list[list[Written]] = []
    for size in (USUAL, SMALL):
        for place in range(count):
            way = [(unit, forms[min(place, len(forms) - 1)], size) for unit, forms in row.items()]
            ways.append([each for each in way if _fits(each[1], size, wide, high)])
    return max(ways, key=len)  # the first of them


def _fits(said: str, size: float, wide: float, high: float) -> bool:
    """Whether a number of letters of this size, in points, has room in so many CSS pixels."""
    lines, pixels = said.split("\n"), size * 4 / 3
    longest = max(sum(WIDE.get(letter, DIGIT) for letter in line) for line in lines)
    return longest * pixels <= wide and len(lines) * LINE * pixels <= high
