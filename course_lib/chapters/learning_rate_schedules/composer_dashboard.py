"""A schedule put together from form, peak, warm-up and end, with the loss it gives; stored."""

import numpy as np

from course_lib.chapters.learning_rate_schedules.composer import best_constant
from course_lib.chapters.learning_rate_schedules.drawing import draw_descent, epoch_axis, within
from course_lib.chapters.learning_rate_schedules.forms import composed
from course_lib.chapters.learning_rate_schedules.runs import EPOCHS, SEEDS, STEPS
from course_lib.dashboards.controls import menu, stored_slider
from course_lib.dashboards.dashboard import Dashboard
from course_lib.dashboards.picture import Picture
from course_lib.datasets import Sweep
from course_lib.plots import BLUE, REFERENCE, plain

LOWEST_RATE = 3e-5  # of the axis


def composer_dashboard(
    sweep: Sweep,
    *,
    form: str = "cosine",
    peak: float | None = None,
    warm: float = 0.0,
    final: float = 0.01,
    task: str = "",
) -> Dashboard:
    """Rate and loss along the run, beside those of the best constant rate.

    Parameters
    ----------
    peak : float or None
        The peak to start with; None takes the best constant rate.
    """
    epochs = sweep.fixed["epochs"]
    best_rate, best_loss = best_constant(sweep)
    first = sweep.axes["final"][0]
    best_curve = sweep.at(form="constant", peak=best_rate, warm=0, final=first)["mean"]
    updates = np.arange(STEPS)
    picture = Picture(900, 360)
    left, right = picture.figure.subplots(1, 2)
    for ax in (left, right):
        plain(ax, size=12)
        epoch_axis(ax, EPOCHS)
    top = 2 * sweep.axes["peak"].max()
    left.set(ylabel="learning rate", yscale="log", ylim=(LOWEST_RATE, top), title="the schedule")
    left.axhline(best_rate, **REFERENCE)
    draw_descent(right, epochs, within(best_curve), **REFERENCE, label="best constant rate")
    right.axhline(0.9 * best_loss, color="#555555", linewidth=0.8)
    right.text(0.2, 0.9 * best_loss, "10 % less", va="top", color="#555555", fontsize=11)
    right.set_title("the loss: mean of 5 seeds, and range")
    line = draw_descent(right, [], [], color=BLUE, linewidth=2, label="this schedule")
    lowest, highest = (draw_descent(right, [], [], color=BLUE, linewidth=0.8) for _ in range(2))
    right.legend(loc="upper right", fontsize=11)
    (rates,) = left.plot(updates / STEPS * EPOCHS, np.ones(STEPS), color=BLUE, linewidth=2)
    picture.moves(rates, line, lowest, highest)

    def show(form: str, peak: float, warm: float, final: float) -> str:
        point = sweep.at(form=form, peak=peak, warm=warm, final=final)
        rates.set_ydata(composed(form, peak, warm, final, steps=STEPS)(updates))
        for artist, name in ((line, "mean"), (lowest, "lowest"), (highest, "highest")):
            artist.set_data(epochs, within(point[name]))
        loss = float(point["loss"][: len(SEEDS)].mean())
        shown = f"{loss:.4f}" if loss < 1 else "1 or more"
        change = f"{100 * (loss / best_loss - 1):+.1f} %" if loss < 1 else "worse by far"
        reference = f"{best_loss:.4f} of the best constant rate {best_rate:g}"
        return f"loss {shown} against {reference}: {change}"

    controls = {
        "form": menu("form", sweep.axes["form"].tolist(), form),
        "peak": stored_slider("peak", sweep.axes["peak"], peak or best_rate),
        "warm": stored_slider("warm-up (share of the run)", sweep.axes["warm"], warm),
        "final": stored_slider("end (share of the peak)", sweep.axes["final"], final),
    }
    return Dashboard("schedule composer", picture, controls, show=show, task=task)
