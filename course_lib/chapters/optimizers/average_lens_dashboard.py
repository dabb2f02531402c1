"""A lens over the exponentially weighted average: the curve, and the weights behind it."""

import numpy as np
import numpy.typing as npt

from course_lib.dashboards.controls import buttons, check, stored_slider
from course_lib.dashboards.dashboard import Dashboard
from course_lib.dashboards.picture import Picture
from course_lib.engine import exponential_average, window_weights
from course_lib.plots import BLUE, GREY, ORANGE, plain

BETAS = (
    0, 0.3, 0.5, 0.6, 0.7, 0.75, 0.8, 0.81, 0.82, 0.83, 0.84, 0.85, 0.86, 0.88, 0.9, 0.92, 0.94,
    0.95, 0.96, 0.97, 0.98, 0.99, 0.995,
)  # fmt: skip
SPANS = {"first 60 days": 60, "first year": 365, "four years": 1461}
SHOWN = 60  # days back whose weights are drawn
SIZE = 12


def average_lens_dashboard(
    values: npt.ArrayLike, *, beta: float = 0.9, corrected: bool = False, task: str = ""
) -> Dashboard:
    """The average of a daily series, as beta moves; how far back its weights reach."""
    series = np.asarray(values, float)
    days = np.arange(1, len(series) + 1)
    picture = Picture(900, 380)
    curve, weights = picture.figure.subplots(1, 2, width_ratios=[5, 3])
    for ax in (curve, weights):
        plain(ax, size=SIZE)
    curve.set(xlabel="day", ylabel="highest temperature (°C)")
    curve.set_ylim(min(0, series.min()) - 1, series.max() + 1)
    curve.plot(days, series, ".", color=GREY, markersize=4, alpha=0.7, label="each day")
    (line,) = curve.plot([], [], color=BLUE, linewidth=2.2, label="average")
    curve.legend(loc="upper left", ncols=2, frameon=False, fontsize=SIZE - 1)
    weights.set(
        xlabel="days back", ylabel="weight, newest day = 1", xlim=(-1, SHOWN), ylim=(0, 1.25)
    )
    weights.axhline(1 / np.e, color=GREY, linestyle=":", linewidth=1)
    weights.text(SHOWN, 1 / np.e + 0.02, "1/e", color=GREY, ha="right", fontsize=SIZE - 1)
    (stems,) = weights.plot([], [], color=BLUE, linewidth=2)
    (edge,) = weights.plot([], [], color=ORANGE, linestyle="--", linewidth=2)
    mass = weights.text(
        0.98, 0.98, "", transform=weights.transAxes, ha="right", va="top", fontsize=SIZE
    )
    picture.moves(line, stems, edge, mass)

    def show(beta: float, corrected: bool) -> str:
        average = exponential_average(series, beta, corrected=corrected)
        line.set_data(days, average)
        window = 1 / (1 - beta)
        share = 1 - beta**window
        stems.set_data(*_stems(window_weights(beta, SHOWN) / (1 - beta)))
        edge.set_data([window - 0.5] * 2, [0, 1])
        mass.set_text(f"the last {window:.3g} days hold\n{100 * share:.0f} % of the weight")
        jump = np.abs(np.diff(average)).max()
        return (
            f"beta {beta:g}: 1 / (1 - beta) = {window:.3g} days · day 1 shows {average[0]:.1f} °C "
            f"(measured {series[0]:.1f}) · largest change from one day to the next {jump:.2f} °C"
        )

    def zoom(span: int) -> None:
        curve.set_xlim(0, span + 1)
        picture.redraw_still()

    controls = {
        "beta": stored_slider("beta", BETAS, beta),
        "corrected": check("bias correction", corrected),
    }
    span = buttons("", list(SPANS.items()), 60)
    return Dashboard(
        "average", picture, controls, show=show, task=task, views={"span": (span, zoom)}
    )


def _stems(
    heights: npt.NDArray[np.floating],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Vertical strokes as one broken line: each up, then a gap."""
    places = np.arange(len(heights), dtype=float)
    gap = np.full_like(places, np.nan)
    x = np.stack([places, places, gap], axis=1).ravel()
    y = np.stack([np.zeros_like(places), heights, gap], axis=1).ravel()
    return x, y
