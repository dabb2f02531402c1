"""The clinic: a patient, one instrument at a time, each look costs; a diagnosis, and why."""

from typing import Any

import ipywidgets

from course_lib.chapters.training_clinic.cases.every import DIAGNOSES
from course_lib.chapters.training_clinic.clinic import (
    PATIENTS,
    SERIES,
    Clinic,
    chart,
    explained,
    in_words,
)
from course_lib.chapters.training_clinic.clinic_dashboard_scene import Scene
from course_lib.chapters.training_clinic.instruments import INSTRUMENTS
from course_lib.chapters.training_clinic.policies import WORTH
from course_lib.dashboards import Dashboard, linear_slider, menu
from course_lib.plots.drawing_lock import one_at_a_time

OPEN = "not yet"
"""Of a patient about whom nothing was said."""


def clinic_dashboard(series: int = 1) -> "ClinicBoard":
    """Patients drawn anew: look, diagnose, go to the next.

    Parameters
    ----------
    series : 1 to 20: which patients come, and in which order
    """
    return ClinicBoard(series)


class ClinicBoard(Dashboard):
    """A dashboard with buttons: look, diagnose, next patient; after the last, the next series.

    Attributes
    ----------
    clinic : Clinic
    buttons : list of widgets
    """

    def __init__(self, series: int) -> None:
        self.clinic = Clinic(series)
        self._scene, self._before = Scene(), ""
        controls = {
            "series": linear_slider("series of patients", 1, SERIES, 1, series, form="d"),
            "instrument": menu("instrument", list(INSTRUMENTS), "loss"),
            "diagnosis": menu("diagnosis", [OPEN, *DIAGNOSES], OPEN),
        }
        said = controls["diagnosis"]  # another series is another patient
        controls["series"].observe(lambda _: setattr(said, "value", OPEN), names="value")
        super().__init__("training clinic", self._scene.picture, controls, show=self._show_clinic)
        self.buttons = [
            _button("look (1 point)", "search", self.look),
            _button("that is it", "check", self.diagnose),
            _button("next patient", "step-forward", self.next_patient),
        ]
        self.reset.on_click(lambda _: self._from_the_start())
        bar, *rest = self.children
        row = ipywidgets.HBox(self.buttons, layout=ipywidgets.Layout(flex_flow="row wrap"))
        self.children = (bar, row, *rest)

    @one_at_a_time
    def look(self, *instruments: str) -> None:
        """Look at the instrument of the menu, or at those named, one after the other."""
        for name in instruments:
            self.set(instrument=name)
            self.clinic.look(name)
        if not instruments:
            self.clinic.look(self.controls["instrument"].value)
        self._answer()

    @one_at_a_time
    def diagnose(self) -> None:
        """Say what the menu says, if it says anything."""
        said = self.controls["diagnosis"].value
        if said != OPEN:
            self.clinic.diagnose(said)
        self._answer()
        if said == OPEN:
            self.add_words("Choose a diagnosis first.")

    @one_at_a_time
    def next_patient(self) -> None:
        """Go on; the points stay, until a series is over and the next one begins."""
        if self.clinic.number < PATIENTS:
            self.clinic.next()
            self.set(diagnosis=OPEN)
        else:
            over = self.clinic
            self.clinic = Clinic(following(over.series))
            self._before = f"Series {over.series} ended with {sum(over.points)} points. "
            self.set(series=self.clinic.series, diagnosis=OPEN)
        self._answer()

    @one_at_a_time
    def _from_the_start(self) -> None:
        self.clinic, self._before = Clinic(self.controls["series"].value), ""
        self._answer()

    def _show_clinic(self, *, series: int, instrument: str, diagnosis: str) -> str:
        if series != self.clinic.series:
            self.clinic, self._before = Clinic(series), ""
        if self.clinic.number > 1 or self.clinic.points:
            self._before = ""
        diagnosis = "" if diagnosis == OPEN else diagnosis
        self._scene.show(self.clinic, instrument, diagnosis)
        return self._before + _in_words(self.clinic, instrument, diagnosis)

    def let_go(self) -> None:
        """Drop the buttons and the scene too."""
        super().let_go()
        self.buttons = []
        del self._scene


def _button(name: str, icon: str, action: Any) -> Any:
    button = ipywidgets.Button(description=name, icon=icon, layout=ipywidgets.Layout(width="auto"))
    button.on_click(lambda _: action())
    return button


def following(series: int) -> int:
    """Which series comes next; after the last one, the first.

    Examples
    --------
    >>> following(1), following(20)
    (2, 1)
    """
    return series % SERIES + 1


def _in_words(clinic: Clinic, instrument: str, diagnosis: str) -> str:
    looks = len(clinic.looks)
    head = (
        f"Series {clinic.series}, patient {clinic.number} of {PATIENTS}: {chart(clinic.patient)} "
        f"Looks: {looks}; points so far: {sum(clinic.points)}."
    )
    reading = clinic.looks.get(instrument)
    seen = "not looked at yet"
    if reading is not None:
        seen = f"{in_words(reading)} ({explained(clinic.patient, instrument, reading)})"
    words = f"{head} {instrument}: {seen}."
    if clinic.told is None:
        named = f"Your diagnosis: {diagnosis or OPEN}"
        worth = f"{WORTH} minus {looks} {'look' if looks == 1 else 'looks'} = {WORTH - looks}"
        return f"{words} {named}. If right: {worth}; if wrong: {-looks}."
    now = f"; you say now: {diagnosis}" if diagnosis else ""
    return f"{words} {clinic.told.words} ({clinic.told.points:+d} points{now}){_over(clinic)}"


def _over(clinic: Clinic) -> str:
    if clinic.number < PATIENTS:
        return ""
    return (
        f" That was the last of series {clinic.series}: {sum(clinic.points)} points in all; "
        f"the next patient begins series {following(clinic.series)}."
    )
