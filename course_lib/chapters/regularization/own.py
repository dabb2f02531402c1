"""What the reader wrote, at work: a step with L2 and dropout train networks, Cutout a gallery."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.engine import (
    Dense,
    Dropout,
    History,
    Layer,
    Network,
    Optimizer,
    ReLU,
    cross_entropy,
    evaluate,
    fit,
    mlp,
)
from course_lib.engine.arrays import Array, Rng
from course_lib.experiments.mnist300 import BATCH_SIZE, LR, Sets

SMALL = (784, 100, 10)
"""One hidden layer: quick enough for a function that is asked at every update."""


def trained_by_steps(
    step: Callable[..., tuple[Any, Any]], sets: Sets, *, strength: float, epochs: int = 201
) -> Network:
    """Train a network with one hidden layer by a function that makes one step of one layer.

    Parameters
    ----------
    step : function (W, b, grad_W, grad_b, lr, strength) -> new (W, b)

    Examples
    --------
    >>> from course_lib.chapters.regularization.check_answers import l2_step
    >>> from course_lib.experiments.mnist300 import load_sets
    >>> network = trained_by_steps(l2_step, load_sets(), strength=0.1, epochs=1)
    """
    rng, x, labels = np.random.default_rng(0), sets.train[0], sets.train[1]
    network = mlp(SMALL, rng=rng)
    dense = [layer for layer in network.layers if isinstance(layer, Dense)]
    for _ in range(epochs * len(x) // BATCH_SIZE):
        batch = rng.integers(len(x), size=BATCH_SIZE)
        output = network.forward(x[batch], training=True)
        network.backward(cross_entropy(output, labels[batch])[1])
        for layer in dense:
            gradients = layer.gradients["W"], layer.gradients["b"]
            layer.W[...], layer.b[...] = step(
                layer.W.copy(), layer.b.copy(), *(g.copy() for g in gradients), LR, strength
            )
    return network


class OwnDropout(Dropout):
    """Dropout by a function; what it does to ones is what it does to the signal and the gradient.

    Parameters
    ----------
    function : (x, drop_rate, rng, training) -> y
    drop_rate : its second argument
    """

    def __init__(self, function: Callable[..., Any], drop_rate: float) -> None:
        super().__init__(drop_rate)
        self.function = function

    def forward(self, x: Array, *, training: bool = False, rng: Rng | None = None) -> Array:
        """Ask the function for a mask."""
        if not training:
            self._saved = None
            return x
        mask = self.function(np.ones_like(x), self.drop_rate, rng, True)
        self._saved = np.asarray(mask, x.dtype)
        return np.asarray(x * self._saved)


def trained_with_dropout(
    function: Callable[..., Any], sets: Sets, *, drop_rate: float, epochs: int = 201
) -> tuple[Network, History]:
    """Train a network with two hidden layers of 64, each followed by a function's dropout.

    Examples
    --------
    >>> from course_lib.chapters.regularization.check_answers import dropout
    >>> from course_lib.experiments.mnist300 import load_sets
    >>> _, history = trained_with_dropout(dropout, load_sets(), drop_rate=0.5, epochs=3)
    >>> history.epochs
    array([3.])
    """
    rng = np.random.default_rng(0)
    layers: list[Layer] = []
    for n_in in (784, 64):
        layers += [Dense(n_in, 64), ReLU(), OwnDropout(function, drop_rate)]
    network = Network([*layers, Dense(64, 10)], rng=rng)
    history = History(
        train=lambda now: evaluate(now.network, cross_entropy, sets.train)[1],
        dev=lambda now: evaluate(now.network, cross_entropy, sets.dev)[1],
    )
    fit(
        network, cross_entropy, Optimizer(lr=LR), sets.train, rng=rng, history=history, every=3,
        epochs=epochs, batch_size=BATCH_SIZE, sampling="replacement",
    )  # fmt: skip
    return network, history


def covered(
    cutout: Callable[..., Any], images: npt.NDArray[Any], size: int, places: Sequence[int]
) -> npt.NDArray[Any]:
    """Flat images of 28 x 28 pixels, each with a square covered about (row, column) of its own."""
    rows, columns = np.divmod(np.asarray(places), 28)
    each = [
        cutout(image.reshape(28, 28), int(row), int(column), size).ravel()
        for image, row, column in zip(images, rows, columns, strict=True)
    ]
    return np.stack(each)
