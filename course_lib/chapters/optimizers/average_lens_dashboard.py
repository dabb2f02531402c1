"""A lens over the exponentially weighted average: the curve, and the weights behind it."""

import numpy as np
import numpy.typing as npt
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from course_lib.dashboards import Dashboard, Picture, buttons, check, stored_slider
from course_lib.engine import exponential_average, window_weights
from course_lib.plots import BLUE, GREY, ORANGE

BETAS = (
    0, 0.3, 0.5, 0.6, 0.7, 0.75, 0.8, 0.81, 0.82, 0.83, 0.84, 0.85, 0.86, 0.88, 0.9, 0.92, 0.94,
    0.95, 0.96, 0.97, 0.98, 0.99, 0.995,
)  # fmt: skip
SPANS = {"first 60 days": 60, "first year": 365, "four years": 1461}
SHOWN = 60  # days back whose weights are drawn


class Scene:
    """On the left a daily series under its average, on the right how far back that reaches."""

    def __init__(self, series: npt.NDArray[np.floating]) -> None:
        self._series, self._days = series, np.arange(1, len(series) + 1)
        self.picture = Picture(900, 380)
        self._curve_axes, weights = self.picture.panels(5, 3)
        self.picture.moves(*self._add_curve(self._curve_axes), *self._add_weights(weights))

    def _add_curve(self, ax: Axes) -> list[Artist]:
        ax.set(xlabel="day", ylabel="highest temperature (°C)")
        ax.set_ylim(min(0, self._series.min()) - 1, self._series.max() + 1)
        ax.plot(
            self._days, self._series, ".", color=GREY, markersize=4, alpha=0.7, label="each day"
        )
        (self._line,) = ax.plot([], [], color=BLUE, linewidth=2.2, label="average")
        ax.legend(loc="upper left", ncols=2, frameon=False, fontsize=11)
        return [self._line]

    def _add_weights(self, ax: Axes) -> list[Artist]:
        ax.set(
            xlabel="days back", ylabel="weight, newest day = 1", xlim=(-1, SHOWN), ylim=(0, 1.25)
        )
        ax.axhline(1 / np.e, color=GREY, linestyle=":", linewidth=1)
        ax.text(SHOWN, 1 / np.e + 0.02, "1/e", color=GREY, ha="right", fontsize=11)
        (self._stems,) = ax.plot([], [], color=BLUE, linewidth=2)
        (self._edge,) = ax.plot([], [], color=ORANGE, linestyle="--", linewidth=2)
        self._mass = ax.text(
            0.98, 0.98, "", transform=ax.transAxes, ha="right", va="top", fontsize=12
        )
        return [self._stems, self._edge, self._mass]

    def show(self, beta: float, corrected: bool) -> str:
        """Average the series, and draw the weights that do it."""
        average = exponential_average(self._series, beta, corrected=corrected)
        self._line.set_data(self._days, average)
        window = 1 / (1 - beta)
        share = 1 - beta**window
        self._stems.set_data(*_stems(window_weights(beta, SHOWN) / (1 - beta)))
        self._edge.set_data([window - 0.5] * 2, [0, 1])
        self._mass.set_text(f"the last {window:.3g} days hold\n{100 * share:.0f} % of the weight")
        jump = np.abs(np.diff(average)).max()
        return (
            f"beta {beta:g}: 1 / (1 - beta) = {window:.3g} days · day 1 shows {average[0]:.1f} °C "
            f"(measured {self._series[0]:.1f}) · "
            f"largest change from one day to the next {jump:.2f} °C"
        )

    def zoom(self, span: int) -> None:
        """Look at the first days, or at all of them."""
        self._curve_axes.set_xlim(0, span + 1)
        self.picture.redraw_still()


def average_lens_dashboard(
    values: npt.ArrayLike, *, beta: float = 0.9, corrected: bool = False
) -> Dashboard:
    """The average of a daily series, as beta moves; how far back its weights reach."""
    scene = Scene(np.asarray(values, float))
    controls = {
        "beta": stored_slider("beta", BETAS, beta),
        "corrected": check("bias correction", corrected),
    }
    views = {"span": (buttons("", list(SPANS.items()), 60), scene.zoom)}
    return Dashboard("average", scene.picture, controls, show=scene.show, views=views)


def _stems(
    heights: npt.NDArray[np.floating],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Vertical strokes as one broken line: each up, then a gap."""
    places = np.arange(len(heights), dtype=float)
    gap = np.full_like(places, np.nan)
    x = np.stack([places, places, gap], axis=1).ravel()
    y = np.stack([np.zeros_like(places), heights, gap], axis=1).ravel()
    return x, y
