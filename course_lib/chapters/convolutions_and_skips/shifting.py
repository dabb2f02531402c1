"""Digits that were moved: a dense network, and convolutions under two kinds of last layer."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from course_lib.datasets import Shift, digits, shift
from course_lib.engine import (
    AveragePool2D,
    BatchNorm,
    Conv2D,
    Dense,
    Layer,
    Momentum,
    Network,
    Optimizer,
    ReLU,
    cross_entropy,
    evaluate,
    mlp,
    train,
)
from course_lib.engine.training.batches import Data

Floats = npt.NDArray[np.float64]
SIDE, NEW = 14, 2000
KINDS = "dense", "dense head", "pooled"


@dataclass(frozen=True)
class Setting:
    """What is trained on framed digits of 14 x 14, and how; the rate falls in a line to 0."""

    kind: str = "dense"
    """A dense network; convolutions and a dense layer; convolutions and each channel's mean."""
    hidden: int = 50
    """Units of the dense network."""
    channels: int = 8
    """Of the first convolution, which has a stride of 2; the two others have twice as many."""
    kernel: int = 3
    norm: bool = True
    """Batch norm in the convolutional networks."""
    moved: int = 0
    """Training digits are moved by up to so many pixels, anew in each batch."""
    frame: int = 2
    """Pixels of background around the digits, so that they can be moved and stay whole."""
    examples: int = 1000
    start: int = 0
    lr: float = 0.1
    batch_size: int = 20
    epochs: int = 10


def build(setting: Setting, rng: np.random.Generator) -> Network:
    """The network of a setting.

    Examples
    --------
    >>> [build(Setting(kind), np.random.default_rng(0)).theta.size for kind in KINDS]
    [16760, 16618, 3818]
    """
    side = SIDE + 2 * setting.frame
    if setting.kind == "dense":
        sizes = [side**2, setting.hidden, 10]
        return mlp(sizes, rng=rng, dtype=np.float32)
    layers: list[Layer] = []
    shape, pad = (side, side, 1), setting.kernel // 2
    for times, stride in ((1, 2), (2, 1), (2, 1)):
        convolution = Conv2D(
            shape, times * setting.channels, kernel=setting.kernel, stride=stride, padding=pad
        )
        shape = convolution.out_shape
        layers += [convolution, *([BatchNorm(shape)] if setting.norm else []), ReLU()]
    if setting.kind == "pooled":
        layers += [AveragePool2D(shape, size=shape[0]), Dense(shape[-1], 10)]
    else:
        layers.append(Dense(int(np.prod(shape)), 10))
    return Network(layers, rng=rng, dtype=np.float32)


def trained(setting: Setting, seed: int) -> Network:
    """One network, trained."""
    rng = np.random.default_rng(seed)
    network = build(setting, rng)
    optimizer = Optimizer(Momentum(), lr=setting.lr)
    steps = setting.epochs * -(-setting.examples // setting.batch_size)
    data = framed(setting, setting.start, setting.examples)
    side = SIDE + 2 * setting.frame
    augment = Shift((side, side), setting.moved) if setting.moved else None
    for step in train(
        network, cross_entropy, optimizer, data,
        epochs=setting.epochs, batch_size=setting.batch_size, rng=rng, augment=augment,
    ):  # fmt: skip
        optimizer.lr = setting.lr * (1 - step.number / steps)
    return network


def new_digits(setting: Setting, count: int = NEW) -> Data:
    """Digits that were not trained on."""
    return framed(setting, setting.start + setting.examples, count)


def framed(setting: Setting, first: int, count: int) -> Data:
    """Digits in their frame.

    Examples
    --------
    >>> framed(Setting(), 0, 5)[0].shape
    (5, 324)
    """
    x, labels = digits(count, first, side=SIDE, dtype=np.float32)
    images = x.reshape(-1, SIDE, SIDE)
    wide = np.pad(images, ((0, 0), *[(setting.frame, setting.frame)] * 2))
    return wide.reshape(count, -1), labels


def moved(data: Data, down: int, right: int) -> Data:
    """The same digits, moved; what comes in from the edge is background."""
    x, labels = data[0], data[1]
    side = math.isqrt(x.shape[1])
    by = (np.full(len(x), pixels) for pixels in (down, right))
    return shift(x, (side, side), *by), labels


def score(network: Network, data: Data) -> float:
    """Right answers in percent."""
    return float(100 * evaluate(network, cross_entropy, data)[1])


def scores_along(network: Network, data: Data, reach: int = 2) -> list[float]:
    """Right answers by pixels to the right, from so many to the left on.

    Examples
    --------
    >>> few = digits(20, side=14)
    >>> len(scores_along(mlp([196, 10], rng=np.random.default_rng(0)), few))
    5
    """
    return [score(network, moved(data, 0, right)) for right in range(-reach, reach + 1)]
