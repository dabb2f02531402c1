"""The clinic: a patient, one instrument at a time, each look costs; a diagnosis, and why."""

from typing import Any

import ipywidgets

from course_lib.chapters.training_clinic.cases.every import DIAGNOSES
from course_lib.chapters.training_clinic.clinic import SERIES, Clinic, chart, in_words
from course_lib.chapters.training_clinic.clinic_dashboard_scene import Scene
from course_lib.chapters.training_clinic.instruments import INSTRUMENTS
from course_lib.chapters.training_clinic.policies import WORTH
from course_lib.dashboards import Dashboard, linear_slider, menu
from course_lib.plots.drawing_lock import one_at_a_time


def clinic_dashboard(series: int = 1) -> "ClinicBoard":
    """Patients drawn anew: look, diagnose, go to the next.

    Parameters
    ----------
    series : 1 to 20: which patients come, and in which order
    """
    return ClinicBoard(series)


class ClinicBoard(Dashboard):
    """A dashboard with buttons: look, diagnose, next patient.

    Attributes
    ----------
    clinic : Clinic
    buttons : list of widgets
    """

    def __init__(self, series: int) -> None:
        self.clinic = Clinic(series)
        self._scene = Scene()
        controls = {
            "series": linear_slider("series of patients", 1, SERIES, 1, series, form="d"),
            "instrument": menu("instrument", list(INSTRUMENTS), "loss"),
            "diagnosis": menu("diagnosis", list(DIAGNOSES), DIAGNOSES[-1]),
        }
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
        """Say what the menu says."""
        self.clinic.diagnose(self.controls["diagnosis"].value)
        self._answer()

    @one_at_a_time
    def next_patient(self) -> None:
        """Go on; the points stay."""
        self.clinic.next()
        self._answer()

    @one_at_a_time
    def _from_the_start(self) -> None:
        self.clinic = Clinic(self.controls["series"].value)
        self._answer()

    def _show_clinic(self, *, series: int, instrument: str, diagnosis: str) -> str:
        if series != self.clinic.series:
            self.clinic = Clinic(series)
        self._scene.show(self.clinic, instrument, diagnosis)
        return _in_words(self.clinic, instrument, diagnosis)

    def let_go(self) -> None:
        """Drop the buttons and the scene too."""
        super().let_go()
        self.buttons = []
        del self._scene


def _button(name: str, icon: str, action: Any) -> Any:
    button = ipywidgets.Button(description=name, icon=icon, layout=ipywidgets.Layout(width="auto"))
    button.on_click(lambda _: action())
    return button


def _in_words(clinic: Clinic, instrument: str, diagnosis: str) -> str:
    head = (
        f"Series {clinic.series}, patient {clinic.number}: {chart(clinic.patient)} "
        f"Looks: {len(clinic.looks)}; points so far: {sum(clinic.points)}."
    )
    reading = clinic.looks.get(instrument)
    seen = "not looked at yet" if reading is None else in_words(reading)
    words = f"{head} {instrument}: {seen}."
    if clinic.told is None:
        return f"{words} Your diagnosis stands at: {diagnosis} (right, it is worth {WORTH})."
    return f"{words} {clinic.told.words} ({clinic.told.points:+d} points; you say now: {diagnosis})"
