"""A small network on small digits: one setting, many side by side, or one run that is watched.

MNIST, shrunk to 7 x 7 pixels: 400 images to learn from, 200 to choose by, 2000 to judge with.
"""

import warnings
from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.datasets import Sweep, digits, load_sweep
from course_lib.engine import (
    L2,
    Momentum,
    Network,
    Optimizer,
    accuracy,
    cross_entropy,
    evaluate,
    mlp,
    per_model,
    predict,
    stack,
    train,
)
from course_lib.engine.training.batches import Data
from course_lib.experiments.swept import swept

CENTRE: dict[str, Any] = {"lr": 0.1, "beta": 0.9, "strength": 1e-3, "hidden": 32}
TRAINING, DEV, TEST = 400, 200, 2000
EPOCHS, BATCH = 16, 32
GUESSING = 0.1
"""The accuracy of a run that diverged: it might as well have guessed one digit of ten."""
OTHER, SEEDS = 30_000, (0, 1, 2)
UP, DOWN = 1.3, 1 / 3
"""What a watched run does to its rate after a good day, and after a bad one."""

Floats = npt.NDArray[np.float64]


@cache
def sets(start: int = 0) -> tuple[Data, Data, Data]:
    """Training, dev and test set; the first two from image ``start`` on.

    Examples
    --------
    >>> [images.shape for images, labels in sets()]
    [(400, 49), (200, 49), (2000, 49)]
    """
    small = partial(digits, side=7, dtype=np.float32)
    return small(TRAINING, start), small(DEV, start + TRAINING), small(TEST, part="test")


def train_once(settings: Mapping[str, Any], seed: int) -> dict[str, float]:
    """Train one network, the settings that are not given as in CENTRE; the score is on dev.

    Examples
    --------
    >>> train_once({"lr": 0.1}, seed=0)["score"] > 0.7
    True
    """
    dev, test = side_by_side([settings], seed)
    return {"score": float(dev[0]), "test": float(test[0])}


def side_by_side(
    settings: Sequence[Mapping[str, Any]],
    seed: int,
    *,
    start: int = 0,
    epochs: int = EPOCHS,
    hidden: int | None = None,
) -> tuple[Floats, Floats]:
    """Accuracy on dev and on test of several settings, from one start and in the same batches.

    All must have as many hidden units; ``hidden`` replaces what they say.
    """
    full = [_complete(each) for each in settings]
    units = {int(hidden or each["hidden"]) for each in full}
    if len(units) != 1:
        raise ValueError(f"settings side by side need as many hidden units; got {sorted(units)}")
    rng = np.random.default_rng(seed)
    single = mlp([49, units.pop(), 10], rng=rng, dtype=np.float32)
    together, diverged = stack([single] * len(full)), np.zeros(len(full), bool)
    lr, beta, strength = (per_model([e[name] for e in full]) for name in ("lr", "beta", "strength"))
    training, *judges = sets(start)
    with warnings.catch_warnings(action="ignore"):  # that some diverge is what is looked for
        for step in train(
            together, cross_entropy, Optimizer(Momentum(beta), lr, L2(strength)), training,
            epochs=epochs, batch_size=BATCH, rng=rng,
        ):  # fmt: skip
            diverged = np.atleast_1d(step.diverged)
    dev, test = (_right(together, each, diverged) for each in judges)
    return dev, test


def _complete(settings: Mapping[str, Any]) -> dict[str, Any]:
    unknown = sorted(set(settings) - set(CENTRE))
    if unknown:
        raise ValueError(f"the objective knows {list(CENTRE)}; got {unknown}")
    return CENTRE | dict(settings)


def _right(network: Network, judge: Data, diverged: npt.NDArray[np.bool_]) -> Floats:
    images, labels, *_ = judge
    with np.errstate(all="ignore"):  # weights may be huge shortly before they diverge
        right = np.atleast_1d(accuracy(predict(network, images), labels))
    return np.where(diverged, GUESSING, right.astype(np.float64))


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
    training, dev, test = sets(start)
    best, kept = float(evaluate(network, cross_entropy, dev)[0]), network.weights.copy()
    rates, losses = [], []
    with warnings.catch_warnings(action="ignore"):
        for _ in range(days):
            rule = Optimizer(Momentum(CENTRE["beta"]), lr, L2(CENTRE["strength"]))
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
            {"beta": beta, "lr": float(lr), "strength": float(strength)}
            for lr in inner["lr"]
            for strength in inner["strength"]
        ]
        dev, _ = side_by_side(settings, seed, start=OTHER, hidden=hidden)
        grid = tuple(len(values) for values in inner.values())
        return {"dev_right": np.rint(DEV * dev).astype(np.uint8).reshape(grid)}

    return swept(
        run,
        {"beta": np.asarray(axes["beta"]).tolist(), "hidden": [4, 16, 64], "seed": SEEDS},
        inner=inner,
        order=("lr", "beta", "strength", "hidden", "seed"),
        settings={"start": OTHER, "epochs": EPOCHS, "batch_size": BATCH},
        seeds=SEEDS,
        **how,
    )
