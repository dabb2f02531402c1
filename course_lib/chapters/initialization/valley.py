"""How deep, and how large the first weights: which networks learn at all.

MNIST's first 1000 training images, hidden layers of 64 units, every layer drawn with a factor times
the std that He gives *this* layer; plain gradient descent, batches of 50, two learning rates, up to
forty epochs; judged on the next 1000 images.
"""

import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.datasets import Sweep, digits
from course_lib.engine import (
    GradientDescent,
    Layer,
    Optimizer,
    ReLU,
    Tanh,
    VarianceScaling,
    cross_entropy,
    evaluate,
    mlp,
    stack,
    train,
)
from course_lib.experiments.swept import swept

Floats = npt.NDArray[np.float64]

WIDTH, BATCH_SIZE, SEEDS = 64, 50, (0, 1, 2)
RATES = (0.02, 0.05)
DEPTHS = (1, 2, 3, 5, 8, 12, 20, 30)
TIMES_HE = tuple(float(f"{2 ** (k / 2):.3g}") for k in range(-4, 5))
"""From a quarter of He's std, in every layer, to four times it, in steps of half an octave."""

RECORDED = (0, 1, 2, 3, 5, 7, 10, 14, 20, 28, 40)
"""The epochs after which a run is judged."""
BUDGETS = (10, 40)

CHANCE, USABLE = 0.1, 0.6
"""Accuracy of a guess; and from where on a network counts as usable."""

ACTIVATIONS: dict[str, Callable[[], Layer]] = {"ReLU": ReLU, "tanh": Tanh}


def run(
    activation: str,
    depth: int,
    times_he: float,
    rate: float,
    *,
    recorded: Sequence[int] = RECORDED,
    seeds: Sequence[int] = SEEDS,
) -> dict[str, npt.NDArray[Any]]:
    """Train one setting from every seed, side by side.

    Returns
    -------
    dict of loss (training) and accuracy (dev), shape (seeds, records), the first before training

    A run that diverges has a loss of inf and an accuracy of chance, 0.1, from there on.
    """
    training, dev = digits(1000, dtype=np.float32), digits(1000, 1000, dtype=np.float32)
    rngs = [np.random.default_rng(seed) for seed in seeds]
    sizes, start = [784, *[WIDTH] * depth, 10], VarianceScaling(2 * times_he**2)
    networks = stack([
        mlp(sizes, rng=rng, activation=ACTIVATIONS[activation], initializer=start, dtype=np.float32)
        for rng in rngs
    ])  # fmt: skip
    records = np.empty((len(recorded), 2, len(seeds)))
    records[:] = np.array([[np.inf], [CHANCE]])  # after all have diverged

    def record(epoch: int, diverged: npt.NDArray[np.bool_]) -> None:
        if epoch in recorded:
            loss, _ = evaluate(networks, cross_entropy, training)
            _, accuracy = evaluate(networks, cross_entropy, dev)
            place = list(recorded).index(epoch)
            records[place] = np.where(diverged, np.inf, loss), np.where(diverged, CHANCE, accuracy)

    record(0, np.zeros(len(seeds), bool))
    an_epoch = len(training[1]) // BATCH_SIZE
    with warnings.catch_warnings(action="ignore"):  # that some diverge is what is looked for
        for step in train(
            networks, cross_entropy, Optimizer(GradientDescent(), rate), training,
            epochs=max(recorded), batch_size=BATCH_SIZE, rng=rngs,
        ):  # fmt: skip
            if step.number % an_epoch == 0:
                record(step.number // an_epoch, np.asarray(step.diverged))
    loss, accuracy = records.transpose(1, 2, 0)
    return {"loss": loss, "accuracy": accuracy}


def sweep(**how: Any) -> Sweep:
    """Every activation, depth, start and rate: about twenty minutes; see ``swept``."""

    def stored(
        activation: str, depth: int, times_he: float, rate: float
    ) -> dict[str, npt.NDArray[Any]]:
        curves = run(activation, depth, times_he, rate)
        return {name: curve.astype(np.float32) for name, curve in curves.items()}

    return swept(
        stored,
        {"activation": ACTIVATIONS, "depth": DEPTHS, "times_he": TIMES_HE, "rate": RATES},
        fixed={"epochs": np.array(RECORDED)},
        settings={"width": WIDTH, "batch_size": BATCH_SIZE, "epochs": max(RECORDED)},
        seeds=SEEDS,
        **how,
    )


def dev_accuracy(sweep: Sweep, activation: str, epochs: int) -> tuple[Floats, npt.NDArray[Any]]:
    """Dev accuracy after ``epochs``, the median of the seeds, at the better of the rates.

    Returns
    -------
    accuracy, and the place of the better rate, both of shape (depths, starts)
    """
    kind = sweep.axes["activation"].tolist().index(activation)
    at = sweep.fixed["epochs"].tolist().index(epochs)
    medians = np.median(sweep.values["accuracy"][kind, ..., at], axis=-1)
    return np.asarray(medians.max(axis=-1), float), medians.argmax(axis=-1)


def usable_starts(sweep: Sweep, activation: str, depth: int, epochs: int) -> Floats:
    """The factors of He's std at which networks of this depth are usable."""
    row = sweep.axes["depth"].tolist().index(depth)
    usable = dev_accuracy(sweep, activation, epochs)[0][row] >= USABLE
    return np.asarray(sweep.axes["times_he"][usable])
