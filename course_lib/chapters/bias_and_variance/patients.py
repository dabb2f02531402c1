"""What the remedies do to the five patients of section 6, stored, and what they cost."""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.chapters.bias_and_variance import remedies
from course_lib.datasets import Sweep, load_sweep
from course_lib.experiments.swept import swept

COSTS = {"nothing": 0, "train on": 1, "bigger network": 2, "regularization": 2, "more data": 30}
"""Hours: of the machine, of searching for a strength, of collecting."""

Errors = tuple[float, float]


def sweep(**how: Any) -> Sweep:
    """Errors of every patient after every remedy, by seed: some minutes; see ``swept``."""

    def run(patient: str, remedy: str) -> dict[str, Any]:
        case = remedies.PATIENTS[patient]
        if remedy == "nothing":
            outcome = remedies.attempt(case)
        else:
            outcome = remedies.with_remedy(case, remedy)
        return {
            "train_error": outcome.train_error,
            "dev_error": outcome.dev_error,
            "strength": np.full(len(remedies.SEEDS), outcome.case.strength),
        }

    return swept(
        run,
        {"patient": tuple(remedies.PATIENTS), "remedy": tuple(COSTS)},
        inner={"seed": remedies.SEEDS},
        settings={"strengths": list(remedies.STRENGTHS), "more": remedies.MORE},
        seeds=remedies.SEEDS,
        **how,
    )


@cache
def stored() -> Sweep:
    """The stored sweep, read once."""
    return load_sweep("bias_and_variance_patients")


def errors(patient: str, remedy: str = "nothing") -> Errors:
    """Training and dev error of a patient after a remedy, mean of the seeds."""
    return by_seed(patient, remedy, "train").mean().item(), by_seed(patient, remedy).mean().item()


def by_seed(patient: str, remedy: str = "nothing", part: str = "dev") -> npt.NDArray[np.float64]:
    """The training or the dev error of a patient after a remedy, one for each seed."""
    place = list(remedies.PATIENTS).index(patient), list(COSTS).index(remedy)
    return np.asarray(stored().values[f"{part}_error"][place])


def floor(patient: str) -> float:
    """The share of labels that are wrong: no border gets below it."""
    return remedies.PATIENTS[patient].flipped


class Ward:
    """Lets remedies be tried on one patient, and keeps the bill."""

    def __init__(self, patient: str) -> None:
        self.patient = patient
        self._tried: set[str] = set()

    @property
    def hours(self) -> int:
        """What was tried so far, in hours; a remedy is paid for once."""
        return sum(COSTS[remedy] for remedy in self._tried)

    def try_remedy(self, remedy: str) -> Errors:
        """Try a remedy: training and dev error after it."""
        if not isinstance(remedy, str) or remedy not in COSTS:
            raise ValueError(f"no remedy is called {remedy!r}; there are {', '.join(COSTS)}")
        self._tried.add(remedy)
        return errors(self.patient, remedy)


def treated(
    treat: Callable[..., str], patient: str, lowest: float | None = None
) -> tuple[str, int]:
    """Let a function treat a patient: the remedy that it takes, and its bill in hours.

    ``lowest`` is the floor that it is told, if not the patient's own.
    """
    ward = Ward(patient)
    lowest = floor(patient) if lowest is None else lowest
    remedy = treat(*errors(patient), lowest, ward.try_remedy)
    ward.try_remedy(remedy)
    return remedy, ward.hours
