"""The weights' histogram."""

from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.patches import StepPatch
from matplotlib.ticker import PercentFormatter


def draw_histogram(
    ax: Axes, shares: npt.ArrayLike, edges: npt.ArrayLike, *, top: float = 0.15, **style: Any
) -> StepPatch:
    """Draw the share of the weights in each bin; returns the patch, which ``set_data`` moves.

    ``top`` is the upper end of the axis, a share.

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> figure, ax = new_figure()
    >>> patch = draw_histogram(ax, [0.05, 0.1, 0.05], [-0.3, -0.1, 0.1, 0.3], label="weights")
    """
    patch = ax.stairs(shares, edges, **style)
    ax.set(xlabel="weight", ylabel="share of all weights", ylim=(0, top))
    ax.set_xlim(np.min(edges), np.max(edges))
    ax.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    return patch
