"""A unit to look at, a weight that leads to it, and its value to set: by key, or by a click."""

import html
from collections.abc import Callable
from typing import Any

import ipywidgets

from course_lib.chapters.playground.dashboard.net import Edge
from course_lib.chapters.playground.session import PlaygroundSession
from course_lib.chapters.playground.units import (
    BIAS,
    Unit,
    columns,
    dead,
    drawn_singly,
    equation,
    incoming,
    name_of,
)
from course_lib.dashboards import menu
from course_lib.dashboards.controls import values_of
from course_lib.dashboards.presenting import css_px

ALL, NONE = "the whole", "none"
"""No unit, and no weight: None as a value would leave a menu empty."""

FOLDED = "units: too many to look at each"
POSITIONS = [round(-5 + 0.1 * k, 1) for k in range(101)]
"""Where the slider of a weight stops."""

PLAIN = "font-size: var(--jp-widgets-font-size); line-height: 1.25"


class Inspector:
    """The controls, and a line with the unit's equation.

    Parameters
    ----------
    looked : function without arguments
        Called when another unit or weight is chosen.
    moved : function of a float
        Called with the value that the chosen weight is to have.

    Attributes
    ----------
    unit, source, weight : the controls
    says : the line with the equation
    widget : all of them
    """

    def __init__(self, looked: Callable[[], None], moved: Callable[[float], None]) -> None:
        self._looked, self._set = looked, moved
        self._settings: Any = None
        self._writing = False
        self.unit = menu("look at", [(ALL, ALL)], ALL)
        self.source = menu("its weight from", [(NONE, NONE)], NONE)
        self.weight = ipywidgets.SelectionSlider(
            options=_stops(0.0), value=0.0, description="set to", continuous_update=True,
            style={"description_width": "initial"},
            layout=ipywidgets.Layout(
                flex=f"1 1 {css_px(150)}", max_width=css_px(300), margin="2px 2px 2px 10px"
            ),
        )  # fmt: skip
        self.says = ipywidgets.HTML()
        level = ipywidgets.Layout(flex_flow="row wrap", align_items="center")
        row = ipywidgets.HBox([self.unit, self.source, self.weight], layout=level)
        self.widget = ipywidgets.VBox([row, self.says])
        self.unit.observe(self._other_unit, names="value")
        self.source.observe(self._other_source, names="value")
        self.weight.observe(self._other_weight, names="value")

    @property
    def chosen(self) -> Unit | None:
        """The unit that is looked at; None for the whole network's answer."""
        return None if self.unit.value == ALL else self.unit.value

    @property
    def edge(self) -> Edge | None:
        """The weight that is chosen, where it is one between two units."""
        place = self.source.value
        return None if self.chosen is None or place in (NONE, BIAS) else Edge(self.chosen, place)

    def begin(self, session: PlaygroundSession) -> None:
        """Offer the units of this network; what was looked at stays, if there is such a one."""
        settings = session.settings
        singly = drawn_singly(settings)
        counts = columns(settings)
        units = [Unit(c, place) for c, count in enumerate(counts) for place in range(count)]
        options = [(name_of(settings, unit), unit) for unit in units] if singly else []
        self._put(self.unit, [(ALL if singly else FOLDED, ALL), *options])
        self.unit.disabled = not singly
        self.write(session)

    def write(self, session: PlaygroundSession) -> None:
        """Show the weights of the unit that is looked at, as they are now."""
        weights = incoming(session, self.chosen) if self.chosen else {}
        places = [(name, BIAS if name == BIAS else place) for place, name in enumerate(weights)]
        self._put(self.source, [(NONE, NONE), *places])
        self.source.disabled = not weights
        self._write_weight(list(weights.values()))
        self.say(session)

    def say(self, session: PlaygroundSession) -> None:
        """Write the equation of the unit that is looked at."""
        unit, said = self.chosen, ""
        if unit is not None:
            said = equation(session, unit)
            layers = dead(session)
            if layers and 0 < unit.column <= len(layers):
                lost = bool(layers[unit.column - 1][unit.place])
                said += " · dead: 0 for every training example" if lost else " · not dead"
            if self.source.value != NONE and unit.column < len(columns(session.settings)) - 1:
                said += " · large: this unit's map; the whole's answer is the small one at output"
        self.says.value = f'<div style="{PLAIN}">{html.escape(said)}</div>' if said else ""

    def look(self, unit: Unit | None, source: int | None = None) -> None:
        """Choose a unit, and a weight that leads to it."""
        self.unit.value = ALL if unit is None else unit
        if source is not None and source in values_of(self.source):
            self.source.value = source

    def _write_weight(self, values: list[float]) -> None:
        place = self.source.value
        self.weight.disabled = place == NONE
        now = 0.0 if place == NONE else values[-1 if place == BIAS else place]
        self._put(self.weight, _stops(now), now)

    def _put(self, control: Any, options: list[Any], *value: Any) -> None:
        """Offer these, and choose one without a call; what was chosen stays where it can."""
        wanted = value[0] if value else control.value
        if wanted not in [each for _, each in options]:
            wanted = options[0][1]
        self._writing = True
        try:
            if list(control.options) != options:
                control.options = options
            control.value = wanted
        finally:
            self._writing = False

    def _other_unit(self, _: Any) -> None:
        if not self._writing:
            self._put(self.source, [(NONE, NONE)])
            self._looked()

    def _other_source(self, _: Any) -> None:
        if not self._writing:
            self._looked()

    def _other_weight(self, _: Any) -> None:
        if not self._writing and not self.weight.disabled:
            self._set(float(self.weight.value))


def _stops(now: float) -> list[tuple[str, float]]:
    """Where the slider stops: the value there is takes the place of the stop that is nearest.

    So there are always as many: on the page a slider keeps the number that it was made with.
    """
    nearest = min(POSITIONS, key=lambda stop: abs(stop - now))
    return [(f"{each:.4g}", each) for each in (now if p == nearest else p for p in POSITIONS)]
