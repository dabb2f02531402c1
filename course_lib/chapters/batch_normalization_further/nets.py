"""Networks on digits that differ in their norm, each judged at the best of its own rates."""

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from course_lib.chapters.batch_normalization_further.norms import EPS, norm_named
from course_lib.engine import (
    Adam,
    Dense,
    Dropout,
    GradientDescent,
    Layer,
    Momentum,
    Network,
    Optimizer,
    ReLU,
    Residual,
    Tanh,
    VarianceScaling,
    cross_entropy,
    evaluate,
    stack,
    train,
)
from course_lib.experiments.small_digits import SIDE, three_sets

Floats = npt.NDArray[np.float64]
Norm = Callable[[int], Layer] | None

RULES = {"gradient descent": GradientDescent, "momentum": Momentum, "Adam": Adam}
ACTIVATIONS: dict[str, Callable[[], Layer]] = {"ReLU": ReLU, "tanh": Tanh}


@dataclass(frozen=True)
class Setting:
    """What is trained, and how; the weights start by He's rule."""

    norm: str = "none"
    eps: float = EPS
    place: str = "before"
    """Of the norm: before its activation, or after it."""
    skip: bool = False
    """Whether a way leads around each hidden layer but the first."""
    shrink: float = 1.0
    """Of He's std in all hidden layers but the first: smaller first weights below 1."""
    drop_rate: float = 0.0
    depth: int = 2
    """Hidden layers."""
    width: int = 50
    activation: str = "ReLU"
    rule: str = "gradient descent"
    examples: int = 1000
    start: int = 0
    """The first digit of the training set that is used."""
    batch_size: int = 32
    updates: int = 320


def build(setting: Setting, rng: np.random.Generator, *, norm: Norm = None) -> Network:
    """The network of a setting, or one with another norm.

    With a skip each hidden layer but the first is ``x + dense(activation(norm(x)))``.

    Examples
    --------
    >>> build(Setting("batch norm"), np.random.default_rng(0))
    Network(hidden 1, batchnorm 1, relu 1, hidden 2, batchnorm 2, relu 2, output; 13110 parameters)
    """
    norm = norm or norm_named(setting.norm, setting.eps)
    width, activation = setting.width, ACTIVATIONS[setting.activation]

    def between() -> list[Layer]:
        norms = [norm(width)] if norm else []
        there = [*norms, activation()] if setting.place == "before" else [activation(), *norms]
        return [*there, Dropout(setting.drop_rate)] if setting.drop_rate else there

    start = VarianceScaling(2 * setting.shrink**2)
    layers: list[Layer] = [Dense(SIDE**2, width)]
    for _ in range(setting.depth - 1):
        inner = [*between(), Dense(width, width, initializer=start)]
        layers += [Residual(inner)] if setting.skip else inner
    return Network([*layers, *between(), Dense(width, 10)], rng=rng, dtype=np.float32)


def trained(
    setting: Setting, rates: Sequence[float], seeds: Sequence[int], *, norm: Norm = None
) -> Network:
    """A stack of one trained network for each rate and seed, in that order.

    A run that diverges stays at its last finite weights.
    """
    pairs = [(rate, seed) for rate in rates for seed in seeds]
    rngs = [np.random.default_rng(seed) for _, seed in pairs]
    network = stack([build(setting, rng, norm=norm) for rng in rngs])
    lr = np.array([rate for rate, _ in pairs]).reshape(-1, 1, 1)
    optimizer = Optimizer(RULES[setting.rule](), lr=lr)
    an_epoch = -(-setting.examples // setting.batch_size)
    with warnings.catch_warnings(action="ignore"):  # that some diverge, and batches of one
        for step in train(
            network, cross_entropy, optimizer, three_sets(setting.examples, setting.start)[0],
            epochs=-(-setting.updates // an_epoch), batch_size=setting.batch_size, rng=rngs,
        ):  # fmt: skip
            if step.number == setting.updates:
                break
    return network


def right(
    setting: Setting, rates: Sequence[float], seeds: Sequence[int], *, norm: Norm = None
) -> tuple[Floats, Floats, Floats]:
    """Right answers in percent: on training, dev and test digits, each of shape (rates, seeds).

    Examples
    --------
    >>> short = Setting("layer norm", examples=100, updates=4)
    >>> [each.shape for each in right(short, [0.01, 0.1], [0])]
    [(2, 1), (2, 1), (2, 1)]
    """
    network = trained(setting, rates, seeds, norm=norm)
    found = []
    for data in three_sets(setting.examples, setting.start):
        accuracy = np.asarray(evaluate(network, cross_entropy, data)[1], np.float64)
        found.append(100 * accuracy.reshape(len(rates), len(seeds)))
    return found[0], found[1], found[2]


@dataclass(frozen=True)
class Best:
    """The best of a contender's own rates, chosen on dev digits.

    Attributes
    ----------
    rate : float
    test : right answers of each seed on test digits, in percent
    training : those on the training digits
    inside : whether both neighbours of the rate were tried
    """

    rate: float
    test: list[float]
    training: list[float]
    inside: bool


def at_best(
    setting: Setting, rates: Sequence[float], seeds: Sequence[int], *, further: int = 2
) -> Best:
    """Train at each of the rates, and where the best is an end of them, ``further`` ones.

    Examples
    --------
    >>> few = Setting(examples=100, updates=8, batch_size=25)
    >>> at_best(few, [0.001, 0.003, 0.01], [0]).rate > 0.003
    True
    """
    tried: dict[float, tuple[Floats, Floats, Floats]] = {}
    waiting = list(rates)
    for _ in range(1 + further):
        three = right(setting, waiting, seeds)
        for k, rate in enumerate(waiting):
            tried[rate] = three[0][k], three[1][k], three[2][k]
        best = max(tried, key=lambda rate: float(tried[rate][1].mean()))
        if best == max(tried):
            waiting = [_three_times(best)]
        elif best == min(tried):
            waiting = [_three_times(best) / 10]
        else:
            break
    training, _, test = tried[best]
    inside = min(tried) < best < max(tried)
    return Best(best, _short(test), _short(training), inside)


def _three_times(rate: float) -> float:
    """The next of 0.01, 0.03, 0.1, 0.3 and so on.

    Examples
    --------
    >>> _three_times(0.01), _three_times(0.3)
    (0.03, 1.0)
    """
    return float(f"{rate * (3 if f'{rate:e}'.startswith('1') else 10 / 3):.1g}")


def _short(values: Floats) -> list[float]:
    return [round(float(each), 2) for each in values]
