"""The recipe of notebook 00, trained from many draws at once, with everything about it open."""

import warnings
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.datasets import circles, moons, spiral
from course_lib.engine import (
    L2,
    Adam,
    GradientDescent,
    Momentum,
    Optimizer,
    ReLU,
    Tanh,
    binary_cross_entropy,
    evaluate,
    mlp,
    stack,
    train,
)
from course_lib.engine.rules.rule import Rule

Floats = npt.NDArray[np.float64]

SETS: dict[str, Any] = {"moons": moons, "circles": partial(circles, factor=0.4), "spiral": spiral}
RULES: dict[str, Rule] = {
    "gradient descent": GradientDescent(),
    "momentum": Momentum(0.9),
    "Adam": Adam(),
}
ACTIVATIONS = {"relu": ReLU, "tanh": Tanh}
DEV = 300
"""Points that judge."""


@dataclass(frozen=True)
class Recipe:
    """What is trained; ``strength`` may change once, after ``turned_at`` epochs, to ``later``."""

    strength: float = 0.004
    drop_rate: float = 0.2
    lr: float = 0.1
    data: str = "moons"
    noise: float = 0.2
    points: int = 150
    layers: tuple[int, ...] = (16, 16)
    activation: str = "relu"
    rule: str = "gradient descent"
    batch_size: int = 16
    epochs: int = 100
    turned_at: int = 0
    later: float = 0.0


def trained(recipe: Recipe, seeds: range) -> tuple[Floats, Floats]:
    """Train from every seed, each with points of its own; dev accuracy and dev loss at the end.

    Examples
    --------
    >>> [part.shape for part in trained(Recipe(epochs=2), range(3))]
    [(3,), (3,)]
    """
    rngs = [np.random.default_rng(seed) for seed in seeds]
    drawn = [
        SETS[recipe.data](recipe.points + DEV, noise=recipe.noise, rng=rng) for rng in rngs
    ]  # fmt: skip
    x, labels = (np.stack(part) for part in zip(*drawn, strict=True))
    n = recipe.points
    activation = ACTIVATIONS[recipe.activation]
    networks = stack(
        [
            mlp([2, *recipe.layers, 1], rng=rng, activation=activation, drop_rate=recipe.drop_rate)
            for rng in rngs
        ]
    )
    optimizer = Optimizer(RULES[recipe.rule], recipe.lr, L2(recipe.strength))
    with warnings.catch_warnings(action="ignore"):  # a run that is lost answers like a coin
        for step in train(
            networks, binary_cross_entropy, optimizer, (x[:, :n], labels[:, :n]),
            epochs=recipe.epochs, batch_size=recipe.batch_size, rng=rngs,
        ):  # fmt: skip
            if recipe.turned_at and step.ends_epoch and step.epoch == recipe.turned_at:
                optimizer.regularizer = L2(recipe.later)
    loss, accuracy = evaluate(networks, binary_cross_entropy, (x[:, n:], labels[:, n:]))
    return np.asarray(accuracy, np.float64), np.asarray(loss, np.float64)
