"""Painting points of one's own: a place, a class, add, undo, clear; all of it by keys too."""

from collections.abc import Callable
from typing import Any

import ipywidgets
import numpy as np

from course_lib.chapters.playground.own_points import MOST, REACH, Point, kept_points
from course_lib.dashboards import buttons, linear_slider
from course_lib.dashboards.presenting import css_px, stacked

CLASSES = [("circle", 0), ("triangle", 1)]


class Painter:
    """The controls that paint, and the points so far.

    Parameters
    ----------
    painted : function without arguments
        Called when ``points`` are others.
    aimed : function without arguments
        Called when the place or the class to paint has changed.

    Attributes
    ----------
    points : tuple of (x, y, class)
        In the order in which they were added.
    label, x, y : the controls
    add_button, undo_button, clear_button : Button
    widget : all of them in a group
    """

    def __init__(self, painted: Callable[[], None], aimed: Callable[[], None]) -> None:
        self._painted, self._aimed = painted, aimed
        self.points: tuple[Point, ...] = ()
        self._before: list[tuple[Point, ...]] = []
        self.label = buttons("add a", CLASSES, 0)
        self.x, self.y = (linear_slider(name, -REACH, REACH, 0.1, 0.0) for name in ("x1", "x2"))
        for control in (self.x, self.y):
            stacked(control)
        self.label.layout.width, self.label.layout.margin = "calc(100% - 8px)", "0 4px"
        self.add_button = _button("add", "plus", f"add a point at the cross; at most {MOST}")
        self.undo_button = _button("undo", "undo", "take the last change of the points back")
        self.clear_button = _button("clear", "trash", "take all points away; undo brings them back")
        self.add_button.on_click(lambda _: self.add())
        self.undo_button.on_click(lambda _: self.undo())
        self.clear_button.on_click(lambda _: self.clear())
        for control in (self.label, self.x, self.y):
            control.observe(lambda _: self._aimed(), names="value")
        row = ipywidgets.HBox(
            [self.add_button, self.undo_button, self.clear_button],
            layout=ipywidgets.Layout(flex="0 0 auto", flex_flow="row wrap"),
        )
        self.widget = ipywidgets.VBox([self.label, self.x, self.y, row])
        self.put((), shown=False)

    @property
    def aim(self) -> Point:
        """Where the next point goes, and its class."""
        return float(self.x.value), float(self.y.value), int(self.label.value)

    def put(self, points: tuple[Point, ...], *, shown: bool) -> None:
        """Take over the points of a situation, and stand there or not."""
        if points != self.points:
            self.points, self._before = points, []
        self.widget.layout.display = None if shown else "none"
        self._offer()

    def add(self, x: float | None = None, y: float | None = None, label: Any = None) -> None:
        """Add a point: at the cross and of the chosen class, where nothing else is said."""
        here, there, chosen = self.aim
        point = (
            here if x is None else x,
            there if y is None else y,
            chosen if label is None else label,
        )
        self._become(kept_points((*self.points, point)))

    def undo(self) -> None:
        """Take back the last change; of points that came with a text, the last one."""
        if self._before or self.points:
            points = self._before.pop() if self._before else self.points[:-1]
            self.points = points
            self._offer()
            self._painted()

    def clear(self) -> None:
        """Take all points away."""
        if self.points:
            self._become(())

    def click(self, x: float, y: float) -> None:
        """Move the cross to a place on the map, and add a point of the chosen class there."""
        for control, value in ((self.x, x), (self.y, y)):
            stops = [stop for _, stop in control.options]
            control.value = stops[int(np.argmin(np.abs(np.array(stops) - value)))]
        if len(self.points) < MOST:
            self.add()

    def _become(self, points: tuple[Point, ...]) -> None:
        self._before.append(self.points)
        self.points = points
        self._offer()
        self._painted()

    def _offer(self) -> None:
        """Grey out what would do nothing."""
        self.add_button.disabled = len(self.points) >= MOST
        self.undo_button.disabled = not (self._before or self.points)
        self.clear_button.disabled = not self.points


def _button(name: str, icon: str, tooltip: str) -> Any:
    return ipywidgets.Button(
        description=name, icon=icon, tooltip=tooltip, layout=ipywidgets.Layout(width=css_px(74))
    )
