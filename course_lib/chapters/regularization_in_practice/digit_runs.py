"""Networks trained on a few hundred digits, looked at every few epochs; seeds side by side.

The run of seed 0 is that of notebook 03, weight for weight up to the precision; the other seeds
draw digits, first weights and batches of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.datasets import digits
from course_lib.engine import (
    L1,
    L2,
    Adam,
    GradientDescent,
    Network,
    Optimizer,
    ReLU,
    Tanh,
    cross_entropy,
    evaluate,
    mlp,
    stack,
    train,
)
from course_lib.engine.rules.rule import Rule
from course_lib.engine.training.batches import Data, Sampling

Floats = npt.NDArray[np.float64]

DEV, NEW = 1000, 2000
"""Digits to choose by, and digits that only judge."""
ACTIVATIONS = {"relu": ReLU, "tanh": Tanh}
RULES: dict[str, Rule] = {"descent": GradientDescent(), "Adam": Adam()}


@dataclass(frozen=True)
class Setting:
    """What is trained, and how long; the defaults are the network of notebook 03.

    Attributes
    ----------
    examples : how many digits are learnt
    side : pixels of a side, 28 or a part of it
    every : epochs between two looks
    flipped : share of the examples, and of the dev set, whose label is replaced by another
    l1, l2 : strengths; one of them at most
    """

    examples: int = 300
    side: int = 28
    hidden: tuple[int, ...] = (100,) * 6
    activation: str = "relu"
    batch_size: int = 100
    sampling: Sampling = "replacement"
    rule: str = "descent"
    lr: float = 0.01
    epochs: int = 301
    every: int = 7
    flipped: float = 0.0
    dev: int = DEV
    l1: float = 0.0
    l2: float = 0.0


@dataclass(frozen=True, eq=False)
class Looks:
    """What was seen at each look; all arrays have the shape (looks, seeds).

    Attributes
    ----------
    epochs : array of shape (looks,)
    length, distance : of all weights, and from the first ones
    network : the stack at the end
    """

    epochs: npt.NDArray[np.int64]
    train_loss: Floats
    train_accuracy: Floats
    dev_loss: Floats
    dev_accuracy: Floats
    new_loss: Floats
    new_accuracy: Floats
    length: Floats
    distance: Floats
    network: Network


SEEN = (
    "train_loss", "train_accuracy", "dev_loss", "dev_accuracy", "new_loss", "new_accuracy",
    "length", "distance",
)  # fmt: skip


def look_at(setting: Setting, seeds: Sequence[int]) -> Looks:
    """Train the networks of these seeds side by side.

    Examples
    --------
    >>> small = Setting(examples=50, side=7, hidden=(8,), batch_size=50, epochs=4, every=2)
    >>> look_at(small, (0, 1)).dev_loss.shape
    (2, 2)
    """
    known, dev, new = data_of(setting, seeds)
    sizes = (setting.side**2, *setting.hidden, 10)
    rngs = [np.random.default_rng(seed) for seed in seeds]
    layer = ACTIVATIONS[setting.activation]
    network = stack([mlp(sizes, rng=rng, activation=layer, dtype=np.float32) for rng in rngs])
    first = network.weights.copy()
    penalty = L1(setting.l1) if setting.l1 else L2(setting.l2) if setting.l2 else None
    optimizer = Optimizer(RULES[setting.rule], setting.lr, penalty)
    found: list[list[Floats]] = []
    for step in train(
        network, cross_entropy, optimizer, known,
        epochs=setting.epochs, batch_size=setting.batch_size, rng=rngs, sampling=setting.sampling,
    ):  # fmt: skip
        if step.ends_epoch and step.epoch % setting.every == 0:
            scores = [part for data in (known, dev, new) for part in scores_of(network, data)]
            sizes_now = [_length(network.weights), _length(network.weights - first)]
            found.append([*scores, *sizes_now])
    parts = np.moveaxis(np.array(found, np.float64), 1, 0)
    epochs = np.arange(setting.every, setting.epochs + 1, setting.every)
    return Looks(epochs=epochs, network=network, **dict(zip(SEEN, parts, strict=True)))


def scores_of(network: Network, data: Data) -> tuple[Floats, Floats]:
    """Loss and accuracy, one for each model."""
    loss, accuracy = evaluate(network, cross_entropy, data)
    return np.asarray(loss, np.float64), np.asarray(accuracy, np.float64)


def data_of(setting: Setting, seeds: Sequence[int]) -> tuple[Data, Data, Data]:
    """Examples and dev sets, each seed's own, and the digits that judge, for all the same."""
    each = [_sets(setting, seed) for seed in seeds]
    known, dev = (
        (np.stack([sets[k][0] for sets in each]), np.stack([sets[k][1] for sets in each]))
        for k in (0, 1)
    )
    images, labels = digits(NEW, part="test")
    return known, dev, (_smaller(images, setting.side), labels)


@cache
def _sets(setting: Setting, seed: int) -> tuple[Data, Data]:
    n, rng = setting.examples, np.random.default_rng([seed, 3])
    first = seed * (n + DEV) % 40_000  # consecutive images are a random draw: MNIST is shuffled
    drawn = []
    for count, begin in ((n, first), (setting.dev, first + n)):
        images, labels = digits(count, begin)
        wrong = rng.permutation(count)[: round(setting.flipped * count)]
        labels = labels.copy()
        labels[wrong] = (labels[wrong] + rng.integers(1, 10, len(wrong))) % 10
        drawn.append((_smaller(images, setting.side), labels))
    return drawn[0], drawn[1]


def _smaller(images: npt.NDArray[Any], side: int) -> npt.NDArray[np.float32]:
    """Pixels averaged in squares until a side has so many."""
    k = 28 // side
    pooled = images.reshape(-1, side, k, side, k).mean(axis=(2, 4)).reshape(-1, side**2)
    return np.asarray(pooled, np.float32)


def _length(weights: npt.NDArray[Any]) -> Floats:
    return np.asarray(np.sqrt(np.square(weights, dtype=np.float64).sum(axis=(-2, -1))))
