"""Weight decay before a batch norm: the size of the weights sets the pace, and nothing else.

``W`` and ``c W`` give the same outputs, and the gradient by ``c W`` is that by ``W`` divided by c
(van Laarhoven, 2017). Shrinking such weights after every step is therefore a learning rate that
grows (Li and Arora, 2020).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from course_lib.chapters.batch_normalization.runs import SMALL, Recipe, build
from course_lib.engine import (
    BatchNorm,
    GradientDescent,
    Network,
    Optimizer,
    cross_entropy,
    train,
)
from course_lib.engine.training.batches import Data

Floats = npt.NDArray[np.float64]
Rate = Callable[[float, float, int], float]
"""``(lr, shrink, step) -> learning rate`` of the weights before batch norms; steps from 0."""


@dataclass(frozen=True)
class Pace:
    """A run step by step, and what came of it."""

    network: Network
    loss: Floats
    """Of each batch, before its step."""
    size: Floats
    """Root mean square of the third layer's weights, after each step."""


def paced(
    digits: Data, *, lr: float = 0.1, shrink: float = 1.0, rate: Rate | None = None, seed: int = 0,
    std: float | None = None, epochs: int = 20, batch_size: int = 100,
    sizes: tuple[int, ...] = SMALL, activation: str = "batch norm",
) -> Pace:  # fmt: skip
    """Train; after each step the weights before batch norms shrink, or have a rate of their own.

    Parameters
    ----------
    shrink : float
        With ``rate`` None: what these weights are multiplied by after every step.
    rate : function of (lr, shrink, step), or None
        Their learning rate; then they do not shrink.
    activation : "batch norm", or "none" for networks without it
    """
    kind = BatchNorm if activation == "batch norm" else None
    rng = np.random.default_rng(seed)
    setting = Recipe(std=std, lr=lr, normalization=kind, sizes=sizes)
    network = build(setting, rng)
    hidden = [network[f"hidden {k + 1}"] for k in range(len(sizes) - 2)]
    before = [layer.W.copy() for layer in hidden]
    losses, widths = [], []
    for step in train(
        network, cross_entropy, Optimizer(GradientDescent(), lr=lr), digits,
        epochs=epochs, batch_size=batch_size, rng=rng, sampling="replacement",
    ):  # fmt: skip
        factor = 1.0 if rate is None else rate(lr, shrink, step.number - 1) / lr
        for layer, old in zip(hidden, before, strict=True):
            if rate is None:
                layer.W[...] *= shrink
            else:
                layer.W[...] = old + factor * (layer.W - old)
            old[...] = layer.W
        losses.append(float(step.loss))
        widths.append(float(np.sqrt(np.mean(hidden[min(2, len(hidden) - 1)].W ** 2))))
    return Pace(network, np.array(losses), np.array(widths))
