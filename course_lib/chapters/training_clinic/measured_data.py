"""What the claims of notebook 09 on data rest on: choices before the split, rare classes."""

from typing import Any

import numpy as np

from course_lib.chapters.training_clinic import imbalance, leaks
from course_lib.experiments import paired_change

Numbers = dict[str, Any]
TABLES, STUDIES, ERRORS = 20, 6, 3


def leaking(
    seeds: int, rows: int, columns: int, telling: int, effect: float, kept: int, hidden: int,
    epochs: int,
) -> Numbers:  # fmt: skip
    """How many points more than it keeps dev promises, after three things before the split."""
    table = leaks.Table(rows, columns, telling, effect, kept, hidden, 0.1, epochs)
    found: Numbers = {}
    for step in ("nothing", "normalized", "chosen"):
        both = [leaks.promised_and_kept(table, seeds + k, step) for k in range(TABLES)]
        found[f"{step}, promised too much"] = [dev - new for dev, new in both]
    return found


def choice_leaks(numbers: Numbers) -> bool:
    """Chosen first: five points or more too much, by 3 errors; normalized first: within 2."""
    of = {name: np.array(numbers[f"{name}, promised too much"])
          for name in ("nothing", "normalized", "chosen")}  # fmt: skip
    more, its_error = paired_change(of["chosen"], of["nothing"])
    by_norm, _ = paired_change(of["normalized"], of["nothing"])
    return bool(more > 5 and more > ERRORS * its_error and abs(by_norm) < 2)


def rare_class(
    seeds: int, rare: float, count: int, data: str, noise: float, width: int, lr: float,
    epochs: int,
) -> Numbers:  # fmt: skip
    """Each way's accuracy, recalls and mean stated probability on new points, of six studies."""
    study = imbalance.Study(rare, count, data, noise, (width, width), lr, epochs)
    runs = [imbalance.compared(study, seeds + k) for k in range(STUDIES)]
    found: Numbers = {"rare": 100 * rare}
    for way in imbalance.WAYS:
        for name in ("accuracy", "recall 0", "recall 1", "says"):
            found[f"{way}, {name}"] = [run[way][name] for run in runs]
    return found


def accuracy_lies(numbers: Numbers) -> bool:
    """Plain: more right, and fewer of the rare class found than with weights, by 3 errors each."""
    right, its_error = _change(numbers, "plain", "class weights", "accuracy")
    found, error_found = _change(numbers, "plain", "class weights", "recall 1")
    return bool(right > ERRORS * its_error and found < -20 and found < -ERRORS * error_found)


def threshold_does_it(numbers: Numbers) -> bool:
    """The mean of both recalls, with the moved threshold and with weights, within 4 points."""
    moved, weighted, plain = (
        (np.array(numbers[f"{way}, recall 0"]) + np.array(numbers[f"{way}, recall 1"])) / 2
        for way in ("threshold", "class weights", "plain")
    )
    change, _ = paired_change(moved, weighted)
    more, its_error = paired_change(moved, plain)
    return bool(abs(change) < 4 and more > ERRORS * its_error and more > 5)


def prior_moves(numbers: Numbers) -> bool:
    """Plain says on average how many there are, within 2 points; 65 to 35 at least twice that."""
    rare = numbers["rare"]
    plain, more = (np.mean(numbers[f"{way}, says"]) for way in ("plain", "65 to 35"))
    return bool(abs(plain - rare) < 2 and more > 2 * rare)


def _change(numbers: Numbers, ours: str, theirs: str, name: str) -> tuple[float, float]:
    change, error = paired_change(
        np.array(numbers[f"{ours}, {name}"]), np.array(numbers[f"{theirs}, {name}"])
    )
    return float(change), float(error)
