"""All faults by name, and a run that has none."""

import numpy as np

from course_lib.chapters.training_clinic.cases import data, modes, numbers, outputs, signals, steps
from course_lib.chapters.training_clinic.cases.fault import Fault
from course_lib.chapters.training_clinic.patient import Patient

HEALTHY = "nothing"
FAULTS: dict[str, Fault] = {
    fault.name: fault
    for family in (steps, signals, outputs, numbers, data, modes)
    for fault in family.FAULTS
}
DIAGNOSES = (*FAULTS, HEALTHY)
SEEN_ON_THE_CHART = (
    "batch size changed, not the rate",
    "chosen before the split",
    "a class is rare",
    "judged in training mode",
    "last batch of one under batch norm",
)
"""Faults that only some tasks and networks can have; there as many patients have nothing."""
CHANCE_OF_NOTHING = (1 + len(SEEN_ON_THE_CHART) / 2) / len(DIAGNOSES)
"""How often ``drawn`` gives a patient who has nothing."""


def drawn(seed: int) -> tuple[str, Patient]:
    """Draw a patient by a seed: what it has, which is one of ``DIAGNOSES``, and the patient.

    Examples
    --------
    >>> drawn(3)[0] == drawn(3)[0], drawn(3)[0] in DIAGNOSES
    (True, True)
    """
    rng = np.random.default_rng([seed, 8])
    names = list(FAULTS)
    which = int(rng.integers(len(names) + 1))
    if which < len(names) and names[which] in SEEN_ON_THE_CHART and rng.random() < 0.5:
        return HEALTHY, FAULTS[names[which]].patient(seed, ill=False)
    if which < len(names):
        return names[which], FAULTS[names[which]].patient(seed)
    model = names[int(rng.integers(len(names)))]
    return HEALTHY, FAULTS[model].patient(seed, ill=False)
