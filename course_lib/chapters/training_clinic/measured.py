"""What the claims of notebook 09 rest on: signs, what two numbers tell, losses that do not fit."""

from typing import Any

import numpy as np

from course_lib.chapters.training_clinic import squashed
from course_lib.chapters.training_clinic.cases.every import FAULTS
from course_lib.chapters.training_clinic.cases.fault import ordinary
from course_lib.chapters.training_clinic.instruments import ratio
from course_lib.chapters.training_clinic.patient import Patient, Recipe

Numbers = dict[str, Any]
FIVE, THREE = 5, 3


def changed(recipe: Recipe, *, examples: int, width: int, rate: float, epochs: int) -> Recipe:
    """Give a recipe under other conditions: fewer examples, other widths, rates and epochs."""
    x, labels = recipe.problem.train
    fewer = recipe.problem.but(train=(x[:examples], labels[:examples]))
    hidden = tuple(max(2, round(size * width / 16)) for size in recipe.hidden)
    return recipe.but(
        problem=fewer, hidden=hidden, lr=rate * recipe.lr, epochs=round(epochs * recipe.epochs / 10)
    )


def signs(seeds: int, examples: int, width: int, rate: float, epochs: int) -> Numbers:
    """How many of three patients show a fault's sign, and of the same without it; per fault."""
    names = list(FAULTS)
    found: Numbers = {"ill": [], "well": []}
    for name in names:
        fault = FAULTS[name]
        for state in found:
            rng_of = [np.random.default_rng([seeds + k, 9]) for k in range(THREE)]
            recipes = [fault.make(rng, state == "ill") for rng in rng_of]
            under = {"examples": examples, "width": width, "rate": rate, "epochs": epochs}
            if name == "last batch of one under batch norm":
                under |= {"examples": len(recipes[0].problem.train[0])}
            shown = [fault.shows(Patient(changed(each, **under))) for each in recipes]  # type: ignore[arg-type]
            found[state].append(int(sum(shown)))
    return found


def all_tell(numbers: Numbers) -> bool:
    """Nine of ten of all patients, and at most one of ten of the controls."""
    ill, well = (np.mean(numbers[state]) / THREE for state in ("ill", "well"))
    return bool(ill >= 0.9 and well <= 0.1)


def two_numbers(
    seeds: int, problem: str, width: int, examples: int, updates: int, rate: float
) -> Numbers:
    """Two of the three numbers, of five runs that are well, and of the same with one fault each."""
    found: Numbers = {}
    kinds: dict[str, dict[str, Any]] = {
        "well": {},
        "rate / 3000": {"rate": rate / 3000},
        "rate x 30": {"rate": rate * 30},
        "sigmoid": {"squashed": True},
        "dead": {"bias": -40.0},
        "labels shuffled": {"shuffled": True},
    }
    for name, what in kinds.items():
        patients = [
            _one(seeds + k, problem, width, examples, **({"rate": rate} | what))
            for k in range(FIVE)
        ]
        x20 = [
            each.trained_on((each.problem.train[0][:20], each.problem.train[1][:20]), updates)
            for each in patients
        ]
        found[f"{name}, on 20"] = x20
        found[f"{name}, largest"] = [float(ratio(each)["largest update"]) for each in patients]
    return found


def _one(
    seed: int,
    problem: str,
    width: int,
    examples: int,
    *,
    rate: float,
    bias: float = 0.0,
    squashed: bool = False,
    shuffled: bool = False,
) -> Patient:
    rng = np.random.default_rng([seed, 7])
    recipe = ordinary(rng, problem)
    x, labels = recipe.problem.train
    labels = rng.permutation(labels) if shuffled else labels
    data = recipe.problem.but(train=(x[:examples], labels[:examples]))
    hidden = (2 * width,) if problem == "digits" else (width, width)
    return Patient(
        recipe.but(
            problem=data, hidden=hidden, lr=rate * recipe.lr, bias=bias, squashed=squashed, epochs=1
        )
    )


def broken_or_data(numbers: Numbers) -> bool:
    """On 20 examples: well and shuffled below 0.6 of a guess, the broken ones above; 4 of 5."""

    def below(name: str) -> float:
        return float(np.mean(np.array(numbers[f"{name}, on 20"]) < 0.6))

    fit = min(below("well"), below("labels shuffled"))
    broken = max(below(name) for name in ("rate / 3000", "sigmoid", "dead"))
    return bool(fit >= 0.8 and broken <= 0.2)


def ratio_tells(numbers: Numbers) -> bool:
    """Largest of the first updates: well from 0.001 to 0.5, rate / 3000 below, x 30 above."""
    of = {
        name: np.array(numbers[f"{name}, largest"]) for name in ("well", "rate / 3000", "rate x 30")
    }
    well = np.mean((of["well"] > 1e-3) & (of["well"] < 0.5))
    return bool(
        well >= 0.8
        and np.mean(of["rate / 3000"] < 1e-3) >= 0.8
        and np.mean(of["rate x 30"] > 0.5) >= 0.8
    )


def floor(
    seeds: int, classes: int, count: int, hidden: int, lr: float, epochs: int, start: int
) -> Numbers:
    """Loss and new digits right, with a sigmoid before the loss and without, of five runs."""
    study = squashed.Study(classes, count, start, hidden, lr, epochs)
    found: Numbers = {"lowest": float(np.log(np.e + classes - 1) - 1)}
    for name, is_squashed in (("plain", False), ("sigmoid", True)):
        runs = [squashed.curve(study, seeds + k, squashed=is_squashed) for k in range(5)]
        found[f"{name}, loss"] = [float(loss[-1]) for loss, _ in runs]
        found[f"{name}, right"] = [100 * float(right[-1]) for _, right in runs]
    return found


def above_its_floor(numbers: Numbers) -> bool:
    """No loss below the floor; plain far below it; and yet within ten points right."""
    lost = np.array(numbers["plain, right"]) - np.array(numbers["sigmoid, right"])
    return bool(
        min(numbers["sigmoid, loss"]) >= numbers["lowest"]
        and max(numbers["plain, loss"]) < numbers["lowest"] / 2
        and abs(lost.mean()) < 10
    )
