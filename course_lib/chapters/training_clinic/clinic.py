"""The game: patients drawn by a series and a number, looks that cost, a diagnosis, points."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from course_lib.chapters.training_clinic.cases.every import FAULTS, HEALTHY, drawn
from course_lib.chapters.training_clinic.cases.fault import told
from course_lib.chapters.training_clinic.instruments import INSTRUMENTS, Reading
from course_lib.chapters.training_clinic.patient import Patient
from course_lib.chapters.training_clinic.policies import WORTH, Visit

SERIES = 20
"""Series of patients that the dashboard offers; a series has no end."""


@dataclass(frozen=True)
class Told:
    """What a diagnosis was worth, and why."""

    points: int
    words: str


class Clinic:
    """A series of patients, one at a time.

    Attributes
    ----------
    number : int
        Of the present patient, from 1.
    patient : Patient
    looks : the present patient's looks: instrument -> its numbers
    points : list of int, one for each patient that was diagnosed
    told : Told or None
        About the present patient, once it is diagnosed.

    Examples
    --------
    >>> clinic = Clinic(series=1)
    >>> sorted(clinic.look("batches"))
    ['last beside others', 'last size', 'updates']
    >>> clinic.diagnose(clinic.truth).points
    11
    """

    def __init__(self, series: int) -> None:
        self.series, self.number = series, 1
        self.points: list[int] = []
        self._begin()

    def _begin(self) -> None:
        self.truth, self.patient = drawn_of(self.series, self.number)
        self._visit = Visit(self._read)
        self.told: Told | None = None

    def _read(self, name: str) -> Reading:
        return INSTRUMENTS[name].read(self.patient)

    @property
    def looks(self) -> dict[str, Reading]:
        """What was looked at so far."""
        return self._visit.seen

    def look(self, instrument: str) -> Reading:
        """Look at an instrument; after the diagnosis looks cost nothing."""
        return self._visit.look(instrument)

    def diagnose(self, said: str) -> Told:
        """Say what it is; the second diagnosis of a patient changes nothing."""
        if self.told is None:
            points = WORTH * (said == self.truth) - self._visit.cost
            self.points.append(points)
            self.told = Told(points, argued(said, self.truth, self.patient))
        return self.told

    def next(self) -> None:
        """Go to the next patient; one that was not diagnosed counts nothing."""
        self.number += 1
        self._begin()


@cache
def drawn_of(series: int, number: int) -> tuple[str, Patient]:
    """Draw the patient of this number in a series."""
    return drawn(10_000 * series + number)


def chart(patient: Patient) -> str:
    """What is known before any look: the task, the network, what somebody said."""
    recipe = patient.recipe
    hidden = " and ".join(map(str, recipe.hidden))
    more = [
        f"{hidden} ReLU units",
        f"{recipe.epochs} epochs of {len(patient.problem.train[0])} examples",
        "batch norm" if recipe.batch_norm else "",
        f"dropout {recipe.drop_rate:g}" if recipe.drop_rate else "",
    ]
    said = f' "{recipe.remark}"' if recipe.remark else ""
    return f"{patient.problem.words}; {', '.join(filter(None, more))}.{said}"


def argued(said: str, truth: str, patient: Patient) -> str:
    """Why a diagnosis is right or not, by this patient's numbers."""
    if said == truth == HEALTHY:
        return f"Right: nothing is wrong. {_sentence(_kept(patient))}"
    if said == truth:
        fault = FAULTS[truth]
        return f"Right: {truth}. {_sentence(fault.argued(patient))} Remedy: {fault.remedy}."
    no = (
        f"No. By {said} there would be {FAULTS[said].refuted(patient)}."
        if said in FAULTS
        else "No."
    )
    if truth == HEALTHY:
        return f"{no} Nothing is wrong here: {_kept(patient)}."
    fault = FAULTS[truth]
    return f"{no} It is {truth}: {fault.argued(patient)}. Remedy: {fault.remedy}."


def _kept(patient: Patient) -> str:
    right = INSTRUMENTS["new data"].read(patient)
    numbers = f"{told(right['dev right'])} right on dev, {told(right['new right'])} on new data"
    return f"no sign of the fifteen faults, and dev promised what was kept ({numbers})"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def in_words(reading: Reading) -> str:
    """The numbers of a look, in a line.

    Examples
    --------
    >>> in_words({"updates": 300.0, "born in": "the loss"})
    'updates 300, born in the loss'
    """
    return ", ".join(f"{key} {told(value)}" for key, value in reading.items())


def curves(patient: Patient, instrument: str) -> dict[str, Any]:
    """Training and dev curves of an instrument that has them, by epoch; {} for the others."""
    if instrument not in ("loss", "accuracy"):
        return {}
    column = 0 if instrument == "loss" else 1
    scale = patient.guess if instrument == "loss" else 1.0
    record = patient.record
    return {
        name: [row[column] / scale for row in rows]
        for name, rows in (("training", record.train), ("dev", record.dev))
    }
