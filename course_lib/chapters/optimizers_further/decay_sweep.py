"""L2 penalty against decoupled decay, both under Adam, on the first 300 MNIST images."""

import time
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.datasets import Sweep
from course_lib.engine import L2, Adam, AdamW, Network, Optimizer, cross_entropy, evaluate, fit, mlp
from course_lib.experiments.mnist300 import load_sets
from course_lib.experiments.provenance import about

Point = tuple[Any, ...]

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


def decay_sweep(*, progress: Callable[[list[Point]], Iterable[Point]] = iter) -> Sweep:
    """Both kinds with every strength and seed: about a minute. See ``tools/sweeps.py``."""
    begun, sets = time.perf_counter(), load_sets()
    points: list[Point] = [(k, value, s) for k in KINDS for value in STRENGTHS for s in SEEDS]
    networks = [trained(*point) for point in progress(points)]
    grid = (len(KINDS), len(STRENGTHS), len(SEEDS))

    def measured(measure: Callable[[Network], Any]) -> npt.NDArray[Any]:
        return np.reshape([measure(network) for network in networks], grid)

    return Sweep(
        axes={"kind": np.array(KINDS), "strength": np.array(STRENGTHS), "seed": np.array(SEEDS)},
        values={
            "train_accuracy": measured(lambda net: evaluate(net, cross_entropy, sets.train)[1]),
            "dev_accuracy": measured(lambda net: evaluate(net, cross_entropy, sets.dev)[1]),
            "dev_loss": measured(lambda net: evaluate(net, cross_entropy, sets.dev)[0]),
            "size": measured(lambda net: np.linalg.norm(net.weights)),
        },
        fixed={},
        about=about(
            settings={
                "sizes": SIZES, "lr": LR, "batch_size": BATCH_SIZE, "epochs": EPOCHS,
                "images": 300,
            },
            seeds=SEEDS,
            seconds=time.perf_counter() - begun,
        ),
    )  # fmt: skip
