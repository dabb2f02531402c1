"""Which values share a mean, and which outputs feel a change: six norms on a small batch."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import QuadMesh

from course_lib.chapters.batch_normalization_further.neighbours import (
    CHANGES,
    CHANNELS,
    EXAMPLES,
    KINDS,
    POSITIONS,
    Floats,
    felt,
    together,
    touched,
)
from course_lib.dashboards import Dashboard, Picture, linear_slider, menu
from course_lib.plots import ORANGE

FELT = 0.001
"""Below it an x_hat counts as unchanged: eps alone moves it."""
MOST = 2.0


class Scene:
    """Two tables, a row for each example, channels side by side, their positions within."""

    def __init__(self) -> None:
        self.picture = Picture(900, 330)
        left, right = self.picture.panels(1, 1)
        self._shared = _table(left, "share mean and spread with the marked value", "Blues", 1.4)
        self._felt = _table(right, "how much x_hat changes (dark: 2 and more)", "Oranges", MOST)
        (self._mark,) = left.plot([], [], "o", color=ORANGE, markersize=10)
        left.set_ylabel("example")
        self.picture.moves(self._shared, self._felt, self._mark)

    def show(self, norm: str, change: str, examples: float) -> str:
        """Show who shares with the marked value, and who feels the change."""
        n = int(examples)
        labels, place = together(norm, n), touched(n)
        mates, moved = labels == labels[place], felt(norm, change, n)
        self._shared.set_array(_flat(mates.astype(float)))
        self._felt.set_array(_flat(np.minimum(moved, MOST)))
        self._mark.set_data([place[1] * POSITIONS + place[2] + 0.5], [place[0] + 0.5])
        return _in_words(norm, change, labels.max() + 1, mates.sum(), moved)


def neighbours_dashboard() -> Dashboard:
    """Which values share a mean under six norms, and which outputs feel which change."""
    scene = Scene()
    controls = {
        "norm": menu("norm", KINDS, "batch norm"),
        "change": menu("change", CHANGES, "raise one value"),
        "examples": linear_slider("examples in the batch", 1, EXAMPLES, 1, EXAMPLES, form="d"),
    }
    return Dashboard("who shares a mean", scene.picture, controls, show=scene.show)


def _table(ax: Axes, title: str, colors: str, most: float) -> QuadMesh:
    wide = CHANNELS * POSITIONS
    nothing = np.zeros((EXAMPLES, wide))
    mesh = ax.pcolormesh(nothing, cmap=colors, vmin=-0.05, vmax=most, edgecolor="#bbbbbb", lw=0.5)
    for channel in range(1, CHANNELS):
        ax.axvline(channel * POSITIONS, color="black", linewidth=1.2)
    ax.set_xticks((np.arange(CHANNELS) + 0.5) * POSITIONS, [str(c + 1) for c in range(CHANNELS)])
    ax.set_yticks(np.arange(EXAMPLES) + 0.5, [str(n + 1) for n in range(EXAMPLES)])
    ax.set(xlabel="channel, with 4 positions each", ylim=(EXAMPLES, 0))
    ax.grid(visible=False)
    ax.set_title(title, fontsize=12)
    return mesh


def _flat(values: Floats) -> np.ma.MaskedArray:
    """A table of all examples; those that are not there stay empty."""
    table = np.full((EXAMPLES, CHANNELS * POSITIONS), np.nan)
    table[: len(values)] = values.reshape(len(values), -1)
    return np.ma.masked_invalid(table)


def _in_words(norm: str, change: str, means: int, mates: int, moved: Floats) -> str:
    feel = moved > FELT
    what = "root mean squares" if norm.startswith("RMS") else "means"
    return (
        f"{norm}: {means} {what} of {mates} values each · {change} ({CHANGES[change]}): "
        f"{feel.sum()} of {feel.size} x_hat change, in {feel.any(axis=(1, 2)).sum()} of "
        f"{len(feel)} examples"
    )
