"""The course's own answers of notebook 09, and the inputs that its checks draw."""

from collections.abc import Callable
from typing import Any

import numpy as np

from course_lib import checks

Floats = checks.Floats
Look = Callable[[str], dict[str, Any]]


def update_ratio(before: Floats, after: Floats) -> float:
    """Length of the change over length of the weights before."""
    return float(np.sqrt(np.sum((after - before) ** 2)) / np.sqrt(np.sum(before**2)))


def lowest_loss(classes: int) -> float:
    """The right score at 1 and all others at 0: as far as sigmoids go."""
    return float(-np.log(np.e / (np.e + classes - 1)))


def recall_of_each(labels: Floats, said: Floats, classes: int) -> Floats:
    """Of the examples of each class, the share that was found."""
    return np.array([np.mean(said[labels == k] == k) for k in range(classes)])


def first_aid(look: Look) -> str:
    """First accuracy; then, where nothing is learned, how far an update moves the weights."""
    right = look("accuracy")
    if right["training right"] > 0.8:
        return _it_learns(look, right)
    largest = look("update ratio")["largest update"]
    if largest < 1e-3:
        return "dead units" if look("units")["dead before"] > 0.7 else "rate too low"
    if largest > 0.5:
        born = look("finite")["born in"]
        if born == "the inputs":
            return "division by 0 in the inputs"
        if born in ("the loss", "the gradient"):
            return "log of 0 in the loss"
        unscaled = look("inputs")["largest std"] > 8
        return "inputs not normalized" if unscaled else "rate too high"
    return _moves_and_does_not_learn(look)


def _it_learns(look: Look, right: dict[str, Any]) -> str:
    """Something is right: is what dev says true."""
    if right["training right"] - right["dev right"] > 0.25:
        return "dev set from another distribution"
    batches = look("batches")
    if batches["last size"] == 1:
        return "last batch of one under batch norm"
    if batches["updates"] < 50:
        return "batch size changed, not the rate"
    if look("judged twice")["answers changed"] > 0.01:
        return "judged in training mode"
    if look("per class")["rarest share"] < 0.06:
        return "a class is rare"
    new = look("new data")
    if new["dev right"] - new["new right"] > 0.11:
        return "chosen before the split"
    if look("inputs")["dev apart"] > 0.35:
        return "dev set from another distribution"
    return _squashed_or_well(look)


def _squashed_or_well(look: Look) -> str:
    outputs = look("outputs")
    squashed = outputs["lowest"] >= 0 and outputs["highest"] <= 1
    return "sigmoid before a loss that takes logits" if squashed else "nothing"


def _moves_and_does_not_learn(look: Look) -> str:
    """The weights move, and the network learns nothing."""
    if look("batches")["updates"] < 50:
        return "batch size changed, not the rate"
    outputs = look("outputs")
    if outputs["lowest"] == -np.inf:
        return "log of 0 in the loss"
    if outputs["lowest"] >= 0 and outputs["highest"] <= 1:
        return "sigmoid before a loss that takes logits"
    if abs(outputs["says"] - 1) < 1e-6 and outputs["true"] > 1.2:
        return "softmax where several can be true"
    return "labels shuffled"


_examples, _classes = checks.size(20, 30), checks.size(2, 4)


def _labels(rng: np.random.Generator, n: int, classes: int) -> Floats:
    """Every class is there."""
    return np.asarray(rng.permutation(np.r_[np.arange(classes), rng.integers(classes, size=n)]))


def _same_length(rng: np.random.Generator, n: int, classes: int) -> Floats:
    return np.asarray(rng.integers(classes, size=n + classes))


UPDATE_RATIO = checks.drawn(
    update_ratio,
    {"before": np.array([[3.0, 4.0]]), "after": np.array([[3.0, 4.0]])},
    {"before": np.array([[3.0], [-4.0]]), "after": np.array([[0.0], [0.0]])},
    before=checks.array(checks.size(1, 3), 3, low=0.5),
    after=checks.array(checks.size(1, 1), 3),
)
LOWEST_LOSS = checks.drawn(
    lowest_loss, {"classes": 2}, {"classes": 1000}, classes=checks.size(2, 200)
)
RECALL_OF_EACH = checks.drawn(
    recall_of_each,
    {"labels": np.array([0, 0, 1]), "said": np.array([0, 0, 0]), "classes": 2},
    {"labels": np.array([2, 1, 0, 1]), "said": np.array([2, 1, 0, 1]), "classes": 3},
    labels=checks.made(_labels, _examples, _classes),
    said=checks.made(_same_length, _examples, _classes),
    classes=_classes,
)
