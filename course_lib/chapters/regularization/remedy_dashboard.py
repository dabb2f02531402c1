"""Dashboards over the overfitting experiment: one remedy, one slider.

Each position shows the stored curves at once; then that very setting is trained again in the
reader's kernel, and its curves grow over the stored ones.
"""

from typing import Any

import ipywidgets
import numpy as np
from matplotlib.axes import Axes

from course_lib.dashboards import Dashboard, Picture, stored_slider
from course_lib.dashboards.live import Frames
from course_lib.dashboards.presenting import css_px
from course_lib.datasets import Sweep
from course_lib.experiments.mnist300 import Run, Setting, varied
from course_lib.plots import (
    DEV,
    REFERENCE,
    TRAIN,
    draw_accuracy,
    draw_histogram,
    draw_loss,
    legend_above,
)

ACCURACY = ("train_accuracy", "dev_accuracy")
LOSS = ("train_loss", "dev_loss")
PANELS = ("weights", "loss")
TRACK: dict[str, Any] = {"linestyle": "-", "linewidth": 8, "alpha": 0.3, "solid_capstyle": "butt"}


class Scene:
    """Accuracy curves on the left; on the right the weights' histogram or the loss.

    Pale tracks are stored runs, dark lines the live one, and grey dots a run without the remedy.
    """

    def __init__(self, sweep: Sweep, axis: str, symbol: str) -> None:
        self._sweep, self._axis, self._symbol = sweep, axis, symbol
        settings = sweep.about["settings"]
        self._base = Setting(epochs=settings["epochs"], every=settings["every"], seed=0)
        self._without = sweep.at(**{axis: 0.0, "seed": 0})
        self.picture = Picture(900, 390)
        accuracy, loss = self.picture.panels(3, 2)
        weights = self.picture.over(loss)
        self._panels = {"weights": weights, "loss": loss}
        self._add_curves(accuracy, loss)
        self._add_weights(weights)

    def _add_curves(self, accuracy: Axes, loss: Axes) -> None:
        empty: tuple[list[float], ...] = ([], [], [])
        epochs, dots = self._sweep.fixed["epochs"], []
        self._tracks = draw_accuracy(accuracy, *empty, **TRACK) + draw_loss(loss, *empty, **TRACK)
        self._grown = draw_accuracy(accuracy, *empty) + draw_loss(loss, *empty)
        for ax, name in ((accuracy, ACCURACY[1]), (loss, LOSS[1])):
            dots += ax.plot(epochs, self._without[name], **REFERENCE, linewidth=2)
            ax.set_xlim(0, epochs[-1])
            ax.set_xticks(np.arange(0, epochs[-1] + 1, 100))
        # On the left the words at the curves' ends tell training from dev.
        lines = [self._tracks[0], self._grown[0], dots[0]]
        names = ["stored", "live", f"dev at {self._symbol} = 0"]
        legend_above(accuracy, lines, names, handlelength=1.4)
        lines, names = [*self._grown[2:], dots[1]], ["training", "dev", "dev at 0"]
        legend_above(loss, lines, names, handlelength=1.4)
        accuracy.set_xlim(0, 1.38 * epochs[-1])  # room for the words at the curves' ends
        loss.set_ylim(0, 2.5)
        self._ends = [
            accuracy.text(1.02 * epochs[-1], 0, "", color=style["color"], va="center", fontsize=12)
            for style in (TRAIN, DEV)
        ]
        self.picture.moves(*self._tracks, *self._grown, *self._ends)

    def _add_weights(self, ax: Axes) -> None:
        kind: Any = self._without["histogram"], self._sweep.fixed["edges"]
        draw_histogram(
            ax, *kind, color=REFERENCE["color"], linestyle=":", linewidth=1.5,
            label=f"{self._symbol} = 0",
        )  # fmt: skip
        color = TRAIN["color"]
        self._bars = draw_histogram(ax, *kind, fill=True, alpha=0.3, color=color, label="stored")
        self._outline = draw_histogram(ax, *kind, color=color, label="live")
        self._peak = ax.text(0.98, 0.96, "", transform=ax.transAxes, ha="right", fontsize=12)
        ax.set_xticks([-0.3, 0, 0.3])
        legend_above(ax, handlelength=1.4)
        self.picture.moves(self._bars, self._outline, self._peak)

    def show(self, **setting: float) -> str:
        """Look up the stored run of a setting; no live one is in sight."""
        point = self._sweep.at(**setting, seed=0)
        for line, name in zip(self._tracks, ACCURACY + LOSS, strict=True):
            line.set_data(self._sweep.fixed["epochs"], point[name])
        for line in self._grown:
            line.set_data([], [])
        self._bars.set_data(point["histogram"])
        highest, top = point["histogram"].max(), self._panels["weights"].get_ylim()[1]
        self._peak.set_text(f"peak {100 * highest:.0f} %" if highest > top else "")
        self._outline.set_visible(False)
        self._write_ends(*(point[name][-1] for name in ACCURACY))
        return f"{self._symbol} = {setting[self._axis]:g} · {_in_words(self._base.epochs, point)}"

    def live(self, **setting: float) -> Frames:
        """Train the setting again; its curves grow over the stored ones."""
        run, point = Run(varied(self._base, **setting)), self._sweep.at(**setting, seed=0)
        words, records = self.show(**setting), 0
        for step in run.steps():
            grown = len(run.history) > records
            records = len(run.history)
            if grown:
                self._grow(run)
            yield f"{words} · live: {_progress(run, step.epoch, point)}" if grown else None

    def choose_panel(self, panel: str) -> None:
        """Show the histogram of the weights, or the loss, on the right."""
        for name, ax in self._panels.items():
            ax.set_visible(name == panel)
        self.picture.redraw_still()

    def _grow(self, run: Run) -> None:
        curves = run.curves()
        for line, name in zip(self._grown, ACCURACY + LOSS, strict=True):
            line.set_data(run.history.epochs, curves[name])
        self._outline.set_data(run.histogram())
        self._outline.set_visible(True)

    def _write_ends(self, train: float, dev: float) -> None:
        # Close to each other in value, the two words would overlap: keep them apart, in order.
        middle, half = (train + dev) / 2, max(abs(train - dev), 0.08) / 2
        upper, lower = (1, -1) if train >= dev else (-1, 1)
        for word, name, score, side in zip(
            self._ends, ("training", "dev"), (train, dev), (upper, lower), strict=True
        ):
            word.set_text(f"{name} {100 * score:.0f} %")
            word.set_y(max(middle + side * half, 0.03))


