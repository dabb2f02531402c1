"""How a look is drawn: curves, or gauges with the range of runs that are well; and the points."""

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from course_lib.chapters.training_clinic.cases.fault import told
from course_lib.chapters.training_clinic.clinic import Clinic, curves
from course_lib.chapters.training_clinic.instruments import INSTRUMENTS
from course_lib.chapters.training_clinic.policies import WORTH
from course_lib.chapters.training_clinic.who_shows import healthy_range
from course_lib.dashboards import Picture
from course_lib.plots import BLUE, DEV, GREY, ORANGE, REFERENCE, TRAIN

ROWS, BARS = 4, 12
"""Gauges in sight, and patients whose points are."""
LOW, HIGH = 1e-6, 1e4
"""Ends of a gauge, on a log axis; what lies outside of them stands at the end."""


def place(value: float) -> float:
    """Where a number stands on a gauge: its size alone, within the gauge's ends."""
    return float(np.clip(np.nan_to_num(abs(value), nan=HIGH), LOW, HIGH))


class Scene:
    """Left: the look. Right: points of the patients so far."""

    def __init__(self) -> None:
        self.picture = Picture(900, 360)
        left, right = self.picture.panels(3, 2)
        self._gauges = left
        self._views = {"loss": self.picture.over(left), "accuracy": self.picture.over(left)}
        self._lines = {
            "loss": self._add_curves(self._views["loss"], 2.5, "loss in guesses (dotted: a guess)"),
            "accuracy": self._add_curves(self._views["accuracy"], 1.1, "share of right answers"),
        }
        self._on_gauges = self._add_gauges(left)
        moving = [line for lines in self._lines.values() for line in lines]
        self.picture.moves(*moving, *self._on_gauges, *self._add_points(right))

    def _add_gauges(self, ax: Axes) -> list[Artist]:
        ax.set(xscale="log", xlim=(LOW / 2, HIGH * 2), ylim=(ROWS - 0.3, -0.7), yticks=[])
        ax.set_xlabel("size of the number; grey: nine of ten healthy runs")
        ax.spines["left"].set_visible(False)
        self._bands = [
            ax.plot([], [], color=GREY, alpha=0.4, linewidth=9, solid_capstyle="butt")[0]
            for _ in range(ROWS)
        ]
        self._marks = [ax.plot([], [], "D", color=ORANGE, markersize=9)[0] for _ in range(ROWS)]
        self._names = [ax.text(LOW, k - 0.28, "", fontsize=12) for k in range(ROWS)]
        ax.set_title(" ")
        self._title = ax.text(0.0, 1.04, "", fontsize=12, transform=ax.transAxes)
        return [*self._bands, *self._marks, *self._names, self._title]

    def _add_curves(self, ax: Axes, top: float, title: str) -> list[Line2D]:
        (train,) = ax.plot([], [], linewidth=2, **TRAIN, label="training")
        (dev,) = ax.plot([], [], linewidth=2, **DEV, label="dev")
        ax.axhline(1, **REFERENCE)
        ax.set(xlim=(0, 20), ylim=(0, top), xlabel="epoch")
        ax.tick_params(axis="y", direction="in", pad=-26)
        ax.set_xticks(range(0, 21, 5))
        ax.set_title(title, loc="left", fontsize=12)
        ax.legend(loc="upper right", frameon=False, fontsize=11)
        return [train, dev]

    def _add_points(self, ax: Axes) -> list[Artist]:
        ax.axhline(0, color=GREY, linewidth=0.8)
        ax.set(xlim=(0.3, BARS + 0.7), ylim=(-WORTH - 1, WORTH + 1), xlabel="patient")
        ax.set_xticks(range(1, BARS + 1))
        self._bars = [ax.plot([], [], linewidth=11, solid_capstyle="butt")[0] for _ in range(BARS)]
        (self._now,) = ax.plot([], [], "v", color=GREY, markersize=8)
        ax.set_title(" ")
        self._sum = ax.text(0.0, 1.04, "", fontsize=12, transform=ax.transAxes)
        self._said = ax.text(0.02, 0.03, "", fontsize=11, transform=ax.transAxes)
        return [*self._bars, self._now, self._sum, self._said]

    def show(self, clinic: Clinic, instrument: str, diagnosis: str) -> None:
        """Show the look at an instrument, or that there was none yet."""
        reading = clinic.looks.get(instrument)
        drawn = curves(clinic.patient, instrument) if reading is not None else {}
        for artist in (self._gauges, *self._on_gauges):
            artist.set_visible(not drawn)
        for name, ax in self._views.items():
            ax.set_visible(bool(drawn) and name == instrument)
            for line in self._lines[name]:
                line.set_visible(bool(drawn) and name == instrument)
        if drawn:
            for line, key in zip(self._lines[instrument], ("training", "dev"), strict=True):
                line.set_data(np.arange(len(drawn[key])), drawn[key])
        else:
            self._show_gauges(instrument, reading)
        self._show_points(clinic, diagnosis)

    def _show_gauges(self, instrument: str, reading: Any) -> None:
        words = INSTRUMENTS[instrument].words
        self._title.set_text(words if reading is not None else f"not looked at yet: {words}")
        ranges = healthy_range(instrument)
        keys = list(reading or {})
        for k in range(ROWS):
            key = keys[k] if k < len(keys) else ""
            band = ranges.get(key)
            value = reading[key] if key else ""
            self._bands[k].set_data(
                ([place(band[0]) / 1.1, place(band[1]) * 1.1], [k, k]) if band else ([], [])
            )
            self._marks[k].set_data(([], []) if isinstance(value, str) else ([place(value)], [k]))
            self._names[k].set_text(f"{key}: {told(value)}" if key else "")

    def _show_points(self, clinic: Clinic, diagnosis: str) -> None:
        first = max(0, len(clinic.points) - BARS)
        for k, bar in enumerate(self._bars):
            number = first + k
            there = number < len(clinic.points)
            height = clinic.points[number] if there else 0
            bar.set_data(([k + 1, k + 1], [0, height]) if there else ([], []))
            bar.set_color(BLUE if height > 0 else ORANGE)
        at = min(clinic.number, BARS)
        self._now.set_data([at], [WORTH])
        self._sum.set_text(f"series {clinic.series}: {sum(clinic.points)} points")
        self._said.set_text(f"{diagnosis}?")
