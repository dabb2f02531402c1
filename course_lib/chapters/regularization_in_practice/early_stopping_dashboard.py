"""The early-stopping referee: one run, two criteria, and where each of them would end it."""

from typing import Any

import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.ticker import MultipleLocator, PercentFormatter

from course_lib.chapters.regularization_in_practice import nielsen
from course_lib.chapters.regularization_in_practice.stopping import smoothed, stopping_points
from course_lib.dashboards import Dashboard, Picture, menu, stored_slider
from course_lib.datasets import Sweep
from course_lib.plots import BLUE, ORANGE, legend_above

CRITERIA: dict[str, dict[str, Any]] = {
    "loss": {"color": BLUE, "linestyle": "-"},
    "accuracy": {"color": ORANGE, "linestyle": "--"},
}
OURS, PUBLISHED = "300 digits", "Nielsen"
RUNS = tuple(f"{OURS}, seed {seed}" for seed in range(5)) + tuple(
    f"{PUBLISHED}, seed {seed}" for seed in nielsen.SEEDS
)
PATIENCES = (7, 14, 28, 49, 70, 105, 140, 210)  # every run has a record at a multiple of 7
SMOOTHINGS = (0, 0.5, 0.8, 0.9)

Curves = dict[str, npt.NDArray[Any]]


class Scene:
    """Dev loss left, dev accuracy right; a disc where it is kept, a bar where it stops."""

    def __init__(self, ours: Sweep, published: Sweep) -> None:
        self._sweeps, self._run = {OURS: ours, PUBLISHED: published}, ""  # nothing is drawn yet
        self.picture = Picture(900, 420)
        self._axes = dict(zip(CRITERIA, self.picture.panels(1, 1), strict=True))
        self._artists = {name: self._add_criterion(ax, name) for name, ax in self._axes.items()}
        self._axes["loss"].set_ylabel("dev loss (nats)")
        self._axes["accuracy"].set_ylabel("dev accuracy")
        self._axes["accuracy"].yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
        self._axes["accuracy"].yaxis.set_major_locator(MultipleLocator(0.05))

    def _add_criterion(self, ax: Axes, name: str) -> tuple[Any, ...]:
        look = CRITERIA[name]
        (raw,) = ax.plot([], [], color=look["color"], linewidth=1, alpha=0.45)
        (judged,) = ax.plot([], [], **look, linewidth=2)
        (kept,) = ax.plot([], [], "o", color="black", markersize=9)
        stopped = ax.axvline(0, color="black", linewidth=2, linestyle="-.")
        ax.set_xlabel("epochs")
        legend_above(ax, [judged, kept, stopped], ["judged", "kept", "stops"], columnspacing=2)
        self.picture.moves(raw, judged, kept, stopped)
        return raw, judged, kept, stopped

    def show(self, run: str, patience: float, smoothing: float) -> str:
        """Look up a run, and let both criteria end it."""
        epochs, curves = self._curves(run)
        wait = int(patience) // int(epochs[1] - epochs[0])
        points = {
            name: stopping_points(
                curves[name], patience=wait, smoothing=smoothing,
                larger_is_better=name == "accuracy",
            )
            for name in CRITERIA
        }  # fmt: skip
        self._take_limits(run, epochs, curves)
        for name, (raw, judged, kept, stopped) in self._artists.items():
            curve, (place, end) = smoothed(curves[name], smoothing), points[name]
            raw.set_data(epochs, curves[name])
            judged.set_data(epochs[: end + 1], curve[: end + 1])
            kept.set_data([epochs[place]], [curve[place]])
            stopped.set_xdata([epochs[end], epochs[end]])
        return _in_words(epochs, curves["accuracy"], points, wait)

    def _curves(self, run: str) -> tuple[npt.NDArray[Any], Curves]:
        whose, seed = run.split(", seed ")
        sweep = self._sweeps[whose]
        rate = {"drop_rate": 0.0} if whose == OURS else {}
        point = sweep.at(seed=int(seed), **rate)
        return sweep.fixed["epochs"], {name: point[f"dev_{name}"] for name in CRITERIA}

    def _take_limits(self, run: str, epochs: npt.NDArray[Any], curves: Curves) -> None:
        """Give the axes the room that a run needs; they change with the run alone."""
        if run == self._run:
            return
        self._run = run
        low, high, best = curves["loss"].min(), curves["loss"].max(), curves["accuracy"].max()
        self._axes["loss"].set_ylim(0.8 * low, min(high, 2.2 * low))
        self._axes["accuracy"].set_ylim(best - 0.2, best + 0.02)
        for ax in self._axes.values():
            ax.set_xlim(0, epochs[-1] * 1.01)
        self.picture.redraw_still()  # the axes' numbers are part of what stands still


def early_stopping_dashboard(ours: Sweep, published: Sweep, *, patience: int = 28) -> Dashboard:
    """Where dev loss and dev accuracy would stop one run, as patience and smoothing move.

    Parameters
    ----------
    ours : the sweep of drop rates over 1001 epochs, of which the runs at rate 0 are taken
    published : the sweep of Nielsen's run
    patience : in epochs, one of PATIENCES
    """
    scene = Scene(ours, published)
    controls = {
        "run": menu("run", RUNS, RUNS[0]),
        "patience": stored_slider("patience (epochs)", PATIENCES, patience),
        "smoothing": stored_slider("smoothing", SMOOTHINGS, 0),
    }
    return Dashboard("early stopping", scene.picture, controls, show=scene.show)


def _in_words(
    epochs: npt.NDArray[Any],
    accuracy: npt.NDArray[Any],
    points: dict[str, tuple[int, int]],
    wait: int,
) -> str:
    said, open_end = [], ""
    for name, (kept, stopped) in points.items():
        never = stopped - kept < wait
        end = "never stops" if never else f"stops at {epochs[stopped]}"
        open_end = " or more" if never else open_end
        said.append(f"{name} {end}, keeps epoch {epochs[kept]} ({100 * accuracy[kept]:.1f} %)")
    by_loss, by_accuracy = (int(epochs[stopped]) for _, stopped in points.values())
    apart = abs(by_loss - by_accuracy)
    return f"{' · '.join(said)} · the stops are {apart} epochs apart{open_end}"
