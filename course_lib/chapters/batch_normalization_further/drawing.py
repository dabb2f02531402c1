"""The pictures of notebook 07b; lines and bars are told apart without color."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes

from course_lib.plots.style import BLUE, GREEN, GREY, ORANGE, PURPLE, REFERENCE

KINDS: dict[str, dict[str, Any]] = {
    "plain": {"color": GREY, "linestyle": ":", "marker": "o"},
    "batch norm": {"color": BLUE, "linestyle": "-", "marker": "s"},
    "dropout": {"color": ORANGE, "linestyle": "--", "marker": "D"},
    "both": {"color": GREEN, "linestyle": "-.", "marker": "^"},
}
STACKS: dict[str, dict[str, Any]] = {
    "he": {"color": GREY, "hatch": ""},
    "batch norm": {"color": BLUE, "hatch": "//"},
    "both": {"color": GREEN, "hatch": ".."},
}
NAMES = {"he": "He's start alone", "batch norm": "batch norm", "both": "batch norm and skip"}
SHARING: dict[str, tuple[Any, Any]] = {
    "batch norm": (slice(None), 1),
    "layer norm": (1, slice(None)),
    "group norm, 2 groups": (1, slice(0, 3)),
    "instance norm": (1, 1),
}
"""Name -> which cells of a table of 4 examples by 6 channels share a mean."""


def draw_found(ax: Axes, found: Mapping[str, Mapping[str, float]]) -> None:
    """Draw how far three wrong ways back are off, a group of bars for each g.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> draw_found(new_figure()[1], {"g the same": {"without the mean": 1.0}})
    """
    looks = ((BLUE, ""), (ORANGE, "//"), (GREY, ".."))
    names = list(next(iter(found.values())))
    wide = 0.8 / len(names)
    for k, (name, (color, hatch)) in enumerate(zip(names, looks, strict=False)):
        heights = [100 * of[name] for of in found.values()]
        at = np.arange(len(found)) + (k - (len(names) - 1) / 2) * wide
        ax.bar(at, heights, wide, color=color, hatch=hatch, edgecolor="white", label=name)
        for x, height in zip(at, heights, strict=True):
            ax.text(x, height + 2, f"{height:.0f}", ha="center", fontsize=11)
    ax.set_xticks(range(len(found)), list(found))
    ax.set(ylabel="wrong by (% of g)", ylim=(0, 150), yticks=[0, 50, 100])
    ax.grid(visible=False, axis="x")


def draw_steps(ax: Axes, epsilons: Sequence[float]) -> None:
    """Draw x_hat of the first of two examples against their distance, for each eps.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> draw_steps(new_figure()[1], [1e-5, 0.1])
    """
    apart = np.linspace(-3, 3, 1201)
    looks = ((BLUE, "-"), (ORANGE, "--"), (GREEN, "-."))
    for eps, (color, line) in zip(epsilons, looks, strict=False):
        half = apart / 2
        ax.plot(
            apart, half / np.sqrt(half**2 + eps), color=color, linestyle=line, linewidth=2.5,
            label=f"eps {eps:g}",
        )  # fmt: skip
    ax.set(xlabel="first x - second x", ylabel="x_hat of the first", ylim=(-1.1, 1.1))


def draw_left(ax: Axes, shares: Mapping[int, float]) -> None:
    """Draw which share of a gradient is left behind batch norm, by batch size, over 1 - 2/m.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> draw_left(new_figure()[1], {1: 0.0, 2: 0.0, 4: 0.5})
    """
    sizes = np.array(list(shares))
    law = np.maximum(0, 1 - 2 / sizes)
    ax.plot(range(len(sizes)), 100 * law, **REFERENCE, linewidth=2, label="1 - 2/m")
    ax.plot(range(len(sizes)), 100 * np.array(list(shares.values())), "o", color=BLUE, markersize=9)
    ax.set_xticks(range(len(sizes)), [str(size) for size in sizes])
    ax.set(xlabel="batch size m", ylabel="left of the gradient (%)", ylim=(-5, 105))


def draw_sharing(panels: Sequence[Axes]) -> None:
    """Draw which cells of a table share a mean, a panel for each of four norms.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> draw_sharing(new_figure(10, 2.2, panels=4)[1])
    """
    for ax, (name, together) in zip(panels, SHARING.items(), strict=True):
        cells = np.zeros((4, 6))
        cells[together] = 1
        ax.pcolormesh(cells, cmap="Blues", vmin=-0.15, vmax=1.4, edgecolor="white", linewidth=2)
        ax.set(title=name, xlabel="channels", xticks=[], yticks=[])
        ax.invert_yaxis()
    panels[0].set_ylabel("examples")


def draw_contenders(ax: Axes, scores: Mapping[str, npt.ArrayLike]) -> None:
    """Draw a row for each contender: a dot a seed, a bar at their mean.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> draw_contenders(new_figure()[1], {"no norm": [80.0, 84.0], "batch norm": [40.0, 44.0]})
    """
    for row, values in enumerate(scores.values()):
        there = np.asarray(values, np.float64)
        ax.plot(there, np.full(len(there), row), "o", color=BLUE, alpha=0.5, markersize=8)
        ax.plot([there.mean()], [row], "|", color="black", markersize=24, markeredgewidth=3)
    ax.set_yticks(range(len(scores)), list(scores))
    ax.set(xlabel="right of new digits (%)", xlim=(0, 100), ylim=(len(scores) - 0.5, -0.5))
    ax.grid(visible=False, axis="y")


def draw_rates(
    ax: Axes,
    rates: Sequence[float],
    scores: Mapping[str, npt.NDArray[Any]],
    best: Mapping[str, int],
) -> None:
    """Draw right answers over the rates, each contender's own best one ringed.

    Parameters
    ----------
    scores : name -> array of shape (rates, seeds)
    best : name -> the place of its best rate
    """
    for name, values in scores.items():
        means = values.mean(axis=1)
        ax.plot(range(len(rates)), means, linewidth=2, markersize=6, label=name, **KINDS[name])
        ring = {"markersize": 16, "fillstyle": "none", "color": KINDS[name]["color"]}
        ax.plot([best[name]], [means[best[name]]], "o", **ring)
    ax.set_xticks(range(len(rates)), [f"{rate:g}" for rate in rates])
    ax.set(xlabel="learning rate", ylabel="right of new digits (%)")


def draw_stacks(ax: Axes, found: Mapping[int, Mapping[str, Sequence[float]]]) -> None:
    """Draw right answers by depth: a group for each depth, a bar for each kind of stack.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> draw_stacks(new_figure()[1], {5: {"he": [80.0], "batch norm": [84.0], "both": [86.0]}})
    """
    for k, (name, look) in enumerate(STACKS.items()):
        at = np.arange(len(found)) + 0.27 * (k - 1)
        heights = [float(np.mean(of[name])) for of in found.values()]
        ax.bar(at, heights, 0.25, label=NAMES[name], edgecolor="white", **look)
        for x, height in zip(at, heights, strict=True):
            ax.text(x, height + 2, f"{height:.0f}", ha="center", fontsize=12)
    ax.axhline(10, **REFERENCE)
    ax.set_xticks(range(len(found)), [f"{depth} layers" for depth in found])
    ax.set(ylabel="right of new digits (%)", ylim=(0, 130), yticks=[0, 25, 50, 75, 100])
    ax.grid(visible=False, axis="x")


def draw_way_back(ax: Axes, ratios: Mapping[str, npt.ArrayLike]) -> None:
    """Draw the gradient at each layer, as so many times that at the last, on a log axis.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> draw_way_back(new_figure()[1], {"He's start alone": [1.1, 1.0]})
    """
    looks = ((GREY, ":"), (BLUE, "-"), (GREEN, "-."), (PURPLE, "--"))
    for (name, values), (color, line) in zip(ratios.items(), looks, strict=False):
        layers = np.arange(1, len(np.asarray(values)) + 1)
        ax.plot(layers, values, color=color, linestyle=line, linewidth=2.5, label=name)
    ax.set(yscale="log", xlabel="layer", ylabel="gradient / that at the last")


def draw_clouds(panels: Sequence[Axes], clouds: Mapping[str, npt.NDArray[Any]]) -> None:
    """Draw the same cloud of points after each way to scale it."""
    for ax, (name, points) in zip(panels, clouds.items(), strict=True):
        ax.scatter(points[:, 0], points[:, 1], s=3, color=BLUE)
        ax.set_title(name, fontsize=11)
        ax.set_aspect("equal", adjustable="datalim")
