"""Training mode and inference: batch size, keep and a change in the images; from a stored sweep."""

from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from course_lib.dashboards.controls import buttons, stored_slider
from course_lib.dashboards.dashboard import Dashboard
from course_lib.dashboards.picture import Picture
from course_lib.datasets import Sweep
from course_lib.plots import BLUE, GREEN, GREY, ORANGE, plain

MODES: dict[str, dict[str, Any]] = {
    "running": {"label": "running averages", "color": BLUE, "marker": "o"},
    "own": {"label": "each batch's own", "color": ORANGE, "marker": "s"},
    "estimated": {"label": "estimated anew", "color": GREEN, "marker": "^"},
}
DASHES = {"running": "-", "own": "--", "estimated": ":"}
SHORT = {"running": "running", "own": "own", "estimated": "anew"}
SIZE = 12


def laboratory_dashboard(sweep: Sweep, *, task: str = "") -> Dashboard:
    """Accuracy on new digits by three sets of statistics, over batch size and over the haze."""
    accuracy = {mode: 100 * sweep.values[mode].mean(axis=-1) for mode in MODES}
    axes = sweep.axes
    picture = Picture(900, 400)
    over_batch, over_haze = picture.figure.subplots(1, 2)
    curves = {
        "batch": _curves(over_batch, axes["batch_size"], "batch size in training"),
        "haze": _curves(over_haze, axes["haze"], "haze over the new digits"),
    }
    over_batch.set_ylabel("accuracy on new digits (%)")
    cursors = [ax.axvline(0, color=GREY, linewidth=1) for ax in (over_batch, over_haze)]
    picture.figure.legend(
        handles=list(curves["batch"].values()), loc="outside upper center", ncols=3,
        frameon=False, fontsize=SIZE - 1,
    )  # fmt: skip
    moving = [*curves["batch"].values(), *curves["haze"].values(), *cursors]
    picture.moves(*moving)

    def show(batch_size: float, keep: float, haze: float, mode: str) -> str:
        b, k, h = (
            list(axes[name]).index(value)
            for name, value in (("batch_size", batch_size), ("keep", keep), ("haze", haze))
        )
        for name in MODES:
            width = 3.5 if name == mode else 1.5
            for place, values in (
                ("batch", accuracy[name][:, k, h]), ("haze", accuracy[name][b, k, :])
            ):  # fmt: skip
                line = curves[place][name]
                line.set_data(range(len(values)), values)
                line.set_linewidth(width)
        for cursor, where in zip(cursors, (b, h), strict=True):
            cursor.set_xdata([where, where])
        return _in_words({name: values[b, k, h] for name, values in sweep.values.items()}, mode)

    controls = {
        "batch_size": stored_slider("batch size", axes["batch_size"], 8),
        "keep": stored_slider("keep", axes["keep"], 0.9),
        "haze": stored_slider("haze", axes["haze"], 0),
        "mode": buttons("statistics", [(SHORT[mode], mode) for mode in MODES], "running"),
    }
    return Dashboard("training and inference", picture, controls, show=show, task=task)


def _curves(ax: Axes, values: npt.NDArray[Any], name: str) -> dict[str, Line2D]:
    """One line for each mode over evenly spaced settings."""
    plain(ax, size=SIZE)
    places = np.arange(len(values))
    ax.set_xticks(places, [f"{value:g}" for value in values])
    ax.set(xlabel=name, xlim=(-0.3, len(values) - 0.7), ylim=(0, 100))
    return {
        mode: ax.plot([], [], linestyle=DASHES[mode], markersize=6, **looks)[0]
        for mode, looks in MODES.items()
    }


def _in_words(point: dict[str, npt.NDArray[Any]], mode: str) -> str:
    running, own, anew = (100 * point[name].mean() for name in MODES)
    chosen = 100 * point[mode]
    return (
        f"running averages {running:.1f} %, own {own:.1f} %, anew {anew:.1f} % · "
        f"{SHORT[mode]}: five seeds from {chosen.min():.1f} to {chosen.max():.1f} % · "
        f"first layer: running mean {point['mean_off'].mean():.2f} std off, "
        f"running std {point['std_ratio'].mean():.2f} times the true one"
    )
