"""Deep networks on 1000 digits, with batch normalization and without, all weights of one spread.

Five hidden layers of 100 units, plain gradient descent on batches of 100 drawn with replacement,
20 epochs (Saito, Deep Learning from Scratch, 2016, chapter 6); and a smaller copy of it.
"""

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.datasets import Sweep, digits
from course_lib.engine import (
    BatchNorm,
    GradientDescent,
    Layer,
    Network,
    Optimizer,
    accuracy,
    cross_entropy,
    evaluate,
    he_normal,
    mlp,
    normal,
    stack,
    train,
)
from course_lib.engine.training.batches import Data
from course_lib.experiments.swept import swept

BOOK = (784, *[100] * 5, 10)
SMALL = (196, *[50] * 5, 10)
BATCH_SIZE, EPOCHS = 100, 20


@dataclass(frozen=True)
class Recipe:
    """One way to train; the defaults are the book's network without batch norm."""

    std: float | None = 0.01
    """Standard deviation of every weight at the start; None: He's, of each layer its own."""
    lr: float = 0.01
    normalization: Callable[[int], Layer] | None = None
    sizes: tuple[int, ...] = BOOK
    epochs: int = EPOCHS
    batch_size: int = BATCH_SIZE


def load_digits(count: int = 1000, start: int = 0, *, halved: bool = False) -> Data:
    """Images and labels of MNIST's training set; ``halved`` has 14 x 14 pixels.

    Examples
    --------
    >>> load_digits(3)[0].shape, load_digits(3, halved=True)[0].shape
    ((3, 784), (3, 196))
    """
    return digits(count, start, side=14 if halved else 28)


def build(setting: Recipe, rng: np.random.Generator) -> Network:
    """The network of a setting; one with batch norm starts from the same weights as one without."""
    start = he_normal if setting.std is None else normal(setting.std)
    return mlp(setting.sizes, rng=rng, initializer=start, normalization=setting.normalization)


def train_digits(
    setting: Recipe, data: Data, *, seeds: Sequence[int] = (0,), every: int = EPOCHS
) -> tuple[Network, npt.NDArray[np.float64]]:
    """Train one network per seed, side by side.

    Runs of one seed share their first weights and their batches, whatever the setting. A run that
    diverges stays where it was: its accuracy is that of its last finite weights.

    Returns
    -------
    network : the stack
    accuracy : array of shape (records, seeds)
        On the training images, in inference, every ``every`` epochs.

    Examples
    --------
    >>> short = Recipe(epochs=2, normalization=BatchNorm)
    >>> train_digits(short, load_digits(200), every=1)[1].shape
    (2, 1)
    """
    rngs = [np.random.default_rng(seed) for seed in seeds]
    network = stack([build(setting, rng) for rng in rngs])
    records = []
    with warnings.catch_warnings(
        action="ignore", category=RuntimeWarning
    ):  # divergence is a result
        for step in train(
            network, cross_entropy, Optimizer(GradientDescent(), lr=setting.lr), data,
            epochs=setting.epochs, batch_size=setting.batch_size, rng=rngs, sampling="replacement",
        ):  # fmt: skip
            if step.ends_epoch and step.epoch % every == 0:
                records.append(evaluate(network, cross_entropy, data)[1])
    missing = setting.epochs // every - len(records)
    records += [evaluate(network, cross_entropy, data)[1]] * missing
    return network, np.array(records)


def with_and_without(**fields: Any) -> tuple[Recipe, Recipe]:
    """The same setting without batch norm and with it."""
    return Recipe(**fields), Recipe(**fields, normalization=BatchNorm)


BOOK_STDS = np.logspace(0, -4, 16)
BOOK_LR, EVERY = 0.01, 2

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
        for setting in with_and_without(std=std, lr=BOOK_LR, epochs=epochs):
            network, curve = train_digits(setting, data, seeds=SEEDS, every=EVERY)
            curves.append(curve.T)
            with np.errstate(all="ignore"):  # the weights of a run that diverged may overflow
                output = network.forward(data[0], training=True)
            in_training_mode.append(accuracy(output, data[1]))
        return {"train_accuracy": curves, "training_mode_accuracy": in_training_mode}

    return swept(
        scale,
        {"std": BOOK_STDS},
        inner={"batch_norm": (0, 1), "seed": SEEDS},
        fixed={"epochs": np.arange(EVERY, epochs + 1, EVERY)},
        settings={"sizes": BOOK, "lr": BOOK_LR, "batch_size": BATCH_SIZE, "epochs": epochs},
        seeds=SEEDS,
        **how,
    )


SEEDS = (0, 1, 2, 3, 4)
STDS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.2, 0.3, 0.5, 1.0)
RATES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)


def rates_sweep(*, epochs: int = EPOCHS, **how: Any) -> Sweep:
    """Train every cell of the map; axes (std, lr, batch_norm, seed): minutes; see ``swept``."""
    digits, dev = load_digits(halved=True), load_digits(2000, 1000, halved=True)

    def cell(std: float, lr: float) -> dict[str, Any]:
        return _judged(with_and_without(std=std, lr=lr, sizes=SMALL, epochs=epochs), digits, dev)

    return swept(
        cell,
        {"std": STDS, "lr": RATES},
        inner={"batch_norm": (0, 1), "seed": SEEDS},
        settings={"sizes": SMALL, "batch_size": BATCH_SIZE, "epochs": epochs},
        seeds=SEEDS,
        **how,
    )


def he_sweep(*, epochs: int = EPOCHS, **how: Any) -> Sweep:
    """Train the map's networks from He's start; axes (lr, batch_norm, seed): see ``swept``."""
    digits, dev = load_digits(halved=True), load_digits(2000, 1000, halved=True)

    def rate(lr: float) -> dict[str, Any]:
        return _judged(with_and_without(std=None, lr=lr, sizes=SMALL, epochs=epochs), digits, dev)

    return swept(
        rate,
        {"lr": RATES},
        inner={"batch_norm": (0, 1), "seed": SEEDS},
        settings={"sizes": SMALL, "batch_size": BATCH_SIZE, "epochs": epochs},
        seeds=SEEDS,
        **how,
    )


def _judged(settings: Sequence[Recipe], digits: Data, dev: Data) -> dict[str, Any]:
    """Accuracy of each at the end, on its training images and on dev images, for every seed."""
    runs = [train_digits(each, digits, seeds=SEEDS, every=each.epochs) for each in settings]
    return {
        "train_accuracy": [curve[-1] for _, curve in runs],
        "dev_accuracy": [evaluate(network, cross_entropy, dev)[1] for network, _ in runs],
    }
