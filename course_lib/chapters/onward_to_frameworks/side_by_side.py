"""One net, one start, the same batches: our half of the comparison, and PyTorch's stored half."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.datasets import data_folder, digits
from course_lib.engine import (
    L2,
    Adam,
    BatchNorm,
    GradientDescent,
    Momentum,
    Network,
    Optimizer,
    cross_entropy,
    mlp,
)
from course_lib.engine.rules.rule import Rule

Floats = npt.NDArray[np.float64]

SIZES, COUNT, BATCH, STEPS = (49, 32, 10), 1000, 50, 200
FILE = "peers/onward_to_frameworks.json"


@dataclass(frozen=True)
class Recipe:
    """What both halves read: a rule and its numbers, and what else is switched on."""

    rule: str = "descent"
    lr: float = 0.1
    strength: float = 0.0
    batch_norm: bool = False


RECIPES = {
    "gradient descent": Recipe(),
    "momentum": Recipe("momentum", 0.05),
    "Adam": Recipe("Adam", 0.01),
    "batch norm": Recipe(batch_norm=True),
    "L2": Recipe(strength=0.01),
}
RULES: dict[str, Rule] = {"descent": GradientDescent(), "momentum": Momentum(0.9), "Adam": Adam()}


def first_network(recipe: Recipe, seed: int = 0) -> Network:
    """The net that both halves start from."""
    norm = BatchNorm if recipe.batch_norm else None
    return mlp(SIZES, rng=np.random.default_rng(seed), normalization=norm)


def batches(seed: int = 0, steps: int = STEPS) -> npt.NDArray[np.int64]:
    """Which digits make each batch, an epoch after the other: shape (steps, BATCH).

    Examples
    --------
    >>> order = batches()
    >>> order.shape, len(set(order[:20].ravel().tolist()))
    ((200, 50), 1000)
    """
    rng, each = np.random.default_rng([seed, 1]), COUNT // BATCH
    epochs = [rng.permutation(COUNT).reshape(each, BATCH) for _ in range(-(-steps // each))]
    return np.concatenate(epochs)[:steps]


def data() -> tuple[Floats, npt.NDArray[np.int64]]:
    """1000 digits of 7 x 7 pixels, and their labels."""
    x, labels = digits(COUNT, side=7)
    return np.asarray(x), labels


def losses_here(recipe: Recipe, seed: int = 0) -> Floats:
    """Train with the course's engine; returns the loss of each batch, shape (200,)."""
    network = first_network(recipe, seed)
    penalty = L2(recipe.strength) if recipe.strength else None
    optimizer = Optimizer(RULES[recipe.rule], lr=recipe.lr, regularizer=penalty)
    x, labels = data()
    losses = []
    for chosen in batches(seed):
        loss, gradient = cross_entropy(network.forward(x[chosen], training=True), labels[chosen])
        network.backward(gradient)
        optimizer.step(network)
        losses.append(float(loss))
    return np.array(losses)


@cache
def stored() -> dict[str, Any]:
    """What PyTorch gave when ``python -m tools.peers`` was last run where it is installed."""
    read: dict[str, Any] = json.loads((data_folder() / FILE).read_text(encoding="utf-8"))
    return read


def farthest(ours: npt.ArrayLike, theirs: npt.ArrayLike) -> float:
    """The largest difference of two curves.

    Examples
    --------
    >>> farthest([1.0, 2.0], [1.0, 2.5])
    0.5
    """
    return float(np.max(np.abs(np.asarray(ours) - np.asarray(theirs))))
