"""Which instrument stands outside of the range of healthy runs, for which fault."""

from functools import cache

import numpy as np

from course_lib.chapters.training_clinic.cases.every import FAULTS, HEALTHY
from course_lib.chapters.training_clinic.instruments import INSTRUMENTS, Reading
from course_lib.chapters.training_clinic.policies import (
    SEEDS,
    Floats,
    patient_of,
    stored_patients,
)

ENOUGH = 6
"""Healthy runs of a task from which its own range is drawn; of fewer it says nothing."""


@cache
def healthy_range(instrument: str) -> dict[str, tuple[float, float]]:
    """Between which numbers nine of ten of the stored healthy runs lie: number -> (low, high)."""
    of_healthy = [seen[instrument] for truth, seen in stored_patients() if truth == HEALTHY]
    found = {}
    for key, value in of_healthy[0].items():
        if not isinstance(value, str):
            numbers = np.array([float(reading[key]) for reading in of_healthy])
            found[key] = (float(np.quantile(numbers, 0.05)), float(np.quantile(numbers, 0.95)))
    return found


@cache
def healthy_of(task: str) -> tuple[dict[str, Reading], ...]:
    """Readings of the stored healthy runs of one task, such as "digits".

    Examples
    --------
    >>> [len(healthy_of(task)) for task in ("digits", "tags", "moons", "table", "clouds")]
    [10, 10, 6, 2, 2]
    """
    readings = [seen for truth, seen in stored_patients() if truth == HEALTHY]
    return tuple(
        seen
        for seed, seen in zip(SEEDS, readings, strict=True)
        if patient_of(HEALTHY, seed).problem.name == task
    )


@cache
def range_of_task(task: str, instrument: str) -> dict[str, tuple[float, float]]:
    """From the lowest to the highest number of a task's healthy runs; {} of fewer than ENOUGH."""
    seen = [reading[instrument] for reading in healthy_of(task)]
    if len(seen) < ENOUGH:
        return {}
    found = {}
    for key, value in seen[0].items():
        if not isinstance(value, str):
            numbers = [float(reading[key]) for reading in seen]
            found[key] = (min(numbers), max(numbers))
    return found


def band_in_words(task: str) -> str:
    """What the grey of a gauge is, or why there is none.

    Examples
    --------
    >>> band_in_words("moons"), band_in_words("table")
    ('grey: 6 healthy runs of this task', 'no grey: only 2 healthy runs of this task are stored')
    """
    count = len(healthy_of(task))
    if count < ENOUGH:
        return f"no grey: only {count} healthy runs of this task are stored"
    return f"grey: {count} healthy runs of this task"


def stands_out(instrument: str, reading: Reading) -> bool:
    """Whether a number of a look lies outside of where nine of ten healthy runs have it."""
    if reading.get("born in", "nowhere") != "nowhere":
        return True
    return any(
        not low - 1e-9 <= float(reading[key]) <= high + 1e-9
        for key, (low, high) in healthy_range(instrument).items()
        if key != "update"
    )


@cache
def table() -> Floats:
    """Share of stored patients in which an instrument stands out, (faults and healthy, looks)."""
    names = [*FAULTS, HEALTHY]
    found = np.zeros((len(names), len(INSTRUMENTS)))
    counts = np.zeros(len(names))
    for truth, seen in stored_patients():
        row = names.index(truth)
        counts[row] += 1
        found[row] += [stands_out(name, seen[name]) for name in INSTRUMENTS]
    return np.asarray(found / counts[:, None])
