"""Networks side by side, each on 300 digits of its own: what a remedy is worth on other digits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.datasets import digits
from course_lib.engine import (
    L1,
    L2,
    GradientDescent,
    Network,
    Optimizer,
    ReLU,
    Tanh,
    cross_entropy,
    evaluate,
    glorot_normal,
    he_normal,
    mlp,
    softmax,
    stack,
    train,
)
from course_lib.engine.training.batches import Data
from course_lib.experiments.augmenting import augmentation

Floats = npt.NDArray[np.floating[Any]]

IMAGES, DEV, BATCH = 300, 1000, 100
SET = IMAGES + DEV
"""MNIST's training images in order: each set of 300 is followed by its own 1000 dev images."""
SETS = 60_000 // SET


@dataclass(frozen=True)
class Recipe:
    """One network and its remedies; the defaults are six layers and none of them."""

    hidden: tuple[int, ...] = (100,) * 6
    l2: float = 0.0
    l1: float = 0.0
    drop_rate: float = 0.0
    augment: str = "none"
    amount: float = 0.0
    lr: float = 0.01
    activation: str = "relu"


def digits_of(sets: Sequence[int], images: int = IMAGES) -> tuple[Data, Data]:
    """Training and dev digits of each set, of shape (K, images, 784) and (K, 1000, 784).

    Examples
    --------
    >>> (x, labels), (x_dev, labels_dev) = digits_of([0, 1])
    >>> x.shape, labels_dev.shape
    ((2, 300, 784), (2, 1000))
    """
    size = max(images, IMAGES)
    train_sets = [digits(images, (size + DEV) * k, dtype=np.float32) for k in sets]
    dev_sets = [digits(DEV, (size + DEV) * k + size, dtype=np.float32) for k in sets]
    return _stacked(train_sets), _stacked(dev_sets)


def _stacked(each: Sequence[tuple[Any, Any]]) -> Data:
    return np.stack([x for x, _ in each]), np.stack([labels for _, labels in each])


def networks_of(recipe: Recipe, sets: Sequence[int]) -> Network:
    """Untrained networks, one for each set; its number is the seed."""
    make, start = {"relu": (ReLU, he_normal), "tanh": (Tanh, glorot_normal)}[recipe.activation]
    how: Any = {"activation": make, "initializer": start, "dtype": np.float32}
    sizes = (784, *recipe.hidden, 10)
    rate = recipe.drop_rate or None
    return stack([mlp(sizes, rng=np.random.default_rng(k), drop_rate=rate, **how) for k in sets])


def trained(
    recipe: Recipe, sets: Sequence[int], looks: Sequence[int], *, images: int = IMAGES
) -> Iterator[tuple[int, Network]]:
    """Train one network for each set; yield epoch and networks at each look, an epoch.

    An epoch is as many batches of 100, drawn with replacement, as the images make.

    Examples
    --------
    >>> [epoch for epoch, networks in trained(Recipe(hidden=()), [0, 1], [1, 3])]
    [1, 3]
    """
    networks, data = networks_of(recipe, sets), digits_of(sets, images)[0]
    penalty = L1(recipe.l1) if recipe.l1 else L2(recipe.l2) if recipe.l2 else None
    for step in train(
        networks, cross_entropy, Optimizer(GradientDescent(), recipe.lr, penalty), data,
        epochs=max(looks), batch_size=BATCH, sampling="replacement",
        rng=[np.random.default_rng([k, 1]) for k in sets],
        augment=augmentation(recipe.augment, recipe.amount),
    ):  # fmt: skip
        if step.ends_epoch and round(step.epoch) in looks:
            yield round(step.epoch), networks


def scores(networks: Network, sets: Sequence[int], *, images: int = IMAGES) -> dict[str, Floats]:
    """Loss and accuracy of each network on its training and its dev digits, and how sure it is."""
    training, dev = digits_of(sets, images)
    found: dict[str, Floats] = {}
    for name, data in (("train", training), ("dev", dev)):
        found[f"{name}_loss"], found[f"{name}_accuracy"] = evaluate(networks, cross_entropy, data)
    found["sure"] = softmax(networks.forward(dev[0])).max(axis=-1).mean(axis=-1)
    return found


def on_test(networks: Network) -> Floats:
    """Accuracy of each network on the 10 000 test digits."""
    x, labels = digits(part="test", dtype=np.float32)
    right = [
        networks.forward(x[k : k + 1000]).argmax(axis=-1) == labels[k : k + 1000]
        for k in range(0, len(x), 1000)
    ]
    return np.asarray(np.concatenate(right, axis=-1).mean(axis=-1))
