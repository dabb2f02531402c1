"""Bugs that well-known courses shipped, each beside what was meant, by one instrument."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.datasets import published_moons
from course_lib.engine import (
    Adam,
    AdamUncorrected,
    Dropout,
    Network,
    Optimizer,
    binary_cross_entropy,
    mlp,
)
from course_lib.experiments.dropout_forms import NeverRedrawnDropout

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Row:
    """A bug: where it stood, the instrument that shows it, and its number with and without."""

    bug: str
    instrument: str
    shipped: float
    meant: float


def masks_drawn(layer: Dropout, passes: int = 20) -> int:
    """How many different masks a layer draws in as many passes.

    Examples
    --------
    >>> masks_drawn(Dropout(0.5)), masks_drawn(NeverRedrawnDropout(0.5))
    (20, 1)
    """
    rng = np.random.default_rng(0)
    seen = {
        layer.forward(np.ones((8, 20)), training=True, rng=rng).tobytes() for _ in range(passes)
    }
    return len(seen)


def first_step(rule: Any) -> float:
    """Size of the first change, in learning rates; for Adam it is 1, whatever the gradient.

    Examples
    --------
    >>> round(first_step(Adam()), 2)
    1.0
    """
    theta, grad = np.zeros((1, 1)), np.full((1, 1), 0.3)
    change, _ = rule.update(grad, rule.init(theta), 1.0, theta)
    return float(abs(change[0, 0]))


def nesterov_path(steps: int, *, swapped: bool, lr: float = 0.1, beta: float = 0.9) -> Floats:
    """The places on the bowl x²/2, from 1, as a well-known book's listing has them.

    ::

        x = x + beta**2 * v - (1 + beta) * lr * grad
        v = beta * v - lr * grad

    Swapped, the velocity is renewed first, and the first line adds the new one.
    """
    x, v, places = 1.0, 0.0, [1.0]
    for _ in range(steps):
        grad = x
        if swapped:
            v = beta * v - lr * grad
            x = x + beta**2 * v - (1 + beta) * lr * grad
        else:
            x = x + beta**2 * v - (1 + beta) * lr * grad
            v = beta * v - lr * grad
        places.append(x)
    return np.array(places)


def looked_ahead(steps: int, lr: float = 0.1, beta: float = 0.9) -> Floats:
    """Nesterov's look-ahead points by the definition: the gradient where the velocity leads."""
    x, v, places = 1.0, 0.0, [1.0]
    for _ in range(steps):
        v = beta * v - lr * (x + beta * v)
        x = x + v
        places.append(x + beta * v)
    return np.array(places)


def moved(step: Callable[[Optimizer, Network], None]) -> float:
    """Size of all changes of a run's weights over the weights, after 100 updates "with Adam"."""
    network = mlp([2, 5, 2, 1], rng=np.random.default_rng(3))
    x, labels = published_moons()
    optimizer, first = Optimizer(Adam(), lr=7e-4), network.weights.copy()
    for _ in range(100):
        network.backward(binary_cross_entropy(network.forward(x, training=True), labels)[1])
        step(optimizer, network)
    return float(np.linalg.norm(network.weights - first) / np.linalg.norm(first))


def rows() -> list[Row]:
    """All four."""
    definition = looked_ahead(10)
    off = {
        swapped: float(np.abs(nesterov_path(10, swapped=swapped) - definition).max())
        for swapped in (True, False)
    }
    return [
        Row("one dropout mask for ever", "different masks in 20 passes",
            masks_drawn(NeverRedrawnDropout(0.5)), masks_drawn(Dropout(0.5))),
        Row("Adam without its division", "first update, in learning rates",
            first_step(AdamUncorrected()), first_step(Adam())),
        Row("Nesterov, two lines swapped", "distance from the definition",
            off[True], off[False]),
        Row('"Adam" that never moved', "all updates over the weights",
            moved(lambda optimizer, network: None),
            moved(lambda optimizer, network: optimizer.step(network))),
    ]  # fmt: skip
