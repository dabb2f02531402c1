"""Signals on their way through depth, starts that stray, and runs before and after a remedy."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from course_lib.chapters.initialization.sick import Curves
from course_lib.plots.style import BLUE, GREEN, GREY, ORANGE, PURPLE, REFERENCE

OUTPUTS: dict[str, Any] = {"color": BLUE, "linestyle": "-", "marker": "o", "markersize": 4}
GRADIENTS: dict[str, Any] = {"color": ORANGE, "linestyle": "--", "marker": "s", "markersize": 4}
BAND = (0.5, 2.0)
"""In it a signal has kept its size."""
TOP = 4.2
"""Of the axis of a training loss."""

LOOKS: tuple[dict[str, Any], ...] = (
    {"color": BLUE, "linestyle": "-", "marker": "o"},
    {"color": ORANGE, "linestyle": "--", "marker": "s"},
    {"color": GREEN, "linestyle": "-.", "marker": "^"},
    {"color": PURPLE, "linestyle": ":", "marker": "D"},
    {"color": "black", "linestyle": "-", "marker": "v"},
)


def draw_flow(
    ax: Axes, forward: npt.ArrayLike, backward: npt.ArrayLike, *, reach: float = 1e12
) -> list[Line2D]:
    """Draw the size of outputs and gradients, layer by layer: medians thick, each draw thin.

    Parameters
    ----------
    forward, backward : arrays of shape (draws, layers)
    reach : the axis goes from 1 / reach to reach; a line that leaves it is cut there

    Returns
    -------
    list of lines, as ``move_flow`` takes them

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> figure, ax = new_figure()
    >>> lines = draw_flow(ax, [[0.5, 0.2, 0.1]], [[0.01, 0.1, 1.0]])
    """
    draws = len(np.asarray(forward))
    lines = []
    for looks in (OUTPUTS, GRADIENTS):
        thin = {"color": looks["color"], "linewidth": 0.6, "alpha": 0.5}
        lines += [ax.plot([], [], **thin)[0] for _ in range(draws)]
        lines += ax.plot([], [], **looks)
    lines[draws].set_label("outputs, forward")
    lines[-1].set_label("gradient, backward")
    ax.set_yscale("log")
    ax.set(xlabel="layer", ylabel="root mean square", ylim=(0.3 / reach, 3 * reach))
    move_flow(lines, forward, backward, reach=reach)
    ax.set_xlim(0.5, np.shape(forward)[-1] + 0.5)
    return lines


def move_flow(
    lines: Sequence[Line2D], forward: npt.ArrayLike, backward: npt.ArrayLike, *, reach: float
) -> None:
    """Show other signals with the lines of ``draw_flow``."""
    halves = lines[: len(lines) // 2], lines[len(lines) // 2 :]
    for half, values in zip(halves, (np.asarray(forward), np.asarray(backward)), strict=True):
        for line, sizes in zip(half, [*values, np.median(values, axis=0)], strict=True):
            line.set_data(np.arange(1, values.shape[-1] + 1), shown(sizes, reach))


def shown(values: npt.ArrayLike, reach: float = 1e12) -> npt.NDArray[np.float64]:
    """Values for a line on a log axis: what is far beyond it, 0 and infinite too, still points out.

    Nothing is moved onto the axis: a line that leaves it is cut at its edge.

    Examples
    --------
    >>> shown([0.0, 1.0, np.inf], 100)
    array([1.e-06, 1.e+00, 1.e+06])
    """
    numbers = np.nan_to_num(np.asarray(values, np.float64), nan=np.inf, posinf=np.inf)
    return np.clip(numbers, reach**-3.0, reach**3.0)


def draw_rings(ax: Axes, curves: Mapping[str, npt.ArrayLike], every: int) -> None:
    """Draw losses of several starts, each with its name."""
    styles = ((GREY, ":"), (ORANGE, "--"), (BLUE, "-"), (PURPLE, "-."))
    for (name, curve), (color, line) in zip(curves.items(), styles, strict=False):
        steps = np.arange(len(np.asarray(curve))) * every
        ax.plot(steps, curve, color=color, linestyle=line, linewidth=2, label=name)
    ax.set(xlabel="steps", ylabel="loss (nats)")


def draw_draws(ax: Axes, sizes: Mapping[str, npt.ArrayLike], *, reach: float = 1e4) -> None:
    """Draw a dot for each draw and a bar at their median, a row for each name.

    What lies beyond the axis is counted at its end, beside an arrow.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> draw_draws(new_figure()[1], {"width 10": [1e-3, 0.1], "width 100": [0.5, 2.0]})
    """
    ax.axvspan(*BAND, color=GREY, alpha=0.3, linewidth=0)
    for row, values in enumerate(sizes.values()):
        there = np.nan_to_num(np.asarray(values, np.float64), nan=np.inf, posinf=np.inf)
        ax.plot(there, np.full(len(there), row), "o", color=BLUE, alpha=0.5, markersize=6)
        ax.plot([np.median(there)], [row], "|", color="black", markersize=22, markeredgewidth=3)
        below, above = (there < 1 / reach).sum(), (there > reach).sum()
        for beyond, x, words, side in (
            (below, 0.01, f"← {below}", "left"), (above, 0.99, f"{above} →", "right"),
        ):  # fmt: skip
            if beyond:
                ax.text(
                    x, row, words, transform=ax.get_yaxis_transform(), ha=side, va="center",
                    color=BLUE, fontsize=13, fontweight="bold",
                    bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
                )  # fmt: skip
    ax.set_yticks(range(len(sizes)), list(sizes))
    ax.set(xscale="log", xlim=(1 / reach, reach), ylim=(len(sizes) - 0.5, -0.5))
    ax.grid(visible=False, axis="y")


def draw_gains(
    ax: Axes,
    at: Sequence[float],
    rows: Mapping[str, npt.ArrayLike],
    *,
    labels: Mapping[str, str],
    lowest: float = 0.0,
) -> None:
    """Draw a curve for each width, and at its end what ``labels`` calls it, or nothing.

    A curve that falls below ``lowest`` is cut there, and named above the place.
    """
    for (name, values), look in zip(rows.items(), LOOKS, strict=True):
        ends = np.asarray(values, float)
        inside = int(np.flatnonzero(ends >= lowest)[-1])
        ax.plot(at, ends, **look)
        gone = inside < len(ends) - 1
        place = (at[inside + 1], 1.5 * lowest) if gone else (at[-1], ends[-1])
        ax.annotate(
            labels.get(name, ""), place, xytext=(8, 0), textcoords="offset points",
            fontsize=12, va="bottom" if gone else "center", color=look["color"],
        )  # fmt: skip


def draw_treated(panels: Sequence[Axes], runs: Mapping[str, tuple[str, Curves, Curves]]) -> None:
    """Draw each start's loss as it was, and after its remedy.

    Parameters
    ----------
    runs : start -> remedy, the loss by epoch before, and after
    """
    for ax, (name, (remedy, before, after)) in zip(panels, runs.items(), strict=True):
        ax.axhline(np.log(10), **REFERENCE)
        ax.plot(before, color=GREY, linestyle="--", label="as it was")
        ax.plot(after, color=BLUE, marker="o", markersize=4, label="treated")
        for curve, words, y in ((before, "as it was", 0.93), (after, "treated", 0.8)):
            if not max(curve) <= TOP:
                ends = "diverges" if not np.isfinite(curve[-1]) else f"ends at {curve[-1]:.2g}"
                begins = f"{words}: begins at {curve[0]:.4g}, {ends}"
                ax.text(0.04, y, begins.replace(", ", ",\n"), transform=ax.transAxes, fontsize=10,
                        va="top")  # fmt: skip
        ax.set(xlabel="epochs", ylim=(0, TOP), title=f"{name}: {remedy}")
        ax.set_xticks([0, 5, 10])
    panels[0].set_ylabel("training loss")
    panels[0].legend(loc="upper right", fontsize=11)
