"""What the claims of notebook 04 rest on, of networks that are trained."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from course_lib.datasets import digits, published_circles, published_moons
from course_lib.engine import (
    Adam,
    GradientDescent,
    Layer,
    Momentum,
    Optimizer,
    ReLU,
    Sigmoid,
    Tanh,
    VarianceScaling,
    binary_cross_entropy,
    cross_entropy,
    evaluate,
    fit,
    glorot_normal,
    mlp,
    stack,
    train,
)
from course_lib.engine.initializers import Distribution

Numbers = dict[str, Any]
ACTIVATIONS: dict[str, Callable[[], Layer]] = {"ReLU": ReLU, "tanh": Tanh, "sigmoid": Sigmoid}
RULES = {"gradient descent": GradientDescent, "momentum": Momentum, "Adam": Adam}
USABLE, GUESS = 0.6, 0.2


def equal(
    start: float, activation: str, rule: str, lr: float, data: str, batch_size: int, epochs: int,
    dropout: float, seeds: int, equal: str,
) -> Numbers:  # fmt: skip
    """Different units of two layers after training: from equal weights, and from random ones.

    ``equal`` is "in and out", or "in", where only the weights into the first layer are equal.
    """
    points = published_circles()[0] if data == "rings" else published_moons()
    if data == "half of the rings":
        points = tuple(part[::2] for part in published_circles()[0])  # type: ignore[assignment]
    found: Numbers = {}
    starts = {"from equal": VarianceScaling(0.0, mean=start), "from random": glorot_normal}
    for words, initializer in starts.items():
        rng = np.random.default_rng(seeds)
        network = mlp(
            [2, 10, 5, 1], rng=rng, activation=ACTIVATIONS[activation], initializer=initializer,
            drop_rate=dropout or None,
        )  # fmt: skip
        if words == "from equal" and equal == "in":
            for name in ("hidden 2", "output"):
                layer = network[name]
                layer.W[...] = glorot_normal(layer.W.shape, rng=np.random.default_rng(seeds))
        fit(
            network, binary_cross_entropy, Optimizer(RULES[rule](), lr), points,
            epochs=epochs, batch_size=batch_size, rng=rng, every=epochs,
        )  # fmt: skip
        for k, units in ((1, 10), (2, 5)):
            weights = network[f"hidden {k}"].W.round(9)
            found[f"{words}, of {units}"] = int(np.unique(weights, axis=1).shape[1])
    return found


def still_equal(numbers: Numbers) -> bool:
    """One unit in every layer; from random weights, with biases that began at 0, all of them."""
    return all(
        numbers[f"from equal, of {units}"] == 1 and numbers[f"from random, of {units}"] == units
        for units in (10, 5)
    )


@dataclass(frozen=True)
class Deep:
    """Digits, and a network of equal layers: what is trained, and how."""

    depth: int
    width: int = 64
    activation: str = "ReLU"
    rule: str = "gradient descent"
    batch_size: int = 50
    start: int = 0
    count: int = 1000


def accuracies(
    of: Deep, scales: tuple[float, ...], *, lr: float, epochs: int, seeds: int, draws: int = 3,
    as_pytorch: bool = False, also_at: int = 0,
) -> list[float]:  # fmt: skip
    """Median dev accuracy at the end for each scale: weights of variance scale / n_in.

    With ``also_at``, another epoch, those after it come first.
    """
    training = digits(of.count, of.start, dtype=np.float32)
    dev = digits(1000, of.start + of.count, dtype=np.float32)
    rngs = [np.random.default_rng([seeds, draw]) for _ in scales for draw in range(draws)]
    pairs = [scale for scale in scales for _ in range(draws)]
    sizes = [784, *[of.width] * of.depth, 10]
    kind: Distribution = "uniform" if as_pytorch else "normal"
    networks = []
    for rng, scale in zip(rngs, pairs, strict=True):
        networks.append(
            mlp(sizes, rng=rng, activation=ACTIVATIONS[of.activation],
                initializer=VarianceScaling(scale, distribution=kind), dtype=np.float32)
        )  # fmt: skip
        if as_pytorch:
            for name in (*(f"hidden {k + 1}" for k in range(of.depth)), "output"):
                layer = networks[-1][name]
                bound = 1 / np.sqrt(layer.W.shape[-2])
                layer.b[...] = rng.uniform(-bound, bound, layer.b.shape)
    together, diverged = stack(networks), np.zeros(len(pairs), bool)
    found: list[float] = []

    def judge() -> None:
        right = np.where(diverged, 0.1, evaluate(together, cross_entropy, dev)[1])
        medians = np.median(right.reshape(len(scales), draws), axis=1)
        found.extend(float(each) for each in medians)

    with warnings.catch_warnings(action="ignore"):  # that some diverge is what is looked for
        for step in train(
            together, cross_entropy, Optimizer(RULES[of.rule](), lr), training,
            epochs=epochs, batch_size=of.batch_size, rng=rngs,
        ):  # fmt: skip
            diverged = np.asarray(step.diverged)
            if step.number * of.batch_size == also_at * of.count:
                judge()
        judge()
    return found


def narrows(lr: float, epochs: int, seeds: int, deep: int, **of: Any) -> Numbers:
    """Accuracy with half of He's std, with He's and with twice it: one hidden layer, and many."""
    scales = {"half": 0.5, "He's": 2.0, "twice": 8.0}
    found: Numbers = {}
    for words, depth in (("one layer", 1), ("deep", deep)):
        ends = accuracies(
            Deep(depth, **of), tuple(scales.values()), lr=lr, epochs=epochs, seeds=seeds
        )
        found |= {f"{words}, {name}": end for name, end in zip(scales, ends, strict=True)}
    return found


def forgives_and_not(numbers: Numbers) -> bool:
    """All three usable with one layer; with many He's alone is."""
    usable = {name: right >= USABLE for name, right in numbers.items()}
    one_layer = (usable[name] for name in numbers if name.startswith("one layer"))
    return bool(
        all(one_layer)
        and usable["deep, He's"]
        and not (usable["deep, half"] or usable["deep, twice"])
    )


def slower(rates: tuple[float, ...], few: int, many: int, seeds: int, **of: Any) -> Numbers:
    """Accuracy from He's start after few and after many epochs, at the better of the rates."""
    how: dict[str, Any] = {"epochs": many, "also_at": few, "seeds": seeds}
    runs = [accuracies(Deep(**of), (2.0,), lr=rate, **how) for rate in rates]
    after_few, after_many = np.max(runs, axis=0)
    return {"few epochs": float(after_few), "many epochs": float(after_many)}


def only_slower(numbers: Numbers) -> bool:
    """Usable after many epochs, and at least 10 points more than after few."""
    few, many = numbers["few epochs"], numbers["many epochs"]
    return bool(many >= USABLE and many >= few + 0.1)


def default(lr: float, epochs: int, seeds: int, **of: Any) -> Numbers:
    """Accuracy with PyTorch's default, weights of 1/(3 n_in) and biases as it draws them; He's."""
    how: dict[str, Any] = {"lr": lr, "epochs": epochs, "seeds": seeds}
    return {
        "default": accuracies(Deep(**of), (1 / 3,), as_pytorch=True, **how)[0],
        "he": accuracies(Deep(**of), (2.0,), **how)[0],
    }


def he_only(numbers: Numbers) -> bool:
    """He's start is usable, the default no better than one in five."""
    return bool(numbers["default"] < GUESS and numbers["he"] >= USABLE)
