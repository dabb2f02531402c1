"""Training mode and inference mode mixed up; a batch that has no spread."""

import numpy as np

from course_lib.chapters.training_clinic.cases.fault import Fault, ordinary
from course_lib.chapters.training_clinic.patient import Recipe
from course_lib.chapters.training_clinic.problems import Part


def _judged_in_training(rng: np.random.Generator, ill: bool) -> Recipe:
    recipe = ordinary(rng).but(drop_rate=float(rng.choice([0.2, 0.3, 0.4])))
    return recipe.but(judged_in_training=ill)


def _batch_of_one(rng: np.random.Generator, ill: bool) -> Recipe:
    recipe = ordinary(rng).but(batch_norm=True, batch_size=int(rng.choice([13, 23])))
    problem = recipe.problem

    def first(part: Part, n: int) -> Part:
        return part[0][:n], part[1][:n]

    n = recipe.batch_size * (len(problem.train[0]) // recipe.batch_size)
    n = n - recipe.batch_size + 1 if ill else n - recipe.batch_size
    return recipe.but(problem=problem.but(train=first(problem.train, n)))


FAULTS = (
    Fault(
        "judged in training mode", _judged_in_training, ("judged twice",),
        lambda r: float(r["answers changed"]) > 0.01,
        "{answers_changed} of the answers change when the same dev set is judged again",
        remedy="switch dropout off, and batch norm to its averages, before judging",
        would="answers that change at a second judging; here a share of {answers_changed}",
    ),
    Fault(
        "last batch of one under batch norm", _batch_of_one, ("batches",),
        lambda r: float(r["last size"]) == 1 and float(r["last beside others"]) > 1.5,
        "each epoch ends with a batch of {last_size}, whose loss is {last_beside_others} times "
        "the others'",
        remedy="leave the last batch out, or choose a size that leaves more than one",
        would=(
            "a last batch of one whose loss stands out; here its size is {last_size}, its loss "
            "{last_beside_others} times the others'"
        ),
    ),
)  # fmt: skip
