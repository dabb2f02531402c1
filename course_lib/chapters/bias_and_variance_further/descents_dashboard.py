"""Errors against the number of random units, as examples, wrong labels and penalty change."""

import numpy as np
from matplotlib.axes import Axes

from course_lib.chapters.bias_and_variance_further.descents import PENALTIES
from course_lib.dashboards import Dashboard, Picture, menu, stored_slider
from course_lib.datasets import Sweep
from course_lib.plots import DEV_POINTS, GREY, REFERENCE, TRAIN


class Scene:
    """Left the errors on the examples and on new digits, right the length of the weights."""

    def __init__(self, sweep: Sweep) -> None:
        self._sweep, self._widths = sweep, np.asarray(sweep.fixed["width"])
        self.picture = Picture(900, 370)
        left, right = self.picture.panels(3, 2)
        for ax in (left, right):
            ax.set(xscale="log", xlabel="random hidden units", xlim=(8, 2500))
        self._add_errors(left)
        self._add_lengths(right)
        self._marks = [ax.axvline(1, **REFERENCE) for ax in (left, right)]
        self.picture.moves(self._train, self._test, self._none, self._length, *self._marks)

    def _add_errors(self, ax: Axes) -> None:
        ax.set(ylabel="error (%)", ylim=(-2, 100), title="dotted line: units = examples")
        (self._none,) = ax.plot([], [], color=GREY, linewidth=1, label="new, no penalty")
        (self._train,) = ax.plot([], [], **TRAIN, label="training")
        (self._test,) = ax.plot([], [], **DEV_POINTS, label="new digits")
        ax.legend(loc="upper right", fontsize=11)

    def _add_lengths(self, ax: Axes) -> None:
        ax.set(yscale="log", ylim=(0.1, 2e4), title="length of the weights (mean of five)")
        (self._length,) = ax.plot([], [], color=GREY, marker="o", markersize=4)

    def show(self, examples: float, noise: float, penalty: str) -> str:
        """Look up the curves, and say where they are highest and lowest."""
        where = {"examples": int(examples), "noise": noise}
        runs = self._sweep.at(**where, penalty=penalty)
        none = self._sweep.at(**where, penalty="none")
        test = 100 * runs["test"]
        self._train.set_data(self._widths, 100 * runs["train"])
        self._test.set_data(self._widths, test)
        self._none.set_data(self._widths, 100 * none["test"])
        self._length.set_data(self._widths, runs["length"])
        for line in self._marks:
            line.set_xdata([examples, examples])
        at_peak = list(self._widths).index(int(examples))
        lowest = int(test.argmin())
        return (
            f"{int(examples)} examples, {100 * noise:.0f} % wrong labels, penalty {penalty}: "
            f"with {int(examples)} units {test[at_peak]:.0f} % errors on new digits, "
            f"with 2000 {test[-1]:.0f} %, fewest ({test[lowest]:.0f} %) "
            f"with {self._widths[lowest]} units"
        )


def descents_dashboard(
    sweep: Sweep, *, examples: int = 200, noise: float = 0.0, penalty: str = "none"
) -> Dashboard:
    """Double descent, as the examples, the share of wrong labels and the penalty change; stored."""
    scene = Scene(sweep)
    controls = {
        "examples": stored_slider("examples", sweep.axes["examples"], examples),
        "noise": stored_slider("share of wrong labels", sweep.axes["noise"], noise),
        "penalty": menu("penalty", list(PENALTIES), penalty),
    }
    return Dashboard("double descent", scene.picture, controls, show=scene.show)
