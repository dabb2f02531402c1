"""Which networks learn, over depth and start: a map of stored runs, and the curves of one place."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from course_lib.chapters.initialization.valley import BUDGETS, CHANCE, USABLE, dev_accuracy
from course_lib.dashboards import Dashboard, Picture, menu, stored_slider
from course_lib.datasets import Sweep
from course_lib.plots import DEV, GREY, ORANGE

NAMED = {"PyTorch": float(np.sqrt(1 / 6)), "LeCun": float(np.sqrt(1 / 2)), "He": 1.0}
"""Of He's std, in every layer; PyTorch's draws biases besides."""


class Scene:
    """On the left a map of accuracy, usable places dotted; on the right the framed place's runs."""

    def __init__(self, sweep: Sweep) -> None:
        self._sweep = sweep
        self._mapped: tuple[str, int] = "", 0
        self.picture = Picture(900, 400)
        left, right = self.picture.panels(3, 2)
        self._add_map(left)
        self._add_runs(right)
        self.picture.figure.colorbar(self._map, ax=left, ticks=[0, 0.5, 1], format="{x:.0%}")
        self.picture.moves(self._frame, *self._runs, self._reach, self._words)

    def _add_map(self, ax: Axes) -> None:
        depths, starts = self._sweep.axes["depth"], self._sweep.axes["times_he"]
        empty = np.zeros((len(depths), len(starts)))
        self._map = ax.imshow(empty, origin="lower", cmap="cividis", vmin=0, vmax=1, aspect="auto")
        ax.grid(visible=False)
        ax.set_yticks(range(len(depths)), [f"{d}" for d in depths])
        ax.set_xticks(range(len(starts)), [f"{s:.2g}" for s in starts])
        ax.set_ylim(-0.5, len(depths) + 0.3)
        for name, times in NAMED.items():
            place = np.interp(np.log(times), np.log(starts), np.arange(len(starts)))
            ax.axvline(place, color="white", linestyle="--", linewidth=1)
            ax.text(place, len(depths) - 0.1, name, ha="center", va="center", fontsize=11)
        ax.set(xlabel="times He's std, in every layer", ylabel="hidden layers")
        ax.set_title("dev accuracy; dot: usable")
        (self._dots,) = ax.plot([], [], ".", color="black", markersize=7)
        (self._frame,) = ax.plot(
            [], [], "s", color=ORANGE, markersize=18, fillstyle="none", markeredgewidth=3
        )

    def _add_runs(self, ax: Axes) -> None:
        epochs, seeds = self._sweep.fixed["epochs"], self._sweep.about["seeds"]
        self._runs = ax.plot(epochs, np.zeros((len(epochs), len(seeds))), **DEV)
        self._reach = ax.axvline(0, color=GREY)
        self._words = ax.text(0.97, 0.06, "", transform=ax.transAxes, ha="right", fontsize=12)
        ax.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
        ax.set(xlabel="epochs", ylabel="dev accuracy", ylim=(0, 1), xlim=(0, epochs[-1] + 1))
        ax.set_title("the framed runs, a line a seed")

    def show(self, depth: float, times_he: float, activation: str, epochs: int) -> str:
        """Frame a place of the map, and look up its runs."""
        accuracy, better = dev_accuracy(self._sweep, activation, epochs)
        if (activation, epochs) != self._mapped:
            self._mapped = activation, epochs
            self._map.set_data(accuracy)
            self._dots.set_data(*np.argwhere(accuracy >= USABLE).T[::-1])
            self.picture.redraw_still()
        row, column = (
            list(self._sweep.axes[name]).index(value)
            for name, value in (("depth", depth), ("times_he", times_he))
        )
        self._frame.set_data([column], [row])
        rate = self._sweep.axes["rate"][better[row, column]]
        runs = self._sweep.at(
            activation=activation, depth=depth, times_he=times_he, rate=rate
        )["accuracy"]  # fmt: skip
        for line, run in zip(self._runs, runs, strict=True):
            line.set_ydata(run)
        self._reach.set_xdata([epochs, epochs])
        here = accuracy[row, column]
        usable = "usable" if here >= USABLE else "not usable"
        guess = ", as good as a guess" if here < CHANCE + 0.02 else ""
        self._words.set_text(f"{100 * here:.0f} % after {epochs}: {usable}")
        return (
            f"{activation}, {depth:g} hidden layers, {times_he:g} times He's std, rate {rate:g}: "
            f"dev accuracy {100 * here:.0f} % after {epochs} epochs (median of {len(runs)} seeds)"
            f"{guess}, {usable}"
        )


def valley_dashboard(
    sweep: Sweep, *, depth: int = 3, times_he: float = 1.0, activation: str = "ReLU",
    epochs: int = BUDGETS[0],
) -> Dashboard:  # fmt: skip
    """Dev accuracy over depth and start, usable ones dotted; beside it the runs of one place."""
    scene = Scene(sweep)
    controls = {
        "depth": stored_slider("hidden layers", sweep.axes["depth"], depth),
        "times_he": stored_slider("times He's std", sweep.axes["times_he"], times_he),
        "activation": menu("activation", sweep.axes["activation"].tolist(), activation),
        "epochs": menu("epochs", BUDGETS, epochs),
    }
    return Dashboard("the usable valley", scene.picture, controls, show=scene.show)
