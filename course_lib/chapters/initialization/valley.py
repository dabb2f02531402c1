"""How deep, and how large the first weights: which networks learn at all.

MNIST's first 1000 training images, hidden layers of 64 units, every weight drawn with one std,
plain gradient descent with learning rate 0.05, batches of 50, ten epochs; judged on the next 1000
images.
"""

import warnings
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.datasets import Sweep, digits
from course_lib.engine import (
    GradientDescent,
    History,
    Optimizer,
    ReLU,
    Tanh,
    cross_entropy,
    evaluate,
    fit,
    mlp,
    normal,
    stack,
)
from course_lib.experiments.swept import swept

WIDTH, LR, BATCH_SIZE, EPOCHS, SEEDS = 64, 0.05, 50, 10, (0, 1, 2)
DEPTHS = (1, 2, 3, 5, 8, 12, 20, 30)
HE = np.sqrt(2 / WIDTH)
STDS = tuple(float(f"{HE * 2 ** (k / 3):.3g}") for k in range(-9, 10))
"""From an eighth of He's std for 64 inputs to eight times it, in steps of a third of an octave."""

CHANCE, USABLE = 0.1, 0.6
"""Accuracy of a guess; and from where on a network counts as usable."""

ACTIVATIONS = {"ReLU": ReLU, "tanh": Tanh}


def run(
    activation: str, depth: int, std: float, *, epochs: int = EPOCHS
) -> dict[str, npt.NDArray[Any]]:
    """Train one setting from every seed, side by side.

    Returns
    -------
    dict of loss (training) and accuracy (dev), shape (seeds, epochs + 1), the first before training

    A run that diverges has a loss of inf and an accuracy of chance, 0.1, from there on.
    """
    training, dev = digits(1000, dtype=np.float32), digits(1000, 1000, dtype=np.float32)
    rngs = [np.random.default_rng(seed) for seed in SEEDS]
    sizes, activate = [784, *[WIDTH] * depth, 10], ACTIVATIONS[activation]
    networks = stack([
        mlp(sizes, rng=rng, activation=activate, initializer=normal(std), dtype=np.float32)
        for rng in rngs
    ])  # fmt: skip

    def scores(diverged: npt.NDArray[np.bool_]) -> npt.NDArray[Any]:
        loss, _ = evaluate(networks, cross_entropy, training)
        _, accuracy = evaluate(networks, cross_entropy, dev)
        return np.array([np.where(diverged, np.inf, loss), np.where(diverged, CHANCE, accuracy)])

    records = np.empty((epochs + 1, 2, len(SEEDS)))
    records[:] = np.array([[np.inf], [CHANCE]])  # after all have diverged
    records[0] = scores(np.zeros(len(SEEDS), bool))
    history = History(scores=lambda step: scores(step.diverged))
    with warnings.catch_warnings(action="ignore"):  # that some diverge is what is looked for
        fit(
            networks, cross_entropy, Optimizer(GradientDescent(), LR), training,
            epochs=epochs, batch_size=BATCH_SIZE, rng=rngs, history=history,
        )  # fmt: skip
    records[1 : len(history) + 1] = history["scores"]
    loss, accuracy = records.transpose(1, 2, 0)
    return {"loss": loss, "accuracy": accuracy}


def sweep(**how: Any) -> Sweep:
    """Every activation, depth and std: about five minutes; see ``swept``."""

    def stored(activation: str, depth: int, std: float) -> dict[str, npt.NDArray[Any]]:
        curves = run(activation, depth, std)
        return {name: curve.astype(np.float32) for name, curve in curves.items()}

    return swept(
        stored,
        {"activation": ACTIVATIONS, "depth": DEPTHS, "std": STDS},
        fixed={"epochs": np.arange(EPOCHS + 1)},
        settings={"width": WIDTH, "lr": LR, "batch_size": BATCH_SIZE, "epochs": EPOCHS},
        seeds=SEEDS,
        **how,
    )


def dev_accuracy(sweep: Sweep, activation: str) -> npt.NDArray[np.float64]:
    """Dev accuracy after the last epoch, the median of the seeds, shape (depths, stds)."""
    k = sweep.axes["activation"].tolist().index(activation)
    return np.asarray(np.median(sweep.values["accuracy"][k, ..., -1], axis=-1))


def usable_stds(sweep: Sweep, activation: str, depth: int) -> npt.NDArray[np.float64]:
    """The stds at which networks of this depth are usable."""
    row = sweep.axes["depth"].tolist().index(depth)
    return np.asarray(sweep.axes["std"][dev_accuracy(sweep, activation)[row] >= USABLE])
