"""Outputs and losses that do not fit together."""

import numpy as np

from course_lib.chapters.training_clinic.cases.fault import Fault, ordinary
from course_lib.chapters.training_clinic.patient import Recipe


def _squashed(rng: np.random.Generator, ill: bool) -> Recipe:
    return ordinary(rng).but(squashed=ill)


def _one_of_many(rng: np.random.Generator, ill: bool) -> Recipe:
    return ordinary(rng, "tags").but(loss="softmax" if ill else "usual")


FAULTS = (
    Fault(
        "sigmoid before a loss that takes logits", _squashed, ("outputs", "twenty examples"),
        lambda r: (
            0 <= float(r["lowest"]) < float(r["highest"]) - 0.02
            and float(r["highest"]) <= 1
            and float(r["loss on 20"]) > 0.4
        ),
        "all that goes into the loss lies between {lowest} and {highest}, and on 20 examples the "
        "loss cannot come below {loss_on_20} guesses",
        remedy="leave the sigmoid out: the loss has its own",
        would="nothing outside of 0 to 1 going into the loss; here {lowest} to {highest}",
    ),
    Fault(
        "softmax where several can be true", _one_of_many, ("outputs", "twenty examples"),
        lambda r: abs(float(r["says"]) - 1) < 1e-6 and float(r["true"]) > 1.2,
        "an example has {true} tags on average, and the probabilities sum to {says}, always",
        remedy="a sigmoid for each tag, and binary cross-entropy",
        would=(
            "probabilities that sum to 1 where several are true; here they sum to {says}, and "
            "{true} are true"
        ),
    ),
)  # fmt: skip
