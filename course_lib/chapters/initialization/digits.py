"""MNIST, four hidden layers, four kinds of first weights: a published figure.

784-100-100-100-100-10 with ReLU, gradient descent with learning rate 0.01, 2000 batches of 128
drawn with replacement (Saito, Deep Learning from Scratch, 2016, chapter 6).
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.datasets import Sweep, digits
from course_lib.engine import (
    GradientDescent,
    Optimizer,
    cross_entropy,
    glorot_normal,
    he_normal,
    lecun_normal,
    mlp,
    normal,
    train,
)
from course_lib.experiments.swept import swept

SIZES, LR, BATCH_SIZE, UPDATES, SEEDS = (784, 100, 100, 100, 100, 10), 0.01, 128, 2000, (0, 1, 2)
STARTS = {
    "std 0.01": normal(0.01), "LeCun": lecun_normal, "Glorot": glorot_normal, "He": he_normal,
}  # fmt: skip

PUBLISHED = {"std 0.01": 2.305, "LeCun": 0.377, "He": 0.286}
"""Loss of one batch at iteration 1900, as published; the book calls LeCun's form Xavier."""

AT, LAST = 1900, 50


def losses(start: str, seed: int, *, updates: int = UPDATES) -> npt.NDArray[np.float64]:
    """Train once; returns the loss of every batch, shape (updates,).

    Parameters
    ----------
    start : one of the names in ``STARTS``
    """
    rng = np.random.default_rng(seed)
    network = mlp(SIZES, rng=rng, initializer=STARTS[start], dtype=np.float32)
    steps = train(
        network, cross_entropy, Optimizer(GradientDescent(), LR), digits(dtype=np.float32),
        epochs=updates * BATCH_SIZE // 60_000 + 1, batch_size=BATCH_SIZE, rng=rng,
        sampling="replacement",
    )  # fmt: skip
    return np.array([float(step.loss) for step, _ in zip(steps, range(updates), strict=False)])


def mean_of_last(curve: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Mean loss of the 50 batches up to iteration 1900, along the last axis."""
    return np.asarray(curve[..., AT - LAST : AT].mean(axis=-1))


def last_batches(sweep: Sweep, start: str) -> npt.NDArray[np.float64]:
    """Losses of the 50 batches up to iteration 1900 of every seed, shape (seeds, 50)."""
    return np.array(
        [sweep.at(start=start, seed=seed)["loss"][AT - LAST : AT] for seed in SEEDS], np.float64
    )


def sweep(**how: Any) -> Sweep:
    """Every start with every seed: about a minute; see ``swept``."""
    return swept(
        lambda start, seed: {"loss": losses(start, seed).astype(np.float32)},
        {"start": STARTS, "seed": SEEDS},
        settings={"sizes": SIZES, "lr": LR, "batch_size": BATCH_SIZE, "updates": UPDATES},
        seeds=SEEDS,
        **how,
    )
