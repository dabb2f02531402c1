"""Weights along a penalty's strength, and the plane of two weights."""

from collections.abc import Sequence
from itertools import cycle
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from course_lib.plots.style import BLUE, GREEN, GREY, ORANGE, PURPLE

LOOKS: Sequence[dict[str, Any]] = [
    {"color": color, "linestyle": style, "marker": marker, "markevery": 7, "markersize": 4}
    for style in ("-", "--", ":")
    for color, marker in ((BLUE, ""), (ORANGE, "o"), (GREEN, "s"), (PURPLE, "^"))
]
"""Each differs from the others without its color, too."""
L1_LOOK: dict[str, Any] = {"color": ORANGE, "linestyle": "--", "marker": "s", "markersize": 5}
L2_LOOK: dict[str, Any] = {"color": BLUE, "linestyle": "-", "marker": "o", "markersize": 5}


def draw_paths(
    ax: Axes, strengths: npt.ArrayLike, weights: npt.ArrayLike, names: Sequence[str]
) -> list[Line2D]:
    """Draw each weight against the strength, on a log axis.

    Parameters
    ----------
    weights : array of shape (strengths, d)
    names : one for each of the d weights

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> figure, ax = new_figure()
    >>> lines = draw_paths(ax, [0.1, 1.0], [[2.0, -1.0], [1.0, 0.0]], ["x", "x^2"])
    """
    lines = []
    for name, path, look in zip(names, np.asarray(weights).T, cycle(LOOKS), strict=False):
        lines += ax.plot(strengths, path, label=name, **look)
    ax.axhline(0, color=GREY, linewidth=0.8)
    ax.set(xscale="log", xlabel="lambda", ylabel="weight")
    return lines


def square_plane(ax: Axes, low: float = -0.9, high: float = 3.0) -> None:
    """Prepare axes for two weights: equal scales, both zero lines."""
    ax.set(xlabel="first weight", ylabel="second weight", aspect="equal")
    ax.set(xlim=(low, high), ylim=(low, high))
    ax.axhline(0, color=GREY, linewidth=0.8)
    ax.axvline(0, color=GREY, linewidth=0.8)
