"""The pictures of notebook 05c; lines are told apart by more than their color."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes

from course_lib.datasets import Sweep
from course_lib.experiments.surfaces import Surface
from course_lib.plots import BLUE, GREEN, GREY, ORANGE, PURPLE, REFERENCE
from course_lib.plots.surfaces import draw_path

SIZES: dict[int, dict[str, Any]] = {
    300: {"color": BLUE, "linestyle": "-", "marker": "o"},
    64: {"color": GREEN, "linestyle": "--", "marker": "s"},
    30: {"color": GREEN, "linestyle": "--", "marker": "s"},
    8: {"color": PURPLE, "linestyle": "-.", "marker": "^"},
    1: {"color": ORANGE, "linestyle": ":", "marker": "D"},
}
SCALED: dict[str, dict[str, Any]] = {
    "rate kept at 0.01": {"color": GREY, "linestyle": ":", "marker": "o"},
    "rate times root of batch": {"color": PURPLE, "linestyle": "--", "marker": "^"},
    "rate times batch": {"color": BLUE, "linestyle": "-", "marker": "s"},
}


def draw_valleys(
    ax: Axes, rates: Sequence[float], losses: Mapping[int, npt.ArrayLike], title: str
) -> None:
    """Loss against rate, a line for each batch size.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> draw_valleys(new_figure()[1], [0.1, 1.0], {8: [0.3, 0.2]}, "20 epochs")
    """
    for size, ends in losses.items():
        shown = np.where(np.asarray(ends) < 0.85, ends, np.nan)
        ax.plot(rates, shown, label=f"batch {size}", markersize=6, linewidth=2, **SIZES[size])
    ax.axhline(np.log(2), **REFERENCE)
    ax.text(rates[len(rates) // 4], np.log(2) + 0.02, "a guess: ln 2", fontsize=11, color="#555555")
    ax.set(xscale="log", xlabel="learning rate", ylim=(0, 0.85), title=title)


def draw_scaling(ax: Axes, sizes: Sequence[int], losses: Mapping[str, npt.ArrayLike]) -> None:
    """Loss against batch size after equal epochs, a line for each rule for the rate.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> draw_scaling(new_figure()[1], [1, 2], {"rate times batch": [0.2, 0.2]})
    """
    for name, ends in losses.items():
        ax.plot(sizes, ends, label=name, linewidth=2.5, markersize=7, **SCALED[name])
    ax.set(xscale="log", xlabel="batch size", ylabel="loss after 20 epochs", ylim=(0, 0.7))
    ax.set_xticks(sizes, [str(size) for size in sizes])
    ax.minorticks_off()
    ax.legend(loc="upper left", fontsize=11)


def draw_cliff(ax: Axes, wall: Surface, path: npt.ArrayLike, title: str) -> None:
    """Draw levels of a cliff's loss with their numbers, and a walk from its start.

    Examples
    --------
    >>> from course_lib.chapters.optimizers_in_practice.cliff import cliff
    >>> from course_lib.plots import new_figure
    >>> draw_cliff(new_figure()[1], cliff(), [[1.2, 0.5], [0.9, 0.4]], "two points")
    """
    w, b, height = wall.grid(161)
    powers = np.log10(np.maximum(height, 1e-6))
    ax.grid(visible=False)
    lines = ax.contour(
        w, b, powers, levels=[-3, -2, -1, 0, 1, 2, 3], colors="#888888", linewidths=0.8,
        linestyles="solid",
    )  # fmt: skip
    ax.clabel(lines, [-2, 0, 2], fmt=lambda power: f"{10.0**power:g}", fontsize=10)
    points = np.asarray(path, float)
    draw_path(ax, points, color=BLUE, linewidth=2, marker="o")
    ax.plot(*points[0], "s", color=ORANGE, markersize=9)
    ax.annotate("start", points[0], (6, -16), textcoords="offset points", fontsize=12)
    ax.set(xlabel="w", ylabel="b", title=title, xlim=(-1, 1.5), ylim=(-0.5, 1.5))


def draw_norms(ax: Axes, norms: npt.ArrayLike, usual: float) -> None:
    """Norms along a run on a log scale, and the usual one.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> draw_norms(new_figure()[1], [1.0, 2.0, 300.0], 1.0)
    """
    ax.plot(norms, color=BLUE, linewidth=1)
    ax.axhline(usual, color="black", linestyle="--", label=f"usual: {usual:.2g}")
    ax.set(yscale="log", xlabel="update", ylabel="norm of the gradient")
    ax.legend(loc="upper left", fontsize=11)


def draw_sums(ax: Axes, losses: npt.ArrayLike, title: str, *, block: int = 20) -> None:
    """Losses of several networks, means of blocks of updates; what diverged ends at a cross.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> draw_sums(new_figure()[1], np.full((40, 2), 0.3), "two networks")
    """
    array = np.asarray(losses, float)
    rows = len(array) // block
    with np.errstate(all="ignore"):
        means = array[: rows * block].reshape(rows, block, -1).mean(axis=1)
    at = block * (np.arange(rows) + 0.5)
    for line, style in zip(means.T, ("-", "--", "-.", ":") * 4, strict=False):
        known = np.where(line < 1e3, line, np.nan)
        ax.plot(at, known, color=BLUE, linestyle=style, linewidth=1.6)
        if np.isnan(known).any():
            end = int(np.argmax(np.isnan(known)))
            ax.plot(at[end], 15, "x", color=ORANGE, markersize=11, markeredgewidth=3, clip_on=False)
    ax.axhline(0.5, **REFERENCE)
    words = "dotted: always answering 0"
    ax.text(0.03, 0.05, words, fontsize=11, color="#555555", transform=ax.transAxes)
    ax.set(yscale="log", ylim=(0.005, 20), xlabel="update", ylabel="loss", title=title)


def draw_decays(ax: Axes, sweep: Sweep, own: Mapping[float, float], whose: str) -> None:
    """Right answers against lambda for L2 and AdamW; stars: runs of one's own step.

    Examples
    --------
    >>> from course_lib.datasets import load_sweep
    >>> from course_lib.plots import new_figure
    >>> draw_decays(new_figure()[1], load_sweep("optimizers_in_practice_decay"), {0.1: 81}, "ours")
    """
    strengths = sweep.axes["strength"][1:]
    looks = {"Adam + L2": (ORANGE, "--", "s"), "AdamW": (BLUE, "-", "o")}
    for (name, (color, line, marker)), runs in zip(
        looks.items(), 100 * sweep.values["dev_accuracy"], strict=True
    ):
        ax.plot(
            strengths, runs[1:].mean(axis=-1), color=color, linestyle=line, marker=marker,
            linewidth=2, label=name,
        )  # fmt: skip
        ax.vlines(strengths, runs[1:].min(axis=-1), runs[1:].max(axis=-1), color=color)
    ax.plot(
        list(own), list(own.values()), "*", color="black", markersize=15,
        label=f"adamw_step: {whose}",
    )  # fmt: skip
    ax.set(xscale="log", xlabel="lambda", ylabel="right on other digits (%)", ylim=(0, 100))
    ax.legend(loc="lower left", fontsize=11)
