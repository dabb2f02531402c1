"""The search-space sampler: where draws of one hyperparameter land, by their scale."""

import ipywidgets
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from course_lib.chapters.hyperparameter_search.sampler import (
    MOST,
    WANTED,
    accuracy_along,
    draws,
    good_range,
    until,
)
from course_lib.dashboards import Dashboard, Picture, buttons, linear_slider, menu
from course_lib.experiments.searched_table import AXES, SPACE
from course_lib.plots import BLUE, GREEN, GREY
from course_lib.plots.drawing_lock import one_at_a_time

NAMES = {"lr": "learning rate", "beta": "beta"}
PLACES = np.linspace(0, 1, 17)
"""Borders of the histogram's bars, as shares of the axis."""


class Scene:
    """Above what each value is worth, below where the draws land; the good range shaded in both."""

    def __init__(self) -> None:
        self.picture = Picture(900, 360)
        top, bottom = self.picture.panels(1, rows=2, sharex=True)
        top.set(ylabel="dev accuracy (%)", ylim=(0, 90))
        top.set_title("shaded: within 3 points of the best", fontsize=11, color=GREY)
        (self._curve,) = top.plot([], [], "o-", color=BLUE)
        self._shaded = [
            ax.axvspan(0, 1, color=GREEN, alpha=0.2, linewidth=0) for ax in (top, bottom)
        ]
        self.picture.moves(*self._shaded, self._curve, *self._add_draws(bottom))

    def _add_draws(self, ax: Axes) -> list[Artist]:
        self._bars = ax.stairs(np.zeros(16), PLACES, fill=True, color=BLUE, alpha=0.5)
        (self._rug,) = ax.plot([], [], "|", color="black", markersize=14)
        ax.set(ylabel="draws", xlim=(-0.02, 1.02), ylim=(-5, 100))
        ax.set_xticks([])
        # The axis is another for each hyperparameter, so its numbers and its name move too.
        self._ticks = [ax.text(x, -15, "", ha="center", va="top", fontsize=11) for x in PLACES[::4]]
        self._name = ax.text(0.5, -32, "", ha="center", va="top", fontsize=12)
        return [self._bars, self._rug, *self._ticks, self._name]

    def show(self, name: str, scale: str, count: int, seed: int) -> int:
        """Draw from this scale; returns how many land in the good range."""
        axis = SPACE.distributions[name]
        low, high = (axis.place(value) for value in good_range(name))
        where = np.array([axis.place(value) for value in draws(name, scale, seed)[:count]])
        for patch in self._shaded:
            patch.set_bounds(low, patch.get_y(), high - low, patch.get_height())
        own = [axis.place(value) for value in AXES[name]]
        self._curve.set_data(own, 100 * accuracy_along(name))
        self._bars.set_data(np.histogram(where, PLACES)[0])
        self._rug.set_data(where, np.full(count, -2.5))
        for tick, place in zip(self._ticks, PLACES[::4], strict=True):
            tick.set_text(f"{axis.at(place):.3g}")
        self._name.set_text(NAMES[name])
        return int(((where >= low) & (where <= high)).sum())


def sampler_dashboard() -> "Sampler":
    """Draw a learning rate or a beta evenly, or by orders of magnitude; see where draws land."""
    return Sampler()


class Sampler(Dashboard):
    """A dashboard with a button that draws anew; it counts the draws until the first hits."""

    def __init__(self) -> None:
        self._draws_seen = 1
        self._scene = Scene()
        controls = {
            "name": menu("hyperparameter", [(shown, key) for key, shown in NAMES.items()], "lr"),
            "scale": buttons("scale", ["uniform", "log"], "uniform"),
            "count": linear_slider("draws", 5, MOST, 5, 40, form="d"),
        }
        super().__init__("sampler", self._scene.picture, controls, show=self._show_draws)
        layout = ipywidgets.Layout(width="auto")
        self.others = ipywidgets.Button(description="other draws", icon="refresh", layout=layout)
        self.others.on_click(lambda _: self.draw_others())
        self.reset.on_click(lambda _: self._first_draws())
        bar, *rest = self.children
        self.children = (bar, self.others, *rest)

    @one_at_a_time
    def draw_others(self) -> None:
        """Draw with another seed."""
        self._draws_seen += 1
        self._answer()

    @one_at_a_time
    def _first_draws(self) -> None:
        self._draws_seen = 1
        self._answer()

    def _show_draws(self, *, name: str, scale: str, count: int) -> str:
        hits = self._scene.show(name, scale, count, seed=self._draws_seen - 1)
        said = f"{scale} scale: {hits} of {count} draws in the shaded range"
        return said + "".join(f". {self._waits(name, scale, wanted)}" for wanted in WANTED)

    def _waits(self, name: str, scale: str, wanted: int) -> str:
        """How many draws it took, in all the draws seen so far."""
        waits = [until(name, scale, wanted, seed) for seed in range(self._draws_seen)]
        last = waits[-1]
        known = [MOST + 1 if wait is None else wait for wait in waits]
        middle = float(np.median(known))
        typically = f"over {MOST}" if middle > MOST else f"{middle:g}"
        what = "the first hit" if wanted == 1 else f"{wanted} hits"
        here = f"over {MOST} draws" if last is None else f"{last} draws"
        of = f", median of {self._draws_seen} tries {typically}" if self._draws_seen > 1 else ""
        return f"{what[0].upper()}{what[1:]} took {here}{of}"

    def let_go(self) -> None:
        """Drop the button and the scene too."""
        super().let_go()
        del self._scene, self.others
