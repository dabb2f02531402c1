"""The reader's own digit: drawn by mouse, finger or keys, and named while it is drawn."""

from collections.abc import Callable
from typing import Any

import ipywidgets
import numpy as np

from course_lib.chapters.models_in_use.deployed import Model
from course_lib.chapters.models_in_use.digit_dashboard_scene import (
    DigitScene,
    page_on_picture,
    percent,
)
from course_lib.chapters.models_in_use.strokes import PAGES, Ink, Line, ink_of, shrink
from course_lib.dashboards import Dashboard, linear_slider, menu
from course_lib.dashboards.drawn import Drawn, key_class
from course_lib.dashboards.drawn import Line as NewLine
from course_lib.plots.drawing_lock import one_at_a_time

OWN, FIRST = "yours", "a 3"
UPSTROKE = "a 1 with an upstroke"
READY_MADE: dict[str, tuple[Line, ...]] = {
    FIRST: PAGES[FIRST],
    UPSTROKE: (((0.3, 0.4), (0.52, 0.15), (0.52, 0.85)),),
} | PAGES
"""The course's own pages, in the order of the menu."""
AS_IT_STANDS, INVERTED = "as it stands", "as it stands, dark on light"
STEPS = 20
"""Steps of the keys' pen across the page."""
WAYS = {"left": (-1, 0), "up": (0, -1), "down": (0, 1), "right": (1, 0)}


