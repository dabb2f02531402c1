"""A policy, judged: which instrument first, what to conclude; patients that it has not seen.

A policy is a function of ``look(instrument)``, which gives the instrument's numbers. It returns a
diagnosis. A right one is worth ``WORTH`` points, each look costs one.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.chapters.training_clinic.cases.every import DIAGNOSES, FAULTS, HEALTHY, drawn
from course_lib.chapters.training_clinic.instruments import INSTRUMENTS, Reading
from course_lib.chapters.training_clinic.patient import Patient
from course_lib.chapters.training_clinic.plain_run import PLACES
from course_lib.datasets import Sweep, load_sweep
from course_lib.experiments.swept import swept

WORTH = 12
"""Points of a right diagnosis; a look costs 1."""
SEEDS = tuple(range(1000, 1030))
"""Of the stored patients; the notebook draws others."""

Look = Callable[[str], Reading]
Floats = npt.NDArray[np.float64]
Policy = Callable[[Look], str]
Seen = Callable[[str], Reading]


class Visit:
    """One patient's looks, counted: the same instrument twice costs once.

    Examples
    --------
    >>> visit = Visit(lambda name: {"updates": 300.0})
    >>> visit.look("batches"), visit.look("batches")["updates"], visit.cost
    ({'updates': 300.0}, 300.0, 1)
    """

    def __init__(self, read: Seen) -> None:
        self._read = read
        self.seen: dict[str, Reading] = {}

    @property
    def cost(self) -> int:
        """Looks so far."""
        return len(self.seen)

    def look(self, instrument: str) -> Reading:
        """Read an instrument.

        Raises
        ------
        ValueError
            For one that there is not.
        """
        if instrument not in INSTRUMENTS:
            known = ", ".join(INSTRUMENTS)
            raise ValueError(f"no instrument is called {instrument!r}; there are {known}")
        if instrument not in self.seen:
            self.seen[instrument] = dict(self._read(instrument))
        return dict(self.seen[instrument])


def points(policy: Policy, read: Seen, truth: str) -> tuple[float, str]:
    """Let a policy see one patient: (points, what it said)."""
    visit = Visit(read)
    said = policy(visit.look)
    return float(WORTH * (said == truth) - visit.cost), said


def sweep(*, seeds: Iterable[int] = SEEDS, **how: Any) -> Sweep:
    """Read every instrument of every kind of patient: 480 patients, about five minutes."""

    def readings(diagnosis: str, seed: int) -> dict[str, Any]:
        patient = patient_of(diagnosis, seed)
        numbers: dict[str, Any] = {}
        for name, instrument in INSTRUMENTS.items():
            for key, value in instrument.read(patient).items():
                number = PLACES.index(value) if isinstance(value, str) else value
                numbers[_stored(name, key)] = np.float64(number)
        return numbers

    return swept(
        readings,
        {"diagnosis": DIAGNOSES, "seed": tuple(seeds)},
        settings={"faults": list(FAULTS)},
        seeds=tuple(seeds),
        **how,
    )


def _stored(instrument: str, key: str) -> str:
    return f"{instrument} {key}".replace(" ", "_")


def patient_of(diagnosis: str, seed: int) -> Patient:
    """Draw a patient who has this; one who has nothing is another's control."""
    if diagnosis == HEALTHY:
        model = list(FAULTS)[seed % len(FAULTS)]
        return FAULTS[model].patient(seed, ill=False)
    return FAULTS[diagnosis].patient(seed)


@cache
def stored_patients() -> tuple[tuple[str, dict[str, Reading]], ...]:
    """(diagnosis, instrument -> its numbers) of every stored patient."""
    sweep = load_sweep("training_clinic_patients")
    found = []
    for which in sweep.axes["diagnosis"].tolist():
        for seed in sweep.axes["seed"].tolist():
            found.append((str(which), _readings(sweep.at(diagnosis=which, seed=seed))))
    return tuple(found)


def _readings(values: dict[str, npt.NDArray[Any]]) -> dict[str, Reading]:
    readings: dict[str, Reading] = {name: {} for name in INSTRUMENTS}
    for name, reading in readings.items():
        start = _stored(name, "")
        for key, value in values.items():
            if key.startswith(start):
                word = key[len(start) :].replace("_", " ")
                reading[word] = PLACES[int(value)] if word == "born in" else float(value)
    return readings


def judged_on_stored(policy: Policy) -> Floats:
    """Points of a policy with each stored patient."""
    return np.array([
        points(policy, readings.__getitem__, truth)[0] for truth, readings in stored_patients()
    ])  # fmt: skip


def judged_anew(policy: Policy, seeds: Iterable[int]) -> Iterator[tuple[str, str, float]]:
    """Draw patients now, and let a policy see them: (what each has, what it said, points)."""
    for seed in seeds:
        truth, patient = drawn(seed)
        got, said = points(policy, lambda name, p=patient: INSTRUMENTS[name].read(p), truth)  # type: ignore[misc]
        yield truth, said, got


def by_the_list(look: Look) -> str:
    """Go through the faults in the order of the list, and stop at the first sign that is there."""
    for name, fault in FAULTS.items():
        numbers = {key: value for each in fault.looks for key, value in look(each).items()}
        if fault.sign(numbers):
            return name
    return HEALTHY


def by_the_curves(look: Look) -> str:
    """Look at loss and accuracy alone, and say what is commonest there."""
    loss, right = look("loss"), look("accuracy")
    if not np.isfinite(float(loss["training loss"])):
        return "division by 0 in the inputs"
    if float(right["training right"]) - float(right["dev right"]) > 0.15:
        return "dev set from another distribution"
    if float(loss["training loss"]) > 0.9:
        return "rate too high"
    return "rate too low" if float(loss["training loss"]) > 0.6 else HEALTHY
