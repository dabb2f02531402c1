"""What the claims of notebook 03 rest on: measurements, and what must be true of them."""

from itertools import pairwise
from typing import Any

import numpy as np

from course_lib.chapters.regularization.side_by_side import (
    IMAGES,
    Floats,
    Recipe,
    digits_of,
    networks_of,
    trained,
)
from course_lib.chapters.regularization.signal import over_inference
from course_lib.datasets import digits
from course_lib.engine import Network, cross_entropy, evaluate, softmax
from course_lib.experiments.compare import paired_change

Numbers = dict[str, Any]

ENOUGH = 3.0
"""From so many of its standard errors on, a mean counts."""
POINT = 0.01
JUDGES = 5000
"""New digits, the last of MNIST's training images: more than a dev set has, to tell more."""

NONE = "none"
REMEDIES: dict[str, dict[str, Any]] = {
    NONE: {},
    "L2 0.02": {"l2": 0.02},
    "dropout 0.02": {"drop_rate": 0.02},
    "shift 2": {"augment": "shift", "amount": 2},
    "shift 4": {"augment": "shift", "amount": 4},
    "flip half": {"augment": "flip", "amount": 0.5},
}


class Sets:
    """Some sets of digits, and the network that is trained on each of them.

    An epoch is three batches of 100, also where there are more or fewer than 300 digits.
    """

    def __init__(
        self, count: int, *, first: int, images: int, layers: int, units: int, lr: float,
        activation: str,
    ) -> None:  # fmt: skip
        self.numbers = range(first, first + count)
        self.images = images
        self.recipe: dict[str, Any] = {
            "hidden": (units,) * layers, "lr": lr, "activation": activation
        }  # fmt: skip
        self.train = digits_of(self.numbers, images)[0]
        self.new = digits(JUDGES, 60_000 - JUDGES, dtype=np.float32)

    def ends(self, *looks: int, **remedy: Any) -> list[Network]:
        """The networks at each look, an epoch."""
        scaled = [round(look * IMAGES / self.images) for look in looks]
        recipe = Recipe(**(self.recipe | remedy))
        runs = trained(recipe, self.numbers, scaled, images=self.images)
        return [networks.copy() for _, networks in runs]

    def start(self, **remedy: Any) -> Network:
        """The networks before training."""
        return networks_of(Recipe(**(self.recipe | remedy)), self.numbers)

    def right(self, networks: Network) -> Floats:
        """Share of 5000 new digits that each network gets right."""
        return np.asarray(evaluate(networks, cross_entropy, self.new)[1])

    def right_in_training(self, networks: Network) -> Floats:
        """Share of its own digits."""
        return np.asarray(evaluate(networks, cross_entropy, self.train)[1])


def in_errors(scores: Any, reference: Any) -> float:
    """How many of its standard errors a paired change is; a change without any is infinite."""
    change, error = paired_change(np.asarray(scores), np.asarray(reference))
    return change / error if error else float(np.sign(change)) * np.inf


def smaller(*, epochs: int, **network: Any) -> Numbers:
    """Accuracy on new digits: six layers, one, and the nearest neighbour."""
    sets = Sets(5, **network)
    one = {"hidden": sets.recipe["hidden"][:1]}
    found: Numbers = {
        name: sets.right(sets.ends(epochs, **shape)[0]).tolist()
        for name, shape in (("six layers", {}), ("one layer", one))
    }
    (x, labels), (x_new, labels_new) = sets.train, sets.new
    far = np.square(x).sum(axis=-1)[:, None, :] - 2 * x_new @ x.mT
    answers = np.take_along_axis(labels, far.argmin(axis=-1), axis=-1)
    return found | {"nearest neighbour": (answers == labels_new).mean(axis=-1).tolist()}


def smaller_is_better(numbers: Numbers) -> bool:
    """Both beat the six layers by three errors."""
    return all(
        in_errors(numbers[name], numbers["six layers"]) > ENOUGH
        for name in ("one layer", "nearest neighbour")
    )


