"""NaN, and where it is born."""

import numpy as np

from course_lib.chapters.training_clinic.cases.fault import (
    ALL_PARTS,
    Fault,
    ordinary,
    with_inputs,
)
from course_lib.chapters.training_clinic.patient import Recipe


def _divided_by_zero(rng: np.random.Generator, ill: bool) -> Recipe:
    """One column is the same in every row: a std of 0. Well: it is left out."""
    recipe, value = ordinary(rng), float(rng.normal())

    def normalized(x: np.ndarray) -> np.ndarray:
        column = np.full((len(x), 1), value)
        with np.errstate(all="ignore"):
            column = (column - column[0]) / (column.std() * 0)
        return np.hstack([x, column])

    problem = with_inputs(recipe.problem, normalized, *ALL_PARTS)
    return recipe.but(problem=problem) if ill else recipe


def _log_of_zero(rng: np.random.Generator, ill: bool) -> Recipe:
    """A loss by hand, and some rows far out. Well: neither."""
    recipe = ordinary(rng)
    rows, far = rng.integers(len(recipe.problem.train[0]), size=8), float(rng.uniform(300, 900))

    def with_far_rows(x: np.ndarray) -> np.ndarray:
        x = x.copy()
        x[rows] = far * rng.normal(size=x[rows].shape)
        return x

    problem = with_inputs(recipe.problem, with_far_rows, "train")
    return recipe.but(problem=problem, loss="by hand") if ill else recipe


FAULTS = (
    Fault(
        "division by 0 in the inputs", _divided_by_zero, ("finite",),
        lambda r: r["born in"] == "the inputs",
        "the first NaN is in {born_in}, at update {update}: before any weight was used",
        remedy="leave the constant column out, or divide by max(std, a little)",
        would="a first NaN in the inputs; here: {born_in}",
    ),
    Fault(
        "log of 0 in the loss", _log_of_zero, ("finite",),
        lambda r: r["born in"] in ("the loss", "the gradient"),
        "inputs and outputs are finite, {born_in} is not, at update {update}",
        remedy="take the loss that takes logits: it subtracts the maximum before exp",
        would="a first inf in the loss or its gradient; here: {born_in}",
    ),
)  # fmt: skip
