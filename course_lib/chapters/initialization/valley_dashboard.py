"""Which networks learn, over depth and std: a map of stored runs, and the curves of one of them."""

import numpy as np
from matplotlib.ticker import PercentFormatter

from course_lib.chapters.initialization.valley import HE, USABLE, dev_accuracy
from course_lib.dashboards.controls import menu, stored_slider
from course_lib.dashboards.dashboard import Dashboard
from course_lib.dashboards.picture import Picture
from course_lib.datasets import Sweep
from course_lib.plots import DEV, ORANGE, plain


def valley_dashboard(
    sweep: Sweep, *, depth: int = 3, std: float = 0.177, activation: str = "ReLU", task: str = ""
) -> Dashboard:
    """Dev accuracy over depth and std, usable ones dotted; beside it the runs of one place."""
    depths, stds = sweep.axes["depth"], sweep.axes["std"]
    epochs, seeds = sweep.fixed["epochs"], sweep.about["seeds"]
    picture = Picture(900, 390)
    grid = picture.figure.add_gridspec(1, 2, width_ratios=[3, 2])
    left, right = (picture.figure.add_subplot(grid[place]) for place in (0, 1))
    for ax in (left, right):
        plain(ax, size=12)
    empty = np.zeros((len(depths), len(stds)))
    image = left.imshow(empty, origin="lower", cmap="cividis", vmin=0, vmax=1, aspect="auto")
    left.grid(visible=False)
    left.set_yticks(range(len(depths)), [f"{d}" for d in depths])
    left.set_xticks(range(0, len(stds), 3), [f"{s:.2g}" for s in stds[::3]])
    he = np.interp(np.log(HE), np.log(stds), np.arange(len(stds)))
    left.axvline(he, color="white", linestyle="--", linewidth=1)
    left.set(xlabel="std of the weights", ylabel="hidden layers")
    left.set_title("dev accuracy; dot: usable; dashed: He")
    (dots,) = left.plot([], [], ".", color="black", markersize=5)
    (frame,) = left.plot(
        [], [], "s", markersize=15, markerfacecolor="none", markeredgecolor=ORANGE,
        markeredgewidth=3,
    )  # fmt: skip
    lines = right.plot(epochs, np.zeros((len(epochs), len(seeds))), **DEV)
    right.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    right.set(
        ylim=(0, 1), xlabel="epochs", ylabel="dev accuracy", title="the framed runs, a line a seed"
    )
    picture.figure.colorbar(image, ax=left, ticks=[0, 0.5, 1], format="{x:.0%}")
    picture.moves(frame, *lines)
    mapped: list[str] = []

    def show(depth: float, std: float, activation: str) -> str:
        accuracy = dev_accuracy(sweep, activation)
        row, column = list(depths).index(depth), list(stds).index(std)
        if mapped != [activation]:
            mapped[:] = [activation]
            image.set_data(accuracy)
            dots.set_data(*np.argwhere(accuracy >= USABLE).T[::-1])
            picture.redraw_still()
        frame.set_data([column], [row])
        runs = sweep.at(activation=activation, depth=depth, std=std)["accuracy"]
        for line, run in zip(lines, runs, strict=True):
            line.set_data(epochs, run)
        verdict = "usable" if accuracy[row, column] >= USABLE else "not usable"
        return (
            f"{activation}, {depth:g} hidden layers, std {std:g}: dev accuracy "
            f"{100 * accuracy[row, column]:.0f} % (median of {len(seeds)} seeds), {verdict}"
        )

    controls = {
        "depth": stored_slider("hidden layers", depths, depth),
        "std": stored_slider("std of the weights", stds, std),
        "activation": menu("activation", sweep.axes["activation"].tolist(), activation),
    }
    return Dashboard("the usable valley", picture, controls, show=show, task=task)
