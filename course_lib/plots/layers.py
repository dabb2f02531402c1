"""How far values spread in each layer of a network."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from course_lib.plots.style import BLUE, ORANGE

ACTIVATION: dict[str, Any] = {"color": BLUE, "linestyle": "-", "marker": "o", "markersize": 5}
GRADIENT: dict[str, Any] = {"color": ORANGE, "linestyle": "--", "marker": "s", "markersize": 5}
LOWEST = 1e-12  # what is smaller is drawn here: a dead layer stays in sight


def draw_spread(
    ax: Axes, names: Sequence[str], activations: npt.ArrayLike, gradients: npt.ArrayLike
) -> list[Line2D]:
    """Draw the standard deviation of each layer's outputs, and of the loss's gradient by them.

    Parameters
    ----------
    names : one for each layer, first to last
    activations, gradients : arrays of shape (layers,)

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> figure, ax = new_figure()
    >>> lines = draw_spread(ax, ["1", "2"], [1.0, 0.5], [1e-3, 1e-2])
    """
    places = np.arange(len(names))
    lines = [
        ax.plot(places, on_log_scale(values), label=label, **style)[0]
        for values, label, style in (
            (activations, "outputs", ACTIVATION), (gradients, "gradient by them", GRADIENT),
        )
    ]  # fmt: skip
    ax.set_yscale("log")
    ax.set_ylim(LOWEST, 1e3)
    ax.set_xlim(-0.4, len(names) - 0.6)
    ax.set_xticks(places, names)
    ax.set(xlabel="layer", ylabel="standard deviation")
    return lines


def on_log_scale(values: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Values as a log axis can show them: zeros at its lower end."""
    return np.maximum(np.asarray(values, np.float64), LOWEST)
