"""The picture of the early-stopping referee: artists made once, and how they move."""

from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.ticker import MultipleLocator, PercentFormatter

from course_lib.experiments.regularization.stopping import smoothed
from course_lib.plots import BLUE, ORANGE, plain
from course_lib.widgets.picture import Picture

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
