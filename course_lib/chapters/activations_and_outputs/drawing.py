"""Activation functions with their slopes, and what they leave of the gradient."""

from collections.abc import Mapping, Sequence
from itertools import cycle
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from course_lib.plots.style import BLUE, GREEN, GREY, ORANGE, PURPLE

FUNCTION: dict[str, Any] = {"color": BLUE, "linestyle": "-", "linewidth": 2}
SLOPE: dict[str, Any] = {"color": ORANGE, "linestyle": "--", "linewidth": 2}
LOOKS: Sequence[dict[str, Any]] = (
    {"color": ORANGE, "linestyle": "--", "marker": "s"},
    {"color": BLUE, "linestyle": "-", "marker": "o"},
    {"color": GREEN, "linestyle": "-.", "marker": "^"},
    {"color": PURPLE, "linestyle": ":", "marker": "D"},
)


def draw_function(
    ax: Axes, z: npt.ArrayLike, values: npt.ArrayLike, slopes: npt.ArrayLike, *, title: str = ""
) -> list[Line2D]:
    """Draw a function and its slope against z; returns the two lines.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> figure, ax = new_figure()
    >>> lines = draw_function(ax, [-1, 0, 1], [0, 0, 1], [0, 0, 1], title="ReLU")
    """
    ax.axhline(0, color=GREY, linewidth=0.8)
    lines = [
        ax.plot(z, values, **FUNCTION, label="function")[0],
        ax.plot(z, slopes, **SLOPE, label="slope")[0],
    ]
    ax.set(xlabel="z", title=title, ylim=(-1.4, 2.2))
    ax.legend(loc="upper left")
    return lines


def draw_shares(ax: Axes, shares: Mapping[str, npt.ArrayLike]) -> list[Line2D]:
    """Draw the gradient in each layer, in shares of the last one's, on a log scale.

    Parameters
    ----------
    shares : dict of name to an array of shape (layers,), layer 1 first

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> figure, ax = new_figure()
    >>> lines = draw_shares(ax, {"sigmoid": [0.01, 0.1, 1.0]})
    """
    lines = []
    for (name, values), look in zip(shares.items(), cycle(LOOKS), strict=False):
        layers = np.arange(1, np.size(values) + 1)
        lines += ax.plot(layers, values, **look, label=name)
    ax.set(xlabel="hidden layer", ylabel="share of the last layer's gradient", yscale="log")
    ax.legend(loc="lower right")
    return lines
