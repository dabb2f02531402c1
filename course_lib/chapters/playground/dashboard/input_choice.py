"""Which functions of a point the network is told: a row of buttons, one control."""

from typing import Any

import ipywidgets
from traitlets import Tuple

from course_lib.chapters.playground.dashboard.net import pretty
from course_lib.chapters.playground.settings import INPUTS
from course_lib.dashboards.presenting import css_px


class InputChoice(ipywidgets.Box):  # type: ignore[misc]
    """Buttons that are pressed for the inputs there are; the last one stays pressed.

    Attributes
    ----------
    value : tuple of names
    options : pairs of a name and a value, the least and the most that can be chosen
    buttons : dict of name to ToggleButton

    Examples
    --------
    >>> choice = InputChoice(("x1", "x2"))
    >>> choice.buttons["x1*x2"].value = True
    >>> choice.buttons["x1"].value = False
    >>> choice.value
    ('x2', 'x1*x2')
    """

    value = Tuple()
    options = (("one", ("x1",)), ("all", INPUTS))

    def __init__(self, value: tuple[str, ...]) -> None:
        self.buttons = {
            name: ipywidgets.ToggleButton(
                name in value, description=pretty(name), tooltip=f"input {name}",
                layout=ipywidgets.Layout(
                    width="auto", height=css_px(22), padding="0 3px", margin="1px", flex="1 1 auto",
                ),
            )
            for name in INPUTS
        }  # fmt: skip
        super().__init__(list(self.buttons.values()))
        self.layout.flex_flow = "row wrap"
        self.value = value
        self._moving = False
        for button in self.buttons.values():
            button.observe(self._pressed, names="value")
        self.observe(self._moved, names="value")

    def _pressed(self, change: Any) -> None:
        if self._moving:
            return
        chosen = tuple(name for name, button in self.buttons.items() if button.value)
        if chosen:
            self.value = chosen
        else:  # a network is told something
            self._moved(None)

    def _moved(self, _: Any) -> None:
        self._moving = True
        try:
            for name, button in self.buttons.items():
                button.value = name in self.value
        finally:
            self._moving = False
