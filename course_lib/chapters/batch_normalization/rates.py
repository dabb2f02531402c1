"""Learning rate by weight scale, with batch norm and without, five seeds a cell: a stored map."""

import time
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from course_lib.chapters.batch_normalization.digits import (
    BATCH_SIZE,
    EPOCHS,
    SMALL,
    load_digits,
    train_digits,
    with_and_without,
)
from course_lib.datasets import Sweep
from course_lib.engine import cross_entropy, evaluate
from course_lib.experiments.provenance import about

SEEDS = (0, 1, 2, 3, 4)
STDS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.2, 0.3, 0.5, 1.0)
RATES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)


def rates_sweep(
    *,
    progress: Callable[[list[tuple[float, float]]], Iterable[tuple[float, float]]] = iter,
    epochs: int = EPOCHS,
) -> Sweep:
    """Train every cell of the map; axes (std, lr, batch_norm, seed): some minutes."""
    start = time.perf_counter()
    digits, dev = load_digits(halved=True), load_digits(2000, 1000, halved=True)
    train_scores, dev_scores = [], []
    for std, lr in progress([(std, lr) for std in STDS for lr in RATES]):
        for setting in with_and_without(std=std, lr=lr, sizes=SMALL, epochs=epochs):
            network, curve = train_digits(setting, digits, seeds=SEEDS, every=epochs)
            train_scores.append(curve[-1])
            dev_scores.append(evaluate(network, cross_entropy, dev)[1])
    grid = (len(STDS), len(RATES), 2, len(SEEDS))
    values: dict[str, Any] = {
        "train_accuracy": np.reshape(train_scores, grid),
        "dev_accuracy": np.reshape(dev_scores, grid),
    }
    return Sweep(
        axes={
            "std": np.array(STDS),
            "lr": np.array(RATES),
            "batch_norm": np.array([0, 1]),
            "seed": np.array(SEEDS),
        },
        values=values,
        fixed={},
        about=about(
            settings={"sizes": SMALL, "batch_size": BATCH_SIZE, "epochs": epochs},
            seeds=SEEDS,
            seconds=time.perf_counter() - start,
        ),
    )
