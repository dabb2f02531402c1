"""Lines drawn on a square of a board's picture, with a mouse, a finger or a pen.

A script of ours (``drawn.js``, shown as ``clicks`` shows its own) follows the pointer, paints at
once what it draws, and writes it into a field that nobody sees, whose value comes to the kernel.
Keys on the picture press the board's buttons of the class ``key_class(name)``: so whoever has no
script, or hears the page, has the same by buttons.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import ipywidgets

from course_lib.dashboards.presenting import ZOOMED

FIELD = "course-drawn"
"""The class of the field, which the script looks for."""

FINE = 1000
"""Steps across the square, in what the script writes."""

LONGEST = 4000
"""Places of a line; a longer one ends there."""

_SOURCE = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


class Line(NamedTuple):
    """A line as it is so far: places (across, down) in shares of the square, from its upper left.

    A later line has a larger ``number``; the same line comes again while it grows.
    """

    number: int
    ended: bool
    places: tuple[tuple[float, float], ...]


class Drawn(ipywidgets.VBox):  # type: ignore[misc]
    """An invisible part of a board that hears what is drawn on its picture.

    Parameters
    ----------
    heard : function of a list of Line
        Gets the latest lines, the one that grows last; a line comes more than once.
    place : (left, top, width, height)
        Where one can draw, in shares of the picture's width and height.

    Examples
    --------
    >>> drawn = Drawn(print, (0.0, 0.0, 0.5, 1.0))
    >>> drawn.field.value = "7 0 250 1000 500 0"
    [Line(number=7, ended=False, places=((0.25, 1.0), (0.5, 0.0)))]
    """

    def __init__(
        self,
        heard: Callable[[list[Line]], None],
        place: tuple[float, float, float, float],
    ) -> None:
        self._tell = heard
        self.field = ipywidgets.Text(continuous_update=False)
        self.field.add_class(FIELD)
        source = _SOURCE.replace("COURSE_BOARD", ZOOMED)
        run = {
            "output_type": "display_data",
            "data": {
                "application/javascript": source.replace("COURSE_PLACE;", f"{json.dumps(place)};"),
                "text/plain": "",
            },
            "metadata": {},
        }
        script = ipywidgets.Output(outputs=(run,))
        super().__init__([self.field, script], layout=ipywidgets.Layout(display="none"))
        self.field.observe(lambda _: self._heard(), names="value")

    def _heard(self) -> None:
        try:
            lines = [_line(text) for text in self.field.value.split("|")]
        except ValueError:
            return  # somebody else wrote into the field
        self._tell(lines)


def key_class(name: str) -> str:
    """Give the class of a button that a key presses: left, right, up, down, pen, clear, undo.

    Examples
    --------
    >>> key_class("pen")
    'course-key-pen'
    """
    return f"course-key-{name}"


def _line(text: str) -> Line:
    """Read a line; ValueError where the text is none."""
    number, ended, *steps = (int(word) for word in text.split())
    if ended not in (0, 1) or not steps or len(steps) % 2:
        raise ValueError(f"a line needs a number, 0 or 1, and pairs of steps; got {text[:40]!r}")
    if not all(0 <= step <= FINE for step in steps):
        raise ValueError(f"the steps of a line lie in 0 ... {FINE}; got {text[:40]!r}")
    shares = [step / FINE for step in steps[: 2 * LONGEST]]
    return Line(number, bool(ended), tuple(zip(shares[::2], shares[1::2], strict=True)))
