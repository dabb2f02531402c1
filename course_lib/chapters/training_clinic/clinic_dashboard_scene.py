"""How a look is drawn: curves, or gauges with the range of runs that are well; and the points."""

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from course_lib.chapters.training_clinic.clinic import PATIENTS, Clinic, curves
from course_lib.chapters.training_clinic.clinic_dashboard_gauges import (
    SCALES,
    SHARE,
    SIGNED,
    SIZE,
    Gauges,
)
from course_lib.chapters.training_clinic.instruments import INSTRUMENTS
from course_lib.chapters.training_clinic.policies import WORTH
from course_lib.chapters.training_clinic.who_shows import band_in_words, range_of_task
from course_lib.dashboards import Picture
from course_lib.plots import BLUE, DEV, GREY, ORANGE, REFERENCE, TRAIN

BARS = PATIENTS
"""Patients whose points are in sight."""
DEEPEST = (-4, -8, -WORTH - 2)
"""Where the axis of the points may end: as low as it has to."""


class Scene:
    """Left: the look. Right: points of the patients so far."""

    def __init__(self) -> None:
        self.picture, self._view = Picture(900, 360), ""
        left, right = self.picture.panels(3, 2)
        self._gauges = {
            scale: Gauges(left if scale is SIZE else self.picture.over(left), scale)
            for scale in (SIZE, SHARE, SIGNED)
        }
        self._views = {"loss": self.picture.over(left), "accuracy": self.picture.over(left)}
        self._lines = {
            "loss": self._add_curves(self._views["loss"], 2.5, "loss in guesses (dotted: a guess)"),
            "accuracy": self._add_curves(
                self._views["accuracy"], 1.1, "share of right answers (dotted: a guess)"
            ),
        }
        self._off = {
            name: ax.text(0.5, 0.28, "", fontsize=12, ha="center", transform=ax.transAxes)
            for name, ax in self._views.items()
        }
        moving: list[Artist] = [*self._off.values()]
        moving += [line for lines in self._lines.values() for line in lines]
        self._guess = self._views["accuracy"].axhline(0.5, **REFERENCE)
        moving.append(self._guess)
        moving += [each for gauges in self._gauges.values() for each in gauges.artists]
        self.picture.moves(*moving, *self._add_points(right))
        self.picture.figure.set_layout_engine("constrained", rect=(0.008, 0, 0.992, 0.98))
        self.picture.figure.draw_without_rendering()  # laid out with all in sight, once
        self.picture.figure.set_layout_engine("none")

    def _add_curves(self, ax: Axes, top: float, title: str) -> list[Line2D]:
        (train,) = ax.plot([], [], linewidth=2, **TRAIN, label="training")
        (dev,) = ax.plot([], [], linewidth=2, **DEV, label="dev")
        if title.startswith("loss"):
            ax.axhline(1, **REFERENCE)
        ax.set(xlim=(0, 20), ylim=(0, top), xlabel="epoch")
        ax.set_xticks(range(0, 21, 5))
        ax.set_title(title, loc="left", fontsize=12)
        below = not title.startswith("loss")
        ax.legend(loc="lower right" if below else "upper right", frameon=False, fontsize=11)
        return [train, dev]

    def _add_points(self, ax: Axes) -> list[Artist]:
        ax.axhline(0, color=GREY, linewidth=0.8)
        ax.set_yticks(range(-WORTH, WORTH + 1, 4))
        ax.set(xlim=(0.3, BARS + 0.7), ylim=(DEEPEST[0], WORTH + 1), xlabel="patient")
        self._points = ax
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
        scale = SCALES.get(instrument, SIZE)
        view = instrument if drawn else scale.name
        if view != self._view:  # other axes stand still now
            self._view = view
            self.picture.redraw_still()
        for each, gauges in self._gauges.items():
            gauges.set_visible(not drawn and each is scale)
        for name, ax in self._views.items():
            ax.set_visible(bool(drawn) and name == instrument)
            for line in (*self._lines[name], self._off[name], *self._guesses(name)):
                line.set_visible(bool(drawn) and name == instrument)
        task = clinic.patient.problem.name
        if drawn:
            self._guess.set_ydata([clinic.patient.guess_right] * 2)
            for line, key in zip(self._lines[instrument], ("training", "dev"), strict=True):
                top = self._views[instrument].get_ylim()[1]
                line.set_data(np.arange(len(drawn[key])), np.minimum(drawn[key], top))
            finite = all(np.isfinite(drawn[key]).all() for key in drawn)
            self._off[instrument].set_text("" if finite else "not finite where no line is")
        else:
            words = INSTRUMENTS[instrument].words
            title = words if reading is not None else f"not looked at yet: {words}"
            ranges = range_of_task(task, instrument)
            self._gauges[scale].show(title, reading, ranges, band_in_words(task))
        self._show_points(clinic, diagnosis)

    def _guesses(self, name: str) -> list[Line2D]:
        return [self._guess] if name == "accuracy" else []

    def _show_points(self, clinic: Clinic, diagnosis: str) -> None:
        first = max(0, len(clinic.points) - BARS)
        for k, bar in enumerate(self._bars):
            number = first + k
            there = number < len(clinic.points)
            height = clinic.points[number] if there else 0
            bar.set_data(([k + 1, k + 1], [0, height]) if there else ([], []))
            bar.set_color(BLUE if height > 0 else ORANGE)
        lowest = min(clinic.points, default=0)
        bottom = next((end for end in DEEPEST if lowest > end + 0.5), DEEPEST[-1])
        if bottom != self._points.get_ylim()[0]:
            self._points.set_ylim(bottom, WORTH + 1)
            self.picture.redraw_still()
        at = min(clinic.number, BARS)
        self._now.set_data([at], [WORTH])
        self._sum.set_text(f"series {clinic.series}: {sum(clinic.points)} points")
        self._said.set_text(f"{diagnosis}?" if diagnosis else "")
