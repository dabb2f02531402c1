"""Surfaces as contours, and the paths of update rules on them."""

from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.contour import QuadContourSet
from matplotlib.lines import Line2D

from course_lib.plots.style import BLUE, GREEN, ORANGE, PURPLE

METHODS: dict[str, dict[str, Any]] = {
    "gradient descent": {"color": "#333333", "linestyle": "-", "marker": "o"},
    "momentum": {"color": BLUE, "linestyle": "--", "marker": "s"},
    "AdaGrad": {"color": PURPLE, "linestyle": ":", "marker": "^"},
    "RMSProp": {"color": GREEN, "linestyle": "-.", "marker": "D"},
    "Adam": {"color": ORANGE, "linestyle": (0, (5, 1)), "marker": "P"},
}
"""One colour, line style and marker for each update rule, throughout the course."""


def draw_contours(
    ax: Axes, x: npt.ArrayLike, y: npt.ArrayLike, values: npt.ArrayLike, *, levels: int = 12
) -> QuadContourSet:
    """Draw lines of equal height, closer together near the bottom, where paths end.

    Parameters
    ----------
    x, y : arrays of shape (columns,) and (rows,)
    values : array of shape (rows, columns)

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> figure, ax = new_figure()
    >>> x = np.linspace(-1, 1, 5)
    >>> lines = draw_contours(ax, x, x, np.add.outer(x**2, x**2))
    """
    heights = np.asarray(values)
    low, high = heights.min(), heights.max()
    steps = low + (high - low) * np.linspace(0, 1, levels + 1)[1:] ** 2
    ax.grid(visible=False)
    contours = ax.contourf(
        x, y, heights, levels=[low, *steps], cmap="Greys", vmin=low, vmax=low + 3 * (high - low)
    )
    ax.contour(x, y, heights, levels=steps, colors="#b5b5b5", linewidths=0.6, linestyles="solid")
    ax.set(xlim=(np.min(x), np.max(x)), ylim=(np.min(y), np.max(y)))
    return contours


def draw_path(ax: Axes, path: npt.ArrayLike, **style: Any) -> tuple[Line2D, Line2D]:
    """Draw a walk as a line, and where it is now as a larger marker; returns (trail, head).

    Parameters
    ----------
    path : array of shape (steps + 1, 2); NaN is not drawn
    style : of the line, such as ``**METHODS["momentum"]``; its marker becomes the head's

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> figure, ax = new_figure()
    >>> trail, head = draw_path(ax, [[0, 0], [1, 1]], **METHODS["Adam"])
    >>> head.get_xdata()
    array([1.])
    """
    looks: dict[str, Any] = {"linewidth": 1.8, "color": BLUE} | style
    marker = looks.pop("marker", "o")
    (trail,) = ax.plot([], [], **looks)
    (head,) = ax.plot(
        [], [], linestyle="none", marker=marker, color=looks["color"], markersize=8,
        markeredgecolor="white",
    )  # fmt: skip
    set_path(trail, head, path)
    return trail, head


def set_path(trail: Line2D, head: Line2D, path: npt.ArrayLike) -> None:
    """Give a drawn walk another path; the head stands at its last point that is a number."""
    points = np.asarray(path, float).reshape(-1, 2)
    known = points[np.isfinite(points).all(axis=-1)]
    trail.set_data(points[:, 0], points[:, 1])
    head.set_data(known[-1:, 0], known[-1:, 1])
