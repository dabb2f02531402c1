"""Data that lie."""

import numpy as np

from course_lib.chapters.training_clinic.cases.fault import Fault, ordinary, with_inputs
from course_lib.chapters.training_clinic.patient import Recipe
from course_lib.chapters.training_clinic.problems import draw_clouds, draw_table


def _shuffled(rng: np.random.Generator, ill: bool) -> Recipe:
    recipe = ordinary(rng)
    x, labels = recipe.problem.train
    mixed = labels[rng.permutation(len(labels))]
    return recipe.but(problem=recipe.problem.but(train=(x, mixed))) if ill else recipe


def _from_elsewhere(rng: np.random.Generator, ill: bool) -> Recipe:
    recipe = ordinary(rng)
    size = float(rng.uniform(0.8, 1.3))
    angle = float(rng.uniform(0, 2 * np.pi))

    def elsewhere(x: np.ndarray) -> np.ndarray:
        if recipe.problem.name == "digits":
            return size * (2.6 - x)  # black on white
        return x + size * np.array([np.cos(angle), np.sin(angle)])

    problem = with_inputs(recipe.problem, elsewhere, "dev", "new")
    return recipe.but(problem=problem) if ill else recipe


def _chosen_first(rng: np.random.Generator, ill: bool) -> Recipe:
    problem = draw_table(rng, "all" if ill else "training")
    return Recipe(problem, lr=0.1, hidden=(16,), epochs=20, seed=int(rng.integers(10**6)))


def _rare(rng: np.random.Generator, ill: bool) -> Recipe:
    problem = draw_clouds(rng, 0.05 if ill else 0.5, spread=float(rng.uniform(0.75, 0.9)))
    return Recipe(problem, lr=0.1, epochs=5, seed=int(rng.integers(10**6)))


FAULTS = (
    Fault(
        "labels shuffled", _shuffled, ("accuracy", "twenty examples", "update ratio"),
        lambda r: (
            float(r["training right"]) < 0.8
            and float(r["loss on 20"]) < 0.7
            and 1e-3 < float(r["largest update"]) < 0.5
        ),
        "20 examples are learned ({loss_on_20} guesses), and of all of them only "
        "{training_right} come out right: there is nothing in common to learn",
        remedy="shuffle examples and labels with one permutation; look at ten of them",
        would=(
            "20 examples learned and the rest not; here {loss_on_20} guesses on 20, and "
            "{training_right} of all right"
        ),
    ),
    Fault(
        "dev set from another distribution", _from_elsewhere, ("inputs", "accuracy"),
        lambda r: float(r["dev apart"]) > 0.35
        and float(r["training right"]) - float(r["dev right"]) > 0.04,
        "the dev inputs lie {dev_apart} stds from the training inputs, and of training "
        "{training_right} are right, of dev {dev_right}",
        remedy="draw both from what the network will meet",
        would=(
            "dev inputs apart from the training inputs, by more than sampling; here by "
            "{dev_apart} stds"
        ),
    ),
    Fault(
        "chosen before the split", _chosen_first, ("new data",),
        lambda r: float(r["dev right"]) - float(r["new right"]) > 0.11,
        "{dev_right} on dev, and {new_right} on data that came last",
        remedy="split first; choose on the training part alone",
        would="far more right on dev than on data that came last; here {dev_right} and {new_right}",
    ),
    Fault(
        "a class is rare", _rare, ("per class", "accuracy"),
        lambda r: float(r["rarest share"]) < 0.1
        and float(r["lowest recall"]) < 0.55
        and float(r["dev right"]) > 0.9,
        "{dev_right} are right; of the rarest class, which is {rarest_share} of all, only "
        "{lowest_recall} are found",
        remedy="judge by recall of each class; weigh the rare class",
        would=(
            "a rare class that is not found; here the rarest has {rarest_share} of all, and the "
            "lowest recall is {lowest_recall}"
        ),
    ),
)  # fmt: skip
