"""Small networks under an L2 penalty: how straight they become, and what their size says.

All strengths are trained side by side, from the same starts and on the same batches.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.datasets import moons
from course_lib.engine import (
    L2,
    Adam,
    Layer,
    Network,
    Optimizer,
    ReLU,
    Tanh,
    binary_cross_entropy,
    evaluate,
    fit,
    glorot_normal,
    he_normal,
    mlp,
    per_model,
    squared_error,
    stack,
)
from course_lib.engine.arrays import Array
from course_lib.engine.training.batches import Data

HIDDEN = 30
STARTS = 3
"""Starts over which ``sizes_and_gaps`` averages."""


def curves(
    activation: str, x: Array, targets: npt.NDArray[Any], strengths: Sequence[float]
) -> Network:
    """Train 1-30-1 on a curve, one network for each strength; returns the stack.

    Parameters
    ----------
    activation : "tanh" or "ReLU"
    x, targets : arrays of shape (n, 1)
    """
    layer, initializer = (Tanh, glorot_normal) if activation == "tanh" else (ReLU, he_normal)
    sizes = [1, HIDDEN, 1]
    start = mlp(
        sizes, rng=np.random.default_rng(0), activation=layer, initializer=initializer
    )  # fmt: skip
    networks = stack([start] * len(strengths))
    optimizer = Optimizer(Adam(), lr=0.01, regularizer=L2(per_model(strengths)))
    rng = np.random.default_rng(0)
    fit(networks, squared_error, optimizer, (x, targets), epochs=1500, batch_size=len(x), rng=rng)
    return networks


def bend(x: Array, y: Array) -> Array:
    """The share of y's variance that the best straight line through it does not explain.

    Parameters
    ----------
    x : array of shape (n, 1)
    y : array of shape (..., n, 1)

    Returns
    -------
    array of shape (...); 0 for a straight line, 1 where a line explains nothing

    Examples
    --------
    >>> x = np.array([[-1.0], [0.0], [1.0]])
    >>> float(bend(x, 3 * x + 1).round(12)), float(bend(x, x**2).round(12))
    (0.0, 1.0)
    """
    away, height = x - x.mean(), y - y.mean(axis=-2, keepdims=True)
    line = away * ((away * height).sum(axis=-2, keepdims=True) / np.square(away).sum())
    rest = np.square(height - line).sum(axis=(-2, -1))
    return np.asarray(rest / np.square(height).sum(axis=(-2, -1)))


@dataclass(frozen=True, eq=False)
class Sizes:
    """By strength, shape (strengths,): the weights' length, losses in training and on new data."""

    length: Array
    train_loss: Array
    new_loss: Array


def two_moons() -> tuple[Data, Data]:
    """40 noisy points to learn from, and 2000 new ones, each as (points, labels)."""
    rng = np.random.default_rng(0)
    return moons(40, noise=0.3, rng=rng), moons(2000, noise=0.3, rng=rng)


def sizes_and_gaps(
    strengths: Sequence[float], normalization: Callable[[int], Layer] | None = None
) -> Sizes:
    """Train 2-30-30-1 on the moons for each strength, from three starts; means over the starts."""
    starts = [
        mlp([2, HIDDEN, HIDDEN, 1], rng=np.random.default_rng(seed), normalization=normalization)
        for seed in range(STARTS)
    ]
    networks = stack([start for start in starts for _ in strengths])
    every = [strength for _ in starts for strength in strengths]
    optimizer = Optimizer(Adam(), lr=0.01, regularizer=L2(per_model(every)))
    known, new = two_moons()
    size, rng = len(known[0]), np.random.default_rng(0)
    fit(networks, binary_cross_entropy, optimizer, known, epochs=500, batch_size=size, rng=rng)
    length = np.sqrt(np.square(networks.weights).sum(axis=(-2, -1)))
    losses = [evaluate(networks, binary_cross_entropy, data)[0] for data in (known, new)]
    by_start = [values.reshape(STARTS, -1).mean(axis=0) for values in (length, *losses)]
    return Sizes(*by_start)
