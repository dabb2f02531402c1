"""The book's sixteen weight scales, with batch norm and without, five seeds each: stored."""

from typing import Any

import numpy as np

from course_lib.chapters.batch_normalization.digits import (
    BATCH_SIZE,
    BOOK,
    EPOCHS,
    load_digits,
    train_digits,
    with_and_without,
)
from course_lib.datasets import Sweep
from course_lib.engine import accuracy
from course_lib.experiments.swept import swept

SEEDS = (0, 1, 2, 3, 4)
STDS = np.logspace(0, -4, 16)
LR, EVERY = 0.01, 2

PUBLISHED = {
    0.29: (0.979, 0.630), 0.16: (0.823, 0.763), 0.086: (0.235, 0.890), 0.046: (0.116, 0.95),
    0.0136: (0.116, 1.0),
}  # fmt: skip
"""Standard deviation of the weights -> training accuracy (plain, batch norm) in the book."""


def scales_sweep(*, epochs: int = EPOCHS, **how: Any) -> Sweep:
    """Train every scale; axes (std, batch_norm, seed): some minutes; see ``swept``.

    ``train_accuracy`` has a record every second epoch, in inference; ``training_mode_accuracy`` is
    that of the end, by the statistics of all 1000 images together.
    """
    data = load_digits()

    def scale(std: float) -> dict[str, Any]:
        curves, in_training_mode = [], []
        for setting in with_and_without(std=std, lr=LR, epochs=epochs):
            network, curve = train_digits(setting, data, seeds=SEEDS, every=EVERY)
            curves.append(curve.T)
            with np.errstate(all="ignore"):  # the weights of a run that diverged may overflow
                output = network.forward(data[0], training=True)
            in_training_mode.append(accuracy(output, data[1]))
        return {"train_accuracy": curves, "training_mode_accuracy": in_training_mode}

    return swept(
        scale,
        {"std": STDS},
        inner={"batch_norm": (0, 1), "seed": SEEDS},
        fixed={"epochs": np.arange(EVERY, epochs + 1, EVERY)},
        settings={"sizes": BOOK, "lr": LR, "batch_size": BATCH_SIZE, "epochs": epochs},
        seeds=SEEDS,
        **how,
    )
