"""Which networks learn, over depth and std: a map of stored runs, and the curves of one of them."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from course_lib.chapters.initialization.valley import HE, USABLE, dev_accuracy
from course_lib.dashboards import Dashboard, Picture, menu, stored_slider
from course_lib.datasets import Sweep
from course_lib.plots import DEV, ORANGE


class Scene:
    """On the left a map of accuracy, usable places dotted; on the right the framed place's runs."""

    def __init__(self, sweep: Sweep) -> None:
        self._sweep, self._mapped = sweep, ""  # the activation of which the map is
        self.picture = Picture(900, 390)
        left, right = self.picture.panels(3, 2)
        self._add_map(left)
        self._add_runs(right)
        self.picture.figure.colorbar(self._map, ax=left, ticks=[0, 0.5, 1], format="{x:.0%}")
        self.picture.moves(self._frame, *self._runs)

    def _add_map(self, ax: Axes) -> None:
        depths, stds = self._sweep.axes["depth"], self._sweep.axes["std"]
        empty = np.zeros((len(depths), len(stds)))
        self._map = ax.imshow(empty, origin="lower", cmap="cividis", vmin=0, vmax=1, aspect="auto")
        ax.grid(visible=False)
        ax.set_yticks(range(len(depths)), [f"{d}" for d in depths])
        ax.set_xticks(range(0, len(stds), 3), [f"{s:.2g}" for s in stds[::3]])
        he = np.interp(np.log(HE), np.log(stds), np.arange(len(stds)))
        ax.axvline(he, color="white", linestyle="--", linewidth=1)
        ax.set(xlabel="std of the weights", ylabel="hidden layers")
        ax.set_title("dev accuracy; dot: usable; dashed: He")
        (self._dots,) = ax.plot([], [], ".", color="black", markersize=5)
        (self._frame,) = ax.plot(
            [], [], "s", color=ORANGE, markersize=15, fillstyle="none", markeredgewidth=3
        )

    def _add_runs(self, ax: Axes) -> None:
        epochs, seeds = self._sweep.fixed["epochs"], self._sweep.about["seeds"]
        self._runs = ax.plot(epochs, np.zeros((len(epochs), len(seeds))), **DEV)
        ax.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
        ax.set(xlabel="epochs", ylabel="dev accuracy", ylim=(0, 1))
        ax.set_title("the framed runs, a line a seed")

    def show(self, depth: float, std: float, activation: str) -> str:
        """Frame a place of the map, and look up its runs."""
        accuracy = dev_accuracy(self._sweep, activation)
        if activation != self._mapped:
            self._mapped = activation
            self._map.set_data(accuracy)
            self._dots.set_data(*np.argwhere(accuracy >= USABLE).T[::-1])
            self.picture.redraw_still()
        row, column = (
            list(self._sweep.axes[name]).index(value)
            for name, value in (("depth", depth), ("std", std))
        )
        self._frame.set_data([column], [row])
        runs = self._sweep.at(activation=activation, depth=depth, std=std)["accuracy"]
        for line, run in zip(self._runs, runs, strict=True):
            line.set_ydata(run)
        here = accuracy[row, column]
        return (
            f"{activation}, {depth:g} hidden layers, std {std:g}: dev accuracy "
            f"{100 * here:.0f} % (median of {len(runs)} seeds), "
            f"{'usable' if here >= USABLE else 'not usable'}"
        )


def valley_dashboard(
    sweep: Sweep, *, depth: int = 3, std: float = 0.177, activation: str = "ReLU"
) -> Dashboard:
    """Dev accuracy over depth and std, usable ones dotted; beside it the runs of one place."""
    scene = Scene(sweep)
    controls = {
        "depth": stored_slider("hidden layers", sweep.axes["depth"], depth),
        "std": stored_slider("std of the weights", sweep.axes["std"], std),
        "activation": menu("activation", sweep.axes["activation"].tolist(), activation),
    }
    return Dashboard("the usable valley", scene.picture, controls, show=scene.show)
