"""Gauges of one look: a mark for each number, over the range of healthy runs of its task."""

from dataclasses import dataclass

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from course_lib.chapters.training_clinic.cases.fault import told
from course_lib.chapters.training_clinic.instruments import Reading
from course_lib.plots import GREY, ORANGE

ROWS = 4
"""Gauges in sight."""


@dataclass(frozen=True)
class Scale:
    """The axis of a gauge: what lies outside of its ends stands at the end."""

    name: str
    words: str
    low: float
    high: float

    def place(self, value: float) -> float:
        """Where a number stands."""
        there = abs(value) if self.name == "log" else value
        return float(np.clip(np.nan_to_num(there, nan=self.high), self.low, self.high))

    def wide(self, low: float, high: float) -> tuple[float, float]:
        """The ends of a range, which stays in sight where it is a single number."""
        a, b = self.place(low), self.place(high)
        if self.name == "log":
            return a / 1.1, b * 1.1
        more = 0.03 * (1 if self.name == "linear" else max(1.0, abs(a), abs(b)))
        return a - more, b + more

    def prepare(self, ax: Axes) -> None:
        """Give axes this scale, and its words."""
        if self.name == "log":
            ax.set(xscale="log", xlim=(self.low / 2, self.high * 2))
        elif self.name == "linear":
            ax.set_xlim(self.low - 0.05, self.high + 0.05)
        else:
            ax.set_xscale("symlog", linthresh=1.0)
            ax.set_xlim(1.6 * self.low, 1.6 * self.high)
        ax.set_xlabel(self.words)


SIZE = Scale("log", "size of the number", 1e-6, 1e4)
SHARE = Scale("linear", "share", 0.0, 1.0)
SIGNED = Scale("symlog", "the number", -1e3, 1e3)
SCALES = {"units": SHARE, "per class": SHARE, "new data": SHARE, "outputs": SIGNED}
"""Of the instruments whose numbers are shares, or have a sign; all others show sizes."""


class Gauges:
    """Some gauges on an axis.

    Attributes
    ----------
    artists : list of matplotlib artists
        All that moves.
    """

    def __init__(self, ax: Axes, scale: Scale) -> None:
        self._ax, self._scale = ax, scale
        scale.prepare(ax)
        ax.set(ylim=(ROWS - 0.3, -0.7), yticks=[])
        ax.spines["left"].set_visible(False)
        self._bands = [
            ax.plot([], [], color=GREY, alpha=0.4, linewidth=9, solid_capstyle="butt")[0]
            for _ in range(ROWS)
        ]
        self._marks = [ax.plot([], [], "D", color=ORANGE, markersize=9)[0] for _ in range(ROWS)]
        self._names = [ax.text(scale.low, k - 0.28, "", fontsize=12) for k in range(ROWS)]
        self._band_words = ax.text(scale.low, ROWS - 0.42, "", fontsize=11)
        ax.set_title(" ")
        self._title = ax.text(0.0, 1.04, "", fontsize=12, transform=ax.transAxes)
        self.artists: list[Artist] = [
            *self._bands, *self._marks, *self._names, self._band_words, self._title
        ]  # fmt: skip

    def set_visible(self, there: bool) -> None:
        """Show or hide all of it."""
        for artist in (self._ax, *self.artists):
            artist.set_visible(there)

    def show(
        self,
        title: str,
        reading: Reading | None,
        ranges: dict[str, tuple[float, float]],
        band_words: str,
    ) -> None:
        """Show the numbers of a look, or that there was none."""
        self._title.set_text(title)
        self._band_words.set_text(band_words if reading else "")
        keys = list(reading or {})
        for k in range(ROWS):
            key = keys[k] if k < len(keys) else ""
            value = reading[key] if reading and key else ""
            band = self._scale.wide(*ranges[key]) if key in ranges else ()
            self._bands[k].set_data((band, [k, k]) if band else ([], []))
            at = [] if isinstance(value, str) else [self._scale.place(value)]
            self._marks[k].set_data(at, [k] * len(at))
            self._names[k].set_text(f"{key}: {told(value)}" if key else "")
