"""Signals through depth, and which networks learn over depth and std."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.ticker import PercentFormatter

from course_lib.plots.style import BLUE, ORANGE

OUTPUTS: dict[str, Any] = {
    "color": BLUE, "linestyle": "-", "marker": "o", "markersize": 4, "label": "outputs, forward",
}  # fmt: skip
GRADIENTS: dict[str, Any] = {
    "color": ORANGE, "linestyle": "--", "marker": "s", "markersize": 4,
    "label": "gradient, backward",
}  # fmt: skip
LOW, HIGH = 1e-12, 1e12
"""The ends of the axis of standard deviations; what lies beyond is drawn on its edge."""


def draw_flow(
    ax: Axes, forward: npt.ArrayLike, backward: npt.ArrayLike, **style: Any
) -> list[Line2D]:
    """Draw the standard deviation of outputs and gradients, layer by layer, on a log axis.

    Parameters
    ----------
    forward, backward : arrays of shape (layers,)

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> figure, ax = new_figure()
    >>> lines = draw_flow(ax, [0.5, 0.2, 0.1], [0.01, 0.1, 1.0])
    """
    lines = [
        ax.plot(np.arange(1, np.size(values) + 1), within(values), **looks | style)[0]
        for values, looks in ((forward, OUTPUTS), (backward, GRADIENTS))
    ]
    ax.set_yscale("log")
    ax.set(xlabel="layer", ylabel="standard deviation", ylim=(LOW, HIGH))
    return lines


def within(values: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Values as the axis can show them: at its ends where they lie beyond, NaN at the upper one.

    Examples
    --------
    >>> within([0.0, 1.0, np.inf])
    array([1.e-12, 1.e+00, 1.e+12])
    """
    numbers = np.nan_to_num(np.asarray(values, np.float64), nan=np.inf, posinf=np.inf)
    return np.clip(numbers, LOW, HIGH)


def draw_map(
    ax: Axes, shares: npt.ArrayLike, rows: Sequence[str], columns: Sequence[str], **style: Any
) -> AxesImage:
    """Draw a share for each row and column, dark for 0, light for 1; the first row at the bottom.

    Parameters
    ----------
    shares : array of shape (rows, columns)
    rows, columns : what each is called

    Returns
    -------
    The image, whose ``set_data`` shows another map.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> figure, ax = new_figure()
    >>> image = draw_map(ax, np.eye(2), ["1", "2"], ["0.1", "0.2"])
    """
    looks: dict[str, Any] = {"cmap": "cividis", "vmin": 0, "vmax": 1, "aspect": "auto"}
    image = ax.imshow(shares, origin="lower", **looks | style)
    ax.grid(visible=False)
    ax.set_yticks(range(len(rows)), rows)
    every = 1 + len(columns) // 9
    ax.set_xticks(range(0, len(columns), every), columns[::every])
    return image


def draw_shares(ax: Axes, epochs: npt.ArrayLike, runs: npt.ArrayLike, **style: Any) -> list[Line2D]:
    """Draw one line for each run of ``runs``, shape (runs, epochs), as shares from 0 to 100 %.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> figure, ax = new_figure()
    >>> lines = draw_shares(ax, [0, 1], [[0.1, 0.5], [0.1, 0.6]])
    """
    lines = ax.plot(epochs, np.asarray(runs).T, **style)
    ax.set_ylim(0, 1)
    ax.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    return lines
