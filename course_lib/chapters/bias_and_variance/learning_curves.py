"""MNIST from 100 to 50 000 examples: what more data does for a small and for a tiny network.

After M. Nielsen, Neural Networks and Deep Learning (2015), chapter 3: one hidden layer of sigmoid
units, sigmoid outputs with cross-entropy, weights that start with standard deviation 1, gradient
descent with learning rate 0.5 on batches of 10, lambda 1e-4 in the course's form, and as many
steps for every size. He takes 150 000 steps and also draws the biases; here it is 60 000 steps, and
biases start at zero. Each seed has images of its own; its larger sets contain its smaller ones.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.datasets import Sweep, digits
from course_lib.engine import (
    L2,
    GradientDescent,
    Network,
    Optimizer,
    Sigmoid,
    binary_cross_entropy,
    mlp,
    normal,
    predict,
    stack,
    train,
)
from course_lib.experiments.swept import swept

SIZES = (100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)
HIDDEN = (3, 30)
SEEDS = (0, 1, 2, 3, 4)
STEPS, BATCH_SIZE, LR, STRENGTH = 60_000, 10, 0.5, 1e-4
LONG, LONG_SIZES = 180_000, (5000, 50_000)
"""A budget three times as large, and the sizes at which it was tried."""
POOL = 50_000
"""Images to draw from; all seeds share the largest size."""

NIELSEN = (69, 76, 85, 89, 91, 93, 95, 96, 96)
"""His accuracies in percent on 10 000 images held out, one run of 30 hidden units for each size."""

Images = tuple[npt.NDArray[Any], npt.NDArray[np.int64]]
Rates = dict[str, npt.NDArray[Any]]


def error_rates(
    size: int, hidden: int, seeds: Iterable[int], *, steps: int = STEPS, long: int | None = None
) -> Rates:
    """Train on ``size`` images of each seed's own, all side by side; give their shares of errors.

    Returns
    -------
    dict with ``train_error`` and ``dev_error``, each of shape (seeds,), and ``long_train_error``
    and ``long_dev_error``, the same after ``long`` steps; NaN without them

    Examples
    --------
    >>> error_rates(100, 3, [0, 1], steps=20)["dev_error"].shape
    (2,)
    """
    drawn = list(seeds)
    images, labels = own_images(size, drawn)
    data: Any = (images, np.eye(10, dtype=np.float32)[labels])  # ten targets of 0 or 1 for each
    generators = [np.random.default_rng(seed) for seed in drawn]
    networks = stack([_network(hidden, rng) for rng in generators])
    optimizer = Optimizer(GradientDescent(), LR, L2(STRENGTH))
    last = long or steps
    unknown = np.full(len(drawn), np.nan)
    found: Rates = {"long_train_error": unknown, "long_dev_error": unknown}
    for step in train(
        networks, binary_cross_entropy, optimizer, data,
        epochs=-(-last * BATCH_SIZE // size), batch_size=BATCH_SIZE, rng=generators,
    ):  # fmt: skip
        if step.number == steps:
            found |= _both(networks, images, labels)
        if step.number == long:
            later = _both(networks, images, labels)
            found |= {f"long_{name}": rates for name, rates in later.items()}
        if step.number == last:
            break
    return found


def own_images(size: int, seeds: Iterable[int]) -> Images:
    """Draw ``size`` of the 50 000 images for each seed; all of them are one set for all seeds.

    Examples
    --------
    >>> own_images(20, [0, 1])[0].shape
    (2, 20, 784)
    """
    images, labels = digits(POOL, dtype=np.float32)
    if size == POOL:
        return images, labels
    orders = np.stack([np.random.default_rng([seed, 1]).permutation(POOL)[:size] for seed in seeds])
    return images[orders], labels[orders]


def sweep(**how: Any) -> Sweep:
    """Run every size with both networks and every seed: half an hour or less; see ``swept``."""
    return swept(
        lambda hidden, size: error_rates(
            size, hidden, SEEDS, long=LONG if size in LONG_SIZES else None
        ),
        {"hidden": HIDDEN, "size": SIZES},
        inner={"seed": SEEDS},
        settings={
            "steps": STEPS, "long": LONG, "batch_size": BATCH_SIZE, "lr": LR, "strength": STRENGTH,
            "activation": "sigmoid", "initial std": 1.0,
        },
        seeds=SEEDS,
        **how,
    )  # fmt: skip


def _network(hidden: int, rng: np.random.Generator) -> Network:
    return mlp(
        [784, hidden, 10], rng=rng, activation=Sigmoid, initializer=normal(1.0), dtype=np.float32
    )


def _both(networks: Network, images: npt.NDArray[Any], labels: npt.NDArray[Any]) -> Rates:
    return {
        "train_error": _wrong(networks, images, labels),
        "dev_error": _wrong(networks, *digits(10_000, 50_000, dtype=np.float32)),
    }


def _wrong(networks: Network, images: npt.NDArray[Any], labels: npt.NDArray[Any]) -> Any:
    return np.mean(predict(networks, images).argmax(axis=-1) != labels, axis=-1)
