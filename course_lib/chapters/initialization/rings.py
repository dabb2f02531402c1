"""Two rings, one network, three kinds of first weights: a published table.

2-10-5-1 with ReLU, binary cross-entropy, gradient descent with learning rate 0.01 on all 300 points
at once, 15 000 iterations (Deep Learning Specialization, course 2, the assignment on
initialization).
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from course_lib.datasets import published_circles
from course_lib.engine import (
    GradientDescent,
    Network,
    Optimizer,
    Step,
    binary_cross_entropy,
    mlp,
    stack,
    trace,
    train,
)

SIZES, LR, ITERATIONS = (2, 10, 5, 1), 0.01, 15_000

PUBLISHED = {"zeros": (50.0, 50.0), "randn x 10": (83.0, 86.0), "He": (99.3, 96.0)}
"""Accuracy in % on the training and the test points, as published."""


def published_network(start: str) -> Network:
    """The network with the published first weights: one of the names in ``PUBLISHED``.

    Drawn layer by layer from ``RandomState(3)``, units in rows, as the assignment has it.

    Examples
    --------
    >>> published_network("He")["hidden 1"].W[:, 0].round(4)
    array([1.7886, 0.4365])
    """
    scales: dict[str, Callable[[int], float]] = {
        "zeros": lambda n_in: 0.0, "randn x 10": lambda n_in: 10.0,
        "He": lambda n_in: float(np.sqrt(2 / n_in)),
    }  # fmt: skip
    state = np.random.RandomState(3)

    def draw(shape: tuple[int, int], *, rng: Any) -> Any:
        return state.standard_normal(shape[::-1]).T * scales[start](shape[0])

    return mlp(SIZES, rng=np.random.default_rng(0), initializer=draw)


def steps(network: Network) -> Iterator[Step]:
    """Train a network, or a stack, on the rings; every step sees all points."""
    training, _ = published_circles()
    return train(
        network, binary_cross_entropy, Optimizer(GradientDescent(), LR), training,
        epochs=ITERATIONS, batch_size=len(training[1]), rng=np.random.default_rng(0),
    )  # fmt: skip


def published_networks() -> Network:
    """All three side by side, in the order of ``PUBLISHED``."""
    return stack([published_network(start) for start in PUBLISHED])


def gradient_into(network: Network, layer: str) -> Any:
    """The gradient by the weights into a layer, on all points: shape (inputs, units).

    Examples
    --------
    >>> gradient_into(published_network("He"), "hidden 1").shape
    (2, 10)
    """
    training, _ = published_circles()
    inside = trace(network, binary_cross_entropy, training)
    before = {"hidden 1": training[0], "hidden 2": inside.outputs["relu 1"]}[layer]
    return before.T @ inside.gradients[layer]
