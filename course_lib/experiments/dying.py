"""ReLUs that are off for every example: how many there are, and how many come back."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from course_lib.arguments import number, whole_number
from course_lib.datasets import published_moons
from course_lib.engine import (
    GradientDescent,
    Network,
    Optimizer,
    binary_cross_entropy,
    evaluate,
    fit,
    mlp,
)
from course_lib.engine.arrays import Array, check_number
from course_lib.engine.network import check_network

SIZES, EPOCHS, BATCH_SIZE = (2, 20, 20, 1), 100, 32


@dataclass(frozen=True)
class Deaths:
    """Which units were dead before and after training, one array of shape (units,) per layer."""

    before: list[npt.NDArray[np.bool_]]
    after: list[npt.NDArray[np.bool_]]
    accuracy: float

    def counts(self) -> npt.NDArray[np.int64]:
        """Dead before, of these alive after, and dead after: shape (layers, 3)."""
        pairs = zip(self.before, self.after, strict=True)
        return np.array([(old.sum(), (old & ~new).sum(), new.sum()) for old, new in pairs])


def dead_units(network: Network, x: Array) -> list[npt.NDArray[np.bool_]]:
    """Which units of each activation layer are off for all examples.

    Examples
    --------
    >>> network = mlp([2, 3, 1], rng=np.random.default_rng(0))
    >>> network["hidden 1"].b[...] = [[-9, 9, 9]]
    >>> dead_units(network, np.ones((4, 2)))
    [array([ True, False, False])]
    """
    check_network(network)
    network.forward(x)
    sides = [layer.side() for layer in network.layers]
    return [~np.any(side, axis=-2) for side in sides if side is not None]


def train_with_bias(bias: float, *, lr: float, seed: int) -> Deaths:
    """Train a ReLU network 2-20-20-1 on the moons, all its hidden biases starting at ``bias``.

    Examples
    --------
    >>> train_with_bias(-9.0, lr=0.1, seed=0).counts()[0]
    array([20,  0, 20])
    """
    bias = number("train_with_bias: bias", bias)
    check_number("train_with_bias: lr", lr, 0)
    rng = np.random.default_rng(whole_number("train_with_bias: seed", seed, least=0))
    points, labels = published_moons()
    network = mlp(SIZES, rng=rng)
    for name in ("hidden 1", "hidden 2"):
        network[name].b[...] = bias
    before = dead_units(network, points)
    fit(
        network, binary_cross_entropy, Optimizer(GradientDescent(), lr), (points, labels),
        epochs=EPOCHS, batch_size=BATCH_SIZE, rng=rng, every=EPOCHS,
    )  # fmt: skip
    accuracy = float(evaluate(network, binary_cross_entropy, (points, labels))[1])
    return Deaths(before, dead_units(network, points), accuracy)
