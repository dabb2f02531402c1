"""Batch size, keep and drift: what a batch norm that was trained well does in inference. Stored."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.chapters.batch_normalization.runs import load_digits
from course_lib.datasets import Sweep
from course_lib.engine import (
    BatchNorm,
    GradientDescent,
    Network,
    Optimizer,
    accuracy,
    cross_entropy,
    estimate_population,
    mlp,
    stack,
    train,
)
from course_lib.engine.training.batches import Data
from course_lib.experiments.swept import swept

SEEDS = (0, 1, 2, 3, 4)
SIZES, LR = (196, 50, 50, 10), 0.1
UPDATES = 640
"""The same for every batch size: 80 epochs of 1000 digits in batches of 128, 1.3 in pairs."""
BATCH_SIZES = (2, 4, 8, 16, 32, 64, 128)
KEEPS = (0.0, 0.5, 0.9, 0.99, 0.999)
HAZES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
MODES = ("running", "own", "estimated")
"""By the running averages; by the statistics of each batch itself, as in training; by statistics
that are estimated anew from the images to be judged, without their labels."""


def haze(images: npt.NDArray[Any], amount: float) -> npt.NDArray[Any]:
    """Mix every pixel with grey: ``(1 - amount) * x + amount / 2``.

    Examples
    --------
    >>> haze(np.array([0.0, 1.0]), 0.5)
    array([0.25, 0.75])
    """
    return np.asarray((1 - amount) * images + amount / 2)


def trained_members(
    batch_size: int, *, keeps: Sequence[float], seeds: Sequence[int], updates: int = UPDATES,
    norm: bool = True,
) -> Network:  # fmt: skip
    """A stack of one network for each keep and seed, in that order.

    What a batch norm learns does not depend on its running averages: the networks of one seed
    differ in these alone. ``norm=False``: the same without batch norm.
    """
    pairs = [(keep, seed) for keep in keeps for seed in seeds]
    rngs = [np.random.default_rng(seed) for _, seed in pairs]
    network = stack(
        [
            mlp(SIZES, rng=rng, normalization=partial(BatchNorm, keep=keep) if norm else None)
            for (keep, _), rng in zip(pairs, rngs, strict=True)
        ]
    )
    digits = load_digits(halved=True)
    for step in train(
        network, cross_entropy, Optimizer(GradientDescent(), lr=LR), digits,
        epochs=updates, batch_size=batch_size, rng=rngs,
    ):  # fmt: skip
        if step.number == updates:
            break
    return network


def control_sweep(*, updates: int = UPDATES, **how: Any) -> Sweep:
    """The same networks without batch norm: axes (batch_size, haze, seed), accuracy on new digits.

    The same digits, first weights, batches, rate and number of updates; see ``swept``.
    """
    images, labels = load_digits(2000, 1000, halved=True)[:2]

    def judged(batch_size: int) -> dict[str, npt.NDArray[Any]]:
        network = trained_members(
            batch_size, keeps=(0.0,), seeds=SEEDS, updates=updates, norm=False
        )
        seen = [accuracy(network.forward(haze(images, amount)), labels) for amount in HAZES]
        return {"without": np.array(seen)}

    return swept(
        judged,
        {"batch_size": BATCH_SIZES},
        inner={"haze": HAZES, "seed": SEEDS},
        settings={"sizes": SIZES, "lr": LR, "updates": updates},
        seeds=SEEDS,
        **how,
    )


def scores(network: Network, data: Data, batch_size: int) -> dict[str, npt.NDArray[np.float64]]:
    """Accuracy in each of the MODES, and how far the first layer's running averages are off.

    Returns
    -------
    dict of arrays of shape (models,)
        ``mean_off``: root mean square, over units, of (running mean - mean) / std; ``std_ratio``:
        mean, over units, of running std / std; mean and std are those of all of ``data``.
    """
    images, labels = data[0], data[1]
    network = network.copy()
    running = accuracy(network.forward(images), labels)
    norm = network["batchnorm 1"]
    kept_mean, kept_std = norm.mean.copy(), norm.std.copy()
    whole = range(0, len(images) - batch_size + 1, batch_size)
    own = [
        accuracy(
            network.forward(images[i : i + batch_size], training=True), labels[i : i + batch_size]
        )
        for i in whole
    ]
    estimate_population(network, images, batch_size=len(images))
    mean, std = norm.mean, norm.std
    return {
        "running": running,
        "own": np.mean(own, axis=0),
        "estimated": accuracy(network.forward(images), labels),
        "mean_off": np.sqrt(np.mean(((kept_mean - mean) / std) ** 2, axis=(-2, -1))),
        "std_ratio": np.mean(kept_std / std, axis=(-2, -1)),
    }


def laboratory_sweep(*, updates: int = UPDATES, **how: Any) -> Sweep:
    """Train every batch size, judge every keep under every haze: minutes; see ``swept``.

    Axes (batch_size, keep, haze, seed); accuracies on 2000 images that were not trained on.
    """
    new_digits = load_digits(2000, 1000, halved=True)
    images, labels = new_digits[0], new_digits[1]

    def judged(batch_size: int) -> dict[str, npt.NDArray[Any]]:
        network = trained_members(batch_size, keeps=KEEPS, seeds=SEEDS, updates=updates)
        by_haze = [scores(network, (haze(images, h), labels), batch_size) for h in HAZES]
        grid = (len(HAZES), len(KEEPS), len(SEEDS))
        return {name: np.reshape([at[name] for at in by_haze], grid) for name in by_haze[0]}

    return swept(
        judged,
        {"batch_size": BATCH_SIZES},
        inner={"haze": HAZES, "keep": KEEPS, "seed": SEEDS},
        order=("batch_size", "keep", "haze", "seed"),
        settings={"sizes": SIZES, "lr": LR, "updates": updates},
        seeds=SEEDS,
        **how,
    )
