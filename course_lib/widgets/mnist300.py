"""Dashboards over the overfitting experiment: one remedy, one slider.

Each position shows the stored curves at once; then that very setting is trained again in the
reader's kernel, and its curves grow over the stored ones.
"""

from typing import Any

import ipywidgets
import numpy as np

from course_lib.datasets import Sweep
from course_lib.experiments.mnist300 import Run, Setting, varied
from course_lib.widgets.controls import stored_slider
from course_lib.widgets.dashboard import Dashboard
from course_lib.widgets.live import Frames
from course_lib.widgets.mnist300_scene import ACCURACY, PANELS, Scene
from course_lib.widgets.presenting import css_px


def strength_dashboard(
    sweep: Sweep, *, start: float = 0.1, panel: str = "weights", task: str = ""
) -> Dashboard:
    """Weight decay: training and dev curves and the weights' histogram as lambda moves."""
    return _remedy("weight decay", "strength", "lambda", sweep, start, panel, task)


def drop_rate_dashboard(
    sweep: Sweep, *, start: float = 0.2, panel: str = "loss", task: str = ""
) -> Dashboard:
    """Dropout: training and dev curves and the weights' histogram as the drop rate moves."""
    return _remedy("dropout", "drop_rate", "drop rate", sweep, start, panel, task)


def _remedy(
    name: str, axis: str, symbol: str, sweep: Sweep, start: float, panel: str, task: str
) -> Dashboard:
    settings = sweep.about["settings"]
    base = Setting(epochs=settings["epochs"], every=settings["every"], seed=0)
    scene = Scene(sweep, sweep.at(**{axis: 0.0, "seed": 0}), f"{symbol} = 0")

    def show(**values: float) -> str:
        point = sweep.at(**values, seed=0)
        scene.stored(point)
        return f"{symbol} = {values[axis]:g} · {_in_words(base.epochs, point)}"

    def live(**values: float) -> Frames:
        run, point = Run(varied(base, **values)), sweep.at(**values, seed=0)
        words = show(**values)
        records = 0
        for step in run.steps():
            grown = len(run.history) > records
            records = len(run.history)
            if grown:
                scene.live(run)
            yield f"{words} · live: {_progress(run, step.epoch, point)}" if grown else None

    slider = stored_slider(symbol, sweep.axes[axis], start)
    menu = ipywidgets.ToggleButtons(
        options=PANELS, value=panel, tooltips=["histogram of the weights", "loss curves"],
        style={"button_width": css_px(90)}, layout=ipywidgets.Layout(width="auto"),
    )  # fmt: skip
    return Dashboard(
        name, scene.picture, {axis: slider}, show=show, live=live, task=task,
        views={"panel": (menu, scene.choose_panel)},
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
