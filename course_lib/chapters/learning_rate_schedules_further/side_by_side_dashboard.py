"""The schedules that one meets elsewhere, each with the loss it gives, stopped when you say."""

import numpy as np
from matplotlib.axes import Axes

from course_lib.chapters.learning_rate_schedules_further.contenders import CONTENDERS
from course_lib.chapters.learning_rate_schedules_further.drawing import draw_losses
from course_lib.chapters.learning_rate_schedules_further.side_by_side import best_peak
from course_lib.dashboards import Dashboard, Picture, menu, stored_slider
from course_lib.datasets import Sweep
from course_lib.plots import BLUE, ORANGE, REFERENCE

STOPS = [250, 500, 750, 1000]


class Scene:
    """Rate and loss along the run, beside those of the best cosine."""

    def __init__(self, sweep: Sweep) -> None:
        self._sweep, self._updates = sweep, sweep.fixed["updates"]
        best = sweep.at(schedule="cosine", peak=best_peak(sweep, "cosine"))
        self.picture = Picture(900, 360)
        left, right = self.picture.panels(1, 1)
        self._add_rates(left, best["rates"])
        self._add_losses(right, best["mean"])
        self._stops = [ax.axvline(0, color=ORANGE, linewidth=1.2) for ax in (left, right)]
        self.picture.moves(self._rates, *self._lines, self._point, *self._stops)

    def _add_rates(self, ax: Axes, best: np.ndarray) -> None:
        every = np.linspace(0, self._updates[-1], len(best), endpoint=False)
        ax.set(xlabel="updates", ylabel="learning rate", yscale="log", ylim=(3e-4, 5))
        ax.set(title="the rate (that of the first seed)", xlim=(0, self._updates[-1] + 10))
        ax.plot(every, best, **REFERENCE)
        (self._rates,) = ax.plot(every, best, color=BLUE, linewidth=2)

    def _add_losses(self, ax: Axes, best: np.ndarray) -> None:
        draw_losses(ax, self._updates, best, **REFERENCE, label="cosine at its best peak")
        ax.set(title="the loss: mean of 20 seeds, and range", xlim=(0, self._updates[-1] + 10))
        self._lines = [
            ax.plot([], [], color=BLUE, linewidth=width, label=label)[0]
            for width, label in ((2.0, "this schedule"), (0.8, None), (0.8, None))
        ]
        (self._point,) = ax.plot([], [], "o", color=ORANGE, markersize=8)
        ax.legend(loc="upper right", fontsize=11)

    def show(self, schedule: str, peak: float, stop: int) -> str:
        """Look up the runs of a schedule, and its loss where it is stopped."""
        runs = self._sweep.at(schedule=schedule, peak=peak)
        self._rates.set_ydata(runs["rates"])
        for line, name in zip(self._lines, ("mean", "lowest", "highest"), strict=True):
            line.set_data(self._updates, runs[name])
        loss = float(runs["mean"][list(self._updates).index(stop)])
        self._point.set_data([stop], [loss])
        for line in self._stops:
            line.set_xdata([stop, stop])
        place = int(stop / self._updates[-1] * (len(runs["rates"]) - 1))
        return (
            f"{schedule}, peak {peak:g}: loss {loss:.4f} after {stop:g} updates "
            f"(mean of 20 seeds), at a rate of {float(runs['rates'][place]):.2g}"
        )


def side_by_side_dashboard(
    sweep: Sweep, *, schedule: str = "constant", peak: float = 0.2
) -> Dashboard:
    """Rate and loss of six ways to set the rate, stopped after a number of updates; stored."""
    scene = Scene(sweep)
    controls = {
        "schedule": menu("schedule", list(CONTENDERS), schedule),
        "peak": stored_slider("peak", sweep.axes["peak"], peak),
        "stop": stored_slider("stopped after (updates)", STOPS, STOPS[-1]),
    }
    return Dashboard("side by side", scene.picture, controls, show=scene.show)
