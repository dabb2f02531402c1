"""A small network drawn with the units that dropout has switched off."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from course_lib.plots.style import BLUE, GREY


class MaskedNet:
    """Units as discs, layer by layer; those switched off are crossed out and lose their lines.

    Parameters
    ----------
    ax : Axes
        Emptied of its frame; drawn on once. ``artists`` are what ``show`` moves.
    sizes : units of each layer, first to last

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> figure, ax = new_figure()
    >>> net = MaskedNet(ax, [2, 3, 1])
    >>> net.show([[True, True], [True, False, True], [True]])
    """

    def __init__(self, ax: Axes, sizes: Sequence[int]) -> None:
        tallest = max(sizes)
        self._layers = [
            np.column_stack([np.full(n, float(k)), (np.arange(n) - (n - 1) / 2) / tallest])
            for k, n in enumerate(sizes)
        ]
        self._units = np.concatenate(self._layers)
        self._lines = LineCollection([], colors="#aaaaaa", linewidths=0.6, zorder=1)
        ax.add_collection(self._lines)
        (self._on,) = ax.plot([], [], "o", color=BLUE, markersize=9, linestyle="", zorder=2)
        (self._off,) = ax.plot(
            [], [], "x", color=GREY, markersize=8, markeredgewidth=2, linestyle="", zorder=2
        )
        ax.set(xlim=(-0.3, len(sizes) - 0.7), ylim=(-0.56, 0.56))
        ax.set_axis_off()
        self.artists: list[Artist] = [self._lines, self._on, self._off]

    def show(self, kept: Sequence[npt.ArrayLike]) -> None:
        """Show which units stay on, one array of booleans for each layer."""
        masks = [np.asarray(mask, bool) for mask in kept]
        every = np.concatenate(masks)
        self._on.set_data(*self._units[every].T)
        self._off.set_data(*self._units[~every].T)
        self._lines.set_segments(
            [
                (start, end)
                for left, right, on, next_on in zip(
                    self._layers, self._layers[1:], masks, masks[1:], strict=False
                )
                for start in left[on]
                for end in right[next_on]
            ]
        )
