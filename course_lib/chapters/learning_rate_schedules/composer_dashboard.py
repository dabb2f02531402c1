"""A schedule put together from form, peak, warm-up and end, with the loss it gives; stored."""

import numpy as np
from matplotlib.axes import Axes

from course_lib.chapters.learning_rate_schedules.composer import best_constant
from course_lib.chapters.learning_rate_schedules.drawing import (
    RangeOfRuns,
    draw_descent,
    epoch_axis,
)
from course_lib.chapters.learning_rate_schedules.runs import EPOCHS, LOST, SEEDS, STEPS
from course_lib.dashboards import Dashboard, Picture, menu, stored_slider
from course_lib.datasets import Sweep
from course_lib.experiments.decay_forms import composed
from course_lib.plots import BLUE, REFERENCE

LOWEST_RATE = 3e-5  # of the axis
UPDATES = np.arange(STEPS)


class Scene:
    """Rate and loss along the run, both beside those of the best constant rate."""

    def __init__(self, sweep: Sweep) -> None:
        self._sweep = sweep
        self.best_rate, self._best_loss = best_constant(sweep)
        self.picture = Picture(900, 360)
        left, right = self.picture.panels(1, 1)
        for ax in (left, right):
            epoch_axis(ax, EPOCHS)
        self._add_rates(left)
        self._add_loss(right)
        self.picture.moves(self._rates, *self._runs.artists)

    def _add_rates(self, ax: Axes) -> None:
        top = 2 * self._sweep.axes["peak"].max()
        ax.set(ylabel="learning rate", yscale="log", ylim=(LOWEST_RATE, top), title="the schedule")
        ax.axhline(self.best_rate, **REFERENCE)
        (self._rates,) = ax.plot(UPDATES / STEPS * EPOCHS, np.ones(STEPS), color=BLUE, linewidth=2)

    def _add_loss(self, ax: Axes) -> None:
        final = self._sweep.axes["final"][0]
        best = self._sweep.at(form="constant", peak=self.best_rate, warm=0, final=final)
        epochs, limit = self._sweep.fixed["epochs"], 0.9 * self._best_loss
        draw_descent(ax, epochs, best["mean"], **REFERENCE, label="best constant rate")
        ax.axhline(limit, color="#555555", linewidth=0.8)
        ax.text(0.2, limit, "10 % less", va="top", color="#555555", fontsize=11)
        ax.set_title("the loss: mean of 5 seeds, and range")
        self._runs = RangeOfRuns(ax, label="this schedule")
        ax.legend(loc="upper right", fontsize=11)

    def show(self, form: str, peak: float, warm: float, final: float) -> str:
        """Draw a schedule, and look up the loss that it gives."""
        point = self._sweep.at(form=form, peak=peak, warm=warm, final=final)
        self._rates.set_ydata(composed(form, peak, warm, final, steps=STEPS)(UPDATES))
        self._runs.show(self._sweep.fixed["epochs"], point)
        ends = point["loss"][: len(SEEDS)]
        loss, lost = float(ends.mean()), int((ends > LOST).sum())
        shown = f"{loss:.4f}" if loss < 1 else "1 or more"
        change = f"{100 * (loss / self._best_loss - 1):+.1f} %" if loss < 1 else "worse by far"
        best = f"{self._best_loss:.4f} of the best constant rate {self.best_rate:g}"
        words = f"; {lost} of {len(ends)} lost" if lost else ""
        return f"loss {shown} against {best}: {change}{words}"


def composer_dashboard(
    sweep: Sweep,
    *,
    form: str = "cosine",
    peak: float | None = None,
    warm: float = 0.0,
    final: float = 0.01,
) -> Dashboard:
    """Rate and loss along the run, beside those of the best constant rate.

    Parameters
    ----------
    peak : float or None
        The peak to start with; None takes the best constant rate.
    """
    scene, axes = Scene(sweep), sweep.axes
    controls = {
        "form": menu("form", axes["form"].tolist(), form),
        "peak": stored_slider("peak", axes["peak"], peak or scene.best_rate),
        "warm": stored_slider("warm-up (share of the run)", axes["warm"], warm),
        "final": stored_slider("end (share of the peak)", axes["final"], final),
    }
    return Dashboard("schedule composer", scene.picture, controls, show=scene.show)
