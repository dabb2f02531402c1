"""The game: patients drawn by a series and a number, looks that cost, a diagnosis, points."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from course_lib.chapters.training_clinic.cases.every import FAULTS, HEALTHY, drawn
from course_lib.chapters.training_clinic.cases.fault import told
from course_lib.chapters.training_clinic.instruments import INSTRUMENTS, Reading
from course_lib.chapters.training_clinic.patient import Patient
from course_lib.chapters.training_clinic.policies import WORTH, Visit
from course_lib.chapters.training_clinic.who_shows import band_in_words

SERIES, PATIENTS = 20, 12
"""Series that the dashboard offers, from 1 on, and the patients of each."""
CHANCE = 3.0
"""Standard errors of a gap up to which it can be chance."""


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
    sizes = len(patient.problem.dev[0]), len(patient.problem.new[0])
    gap = kept_in_words(float(right["dev right"]), float(right["new right"]), *sizes)
    return f"no sign of the fifteen faults; {gap}"


def error_of_gap(on_dev: float, on_new: float, n_dev: int, n_new: int) -> float:
    r"""Standard error of the gap between two shares of right answers, were both of one kind.

    .. math:: \sqrt{p (1 - p) (1 / n_{dev} + 1 / n_{new})}

    with p the share of all. Tags of one example count as one answer: the error is then too large,
    never too small.

    Examples
    --------
    >>> round(error_of_gap(0.69, 0.581, 100, 1000), 3)
    0.052
    """
    p = (n_dev * on_dev + n_new * on_new) / (n_dev + n_new)
    return float((p * (1 - p) * (1 / n_dev + 1 / n_new)) ** 0.5)


def kept_in_words(on_dev: float, on_new: float, n_dev: int, n_new: int) -> str:
    """Whether dev and new data differ by more than chance.

    Examples
    --------
    >>> kept_in_words(0.69, 0.581, 100, 1000).rpartition("apart, ")[2]
    '2.1 of its standard errors (0.0516, by 100 and 1000 examples): it can be chance'
    """
    gap, error = on_dev - on_new, error_of_gap(on_dev, on_new, n_dev, n_new)
    said = f"{told(on_dev)} right on dev, {told(on_new)} on new data"
    if error == 0:
        return f"{said}: no gap"
    errors = abs(gap) / error
    verdict = "it can be chance" if errors <= CHANCE else "rare luck, and no fault"
    return (
        f"{said}: {told(abs(gap))} apart, {errors:.1f} of its standard errors ({told(error)}, "
        f"by {n_dev} and {n_new} examples): {verdict}"
    )


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


def explained(patient: Patient, instrument: str, reading: Reading) -> str:
    """What the numbers of a look need besides: a guess, the grey, one giant step; or ""."""
    if instrument == "accuracy":
        several = " of each tag, four an example" if patient.problem.kind == "tags" else ""
        return f"share of right answers{several}; a guess has {told(patient.guess_right)}"
    if instrument == "loss":
        return "in guesses"
    words = band_in_words(patient.problem.name)
    if instrument == "update ratio":
        middle, largest = float(reading["update ratio"]), float(reading["largest update"])
        if largest > 0.5 and middle < 0.01:
            return f"one giant step, and then hardly any; {words}"
    return words


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