def strength_dashboard(sweep: Sweep, *, start: float = 0.1, panel: str = "weights") -> Dashboard:
    """Weight decay: training and dev curves and the weights' histogram as lambda moves."""
    scene = Scene(sweep, "strength", "lambda")
    slider = stored_slider("lambda", sweep.axes["strength"], start)
    panels = ipywidgets.ToggleButtons(
        options=PANELS, value=panel, tooltips=["histogram of the weights", "loss curves"],
        style={"button_width": css_px(90)}, layout=ipywidgets.Layout(width="auto"),
    )  # fmt: skip
    return Dashboard(
        "weight decay", scene.picture, {"strength": slider}, show=scene.show, live=scene.live,
        views={"panel": (panels, scene.choose_panel)},
    )  # fmt: skip


def _in_words(epochs: int, point: dict[str, Any]) -> str:
    train, dev = (100 * point[name][-1] for name in ACCURACY)
    return (
        f"after {epochs} epochs: training {train:.1f} %, dev {dev:.1f} %, "
        f"gap {train - dev:.1f} points"
    )


def _progress(run: Run, epoch: float, point: dict[str, Any]) -> str:
    curves = run.curves()
    apart = max(np.abs(curves[name] - point[name][: len(curves[name])]).max() for name in ACCURACY)
    done = f"epoch {epoch:.0f} of {run.setting.epochs}"
    return f"{done}, {100 * apart:.1f} points off the stored run"
