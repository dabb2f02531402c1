"""Which instrument stands outside of the range of healthy runs, for which fault."""

from functools import cache

import numpy as np

from course_lib.chapters.training_clinic.cases.every import FAULTS, HEALTHY
from course_lib.chapters.training_clinic.instruments import INSTRUMENTS, Reading
from course_lib.chapters.training_clinic.policies import Floats, stored_patients


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
