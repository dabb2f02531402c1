"""Signals that do not come through: dead units, inputs on scales of their own."""

import numpy as np

from course_lib.chapters.training_clinic.cases.fault import (
    ALL_PARTS,
    Fault,
    ordinary,
    with_inputs,
)
from course_lib.chapters.training_clinic.patient import Recipe


def _dead(rng: np.random.Generator, ill: bool) -> Recipe:
    recipe, bias = ordinary(rng), -float(rng.uniform(8, 12))
    wide = 4 if recipe.problem.name == "digits" else 1
    return recipe.but(bias=wide * bias) if ill else recipe


def _unscaled(rng: np.random.Generator, ill: bool) -> Recipe:
    recipe, scale = ordinary(rng), float(rng.uniform(50, 200))
    shift = float(rng.uniform(0, 2))

    def raw(x: np.ndarray) -> np.ndarray:
        x = x.copy()
        if recipe.problem.name == "digits":
            return scale * (0.28 * x + 0.13)  # pixels up to some large white
        x[:, -1] = scale * (x[:, -1] + shift)
        return x

    problem = with_inputs(recipe.problem, raw, *ALL_PARTS)
    return recipe.but(problem=problem) if ill else recipe


FAULTS = (
    Fault(
        "dead units", _dead, ("units",), lambda r: float(r["dead before"]) > 0.7,
        "a share of {dead_before} of the hidden units is off for every example before the first "
        "update; no gradient comes back through them",
        remedy="first biases of 0, first weights by He",
        would="most units off before the first update; here a share of {dead_before}",
    ),
    Fault(
        "inputs not normalized", _unscaled, ("inputs", "first loss"),
        lambda r: float(r["largest std"]) > 8 and float(r["first loss"]) > 3,
        "an input has a std of {largest_std}, and the first loss is {first_loss} guesses",
        remedy="subtract the mean and divide by the std, both of the training set",
        would=(
            "a large std among the inputs and a first loss that is finite and far above a guess; "
            "here {largest_std} and {first_loss}"
        ),
    ),
)  # fmt: skip
