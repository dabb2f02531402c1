"""Deep networks on 1000 digits, with batch normalization and without, all weights of one spread.

Five hidden layers of 100 units, plain gradient descent on batches of 100 drawn with replacement,
20 epochs (Saito, Deep Learning from Scratch, 2016, chapter 6); and a smaller copy of it.
"""

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.datasets import load_mnist
from course_lib.engine import (
    BatchNorm,
    GradientDescent,
    Layer,
    Network,
    Optimizer,
    cross_entropy,
    evaluate,
    mlp,
    normal,
    stack,
    train,
)
from course_lib.engine.training.batches import Data

BOOK = (784, *[100] * 5, 10)
SMALL = (196, *[50] * 5, 10)
BATCH_SIZE, EPOCHS = 100, 20


@dataclass(frozen=True)
class Setting:
    """One way to train; the defaults are the book's network without batch norm."""

    std: float = 0.01
    """Standard deviation of every weight at the start."""
    lr: float = 0.01
    normalization: Callable[[int], Layer] | None = None
    sizes: tuple[int, ...] = BOOK
    epochs: int = EPOCHS
    batch_size: int = BATCH_SIZE


@cache
def load_digits(count: int = 1000, start: int = 0, *, halved: bool = False) -> Data:
    """Images and labels of MNIST's training set; ``halved`` has 14 x 14 pixels.

    Examples
    --------
    >>> load_digits(3)[0].shape, load_digits(3, halved=True)[0].shape
    ((3, 784), (3, 196))
    """
    images, labels = load_mnist(start=start, count=count)
    return (halve(images), labels) if halved else (images, labels)


def halve(images: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Average each 2 x 2 block of flat 28 x 28 images.

    Examples
    --------
    >>> halve(np.ones((5, 784))).shape
    (5, 196)
    """
    blocks = images.reshape(-1, 14, 2, 14, 2)
    return np.asarray(blocks.mean(axis=(2, 4)).reshape(-1, 196))


def build(setting: Setting, rng: np.random.Generator) -> Network:
    """The network of a setting; one with batch norm starts from the same weights as one without."""
    return mlp(
        setting.sizes, rng=rng, initializer=normal(setting.std), normalization=setting.normalization
    )


def train_digits(
    setting: Setting, data: Data, *, seeds: Sequence[int] = (0,), every: int = EPOCHS
) -> tuple[Network, npt.NDArray[np.float64]]:
    """Train one network per seed, side by side.

    Runs of one seed share their first weights and their batches, whatever the setting. A run that
    diverges stays where it was: its accuracy is that of its last finite weights.

    Returns
    -------
    network : the stack
    accuracy : array of shape (records, seeds)
        On the training images, in inference, every ``every`` epochs.

    Examples
    --------
    >>> short = Setting(epochs=2, normalization=BatchNorm)
    >>> train_digits(short, load_digits(200), every=1)[1].shape
    (2, 1)
    """
    rngs = [np.random.default_rng(seed) for seed in seeds]
    network = stack([build(setting, rng) for rng in rngs])
    records = []
    with warnings.catch_warnings(
        action="ignore", category=RuntimeWarning
    ):  # divergence is a result
        for step in train(
            network, cross_entropy, Optimizer(GradientDescent(), lr=setting.lr), data,
            epochs=setting.epochs, batch_size=setting.batch_size, rng=rngs, sampling="replacement",
        ):  # fmt: skip
            if step.ends_epoch and step.epoch % every == 0:
                records.append(evaluate(network, cross_entropy, data)[1])
    missing = setting.epochs // every - len(records)
    records += [evaluate(network, cross_entropy, data)[1]] * missing
    return network, np.array(records)


def with_and_without(**fields: Any) -> tuple[Setting, Setting]:
    """The same setting without batch norm and with it."""
    return Setting(**fields), Setting(**fields, normalization=BatchNorm)
