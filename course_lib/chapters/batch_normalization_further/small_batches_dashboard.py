"""Norms in small batches, each at every rate, and each at its own best one; from a stored sweep."""

from typing import Any

import numpy as np

from course_lib.chapters.batch_normalization_further.small_batches import EPSILONS, at_own_best
from course_lib.dashboards import Dashboard, Picture, stored_slider
from course_lib.datasets import Sweep
from course_lib.plots import BLUE, GREEN, GREY, ORANGE, PURPLE

LOOKS: dict[str, dict[str, Any]] = {
    "none": {"color": GREY, "linestyle": ":", "marker": "x"},
    "layer norm": {"color": GREEN, "linestyle": "-.", "marker": "^"},
    "group norm": {"color": PURPLE, "linestyle": "--", "marker": "D"},
    "renorm": {"color": ORANGE, "linestyle": "--", "marker": "s"},
    "batch norm": {"color": BLUE, "linestyle": "-", "marker": "o", "linewidth": 3},
}


class Scene:
    """On the left all rates in batches of one size, on the right each at its best in all sizes."""

    def __init__(self, sweep: Sweep) -> None:
        self._sweep = sweep
        self.picture = Picture(900, 380)
        left, right = self.picture.panels(1, 1)
        sizes, rates = sweep.axes["batch_size"], sweep.axes["lr"]
        for ax, values, name in ((left, rates, "learning rate"), (right, sizes, "batch size")):
            ax.set_xticks(np.arange(len(values)), [f"{value:g}" for value in values])
            ax.set(xlabel=name, xlim=(-0.3, len(values) - 0.7), ylim=(0, 100))
        left.set_ylabel("right of new digits (%)")
        self._rates = {name: left.plot([], [], **look)[0] for name, look in LOOKS.items()}
        self._sizes = {
            name: right.plot([], [], label=name, **look)[0] for name, look in LOOKS.items()
        }
        right.set_title("each at its own best rate", fontsize=12)
        self._title = left.set_title("batches of 32", fontsize=12)
        self._cursor = right.axvline(0, color=GREY, linewidth=1)
        self.picture.legend(self._sizes.values(), ncols=5)
        self.picture.moves(*self._rates.values(), *self._sizes.values(), self._cursor, self._title)

    def show(self, batch_size: float, eps: float) -> str:
        """Look up the curves of a batch size; batch norm's are those with this eps."""
        axes = self._sweep.axes
        place = list(axes["batch_size"]).index(batch_size)
        words = []
        for name in LOOKS:
            contender = f"batch norm, eps {eps:g}" if name == "batch norm" else name
            row = list(axes["contender"]).index(contender)
            scores = self._sweep.values["test"][row, place].mean(axis=-1)
            self._rates[name].set_data(range(len(scores)), scores)
            bests = [at_own_best(self._sweep, contender, size) for size in axes["batch_size"]]
            self._sizes[name].set_data(range(len(bests)), [score for _, score in bests])
            rate, score = bests[place]
            words.append(f"{name} {score:.1f} % (at {rate:g})")
        self._cursor.set_xdata([place, place])
        self._title.set_text(f"batches of {batch_size:g}")
        best = " · ".join(words)
        return f"batches of {batch_size:g}, eps of batch norm {eps:g}, each at its best: {best}"


def small_batches_dashboard(sweep: Sweep) -> Dashboard:
    """Right answers of five contenders over the rates and over the batch sizes."""
    scene = Scene(sweep)
    controls = {
        "batch_size": stored_slider("batch size", sweep.axes["batch_size"], 32),
        "eps": stored_slider("eps of batch norm", EPSILONS, 1e-5, form="g"),
    }
    return Dashboard("norms in small batches", scene.picture, controls, show=scene.show)
