"""A fitted curve beside the truth, and what an error is made of."""

from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from course_lib.plots.style import BLUE, GREY, ORANGE, PURPLE

TRUTH: dict[str, Any] = {"color": GREY, "linestyle": ":", "linewidth": 2}
FIT: dict[str, Any] = {"color": BLUE, "linestyle": "-", "linewidth": 2}
POINTS: dict[str, Any] = {
    "color": "black", "linestyle": "", "marker": "o", "markersize": 5, "markerfacecolor": "white",
}  # fmt: skip


def draw_fit(
    ax: Axes,
    points: tuple[npt.ArrayLike, npt.ArrayLike],
    grid: npt.ArrayLike,
    fit: npt.ArrayLike,
    truth: npt.ArrayLike,
) -> list[Line2D]:
    """Draw points, a curve fitted to them, and the truth; returns the lines (truth, fit, points).

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> figure, ax = new_figure()
    >>> lines = draw_fit(ax, ([0, 1], [0, 1]), [0, 1], [0.1, 0.9], [0, 1])
    """
    across = np.ravel(grid)
    drawn = [
        ax.plot(across, np.ravel(truth), **TRUTH, label="truth")[0],
        ax.plot(across, np.ravel(fit), **FIT, label="fit")[0],
        ax.plot(*(np.ravel(part) for part in points), **POINTS, label="training points")[0],
    ]
    ax.set(xlabel="x", ylabel="y", xlim=(-1.05, 1.05), ylim=(-2.2, 2.2))
    return drawn


def draw_parts(
    ax: Axes, settings: npt.ArrayLike, bias: npt.ArrayLike, variance: npt.ArrayLike, noise: float
) -> list[Artist]:
    """Stack noise, squared bias and variance over a range of settings; returns the areas.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> figure, ax = new_figure()
    >>> areas = draw_parts(ax, [1, 2], [0.3, 0.1], [0.1, 0.2], 0.1)
    """
    heights = np.broadcast_arrays(noise, np.asarray(bias), np.asarray(variance))
    areas = ax.stackplot(
        np.asarray(settings), *heights, labels=["noise", "bias²", "variance"],
        colors=["#cccccc", ORANGE, PURPLE], alpha=0.75,
    )  # fmt: skip
    for area, hatch in zip(areas, ("", "//", ".."), strict=True):
        area.set(hatch=hatch, edgecolor="white", linewidth=0)
    ax.set_ylabel("mean squared error")
    ax.set_ylim(bottom=0)
    return list(areas)
