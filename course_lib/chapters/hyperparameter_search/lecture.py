"""The search that the lectures show: a deep network on 400 digits, 100 random trials.

The first 500 training images of MNIST, 400 to learn from and 100 to choose by; six hidden layers of
100 units, gradient descent on batches of 100 drawn with replacement, 50 epochs (Saito, Deep
Learning from Scratch, 2016, chapter 6). Weight decay 10^U(-8, -4), learning rate 10^U(-6, -2).
"""

import warnings
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.datasets import Sweep, digits
from course_lib.engine import (
    L2,
    GradientDescent,
    History,
    Optimizer,
    cross_entropy,
    evaluate,
    fit,
    mlp,
)
from course_lib.engine.training.batches import Data
from course_lib.experiments.swept import swept
from course_lib.search import Listed, LogUniform, Space, random_settings, run

SIZES = (784, *[100] * 6, 10)
EPOCHS, TRIALS, SEARCHES = 50, 100, (0, 1)
SPACES = {
    "lecture": Space(lr=LogUniform(1e-6, 1e-2), strength=LogUniform(1e-8, 1e-4)),
    "wider": Space(lr=LogUniform(1e-6, 1.0), strength=LogUniform(1e-8, 1e-1)),
}

Job = tuple[str, int]
"""Which space, and which search in it."""


@cache
def lecture_sets() -> dict[str, Data]:
    """400 images to learn from, 100 to choose by, 10 000 to judge with.

    Examples
    --------
    >>> {name: len(labels) for name, (_, labels) in lecture_sets().items()}
    {'train': 400, 'dev': 100, 'test': 10000}
    """
    images, labels = digits(500, dtype=np.float32)
    order = np.random.default_rng(0).permutation(500)
    train, dev = order[:400], order[400:]
    return {
        "train": (images[train], labels[train]),
        "dev": (images[dev], labels[dev]),
        "test": digits(part="test", dtype=np.float32),
    }


def train_lecture(settings: Mapping[str, Any], seed: int) -> dict[str, Any]:
    """Train with this "lr" and "strength" (and "epochs"); the score is the last dev accuracy.

    Beside it: "test", and the curves "train" and "dev", a value for each epoch.

    Examples
    --------
    >>> sorted(train_lecture({"lr": 0.01, "strength": 1e-6, "epochs": 1}, seed=0))
    ['dev', 'score', 'test', 'train']
    """
    sets, rng = lecture_sets(), np.random.default_rng(seed)
    epochs = settings.get("epochs", EPOCHS)
    network = mlp(SIZES, rng=rng, dtype=np.float32)
    optimizer = Optimizer(GradientDescent(), settings["lr"], L2(settings["strength"]))
    history = History(
        train=lambda step: evaluate(step.network, cross_entropy, sets["train"])[1],
        dev=lambda step: evaluate(step.network, cross_entropy, sets["dev"])[1],
    )
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".* diverged", category=RuntimeWarning)
        fit(
            network, cross_entropy, optimizer, sets["train"], epochs=epochs, batch_size=100,
            rng=rng, sampling="replacement", history=history,
        )  # fmt: skip
    curves = {name: np.ravel(history[name]).tolist() for name in ("train", "dev")}
    for curve in curves.values():  # a run that diverged ends early, and stays as it was
        curve += curve[-1:] * (epochs - len(curve))
    test = evaluate(network, cross_entropy, sets["test"])[1]
    return {"score": curves["dev"][-1], "test": float(test), **curves}


def asked(space: str, search: int) -> list[dict[str, Any]]:
    """The settings of one of the stored searches.

    Examples
    --------
    >>> len(asked("lecture", 0))
    100
    """
    rng = np.random.default_rng(search)
    return list(random_settings(SPACES[space], TRIALS, rng=rng))


def searches_sweep(**how: Any) -> Sweep:
    """Run every search: 400 trials, about three minutes; see ``swept``."""

    def searched(space: str, search: int) -> dict[str, npt.NDArray[Any]]:
        trials = list(run(train_lecture, Listed(asked(space, search)), seed=search))
        return {
            "lr": np.array([trial.settings["lr"] for trial in trials]),
            "strength": np.array([trial.settings["strength"] for trial in trials]),
            "train": np.array([trial.more["train"] for trial in trials], np.float32),
            "dev": np.array([trial.more["dev"] for trial in trials], np.float32),
            "test": np.array([trial.more["test"] for trial in trials], np.float32),
        }

    return swept(
        searched,
        {"space": SPACES, "search": SEARCHES},
        inner={"trial": range(TRIALS)},
        fixed={"epochs": np.arange(1, EPOCHS + 1)},
        settings={"sizes": SIZES, "batch_size": 100, "epochs": EPOCHS},
        seeds=SEARCHES,
        **how,
    )
