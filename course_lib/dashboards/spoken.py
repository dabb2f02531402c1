"""For who hears a board instead of seeing it, and for who has only keys.

ipywidgets runs no script of an HTML widget, but shows in its Output widget whatever a cell may
show, scripts included. So each board carries one, ``spoken.js``, which reads the page and needs no
word of the kernel. Where a front end runs no scripts, the picture's title says where its words are.
"""

from pathlib import Path

import ipywidgets

from course_lib.dashboards.presenting import ZOOMED

WORDS = "course-words"
"""The class of the line of words, which the script looks for."""

BELOW = "course-below"
"""The class of what appears under a board: the page scrolls to it."""

_FILE = Path(__file__).with_suffix(".js")
SCRIPT = _FILE.read_text(encoding="utf-8").replace("COURSE_BOARD", ZOOMED)


class Spoken(ipywidgets.Output):  # type: ignore[misc]
    """The script, as an invisible part of a board; it sees to everything within."""

    def __init__(self) -> None:
        run = {
            "output_type": "display_data",
            "data": {"application/javascript": SCRIPT, "text/plain": ""},
            "metadata": {},
        }
        super().__init__(outputs=(run,), layout=ipywidgets.Layout(display="none"))
