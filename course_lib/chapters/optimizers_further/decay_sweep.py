"""L2 penalty against decoupled decay, both under Adam, on the first 300 MNIST images."""

from typing import Any

import numpy as np

from course_lib.datasets import Sweep
from course_lib.engine import L2, Adam, AdamW, Network, Optimizer, cross_entropy, evaluate, fit, mlp
from course_lib.experiments.mnist300 import load_sets
from course_lib.experiments.swept import swept

SIZES, LR, EPOCHS, BATCH_SIZE = (784, 100, 100, 10), 0.001, 100, 100
KINDS = ("L2", "decay")
STRENGTHS = (0.0, 0.001, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
SEEDS = (0, 1, 2, 3, 4)


def trained(kind: str, strength: float, seed: int, *, epochs: int = EPOCHS) -> Network:
    """Train with Adam and an L2 penalty ("L2"), or with AdamW ("decay").

    Examples
    --------
    >>> trained("decay", 0.1, 0, epochs=1)
    Network(hidden 1, relu 1, hidden 2, relu 2, output; 89610 parameters)
    """
    rng = np.random.default_rng(seed)
    network = mlp(SIZES, rng=rng)
    optimizers = {
        "L2": Optimizer(Adam(), LR, L2(strength) if strength else None),
        "decay": Optimizer(AdamW(decay=strength), LR),
    }
    data = load_sets().train
    fit(
        network,
        cross_entropy,
        optimizers[kind],
        data,
        epochs=epochs,
        batch_size=BATCH_SIZE,
        rng=rng,
    )
    return network


def decay_sweep(**how: Any) -> Sweep:
    """Both kinds with every strength and seed: about a minute; see ``swept``."""
    sets = load_sets()

    def measured(kind: str, strength: float, seed: int) -> dict[str, Any]:
        network = trained(kind, strength, seed)
        dev_loss, dev_accuracy = evaluate(network, cross_entropy, sets.dev)
        return {
            "train_accuracy": evaluate(network, cross_entropy, sets.train)[1],
            "dev_accuracy": dev_accuracy,
            "dev_loss": dev_loss,
            "size": np.linalg.norm(network.weights),
        }

    return swept(
        measured,
        {"kind": KINDS, "strength": STRENGTHS, "seed": SEEDS},
        settings={
            "sizes": SIZES, "lr": LR, "batch_size": BATCH_SIZE, "epochs": EPOCHS, "images": 300,
        },
        seeds=SEEDS,
        **how,
    )  # fmt: skip
