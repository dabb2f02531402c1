"""One constant learning rate: the loss it gives along the run, and at the end beside all others."""

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from course_lib.chapters.learning_rate_schedules.drawing import (
    RangeOfRuns,
    epoch_axis,
    loss_axis,
    rate_axis,
    within,
)
from course_lib.chapters.learning_rate_schedules.runs import COIN, LOST, SEEDS
from course_lib.dashboards import Dashboard, Picture, stored_slider
from course_lib.datasets import Sweep
from course_lib.plots import BLUE, ORANGE, REFERENCE


class Scene:
    """On the left the runs of one rate, on the right where those of all rates end."""

    def __init__(self, sweep: Sweep) -> None:
        self._epochs, self._rates = sweep.fixed["epochs"], sweep.axes["peak"]
        final = sweep.axes["final"][0]
        self._points = [
            sweep.at(form="constant", warm=0, peak=rate, final=final) for rate in self._rates
        ]
        self._ends = np.array([point["loss"][: len(SEEDS)] for point in self._points])
        self.picture = Picture(900, 360)
        left, right = self.picture.panels(1, 1)
        for ax in (left, right):
            loss_axis(ax)
            ax.axhline(COIN, **REFERENCE)
            ax.axhline(LOST, color="#555555", linewidth=0.8)
        self.picture.moves(*self._add_runs(left), *self._add_ends(right))

    def _add_runs(self, ax: Axes) -> list[Artist]:
        epoch_axis(ax, self._epochs[-1])
        ax.set_title("along the run: mean of 5 seeds, and range")
        self._runs = RangeOfRuns(ax)
        self._badge = ax.text(
            0.97, 0.6, "LOST: above half a coin's loss", transform=ax.transAxes, ha="right",
            color="white", fontsize=13, bbox={"facecolor": ORANGE, "edgecolor": "none"},
        )  # fmt: skip
        return [*self._runs.artists, self._badge]

    def _add_ends(self, ax: Axes) -> list[Artist]:
        rates, ends = self._rates, self._ends
        rate_axis(ax, [0.01, 0.03, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2], name="learning rate")
        ax.set(title="at the end: a dot a seed", ylabel="")
        ax.text(rates[0], COIN * 1.04, "a coin: ln 2", color="#555555", fontsize=11)
        ax.plot(rates, within(ends), "o", color=BLUE, markersize=4)
        ax.plot(rates, within(ends.mean(axis=1)), "-", color=BLUE)
        (self._marker,) = ax.plot(
            [], [], "D", color=ORANGE, markersize=11, fillstyle="none", markeredgewidth=2.5
        )
        return [self._marker]

    def show(self, rate: float) -> str:
        """Look up the runs of a rate."""
        place = list(self._rates).index(rate)
        point, end = self._points[place], self._ends[place]
        self._runs.show(self._epochs, point)
        self._marker.set_data([rate], within([end.mean()]))
        lost = int((end > LOST).sum())
        self._badge.set_visible(lost == len(end))
        after_two = float(point["mean"][2])
        return (
            f"learning rate {rate:g}: loss {after_two:.2f} after 2 epochs, {end.mean():.3f} at "
            f"the end (mean of 5 seeds); {lost} of {len(end)} lost"
        )


def rate_dashboard(sweep: Sweep, *, start: float = 0.01) -> Dashboard:
    """The runs of a constant rate, as the rate moves; stored."""
    scene = Scene(sweep)
    controls = {"rate": stored_slider("learning rate", sweep.axes["peak"], start)}
    return Dashboard("constant rate", scene.picture, controls, show=scene.show)
