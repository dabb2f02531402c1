"""Signals on their way through depth."""

from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from course_lib.plots.style import BLUE, ORANGE

OUTPUTS: dict[str, Any] = {
    "color": BLUE, "linestyle": "-", "marker": "o", "markersize": 4, "label": "outputs, forward",
}  # fmt: skip
GRADIENTS: dict[str, Any] = {
    "color": ORANGE, "linestyle": "--", "marker": "s", "markersize": 4,
    "label": "gradient, backward",
}  # fmt: skip
LOW, HIGH = 1e-12, 1e12
"""The ends of the axis of standard deviations; what lies beyond is drawn there."""


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
    ax.set(xlabel="layer", ylabel="standard deviation", ylim=(LOW / 4, HIGH * 4))
    return lines


def within(values: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Values as the axis can show them: those beyond it at its ends, NaN at the upper one.

    Examples
    --------
    >>> within([0.0, 1.0, np.inf])
    array([1.e-12, 1.e+00, 1.e+12])
    """
    numbers = np.nan_to_num(np.asarray(values, np.float64), nan=np.inf, posinf=np.inf)
    return np.clip(numbers, LOW, HIGH)
