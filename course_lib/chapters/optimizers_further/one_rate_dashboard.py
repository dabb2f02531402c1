"""Four rules at one rate for all: choose the rate, and you have chosen the winner."""

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, NullFormatter, StrMethodFormatter

from course_lib.chapters.optimizers_further.four_rules import RATES, RULES
from course_lib.dashboards import Dashboard, Picture, menu, stored_slider
from course_lib.datasets import Sweep
from course_lib.plots import GREY
from course_lib.plots.surfaces import METHODS

TOP, BOTTOM, TICKS = 3.0, 0.05, (0.05, 0.1, 0.2, 0.5, 1, 2)
RUNS = {"mean of both": (0, 1), "seed 10": (0,), "seed 11": (1,)}


class Scene:
    """A point for each rule; what has exploded is at the top, in grey."""

    def __init__(self, tuning: Sweep) -> None:
        self.losses = tuning.values["loss"]
        self.picture = Picture(700, 320)
        (ax,) = self.picture.panels(1)
        self.picture.moves(*self._add_points(ax))

    def _add_points(self, ax: Axes) -> list[Artist]:
        ax.set(yscale="log", ylim=(BOTTOM, TOP), ylabel="training loss")
        ax.yaxis.set_major_locator(FixedLocator(TICKS))
        ax.yaxis.set_major_formatter(StrMethodFormatter("{x:g}"))
        ax.yaxis.set_minor_formatter(NullFormatter())
        ax.set_xticks(range(len(RULES)), list(RULES))
        ax.set_xlim(-0.5, len(RULES) - 0.5)
        ax.grid(axis="y", color=GREY, alpha=0.3)
        self.points = [ax.plot([k], [1.0], "o", markersize=14)[0] for k in range(len(RULES))]
        self.words = [ax.text(k, 1, "", ha="center", fontsize=12) for k in range(len(RULES))]
        return [*self.points, *self.words]

    def show(self, rate: float, runs: str) -> str:
        """Show the four losses at one rate, and name the lowest."""
        at = RATES.index(rate)
        means = self.losses[:, at, list(RUNS[runs])].mean(axis=-1)
        for k, (name, words, mean) in enumerate(zip(RULES, self.words, means, strict=True)):
            there = bool(np.isfinite(mean))
            self.points[k].set_data([k], [min(mean, 0.75 * TOP)])
            self.points[k].set_color(METHODS[name]["color"] if there else GREY)
            words.set(y=min(1.2 * mean, 0.5 * TOP), text=f"{mean:.3f}" if there else "exploded")
        alive = np.isfinite(means).any()
        end = f"the winner is {list(RULES)[means.argmin()]}" if alive else "all have exploded"
        return f"one rate for all, {rate:g}, {runs}: {end}"


def one_rate_dashboard(tuning: Sweep, *, rate: float = 0.01) -> Dashboard:
    """Training losses of four rules on digits, all at the rate of the slider."""
    scene = Scene(tuning)
    controls = {
        "rate": stored_slider("one rate for all", RATES, rate),
        "runs": menu("runs", list(RUNS), "mean of both"),
    }
    return Dashboard("one rate", scene.picture, controls, show=scene.show)