def halves(*, epochs: int, **network: Any) -> Numbers:
    """What changes on new digits in the second half of the training."""
    sets, found = Sets(5, **network), {}
    x, labels = sets.new
    for name, networks in zip(("half", "end"), sets.ends(epochs // 2, epochs), strict=True):
        p = softmax(networks.forward(x))
        wrong = p.argmax(axis=-1) != labels
        sure = (p.max(axis=-1) * wrong).sum(axis=-1) / wrong.sum(axis=-1)
        found |= {
            f"loss, {name}": evaluate(networks, cross_entropy, sets.new)[0].tolist(),
            f"right, {name}": (1 - wrong.mean(axis=-1)).tolist(),
            f"sure when wrong, {name}": sure.tolist(),
            f"training, {name}": sets.right_in_training(networks).tolist(),
        }
    return found


def grows_surer(numbers: Numbers) -> bool:
    """The loss rises and so does the confidence in wrong answers; their number does not."""
    rises = [
        in_errors(numbers[f"{name}, end"], numbers[f"{name}, half"]) > ENOUGH
        for name in ("loss", "sure when wrong")
    ]
    right = np.mean(numbers["right, end"]) - np.mean(numbers["right, half"])
    return all(rises) and bool(right > -POINT)


def gaps(*, epochs: int, **network: Any) -> Numbers:
    """Accuracy in training and on new digits: no penalty, and two that are too strong."""
    sets, found = Sets(3, **network), {}
    for strength in (0.0, 0.1, 0.3):
        (end,) = sets.ends(epochs, l2=strength)
        found[f"training, {strength:g}"] = sets.right_in_training(end).tolist()
        found[f"new, {strength:g}"] = sets.right(end).tolist()
    return found


def small_gap_is_no_merit(numbers: Numbers) -> bool:
    """The gap shrinks with the strength, and so does the accuracy on new digits."""
    new = [np.array(numbers[f"new, {s}"]) for s in ("0", "0.1", "0.3")]
    training = [np.array(numbers[f"training, {s}"]) for s in ("0", "0.1", "0.3")]
    gap = [t - d for t, d in zip(training, new, strict=True)]
    return all(
        in_errors(after, before) < -ENOUGH
        for measure in (new, gap)
        for before, after in pairwise(measure)
    )


def gains(*, epochs: int, count: int, remedies: list[str], **network: Any) -> Numbers:
    """Accuracy on new digits of each remedy, on each set."""
    sets = Sets(count, **network)
    return {name: sets.right(sets.ends(epochs, **REMEDIES[name])[0]).tolist() for name in remedies}


def little_but_real(numbers: Numbers) -> bool:
    """L2 gains by three errors, less than two points; pairing halves the error at least."""
    none, with_l2 = np.array(numbers[NONE]), np.array(numbers["L2 0.02"])
    error = paired_change(with_l2, none)[1]
    unpaired = np.sqrt((none.var(ddof=1) + with_l2.var(ddof=1)) / len(none))
    small = np.mean(with_l2 - none) < 2 * POINT
    return bool(in_errors(with_l2, none) > ENOUGH and small and error < unpaired / 2)


def knowledge_pays(numbers: Numbers) -> bool:
    """Shifts gain more than both others; flips cost."""
    shift = numbers["shift 2"]
    best = all(in_errors(shift, numbers[name]) > ENOUGH for name in ("L2 0.02", "dropout 0.02"))
    return best and in_errors(numbers["flip half"], numbers[NONE]) < -ENOUGH


def at_two_budgets(*, epochs: int, longer: int, **network: Any) -> Numbers:
    """Accuracy on new digits without a remedy, and with wide shifts, at both budgets."""
    sets, found = Sets(3, **network), {}
    for name in (NONE, "shift 4"):
        ends = sets.ends(epochs, longer, **REMEDIES[name])
        for words, end in zip(("soon", "late"), ends, strict=True):
            found[f"{name}, {words}"] = sets.right(end).tolist()
    return found


def strong_needs_time(numbers: Numbers) -> bool:
    """It costs points at first, and gains some later."""
    soon, late = (
        in_errors(numbers[f"shift 4, {words}"], numbers[f"{NONE}, {words}"])
        for words in ("soon", "late")
    )
    return soon < -ENOUGH and late > ENOUGH


def signals(*, epochs: int, rate: float, **network: Any) -> Numbers:
    """Mean signal in training over that in inference: first and last layer, before and after."""
    sets = Sets(2, **network)
    networks = {"untrained": sets.start(drop_rate=rate)}
    networks["trained"] = sets.ends(epochs, drop_rate=rate)[0]
    found: Numbers = {}
    for name, each in networks.items():
        ratio = over_inference(each, sets.train[0], rng=np.random.default_rng(0))
        found |= {f"{name}, first": ratio[0].tolist(), f"{name}, last": ratio[-1].tolist()}
    return found


def mean_is_kept_next_door(numbers: Numbers) -> bool:
    """Kept by the first layer; by the last it has grown, in a trained network by half as much."""
    first, last = (np.array(numbers[f"untrained, {name}"]) for name in ("first", "last"))
    adapted = np.array(numbers["trained, last"]) - 1
    kept = np.abs(first - 1).max() < 0.05
    return bool(kept and last.min() > 1.3 and adapted.mean() < (last - 1).mean() / 2)
