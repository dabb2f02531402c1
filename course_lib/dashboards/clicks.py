"""Clicks on a board's picture, as places in it.

An ipywidgets image hears no clicks. A script of ours (``clicks.js``, shown as ``spoken`` shows its
own) writes their places into a field that nobody sees, and the field's value comes to the kernel.
Where a front end runs no scripts no click arrives: whatever a click does, keys must do too.
"""

from collections.abc import Callable
from pathlib import Path

import ipywidgets

from course_lib.dashboards.presenting import ZOOMED

FIELD = "course-clicks"
"""The class of the field, which the script looks for."""

_FILE = Path(__file__).with_suffix(".js")
SCRIPT = _FILE.read_text(encoding="utf-8").replace("COURSE_BOARD", ZOOMED)


class Clicks(ipywidgets.VBox):  # type: ignore[misc]
    """An invisible part of a board that hears clicks on its picture.

    Parameters
    ----------
    clicked : function of two floats
        Gets the place in shares of the picture's width, from the left, and of its height, from the
        bottom: matplotlib's figure coordinates.

    Examples
    --------
    >>> clicks = Clicks(lambda across, up: print(across, up))
    >>> clicks.field.value = "0.25 0.9 1"
    0.25 0.1
    """

    def __init__(self, clicked: Callable[[float, float], None]) -> None:
        self._clicked = clicked
        self.field = ipywidgets.Text(continuous_update=False)
        self.field.add_class(FIELD)
        run = {
            "output_type": "display_data",
            "data": {"application/javascript": SCRIPT, "text/plain": ""},
            "metadata": {},
        }
        script = ipywidgets.Output(outputs=(run,))
        super().__init__([self.field, script], layout=ipywidgets.Layout(display="none"))
        self.field.observe(self._heard, names="value")

    def _heard(self, change: object) -> None:
        words = self.field.value.split()
        try:
            across, down = (float(word) for word in words[:2])
        except ValueError:
            return  # somebody else wrote into the field
        if 0 <= across <= 1 and 0 <= down <= 1:
            self._clicked(across, round(1 - down, 5))
