"""Learning rate by weight scale, with batch norm and without, five seeds a cell: a stored map."""

from typing import Any

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
from course_lib.experiments.swept import swept

SEEDS = (0, 1, 2, 3, 4)
STDS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.2, 0.3, 0.5, 1.0)
RATES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)


def rates_sweep(*, epochs: int = EPOCHS, **how: Any) -> Sweep:
    """Train every cell of the map; axes (std, lr, batch_norm, seed): minutes; see ``swept``."""
    digits, dev = load_digits(halved=True), load_digits(2000, 1000, halved=True)

    def cell(std: float, lr: float) -> dict[str, Any]:
        runs = [
            train_digits(setting, digits, seeds=SEEDS, every=epochs)
            for setting in with_and_without(std=std, lr=lr, sizes=SMALL, epochs=epochs)
        ]
        return {
            "train_accuracy": [curve[-1] for _, curve in runs],
            "dev_accuracy": [evaluate(network, cross_entropy, dev)[1] for network, _ in runs],
        }

    return swept(
        cell,
        {"std": STDS, "lr": RATES},
        inner={"batch_norm": (0, 1), "seed": SEEDS},
        settings={"sizes": SMALL, "batch_size": BATCH_SIZE, "epochs": epochs},
        seeds=SEEDS,
        **how,
    )
