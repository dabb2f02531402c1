"""What the claims of notebook 03 rest on: measurements, and what must be true of them.

Two sets of digits for each trial, each with a start of its own, judged on 5000 other digits: what a
claim says must be seen on both.
"""

from functools import lru_cache
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

Numbers = dict[str, Any]

POINT = 0.01
COUNT = 2
JUDGES = 5000
"""New digits, the last of MNIST's training images: more than a dev set has, to tell more."""

NONE = "none"
REMEDIES: dict[str, dict[str, Any]] = {
    NONE: {},
    "one layer": {"layers": 1},
    "L2 0.02": {"l2": 0.02},
    "L2 0.3": {"l2": 0.3},
    "shift 2": {"augment": "shift", "amount": 2},
    "flip half": {"augment": "flip", "amount": 0.5},
}


@lru_cache(maxsize=64)
def runs(name: str, looks: tuple[int, ...], network: tuple[tuple[str, Any], ...]) -> Numbers:
    """Train once, whatever asks: accuracy, loss and confidence of each set at each look.

    An epoch is three batches of 100, also where there are more or fewer than 300 digits.
    """
    given = dict(network) | REMEDIES[name]
    sets, images = range(given["first"], given["first"] + COUNT), given["images"]
    scaled = {round(look * IMAGES / images): look for look in looks}
    found: Numbers = {}
    for epoch, networks in trained(_recipe(given), sets, list(scaled), images=images):
        look = scaled[epoch]
        found |= {f"{key}, {look}": value for key, value in _judged(networks).items()}
        seen = evaluate(networks, cross_entropy, digits_of(sets, images)[0])[1]
        found[f"training, {look}"] = seen.tolist()
    return found


def _recipe(given: dict[str, Any]) -> Recipe:
    own = {name: each for name, each in given.items() if name not in ("first", "images")}
    return Recipe(hidden=(own.pop("units"),) * own.pop("layers"), **own)


def _judged(networks: Network) -> Numbers:
    """Accuracy, loss, and how sure the networks are where they are wrong, on new digits."""
    x, labels = digits(JUDGES, 60_000 - JUDGES, dtype=np.float32)
    p = softmax(networks.forward(x))
    wrong = p.argmax(axis=-1) != labels
    sure = (p.max(axis=-1) * wrong).sum(axis=-1) / wrong.sum(axis=-1)
    return {
        "right": (1 - wrong.mean(axis=-1)).tolist(),
        "loss": evaluate(networks, cross_entropy, (x, labels))[0].tolist(),
        "sure when wrong": sure.tolist(),
    }


def remedies(*, names: list[str], soon: int, epochs: int, late: int, **network: Any) -> Numbers:
    """What came of each remedy, at all looks."""
    looks, given = (soon, epochs, late), tuple(sorted(network.items()))
    return {
        f"{name}, {key}": value for name in names for key, value in runs(name, looks, given).items()
    }


def rivals(*, first: int, images: int, **others: Any) -> Numbers:
    """Six layers and one, and the nearest neighbour's accuracy on new digits."""
    own = digits_of(range(first, first + COUNT), images)[0]
    x, labels = own[0], own[1]
    x_new, labels_new = digits(JUDGES, 60_000 - JUDGES, dtype=np.float32)
    far = np.square(x).sum(axis=-1)[:, None, :] - 2 * x_new @ x.mT
    answers = np.take_along_axis(labels, far.argmin(axis=-1), axis=-1)
    nearest = {"nearest neighbour": (answers == labels_new).mean(axis=-1).tolist()}
    return remedies(names=[NONE, "one layer"], first=first, images=images, **others) | nearest


def _gain(numbers: Numbers, name: str, other: str) -> Floats:
    return np.asarray(np.array(numbers[name]) - np.array(numbers[other]))


def smaller_is_better(numbers: Numbers) -> bool:
    """Both beat the six layers on both sets, and by a point on average."""
    six = "none, right, 201"
    better = np.array(
        [_gain(numbers, name, six) for name in ("one layer, right, 201", "nearest neighbour")]
    )
    return bool(better.min() > 0 and better.mean(axis=1).min() > POINT)


def grows_surer(numbers: Numbers) -> bool:
    """From epoch 101 to 301 the loss and the confidence where it is wrong rise; errors do not."""
    rises = [
        _gain(numbers, f"none, {k}, 301", f"none, {k}, 101") for k in ("loss", "sure when wrong")
    ]
    right = _gain(numbers, "none, right, 301", "none, right, 101")
    return bool(np.min(rises) > 0 and right.min() > -POINT)


def small_gap_is_no_merit(numbers: Numbers) -> bool:
    """The gap shrinks to a third or less, and the accuracy by ten points or more."""
    gaps = {
        name: _gain(numbers, f"{name}, training, 201", f"{name}, right, 201")
        for name in (NONE, "L2 0.3")
    }
    falls = _gain(numbers, "L2 0.3, right, 201", "none, right, 201")
    return bool((gaps["L2 0.3"] < gaps[NONE] / 3).all() and falls.max() < -10 * POINT)


def mends_confidence(numbers: Numbers) -> bool:
    """The loss falls, and by a larger share than the errors do."""
    loss = _gain(numbers, "L2 0.02, loss, 301", "none, loss, 301")
    errors = -_gain(numbers, "L2 0.02, right, 301", "none, right, 301")
    share = loss / np.array(numbers["none, loss, 301"])
    share_of_errors = errors / (1 - np.array(numbers["none, right, 301"]))
    return bool(loss.max() < 0 and (share < share_of_errors).all())


def knowledge_pays(numbers: Numbers) -> bool:
    """Shifts gain two points or more, flips cost two or more."""
    shift, flip = (
        _gain(numbers, f"{name}, right, 301", "none, right, 301")
        for name in ("shift 2", "flip half")
    )
    return bool(shift.min() > 2 * POINT and flip.max() < -2 * POINT)


def strong_needs_time(numbers: Numbers) -> bool:
    """Accuracy is lost at first, and two points or more are gained later."""
    soon, late = (
        _gain(numbers, f"shift 2, right, {look}", f"none, right, {look}") for look in (101, 301)
    )
    return bool(soon.max() < 0 and late.min() > 2 * POINT)


def signals(*, rate: float, late: int, **network: Any) -> Numbers:
    """Mean signal in training over that in inference: first and last layer, before and after."""
    images = network["images"]
    sets = range(network["first"], network["first"] + COUNT)
    recipe = _recipe(network | {"drop_rate": rate})
    ((_, ended),) = trained(recipe, sets, [round(late * IMAGES / images)], images=images)
    found: Numbers = {}
    for name, each in (("untrained", networks_of(recipe, sets)), ("trained", ended)):
        ratio = over_inference(each, digits_of(sets, images)[0][0], rng=np.random.default_rng(0))
        found |= {f"{name}, first": ratio[0].tolist(), f"{name}, last": ratio[-1].tolist()}
    return found


def mean_is_kept_next_door(numbers: Numbers) -> bool:
    """Kept by the first layer; by the last it has grown, in a trained network by half as much."""
    first, last, adapted = (
        np.array(numbers[name]) for name in ("untrained, first", "untrained, last", "trained, last")
    )
    kept = np.abs(first - 1).max() < 0.05
    return bool(kept and last.min() > 1.2 and (adapted - 1 < (last - 1) / 2).all())
