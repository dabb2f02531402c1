"""A row of buttons of which several can be pressed: one control whose value is a tuple."""

from collections.abc import Mapping
from typing import Any

import ipywidgets
from traitlets import Int, Tuple

from course_lib.dashboards.presenting import css_px


class Several(ipywidgets.Box):  # type: ignore[misc]
    """Buttons that are pressed for what is chosen; the last one stays pressed.

    Parameters
    ----------
    name : str
        What each choice is, for who hears it, such as "input".
    choices : dict of name to what its button says, in order
    value : tuple of the names that are chosen first

    Attributes
    ----------
    value : tuple of names
    refused : int
        How often somebody tried to let the last one go.
    options : pairs of a word and a value, the least and the most that can be chosen
    buttons : dict of name to ToggleButton

    Examples
    --------
    >>> choice = Several("input", {"x1": "x₁", "x2": "x₂", "x1*x2": "x₁x₂"}, ("x1", "x2"))
    >>> choice.buttons["x1*x2"].value = True
    >>> choice.buttons["x1"].value = False
    >>> choice.value
    ('x2', 'x1*x2')
    """

    value = Tuple()
    refused = Int()

    def __init__(self, name: str, choices: Mapping[str, str], value: tuple[str, ...]) -> None:
        self.options = [("one", (next(iter(choices)),)), ("all", tuple(choices))]
        self.buttons = {
            each: ipywidgets.ToggleButton(
                each in value, description=said, tooltip=f"{name} {each}",
                layout=ipywidgets.Layout(
                    width="auto", height=css_px(22), padding="0 3px", margin="1px", flex="1 1 auto",
                ),
            )
            for each, said in choices.items()
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
        else:  # the last one cannot be let go
            self._moved(None)
            self.refused += 1

    def _moved(self, _: Any) -> None:
        self._moving = True
        try:
            for name, button in self.buttons.items():
                button.value = name in self.value
        finally:
            self._moving = False
