"""Marks on the curves: where a setting was changed, and to what."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from course_lib.chapters.playground.changes import Change

MOST = 5
"""Changes that are marked, the newest ones; more would hide the curves."""

LETTERS = 9  # points
LOOK: dict[str, Any] = {"color": "black", "linewidth": 0.9, "dashes": (1, 2)}
STEP = 0.15
"""Share of the axis's height from one mark's words down to the next one's."""


PLATE = {"boxstyle": "round,pad=0.05", "facecolor": "white", "edgecolor": "none", "alpha": 0.9}
"""Under the words: no line of another mark runs through them."""


class Marks:
    """A dashed line through both curves at each change; its words beside it on the upper one."""

    def __init__(self, upper: Axes, lower: Axes) -> None:
        self._upper = upper
        self._lines = [
            ax.plot([], [], **LOOK, transform=ax.get_xaxis_transform())[0] for ax in (upper, lower)
        ]
        self._words = [
            upper.text(
                0, 0.98 - STEP * place, "", fontsize=LETTERS, va="top", clip_on=True,
                transform=upper.get_xaxis_transform(), bbox=PLATE,
            )
            for place in range(MOST)
        ]  # fmt: skip
        self.lines: list[Artist] = [*self._lines]
        self.words: list[Artist] = [*self._words]  # over all curves

    def show(self, changes: Sequence[Change]) -> None:
        """Mark these."""
        newest = list(changes[-MOST:])
        places = np.repeat([change.epoch for change in newest], 3)
        heights = np.tile([0.0, 1.0, np.nan], len(newest))  # a gap after each
        for line in self._lines:
            line.set_data(places, heights)
        left, right = self._upper.get_xlim()
        for words, change in zip(self._words, newest, strict=False):
            beyond = change.epoch > (left + right) / 2
            side = "right" if beyond else "left"
            words.set(visible=True, x=change.epoch, ha=side, text=f" {change.text} ")
        for words in self._words[len(newest) :]:
            words.set_visible(False)
