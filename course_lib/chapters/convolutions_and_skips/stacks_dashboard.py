"""Depth with and without ways around and a norm: at every rate, and each at its own best one."""

from typing import Any

import numpy as np

from course_lib.chapters.convolutions_and_skips.stacks import KINDS, at_own_best
from course_lib.dashboards import Dashboard, Picture, menu, stored_slider
from course_lib.datasets import Sweep
from course_lib.plots import BLUE, GREEN, GREY, ORANGE

LOOKS: dict[str, dict[str, Any]] = {
    "plain": {"color": GREY, "linestyle": ":", "marker": "x"},
    "batch norm": {"color": BLUE, "linestyle": "-", "marker": "o"},
    "skips, small start": {"color": ORANGE, "linestyle": "--", "marker": "s"},
    "skips, batch norm": {"color": GREEN, "linestyle": "-.", "marker": "^"},
}
JUDGED = {"new digits": "test", "training digits": "train"}


class Scene:
    """On the left all rates at one depth, on the right each kind at its best at all depths."""

    def __init__(self, sweep: Sweep) -> None:
        self._sweep = sweep
        self.picture = Picture(900, 380)
        left, right = self.picture.panels(1, 1)
        depths, rates = sweep.axes["depth"], sweep.axes["lr"]
        for ax, values, name in ((left, rates, "learning rate"), (right, depths, "convolutions")):
            ax.set_xticks(np.arange(len(values)), [f"{value:g}" for value in values])
            ax.set(xlabel=name, xlim=(-0.3, len(values) - 0.7), ylim=(0, 104))
        left.set_ylabel("right (%)")
        self._rates = {name: left.plot([], [], **look)[0] for name, look in LOOKS.items()}
        self._depths = {
            name: right.plot([], [], label=name, **look)[0] for name, look in LOOKS.items()
        }
        right.set_title("each at its own best rate", fontsize=12)
        self._title = left.set_title("33 convolutions", fontsize=12)
        self._cursor = right.axvline(0, color=GREY, linewidth=1)
        self.picture.legend(self._depths.values(), ncols=4)
        self.picture.moves(*self._rates.values(), *self._depths.values(), self._cursor, self._title)

    def show(self, depth: float, judged: str) -> str:
        """Look up the curves of a depth, judged on new digits or on those of the training."""
        axes, which = self._sweep.axes, JUDGED[judged]
        place, words = list(axes["depth"]).index(depth), []
        for row, name in enumerate(KINDS):
            scores = self._sweep.values[which][row, place].mean(axis=-1)
            self._rates[name].set_data(range(len(scores)), scores)
            bests = [at_own_best(self._sweep, name, deep, which) for deep in axes["depth"]]
            means = [float(scores_at.mean()) for _, scores_at in bests]
            self._depths[name].set_data(range(len(means)), means)
            words.append(f"{name} {means[place]:.0f} % (at {bests[place][0]:g})")
        self._cursor.set_xdata([place, place])
        self._title.set_text(f"{depth:g} convolutions, {judged}")
        best = " · ".join(words)
        return f"{depth:g} convolutions, right of the {judged}, each at its best: {best}"


def stacks_dashboard(sweep: Sweep) -> Dashboard:
    """Right answers of four kinds of stacks over the rates and over depth."""
    scene = Scene(sweep)
    controls = {
        "depth": stored_slider("convolutions", sweep.axes["depth"], 3),
        "judged": menu("judged on", list(JUDGED), "new digits"),
    }
    return Dashboard("depth and ways around", scene.picture, controls, show=scene.show)
