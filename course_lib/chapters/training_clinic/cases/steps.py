"""Steps that are too long, too short, or too few."""

import numpy as np

from course_lib.chapters.training_clinic.cases.fault import Fault, ordinary
from course_lib.chapters.training_clinic.patient import Recipe


def _too_high(rng: np.random.Generator, ill: bool) -> Recipe:
    recipe, factor = ordinary(rng), float(rng.uniform(20, 40))
    return recipe.but(lr=recipe.lr * factor) if ill else recipe


def _too_low(rng: np.random.Generator, ill: bool) -> Recipe:
    recipe, factor = ordinary(rng), float(10 ** -rng.uniform(3, 4))
    return recipe.but(lr=recipe.lr * factor) if ill else recipe


def _few_updates(rng: np.random.Generator, ill: bool) -> Recipe:
    recipe, size = ordinary(rng), int(rng.choice([100, 150, 300]))
    remark = "It ran well with batches of 10. Rate and epochs are as they were."
    return recipe.but(batch_size=size, remark=remark) if ill else recipe.but(remark=remark)


FAULTS = (
    Fault(
        "rate too high", _too_high, ("update ratio",),
        lambda r: float(r["largest update"]) > 0.5,
        "an early update is {largest_update} times the weights: they are replaced, not improved",
        remedy="divide the rate by ten",
        would=(
            "an early update of more than half of the weights, and all numbers finite; here it is "
            "{largest_update}"
        ),
    ),
    Fault(
        "rate too low", _too_low, ("update ratio",),
        lambda r: 0 < float(r["largest update"]) < 1e-3,
        "an update is {update_ratio} of the weights: a thousand of them change next to nothing",
        remedy="multiply the rate by ten, until the loss falls",
        would=(
            "updates below a thousandth of the weights, but above 0; here the largest is "
            "{largest_update}"
        ),
    ),
    Fault(
        "batch size changed, not the rate", _few_updates, ("batches", "loss"),
        lambda r: float(r["updates"]) < 50 and float(r["gained"]) > 0.01,
        "{updates} updates in all, and the loss still falls, by {gained} guesses in the last half",
        remedy="raise the rate with the batch, or give it as many updates",
        would=(
            "few updates and a loss that still falls; here {updates} updates, and {gained} "
            "guesses gained in the last half"
        ),
    ),
)  # fmt: skip
