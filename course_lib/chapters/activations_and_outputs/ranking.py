"""Which activation is best? Five of them on 300 digits, shallow and deep, each learning rate."""

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np

from course_lib.chapters.activations_and_outputs.functions import FUNCTIONS, network_with
from course_lib.datasets import Sweep
from course_lib.engine import GradientDescent, Optimizer, cross_entropy, evaluate, fit
from course_lib.experiments.mnist300 import Sets, load_sets
from course_lib.experiments.swept import swept

HIDDEN = (2, 6)  # numbers of hidden layers
WIDTH = 100
RATES = (0.03, 0.1, 0.3, 1.0, 3.0)
SEEDS = (0, 1, 2, 3, 4)
EPOCHS, BATCH_SIZE = 100, 100
RESULTS = ("train_accuracy", "dev_accuracy", "test_accuracy")


def scores(
    name: str, hidden: int, lr: float, seed: int, *, sets: Sets, epochs: int = EPOCHS
) -> list[float]:
    """Train once, plain gradient descent; accuracy on the training, dev and test set.

    Examples
    --------
    >>> len(scores("tanh", 2, 0.1, 0, sets=load_sets(), epochs=1))
    3
    """
    rng = np.random.default_rng(seed)
    sizes = [784, *[WIDTH] * hidden, 10]
    network = network_with(name, sizes, rng=rng, dtype=np.float32)
    single = [(data[0].astype(np.float32), data[1]) for data in (sets.train, sets.dev, sets.test)]
    with warnings.catch_warnings(action="ignore"):  # large rates diverge, and that is a result
        fit(
            network, cross_entropy, Optimizer(GradientDescent(), lr), single[0],
            epochs=epochs, batch_size=BATCH_SIZE, rng=rng, every=epochs,
        )  # fmt: skip
    return [float(evaluate(network, cross_entropy, data)[1]) for data in single]


def ranking_sweep(
    *,
    names: Sequence[str] = tuple(FUNCTIONS),
    rates: Sequence[float] = RATES,
    seeds: Sequence[int] = SEEDS,
    epochs: int = EPOCHS,
    **how: Any,
) -> Sweep:
    """Every function, depth, learning rate and seed: 250 runs, about four minutes; see ``swept``.

    Returns
    -------
    Sweep with axes (function, hidden, lr, seed)
    """
    sets = load_sets()

    def run(*point: Any) -> dict[str, float]:
        return dict(zip(RESULTS, scores(*point, sets=sets, epochs=epochs), strict=True))

    return swept(
        run,
        {"function": names, "hidden": HIDDEN, "lr": rates, "seed": seeds},
        settings={"width": WIDTH, "epochs": epochs, "batch_size": BATCH_SIZE},
        seeds=seeds,
        **how,
    )
