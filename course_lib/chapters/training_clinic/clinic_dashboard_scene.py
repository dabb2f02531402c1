"""How a look is drawn: curves, or gauges with the range of runs that are well; and the points."""

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from course_lib.chapters.training_clinic.clinic import Clinic, curves
from course_lib.chapters.training_clinic.clinic_gauges import SCALES, SHARE, SIGNED, SIZE, Gauges
from course_lib.chapters.training_clinic.instruments import INSTRUMENTS
from course_lib.chapters.training_clinic.policies import WORTH
from course_lib.chapters.training_clinic.who_shows import healthy_range
from course_lib.dashboards import Picture
from course_lib.plots import BLUE, DEV, GREY, ORANGE, REFERENCE, TRAIN

BARS = 12
"""Patients whose points are in sight."""


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
            "accuracy": self._add_curves(self._views["accuracy"], 1.1, "share of right answers"),
        }
        self._off = {
            name: ax.text(0.5, 0.35, "", fontsize=12, ha="center", transform=ax.transAxes)
            for name, ax in self._views.items()
        }
        moving: list[Artist] = [*self._off.values()]
        moving += [line for lines in self._lines.values() for line in lines]
        moving += [each for gauges in self._gauges.values() for each in gauges.artists]
        self.picture.moves(*moving, *self._add_points(right))

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
        scale = SCALES.get(instrument, SIZE)
        view = instrument if drawn else scale.name
        if view != self._view:  # other axes stand still now
            self._view = view
            self.picture.redraw_still()
        for each, gauges in self._gauges.items():
            gauges.set_visible(not drawn and each is scale)
        for name, ax in self._views.items():
            ax.set_visible(bool(drawn) and name == instrument)
            for line in (*self._lines[name], self._off[name]):
                line.set_visible(bool(drawn) and name == instrument)
        if drawn:
            for line, key in zip(self._lines[instrument], ("training", "dev"), strict=True):
                top = self._views[instrument].get_ylim()[1]
                line.set_data(np.arange(len(drawn[key])), np.minimum(drawn[key], top))
            finite = all(np.isfinite(drawn[key]).all() for key in drawn)
            self._off[instrument].set_text("" if finite else "not finite where no line is")
        else:
            words = INSTRUMENTS[instrument].words
            title = words if reading is not None else f"not looked at yet: {words}"
            self._gauges[scale].show(title, reading, healthy_range(instrument))
        self._show_points(clinic, diagnosis)

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
