"""Stacks of convolutions on small digits: with or without ways around them, norms, and drops."""

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from course_lib.engine import (
    AveragePool2D,
    BatchNorm,
    Conv2D,
    Dense,
    Dropout,
    GradientDescent,
    GroupNorm,
    Layer,
    Momentum,
    Network,
    Optimizer,
    ReLU,
    Residual,
    VarianceScaling,
    cross_entropy,
    evaluate,
    stack,
    train,
)
from course_lib.experiments.small_digits import SIDE, three_sets

Floats = npt.NDArray[np.float64]
Wrap = Callable[[list[Layer], float], Layer]

RULES = {"gradient descent": GradientDescent, "momentum": Momentum}
NORMS = "none", "batch norm", "group norm"


@dataclass(frozen=True)
class Setting:
    """What is trained, and how.

    The first convolution makes 5 x 5 positions of 14 x 14 pixels (windows of 4 x 4, stride 3,
    padding 1); all others keep them, and its channels.
    """

    norm: str = "none"
    skip: bool = False
    """Whether a way leads around each block."""
    shrink: float = 1.0
    """Of He's std in the last convolution of each block."""
    depth: int = 11
    """Convolutions."""
    in_block: int = 1
    """Convolutions of a block."""
    channels: int = 8
    groups: int = 2
    """Of group norm."""
    last: float = 1.0
    """The survival probability of the last block; those before it lie on the line to 1."""
    drop_rate: float = 0.0
    """Of dropout before the output."""
    pooled: bool = False
    """Whether the output sees each channel's mean, or all its positions."""
    rule: str = "momentum"
    examples: int = 1000
    start: int = 0
    """The first digit of the training set that is used."""
    batch_size: int = 20
    updates: int = 200


def survivals(blocks: int, last: float) -> Floats:
    """The linear rule: ``p_l = 1 - l / L * (1 - p_L)`` for the blocks l = 1 to L.

    Huang et al. (2016).

    Examples
    --------
    >>> survivals(4, 0.5)
    array([0.875, 0.75 , 0.625, 0.5  ])
    """
    return 1 - np.arange(1, blocks + 1) / blocks * (1 - last)


def build(
    setting: Setting, rng: np.random.Generator, *, wrap: Wrap | None = None,
    dtype: npt.DTypeLike = np.float32,
) -> Network:  # fmt: skip
    """The network of a setting: first convolution, blocks, output.

    ``wrap`` makes a layer of a block's layers and its survival probability, in place of a skip.

    A block is a norm, ReLU and a convolution, once or more; with a skip ``x + block(x)``.

    Examples
    --------
    >>> build(Setting("batch norm", skip=True, depth=3), np.random.default_rng(0))
    Network(conv2d 1, batchnorm 1, relu 1, conv2d 2, batchnorm 2, relu 2, conv2d 3, batchnorm 3, relu 3, output; 3362 parameters)
    """  # noqa: E501 - what it is
    first = Conv2D((SIDE, SIDE, 1), setting.channels, kernel=4, stride=3, padding=1)
    shape = first.out_shape
    blocks, rest = divmod(setting.depth - 1, setting.in_block)
    if rest:
        raise ValueError(f"needed blocks of {setting.in_block} behind the first; got {setting}")
    layers: list[Layer] = [first]
    for survives in survivals(blocks, setting.last):
        inner: list[Layer] = []
        for place in range(1, setting.in_block + 1):
            shrink = setting.shrink if place == setting.in_block else 1.0
            start = VarianceScaling(2 * shrink**2)
            convolution = Conv2D(shape, setting.channels, padding=1, initializer=start)
            inner += [*_norm(setting, shape), ReLU(), convolution]
        if wrap is not None:
            layers.append(wrap(inner, float(survives)))
        else:
            layers += [Residual(inner, drop_rate=1 - survives)] if setting.skip else inner
    layers += [*_norm(setting, shape), ReLU()]
    if setting.pooled:
        layers.append(AveragePool2D(shape, size=shape[0]))
    if setting.drop_rate:
        layers.append(Dropout(setting.drop_rate))
    seen = shape[-1] if setting.pooled else int(np.prod(shape))
    return Network([*layers, Dense(seen, 10)], rng=rng, dtype=dtype)


def _norm(setting: Setting, shape: tuple[int, int, int]) -> list[Layer]:
    if setting.norm == "batch norm":
        return [BatchNorm(shape)]
    return [GroupNorm(shape, setting.groups)] if setting.norm == "group norm" else []


def trained(setting: Setting, rates: Sequence[float], seeds: Sequence[int]) -> Network:
    """A stack of one trained network for each rate and seed, in that order.

    The rate falls in a straight line to 0. A run that diverges stays at its last finite weights.
    """
    pairs = [(rate, seed) for rate in rates for seed in seeds]
    rngs = [np.random.default_rng(seed) for _, seed in pairs]
    network = stack([build(setting, rng) for rng in rngs])
    lr = np.array([rate for rate, _ in pairs]).reshape(-1, 1, 1)
    optimizer = Optimizer(RULES[setting.rule](), lr=lr)
    an_epoch = -(-setting.examples // setting.batch_size)
    with warnings.catch_warnings(action="ignore"):  # that some diverge
        for step in train(
            network, cross_entropy, optimizer, three_sets(setting.examples, setting.start)[0],
            epochs=-(-setting.updates // an_epoch), batch_size=setting.batch_size, rng=rngs,
        ):  # fmt: skip
            optimizer.lr = lr * (1 - step.number / setting.updates)
            if step.number == setting.updates:
                break
    return network


def single(setting: Setting, lr: float, seed: int, *, wrap: Wrap | None = None) -> Network:
    """One trained network, whose blocks may be layers of one's own.

    In 64 bits: a deep plain stack blows up the rounding of 32, which is another on each machine.
    """
    rng = np.random.default_rng(seed)
    network = build(setting, rng, wrap=wrap, dtype=np.float64)
    optimizer = Optimizer(RULES[setting.rule](), lr=lr)
    digits_in = three_sets(setting.examples, setting.start)[0]
    data = digits_in[0].astype(np.float64), digits_in[1]
    an_epoch = -(-setting.examples // setting.batch_size)
    with warnings.catch_warnings(action="ignore"):
        for step in train(
            network, cross_entropy, optimizer, data,
            epochs=-(-setting.updates // an_epoch), batch_size=setting.batch_size, rng=rng,
        ):  # fmt: skip
            optimizer.lr = lr * (1 - step.number / setting.updates)
            if step.number == setting.updates:
                break
    return network


def right(
    setting: Setting, rates: Sequence[float], seeds: Sequence[int]
) -> tuple[Floats, Floats, Floats]:
    """Right answers in percent: on training, dev and test digits, each of shape (rates, seeds).

    Examples
    --------
    >>> short = Setting("group norm", depth=2, examples=100, updates=4)
    >>> [each.shape for each in right(short, [0.01, 0.1], [0])]
    [(2, 1), (2, 1), (2, 1)]
    """
    network = trained(setting, rates, seeds)
    found = []
    for data in three_sets(setting.examples, setting.start):
        accuracy = np.asarray(evaluate(network, cross_entropy, data)[1], np.float64)
        found.append(100 * accuracy.reshape(len(rates), len(seeds)))
    return found[0], found[1], found[2]
