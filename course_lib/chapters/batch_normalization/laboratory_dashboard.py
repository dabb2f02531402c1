"""Training mode and inference: batch size, keep and a change in the images; from a stored sweep."""

from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from course_lib.dashboards import Dashboard, Picture, buttons, stored_slider
from course_lib.datasets import Sweep
from course_lib.plots import BLUE, GREEN, GREY, ORANGE

MODES: dict[str, dict[str, Any]] = {
    "running": {"label": "running averages", "color": BLUE, "linestyle": "-", "marker": "o"},
    "own": {"label": "each batch's own", "color": ORANGE, "linestyle": "--", "marker": "s"},
    "estimated": {"label": "estimated anew", "color": GREEN, "linestyle": ":", "marker": "^"},
}
WITHOUT: dict[str, Any] = {"label": "without batch norm", "color": GREY, "linestyle": "-."}
SHORT = {"running": "running", "own": "own", "estimated": "anew"}


class Scene:
    """Accuracy by three sets of statistics: on the left over batch sizes, on the right over hazes.

    Each panel has a line for each mode, and a cursor at the setting of the other panel; the left
    one also the same networks without batch norm.
    """

    def __init__(self, sweep: Sweep, control: Sweep) -> None:
        self._sweep = sweep
        self._without = 100 * control.values["without"].mean(axis=-1)
        self._accuracy = {mode: 100 * sweep.values[mode].mean(axis=-1) for mode in MODES}
        self.picture = Picture(900, 320, tallest=48)
        left, right = self.picture.panels(1, 1)
        self._over_batch = _curves(left, sweep.axes["batch_size"], "batch size in training")
        self._over_haze = _curves(right, sweep.axes["haze"], "haze over the new digits")
        left.set_ylabel("accuracy on new digits (%)")
        places = range(len(self._without))
        (self._control,) = left.plot(places, 0 * self._without[:, 0], **WITHOUT)
        self._cursors = [ax.axvline(0, color=GREY, linewidth=1) for ax in (left, right)]
        lines = [*self._over_batch.values(), self._control]
        self.picture.legend(lines, ncols=4)
        self.picture.moves(*lines, *self._over_haze.values(), *self._cursors)

    def show(self, batch_size: float, keep: float, haze: float, mode: str) -> str:
        """Look up the curves through a setting; the chosen mode is drawn bold."""
        axes = self._sweep.axes
        b, k, h = (
            list(axes[name]).index(value)
            for name, value in (("batch_size", batch_size), ("keep", keep), ("haze", haze))
        )
        for name, accuracy in self._accuracy.items():
            for line, values in (
                (self._over_batch[name], accuracy[:, k, h]),
                (self._over_haze[name], accuracy[b, k, :]),
            ):
                line.set_data(range(len(values)), values)
                line.set_linewidth(3.5 if name == mode else 1.5)
        self._control.set_ydata(self._without[:, h])
        for cursor, where in zip(self._cursors, (b, h), strict=True):
            cursor.set_xdata([where, where])
        point = {name: values[b, k, h] for name, values in self._sweep.values.items()}
        return f"{_in_words(point, mode)} · without batch norm {self._without[b, h]:.1f} %"


def laboratory_dashboard(sweep: Sweep, control: Sweep) -> Dashboard:
    """Accuracy on new digits by three sets of statistics, over batch size and over the haze.

    ``control``: the same networks without batch norm, ``laboratory.control_sweep``.
    """
    scene = Scene(sweep, control)
    controls = {
        "batch_size": stored_slider("batch size", sweep.axes["batch_size"], 8),
        "keep": stored_slider("keep", sweep.axes["keep"], 0.9),
        "haze": stored_slider("haze", sweep.axes["haze"], 0),
        "mode": buttons("statistics", [(SHORT[mode], mode) for mode in MODES], "running"),
    }
    return Dashboard("training and inference", scene.picture, controls, show=scene.show)


def _curves(ax: Axes, values: npt.NDArray[Any], name: str) -> dict[str, Line2D]:
    """One line for each mode over evenly spaced settings."""
    ax.set_xticks(np.arange(len(values)), [f"{value:g}" for value in values])
    ax.set(xlabel=name, xlim=(-0.3, len(values) - 0.7), ylim=(0, 100))
    return {mode: ax.plot([], [], markersize=6, **looks)[0] for mode, looks in MODES.items()}


def _in_words(point: dict[str, npt.NDArray[Any]], mode: str) -> str:
    running, own, anew = (100 * point[name].mean() for name in MODES)
    chosen = 100 * point[mode]
    return (
        f"running averages {running:.1f} %, own {own:.1f} %, anew {anew:.1f} % · "
        f"{SHORT[mode]}: five seeds from {chosen.min():.1f} to {chosen.max():.1f} % · "
        f"first layer: running mean {point['mean_off'].mean():.2f} std off, "
        f"running std {point['std_ratio'].mean():.2f} times the true one"
    )
