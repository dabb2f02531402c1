"""On the small digits of ``searched_digits``: a run that is watched; a table of other digits."""

import warnings
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.datasets import Sweep, load_sweep
from course_lib.engine import L2, Momentum, Optimizer, cross_entropy, evaluate, mlp, train
from course_lib.engine.training.batches import Data
from course_lib.experiments.searched_digits import COUNTS, DEFAULTS, curves, small_sets, train_once
from course_lib.experiments.swept import swept

__all__ = ["DOWN", "OTHER", "UP", "other_digits_sweep", "side_by_side", "train_once", "watched"]

EPOCHS, BATCH = DEFAULTS["epochs"], DEFAULTS["batch_size"]
OTHER, SEEDS = 30_000, (0, 1, 2)
UP, DOWN = 1.3, 1 / 3
"""What a watched run does to its rate after a good day, and after a bad one."""


@cache
def _sets(start: int) -> tuple[Data, ...]:
    return tuple(small_sets(start).values())


def side_by_side(
    settings: list[dict[str, Any]], seed: int, *, start: int = 0
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Accuracy at the end, on dev and on test, of several settings from one start; see ``curves``.

    Examples
    --------
    >>> dev, test = side_by_side([{"lr": 0.1}, {"lr": 0.01}], seed=0)
    >>> dev.shape, test.shape
    ((2,), (2,))
    """
    dev, test = curves(settings, seed, start=start)
    return dev[:, -1], test


def watched(
    lr: float, seed: int, *, start: int = 0, days: int = EPOCHS, hidden: int = 32,
    up: float = UP, down: float = DOWN,
) -> tuple[float, list[float], list[float]]:  # fmt: skip
    """One run that is looked at after each epoch, its "day", and corrected.

    Where the dev loss is lower than ever, the rate rises a little; else the run goes back to the
    weights of its best day (after a bad first day: to the start), with a smaller rate.

    Returns
    -------
    accuracy on test at the end; the rate of each day; the dev loss after each day
    """
    rng = np.random.default_rng(seed)
    network = mlp([49, hidden, 10], rng=rng, dtype=np.float32)
    training, dev, test = _sets(start)
    best, kept = float(evaluate(network, cross_entropy, dev)[0]), network.weights.copy()
    rates, losses = [], []
    with warnings.catch_warnings(action="ignore"):
        for _ in range(days):
            rule = Optimizer(Momentum(DEFAULTS["beta"]), lr, L2(DEFAULTS["strength"]))
            for _step in train(
                network, cross_entropy, rule, training, epochs=1, batch_size=BATCH, rng=rng
            ):
                pass
            loss = float(evaluate(network, cross_entropy, dev)[0])
            rates.append(lr)
            losses.append(loss)
            if np.isfinite(loss) and loss < best:
                best, kept, lr = loss, network.weights.copy(), lr * up
            else:
                network.weights[...] = kept
                lr *= down
    return float(evaluate(network, cross_entropy, test)[1]), rates, losses


def other_digits_sweep(**how: Any) -> Sweep:
    """Train the table's settings on other digits: 3 sizes, 3 seeds; a few minutes."""
    axes = load_sweep("hyperparameter_search_table").axes
    inner = {name: axes[name] for name in ("lr", "strength")}

    def run(beta: float, hidden: int, seed: int) -> dict[str, npt.NDArray[Any]]:
        settings = [
            {"beta": beta, "lr": float(lr), "strength": float(strength), "hidden": hidden}
            for lr in inner["lr"]
            for strength in inner["strength"]
        ]
        dev, _ = side_by_side(settings, seed, start=OTHER)
        grid = tuple(len(values) for values in inner.values())
        return {"dev_right": np.rint(COUNTS["dev"] * dev).astype(np.uint8).reshape(grid)}

    return swept(
        run,
        {"beta": np.asarray(axes["beta"]).tolist(), "hidden": [4, 16, 64], "seed": SEEDS},
        inner=inner,
        order=("lr", "beta", "strength", "hidden", "seed"),
        settings={"start": OTHER, "epochs": EPOCHS, "batch_size": BATCH},
        seeds=SEEDS,
        **how,
    )
