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
    reach : the axis goes from 1 / reach to reach; what lies beyond is drawn at its ends

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
            line.set_data(np.arange(1, values.shape[-1] + 1), within(sizes, reach))


def within(values: npt.ArrayLike, reach: float = 1e12) -> npt.NDArray[np.float64]:
    """Values as the axis can show them: those beyond it at its ends, NaN at the upper one.

    Examples
    --------
    >>> within([0.0, 1.0, np.inf], 100)
    array([1.e-02, 1.e+00, 1.e+02])
    """
    numbers = np.nan_to_num(np.asarray(values, np.float64), nan=np.inf, posinf=np.inf)
    return np.clip(numbers, 1 / reach, reach)


def draw_rings(ax: Axes, curves: Mapping[str, npt.ArrayLike], every: int) -> None:
    """Draw losses of several starts, each with its name."""
    styles = ((GREY, ":"), (ORANGE, "--"), (BLUE, "-"), (PURPLE, "-."))
    for (name, curve), (color, line) in zip(curves.items(), styles, strict=False):
        steps = np.arange(len(np.asarray(curve))) * every
        ax.plot(steps, curve, color=color, linestyle=line, linewidth=2, label=name)
    ax.set(xlabel="steps", ylabel="loss (nats)")


def draw_draws(ax: Axes, sizes: Mapping[str, npt.ArrayLike], *, reach: float = 1e4) -> None:
    """Draw a dot for each draw and a bar at their median, a row for each name.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> draw_draws(new_figure()[1], {"width 10": [1e-3, 0.1], "width 100": [0.5, 2.0]})
    """
    ax.axvspan(*BAND, color=GREY, alpha=0.3, linewidth=0)
    for row, values in enumerate(sizes.values()):
        shown = within(values, reach)
        ax.plot(shown, np.full(len(shown), row), "o", color=BLUE, alpha=0.5, markersize=6)
        ax.plot([np.median(shown)], [row], "|", color="black", markersize=22, markeredgewidth=3)
    ax.set_yticks(range(len(sizes)), list(sizes))
    ax.set(xscale="log", xlim=(0.5 / reach, 2 * reach), ylim=(len(sizes) - 0.5, -0.5))
    ax.grid(visible=False, axis="y")


def draw_gains(
    ax: Axes,
    at: Sequence[float],
    rows: Mapping[str, npt.ArrayLike],
    *,
    labels: Mapping[str, str],
    lowest: float = 1e-6,
) -> None:
    """Draw a curve for each width, and at its end what ``labels`` calls it, or nothing."""
    for (name, values), look in zip(rows.items(), LOOKS, strict=True):
        shown = np.maximum(values, lowest)
        ax.plot(at, shown, **look)
        ax.annotate(
            labels.get(name, ""), (at[-1], shown[-1]), xytext=(8, 0), textcoords="offset points",
            fontsize=12, va="center", color=look["color"],
        )  # fmt: skip


def draw_treated(panels: Sequence[Axes], runs: Mapping[str, tuple[str, Curves, Curves]]) -> None:
    """Draw each start's loss as it was, and after its remedy.

    Parameters
    ----------
    runs : start -> remedy, the loss by epoch before, and after
    """
    for ax, (name, (remedy, before, after)) in zip(panels, runs.items(), strict=True):
        ax.axhline(np.log(10), **REFERENCE)
        ax.plot(np.clip(before, 0, 4), color=GREY, linestyle="--", label="as it was")
        ax.plot(np.clip(after, 0, 4), color=BLUE, marker="o", markersize=4, label="treated")
        ax.set(xlabel="epochs", ylim=(0, 4.2), title=f"{name}: {remedy}")
        ax.set_xticks([0, 5, 10])
    panels[0].set_ylabel("training loss")
    panels[0].legend(loc="upper right", fontsize=11)
