"""The early-stopping referee: one run, two criteria, and where each of them would end it."""

from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.ticker import MultipleLocator, PercentFormatter

from course_lib.chapters.regularization import nielsen
from course_lib.chapters.regularization.stopping import smoothed, stopping_points
from course_lib.dashboards.controls import menu, stored_slider
from course_lib.dashboards.dashboard import Dashboard
from course_lib.dashboards.picture import Picture
from course_lib.datasets import Sweep
from course_lib.plots import BLUE, ORANGE, plain

CRITERIA = ("loss", "accuracy")
LOOKS: dict[str, dict[str, Any]] = {
    "loss": {"color": BLUE, "linestyle": "-"},
    "accuracy": {"color": ORANGE, "linestyle": "--"},
}


class EarlyStoppingScene:
    """Dev loss above, dev accuracy below; a disc where it is kept, a bar where it stops."""

    def __init__(self) -> None:
        self.picture = Picture(900, 420)
        axes = self.picture.figure.subplots(1, 2)
        self._axes: dict[str, Axes] = dict(zip(CRITERIA, axes, strict=True))
        self._artists = {}
        for name, ax in self._axes.items():
            plain(ax, size=12)
            style = LOOKS[name]
            (raw,) = ax.plot([], [], color=style["color"], linewidth=1, alpha=0.45)
            (judged,) = ax.plot([], [], **style, linewidth=2)
            (kept,) = ax.plot([], [], "o", color="black", markersize=9)
            stopped = ax.axvline(0, color="black", linewidth=2, linestyle="-.")
            self._artists[name] = raw, judged, kept, stopped
            ax.set(xlabel="epochs", ylabel=f"dev {name}" + (" (nats)" if name == "loss" else ""))
            ax.legend(
                [judged, kept, stopped], ["judged", "kept", "stops"], loc="lower left", ncols=3,
                bbox_to_anchor=(0, 1), frameon=False, fontsize=11, borderaxespad=0,
            )  # fmt: skip
            self.picture.moves(raw, judged, kept, stopped)
        self._axes["accuracy"].yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
        self._axes["accuracy"].yaxis.set_major_locator(MultipleLocator(0.05))
        self._shown: tuple[float, ...] = ()

    def move(
        self,
        epochs: npt.NDArray[Any],
        values: dict[str, npt.NDArray[Any]],
        points: dict[str, tuple[int, int]],
        smoothing: float,
    ) -> None:
        """Put everything in its place; the axes change with the run alone."""
        run = float(epochs[-1]), float(values["loss"][-1])
        if run != self._shown:
            self._shown = run
            self._take_limits(epochs, values)
        for name, (raw, judged, kept, stopped) in self._artists.items():
            curve = smoothed(values[name], smoothing)
            place, end = points[name]
            raw.set_data(epochs, values[name])
            judged.set_data(epochs[: end + 1], curve[: end + 1])
            kept.set_data([epochs[place]], [curve[place]])
            stopped.set_xdata([epochs[end], epochs[end]])

    def _take_limits(self, epochs: npt.NDArray[Any], values: dict[str, npt.NDArray[Any]]) -> None:
        low, high = np.min(values["loss"]), np.max(values["loss"])
        self._axes["loss"].set_ylim(0.8 * low, min(high, 2.2 * low))
        best = np.max(values["accuracy"])
        self._axes["accuracy"].set_ylim(best - 0.2, best + 0.02)
        for ax in self._axes.values():
            ax.set_xlim(0, epochs[-1] * 1.01)
        self.picture.redraw_still()  # the axes' numbers are part of what stands still


OURS, PUBLISHED = "300 digits", "Nielsen"
RUNS = tuple(f"{OURS}, seed {seed}" for seed in range(5)) + tuple(
    f"{PUBLISHED}, seed {seed}" for seed in nielsen.SEEDS
)
PATIENCES = (7, 14, 28, 49, 70, 105, 140, 210)  # every run has a record at a multiple of 7
SMOOTHINGS = (0, 0.5, 0.8, 0.9)


def early_stopping_dashboard(
    ours: Sweep, published: Sweep, *, patience: int = 28, task: str = ""
) -> Dashboard:
    """Where dev loss and dev accuracy would stop one run, as patience and smoothing move.

    Parameters
    ----------
    ours : the sweep of drop rates over 1001 epochs, of which the runs at rate 0 are taken
    published : the sweep of Nielsen's run
    patience : in epochs, one of PATIENCES
    """
    scene = EarlyStoppingScene()

    def curves(run: str) -> tuple[npt.NDArray[Any], dict[str, npt.NDArray[Any]]]:
        seed = int(run[-1])
        if run.startswith(OURS):
            sweep, point = ours, ours.at(drop_rate=0.0, seed=seed)
        else:
            sweep, point = published, published.at(seed=seed)
        return sweep.fixed["epochs"], {name: point[f"dev_{name}"] for name in CRITERIA}

    def show(run: str, patience: float, smoothing: float) -> str:
        epochs, values = curves(run)
        every = int(epochs[1] - epochs[0])
        points, said, open_end = {}, [], ""
        for name in CRITERIA:
            kept, stopped = stopping_points(
                values[name], patience=int(patience) // every, smoothing=smoothing,
                larger_is_better=name == "accuracy",
            )  # fmt: skip
            points[name] = kept, stopped
            never = stopped - kept < int(patience) // every
            end = "never stops" if never else f"stops at {epochs[stopped]}"
            open_end = " or more" if never else open_end
            right = 100 * values["accuracy"][kept]
            said.append(f"{name} {end}, keeps epoch {epochs[kept]} ({right:.1f} %)")
        apart = abs(int(epochs[points["loss"][1]]) - int(epochs[points["accuracy"][1]]))
        scene.move(epochs, values, points, smoothing)
        return f"{said[0]} · {said[1]} · the stops are {apart} epochs apart{open_end}"

    controls = {
        "run": menu("run", RUNS, RUNS[0]),
        "patience": stored_slider("patience (epochs)", PATIENCES, patience),
        "smoothing": stored_slider("smoothing", SMOOTHINGS, 0),
    }
    return Dashboard("early stopping", scene.picture, controls, show=show, task=task)
