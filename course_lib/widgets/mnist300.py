"""Dashboards over the overfitting experiment: one remedy, one slider.

Each position shows the stored curve at once; then that very setting is trained again in the
reader's kernel, and its curve grows over the stored one.
"""

from typing import Any

import numpy as np

from course_lib.datasets import Sweep
from course_lib.experiments.mnist300 import Run, Setting, varied
from course_lib.plots import DEV, REFERENCE, TRAIN, draw_accuracy, draw_histogram, plain
from course_lib.widgets.controls import stored_slider
from course_lib.widgets.dashboard import Dashboard
from course_lib.widgets.live import Frames
from course_lib.widgets.picture import Picture


def strength_dashboard(sweep: Sweep, *, start: float = 0.1, task: str = "") -> Dashboard:
    """Weight decay: accuracy curves and the weights' histogram as lambda moves."""
    return _remedy("weight decay", "strength", "lambda", sweep, start, task)


def drop_rate_dashboard(sweep: Sweep, *, start: float = 0.2, task: str = "") -> Dashboard:
    """Dropout: accuracy curves and the weights' histogram as the drop rate moves."""
    return _remedy("dropout", "drop_rate", "drop rate", sweep, start, task)


def _remedy(name: str, axis: str, symbol: str, sweep: Sweep, start: float, task: str) -> Dashboard:
    settings = sweep.about["settings"]
    base = Setting(epochs=settings["epochs"], every=settings["every"], seed=0)
    scene = _Scene(sweep, sweep.at(**{axis: 0.0, "seed": 0}), symbol)

    def show(**values: float) -> str:
        point = sweep.at(**values, seed=0)
        return f"{symbol} = {values[axis]:g} · {scene.stored(point)}"

    def live(**values: float) -> Frames:
        run = Run(varied(base, **values))
        records = 0
        for _ in run.steps():
            grown = len(run.history) > records
            records = len(run.history)
            yield scene.live(run, f"{symbol} = {values[axis]:g}") if grown else None

    slider = stored_slider(symbol, sweep.axes[axis], start)
    return Dashboard(name, scene.picture, {axis: slider}, show=show, live=live, task=task)


class _Scene:
    """The picture's artists, made once, and how they move."""

    def __init__(self, sweep: Sweep, reference: dict[str, Any], symbol: str) -> None:
        self.epochs, edges = sweep.fixed["epochs"], sweep.fixed["edges"]
        self.picture = Picture()
        left, right = self.picture.figure.subplots(1, 2, width_ratios=[3, 2])
        nothing: list[float] = []
        without = f"{symbol} = 0"
        (dotted,) = left.plot(
            self.epochs, reference["dev_accuracy"], label=f"dev, {without}", **REFERENCE
        )
        self.track = draw_accuracy(
            left,
            nothing,
            nothing,
            nothing,
            linestyle="-",
            linewidth=7,
            alpha=0.3,
            solid_capstyle="butt",
        )
        for line, label in zip(self.track, ("training, stored", "dev, stored"), strict=True):
            line.set_label(label)
        self.grown = [
            left.plot(nothing, nothing, **TRAIN, label="training, live")[0],
            left.plot(nothing, nothing, **DEV, label="dev, live")[0],
        ]
        last = self.epochs[-1]
        left.set_xlim(0, 1.3 * last)  # room for the words at the curves' ends
        left.set_xticks(np.arange(0, last + 1, 50))
        above: dict[str, Any] = {"loc": "lower left", "bbox_to_anchor": (0, 1), "ncols": 3}
        above |= {"fontsize": 8, "frameon": False}
        left.legend(handles=[*self.track, *self.grown, dotted], **above)
        self.ends = [
            left.text(1.01 * last, 0, "", color=style["color"], va="center", fontsize=9)
            for style in (TRAIN, DEV)
        ]
        draw_histogram(
            right, reference["histogram"], edges, color=REFERENCE["color"], linestyle=":",
            label=without,
        )  # fmt: skip
        self.bars = draw_histogram(
            right, reference["histogram"], edges, fill=True, alpha=0.3, color=TRAIN["color"],
            label="stored",
        )  # fmt: skip
        self.outline = draw_histogram(
            right, reference["histogram"], edges, color=TRAIN["color"], label="live"
        )
        right.legend(**above)
        for ax in (left, right):
            plain(ax)
        self.picture.moves(*self.track, self.bars, *self.grown, self.outline, *self.ends)

    def stored(self, point: dict[str, Any]) -> str:
        """Show a stored run, and no live one."""
        self.point = point
        for line, name in zip(self.track, ("train_accuracy", "dev_accuracy"), strict=True):
            line.set_data(self.epochs, point[name])
        for line in self.grown:
            line.set_data([], [])
        self.bars.set_data(point["histogram"])
        self.outline.set_visible(False)
        train, dev = point["train_accuracy"][-1], point["dev_accuracy"][-1]
        # Side by side in value, the two words would overlap: keep them apart, in their order.
        middle, half = (train + dev) / 2, max(abs(train - dev), 0.07) / 2
        for word, name, score, side in zip(
            self.ends, ("training", "dev"), (train, dev), (1, -1), strict=True
        ):
            word.set_text(f"{name} {100 * score:.0f} %")
            word.set_y(middle + side * half)
        return f"stored: after {self.epochs[-1]:g} epochs {_scores(train, dev)}"

    def live(self, run: Run, setting: str) -> str:
        """Show a run as far as it has come, over the stored one."""
        epochs, curves = run.history.epochs, run.curves()
        names = ("train_accuracy", "dev_accuracy")
        for line, name in zip(self.grown, names, strict=True):
            line.set_data(epochs, curves[name])
        self.outline.set_data(run.histogram())
        self.outline.set_visible(True)
        train, dev = (curves[name][-1] for name in names)
        apart = max(np.abs(curves[name] - self.point[name][: len(epochs)]).max() for name in names)
        return (
            f"{setting} · live: after {epochs[-1]:g} epochs {_scores(train, dev)} · "
            f"largest distance from the stored curves {100 * apart:.1f} points"
        )


def _scores(train: float, dev: float) -> str:
    return (
        f"training {100 * train:.1f} %, dev {100 * dev:.1f} %, gap {100 * (train - dev):.1f} points"
    )