class DigitBoard(Dashboard):
    """A page to draw on; beside it what the network gets, and what it says.

    Attributes
    ----------
    lines : list of Line
        What was drawn on the reader's own page.
    pen : None, or [across, down, draws]
        The pen that keys move; None until it is moved.
    """

    def __init__(self, model: Model, ready: Callable[[Ink], Any], whose: str) -> None:
        self._model, self._ready, self.scene = model, ready, DigitScene()
        self.lines: list[Line] = []
        self.pen: list[Any] | None = None
        self._numbers: list[int] = []  # of the lines, 0 for those of the keys
        self._over = 0  # lines up to this number are of a page that was left, or taken back
        self._whose = f"{whose} prepare"
        self.drawn = Drawn(self._heard, page_on_picture())
        self.buttons = self._buttons()
        super().__init__(
            "your own digit",
            self.scene.picture,
            {
                "page": menu("page", [OWN, *READY_MADE], FIRST),
                "width": linear_slider("pen's width", 1.0, 4.0, 0.5, 2.5, form=".1f"),
                "tilt": linear_slider("tilt", -45, 45, 5, 0, form="d"),
                "prepared": menu("prepared", [self._whose, AS_IT_STANDS, INVERTED], self._whose),
            },
            show=self._say,
        )

    def arrange(self, *children: Any) -> None:
        """Put the row of buttons under the controls, and listen to the picture."""
        bar, *others = children
        row = ipywidgets.HBox(
            list(self.buttons.values()), layout=ipywidgets.Layout(flex_flow="row wrap")
        )
        super().arrange(bar, row, *others, self.drawn)

    @one_at_a_time
    def press(self, name: str) -> None:
        """Do what a button does: left, right, up, down, pen, undo, clear."""
        self.need_alive()
        if name == "clear":
            self._begin([])
        elif name == "undo":
            self._undo()
        else:
            self._own_page()
            self._move_pen(name)
        self._changed(None)

    def let_go(self) -> None:
        """Drop what holds the figure, and the buttons."""
        super().let_go()
        del self.scene, self.drawn, self.buttons, self._ready, self._model

    def _buttons(self) -> dict[str, Any]:
        """A button for each key; ``drawn.js`` presses them for who is on the picture."""
        looks = {
            "undo": ("undo", "take the last line back (Backspace on the picture)"),
            "clear": ("trash", "an empty page (Delete on the picture)"),
            "pen": ("pencil", "put the pen down, or lift it (space bar on the picture)"),
            **{way: (f"arrow-{way}", f"move the pen {way} (arrow key on the picture)")
               for way in WAYS},
        }  # fmt: skip
        made = {}
        for name, (icon, tooltip) in looks.items():
            button = ipywidgets.Button(
                description=name, icon=icon, tooltip=tooltip,
                layout=ipywidgets.Layout(width="auto"),
            )  # fmt: skip
            button.add_class(key_class(name))
            button.on_click(lambda _, name=name: self._pressed(name))
            made[name] = button
        return made

    def _pressed(self, name: str) -> None:
        try:
            self.press(name)
        except BaseException as error:
            self.fail(error)

    @one_at_a_time
    def _heard(self, lines: list[NewLine]) -> None:
        """Take over what was drawn by pointer; a line comes again while it grows."""
        if self._freed:
            return
        news = [line for line in lines if line.number > self._over]
        if not news:
            return
        self._own_page()
        for line in news:
            if line.number in self._numbers:
                self.lines[self._numbers.index(line.number)] = line.places
            else:
                self.lines.append(line.places)
                self._numbers.append(line.number)
        self.pen = None
        self.quick = not news[-1].ended
        self._changed(None)

    def _own_page(self) -> None:
        """Whoever draws on a page of the course's begins one of their own."""
        if self.controls["page"].value != OWN:
            self._begin([])

    def _begin(self, lines: list[Line]) -> None:
        self._over = max([self._over, *self._numbers])
        self.lines, self._numbers, self.pen, self.quick = lines, [0] * len(lines), None, False
        self._setting = True  # whoever calls answers once, with what is drawn
        try:
            self.controls["page"].value = OWN
        finally:
            self._setting = False

    def _undo(self) -> None:
        if self.controls["page"].value == OWN and self.lines:
            self._over = max(self._over, self._numbers.pop())
            self.lines.pop()
            if self.pen is not None:
                self.pen[2] = False

    def _move_pen(self, name: str) -> None:
        pen = self.pen or [STEPS // 2, STEPS // 4, False]
        if name == "pen":
            pen[2] = not pen[2]
            if pen[2]:
                self.lines.append(())
                self._numbers.append(0)
        else:
            across, down = WAYS[name]
            pen[0] = min(STEPS - 1, max(1, pen[0] + across))
            pen[1] = min(STEPS - 1, max(1, pen[1] + down))
        if pen[2]:
            self.lines[-1] = (*self.lines[-1], (pen[0] / STEPS, pen[1] / STEPS))
        self.pen, self.quick = pen, False

    def _say(self, page: str, width: float, tilt: float, prepared: str) -> str:
        """Show the page and say what the network makes of it."""
        lines = tuple(self.lines) if page == OWN else READY_MADE[page]
        ink = ink_of(lines, width=width, tilt=tilt)
        seen = self._prepared(ink, prepared)
        shares = self._model.probabilities(seen.reshape(1, 784).astype(np.float32))[0]
        pen = self.pen if page == OWN else None
        place = None if pen is None else (pen[0] / STEPS, pen[1] / STEPS, bool(pen[2]))
        self.scene.show(ink, seen, shares, place)
        first, second = np.argsort(shares)[:-3:-1]
        said = f"It says {first}, with {percent(shares[first])}; next {second}, with "
        said += percent(shares[second])
        if not ink.any():
            said = f"The page is empty. {said}"
        if pen is not None:
            said += (
                f" · the pen is {'down' if pen[2] else 'up'}, at {pen[0]} across and {pen[1]} down "
                f"of {STEPS}"
            )
        return said

    def _prepared(self, ink: Ink, prepared: str) -> Ink:
        """What the network gets, 28 x 28, light on dark in [0, 1]."""
        plain = shrink(ink, 28, 28)
        if prepared == INVERTED:
            return 1 - plain
        if prepared == AS_IT_STANDS or not ink.any():
            return plain
        return np.asarray(self._ready(ink), dtype=np.float64).reshape(28, 28)


def digit_dashboard(
    model: Model, ready: Callable[[Ink], Any], whose: str = "the course's"
) -> DigitBoard:
    """Draw a digit, and see what a network says of it.

    Parameters
    ----------
    model : Model
    ready : function of ink, shape (rows, columns) -> image of 28 x 28
        Centres and scales; see exercise 1.
    whose : str
        Whose function that is, such as "yours".

    Examples
    --------
    >>> from course_lib.chapters.models_in_use.deployed import Recipe, trained
    >>> from course_lib.datasets import like_mnist
    >>> board = digit_dashboard(trained(Recipe(count=1000)), like_mnist)
    >>> board.press("clear")
    >>> board.text.startswith("The page is empty. It says ")
    True
    """
    return DigitBoard(model, ready, whose)
