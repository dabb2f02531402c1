"""Pictures of notebook 03: a network with units switched off, and gains with three errors."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from course_lib.experiments import paired_change
from course_lib.plots.style import BLUE, GREY, ORANGE, PURPLE, REFERENCE

Floats = npt.NDArray[np.floating[Any]]

ENOUGH = 3.0
"""Standard errors from which on a mean counts, and which a bar is long."""


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


def draw_gains(ax: Axes, gains: Mapping[str, npt.ArrayLike]) -> None:
    """Draw gains one below the other, with bars of three standard errors on both sides.

    A disc is a gain or a loss that counts, a ring one that does not.

    Parameters
    ----------
    gains : name -> array of shape (sets,), in points

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> draw_gains(new_figure()[1], {"shift": [5.0, 6.0], "L2": [0.1, -0.2]})
    """
    for row, each in enumerate(gains.values()):
        mean, error = paired_change(each, np.zeros(np.shape(each)))
        counts = abs(mean) > ENOUGH * error
        ax.errorbar(
            mean, row, xerr=ENOUGH * error, fmt="o", capsize=4, color=PURPLE if counts else GREY,
            markersize=8, markerfacecolor=PURPLE if counts else "white",
        )  # fmt: skip
        side = 1 if mean >= 0 else -1  # away from the line at 0
        ax.annotate(
            f"{mean:+.1f}", (mean + side * ENOUGH * error, row), (6 * side, 0),
            textcoords="offset points", ha="left" if side > 0 else "right", va="center",
            fontsize=11,
        )  # fmt: skip
    ax.axvline(0, **REFERENCE)
    ax.set_yticks(range(len(gains)), list(gains))
    ax.set_ylim(len(gains) - 0.5, -0.5)


def draw_rows(
    ax: Axes, rows: Mapping[str, Floats], *, outlined: Mapping[str, Floats] | None = None
) -> None:
    """Draw rows of flat images of 28 x 28 pixels, the name of each on its left.

    Parameters
    ----------
    rows : name -> images
    outlined : name -> images that are 1 where a line shall go around

    Examples
    --------
    >>> from course_lib.plots import new_figure
    >>> draw_rows(new_figure()[1], {"original": np.zeros((5, 784)), "none": np.ones((5, 784))})
    """
    given = {} if outlined is None else outlined
    strips = {name: _strip(row) for name, row in rows.items()}
    ax.imshow(
        np.concatenate(list(strips.values())), cmap="gray_r", vmin=0, vmax=1,
        interpolation="nearest",
    )  # fmt: skip
    for k, (name, strip) in enumerate(strips.items()):
        if name in given:
            across, down = np.arange(strip.shape[1]), np.arange(len(strip)) + k * len(strip)
            ax.contour(across, down, _strip(given[name]), [0.5], colors=ORANGE, linewidths=1.2)
    ax.set_yticks(15 + 30 * np.arange(len(rows)), list(rows))
    ax.set_xticks([])
    ax.tick_params(length=0)
    ax.grid(visible=False)
    ax.spines[:].set_visible(False)


def _strip(images: Floats) -> Floats:
    """Flat images side by side, a margin of one pixel around each."""
    return np.hstack(list(np.pad(images.reshape(-1, 28, 28), ((0, 0), (1, 1), (1, 1)))))
