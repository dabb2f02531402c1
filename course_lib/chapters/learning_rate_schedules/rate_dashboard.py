"""One constant learning rate: the loss it gives along the run, and at the end beside all others."""

import numpy as np

from course_lib.chapters.learning_rate_schedules.drawing import (
    draw_descent,
    epoch_axis,
    loss_axis,
    rate_axis,
    within,
)
from course_lib.chapters.learning_rate_schedules.runs import SEEDS
from course_lib.dashboards.controls import stored_slider
from course_lib.dashboards.dashboard import Dashboard
from course_lib.dashboards.picture import Picture
from course_lib.datasets import Sweep
from course_lib.plots import BLUE, ORANGE, REFERENCE, plain

COIN = float(np.log(2))


def rate_dashboard(sweep: Sweep, *, start: float = 0.01, task: str = "") -> Dashboard:
    """The runs of a constant rate, as the rate moves; stored."""
    epochs, rates = sweep.fixed["epochs"], sweep.axes["peak"]
    points = {
        float(rate): sweep.at(form="constant", warm=0, peak=rate, final=sweep.axes["final"][0])
        for rate in rates
    }
    ends = np.array([points[float(rate)]["loss"][: len(SEEDS)] for rate in rates])
    picture = Picture(900, 360)
    left, right = picture.figure.subplots(1, 2)
    for ax in (left, right):
        plain(ax, size=12)
        loss_axis(ax)
        ax.axhline(COIN, **REFERENCE)
    epoch_axis(left, epochs[-1])
    left.set_title("along the run: mean of 5 seeds, and range")
    rate_axis(right, [0.01, 0.03, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2], name="learning rate")
    right.set_title("at the end: a dot a seed")
    right.set_ylabel("")
    right.text(rates[0], COIN * 1.04, "a coin: ln 2", color="#555555", fontsize=11)
    right.plot(rates, within(ends), "o", color=BLUE, markersize=4)
    right.plot(rates, within(ends.mean(axis=1)), "-", color=BLUE)
    line = draw_descent(left, [], [], color=BLUE, linewidth=2)
    lowest, highest = (draw_descent(left, [], [], color=BLUE, linewidth=0.8) for _ in range(2))
    (marker,) = right.plot(
        [], [], "D", color=ORANGE, markersize=11, markerfacecolor="none", markeredgewidth=2.5
    )
    badge = left.text(
        0.97, 0.6, "LOST: no better than a coin", transform=left.transAxes, ha="right",
        color="white", fontsize=13, bbox={"facecolor": ORANGE, "edgecolor": "none"},
    )  # fmt: skip
    picture.moves(line, lowest, highest, marker, badge)

    def show(rate: float) -> str:
        point, end = points[rate], ends[list(rates).index(rate)]
        for artist, name in ((line, "mean"), (lowest, "lowest"), (highest, "highest")):
            artist.set_data(epochs, within(point[name]))
        marker.set_data([rate], within([end.mean()]))
        lost = int((end > 0.95 * COIN).sum())
        badge.set_visible(lost == len(end))
        after_two = float(point["mean"][2])
        return (
            f"learning rate {rate:g}: loss {after_two:.2f} after 2 epochs, {end.mean():.3f} at "
            f"the end (mean of 5 seeds); {lost} of {len(end)} lost"
        )

    slider = stored_slider("learning rate", rates, start)
    return Dashboard("constant rate", picture, {"rate": slider}, show=show, task=task)
