"""What a fault is: a way to draw patients that have it or not, and the sign that tells them."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course_lib.chapters.training_clinic.instruments import INSTRUMENTS, Reading
from course_lib.chapters.training_clinic.patient import Patient, Recipe
from course_lib.chapters.training_clinic.problems import ORDINARY, Problem

Number = dict[str, float]


@dataclass(frozen=True)
class Fault:
    """A fault by its name.

    Attributes
    ----------
    name : str
    make : function of (rng, ill) -> Recipe
        The same patient, with the fault and without.
    looks : names of the instruments that its sign needs
    sign : function of their numbers -> bool
    says : the sign in words, with the numbers' names in braces
    remedy : str
    would : what one would see if it were this, and what one sees, with names in braces
    """

    name: str
    make: Callable[[np.random.Generator, bool], Recipe]
    looks: tuple[str, ...]
    sign: Callable[[Reading], bool]
    says: str
    remedy: str
    would: str

    def patient(self, seed: int, *, ill: bool = True) -> Patient:
        """Draw one; the same seed gives the same data and first weights, ill or well."""
        return Patient(self.make(np.random.default_rng([seed, 9]), ill))

    def shows(self, patient: Patient) -> bool:
        """Whether the sign is there."""
        return bool(self.sign(numbers_of(patient, self.looks)))

    def argued(self, patient: Patient) -> str:
        """The sign in words, with this patient's numbers."""
        return self._filled(self.says, patient)

    def refuted(self, patient: Patient) -> str:
        """What its sign would be, and what this patient shows instead."""
        return self._filled(self.would, patient)

    def _filled(self, words: str, patient: Patient) -> str:
        numbers = numbers_of(patient, self.looks)
        written = {key: told(value) for key, value in numbers.items()}
        return words.format(**{key.replace(" ", "_"): each for key, each in written.items()})


def numbers_of(patient: Patient, looks: tuple[str, ...]) -> Reading:
    """Read several instruments."""
    return {key: value for look in looks for key, value in INSTRUMENTS[look].read(patient).items()}


def told(value: float | str) -> str:
    """A number short, a word as it is."""
    if isinstance(value, str):
        return value
    if not np.isfinite(value):
        return "not finite"
    return f"{value:.1e}" if 0 < abs(value) < 1e-3 else f"{value:.3g}"


RATES = {"moons": 0.2, "digits": 0.1, "tags": 0.2}
"""A rate that does well on each, with batches of 10."""


def ordinary(rng: np.random.Generator, *kinds: str) -> Recipe:
    """A run that is well: one of the problems, with sizes, batches and first weights drawn."""
    name = str(rng.choice(kinds or tuple(ORDINARY)))
    problem = ORDINARY[name](rng)
    width = int(rng.choice([12, 16, 24]))
    hidden = (2 * width,) if name == "digits" else (width, width)
    rate = RATES[name] * float(rng.choice([0.75, 1.0, 1.25]))
    return Recipe(problem, lr=rate, hidden=hidden, seed=int(rng.integers(10**6)))


def with_inputs(
    problem: Problem, change: Callable[[np.ndarray], np.ndarray], *parts: str
) -> Problem:
    """Give the problem with the inputs of some parts changed."""
    changed = {
        part: (change(getattr(problem, part)[0]), getattr(problem, part)[1]) for part in parts
    }
    return problem.but(**changed)


ALL_PARTS = ("train", "dev", "new")
