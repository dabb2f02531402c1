"""A sigmoid before a loss that takes logits: what it can reach, and how it gets there."""

import warnings
from dataclasses import dataclass

import numpy as np

from course_lib.chapters.training_clinic.problems import Floats
from course_lib.datasets import digits
from course_lib.engine import (
    Dense,
    Layer,
    Network,
    Optimizer,
    ReLU,
    Sigmoid,
    cross_entropy,
    evaluate,
    train,
)


@dataclass(frozen=True)
class Study:
    """Digits of some classes, and a network with one hidden layer."""

    classes: int = 10
    count: int = 300
    start: int = 0
    hidden: int = 32
    lr: float = 0.5
    epochs: int = 20
    batch_size: int = 10


def curve(study: Study, seed: int, *, squashed: bool) -> tuple[Floats, Floats]:
    """Training loss and share right on new digits, before the first and after every epoch."""
    x, labels = digits(12000, side=14)
    inside = np.flatnonzero(labels < study.classes)[study.start : study.start + study.count + 1000]
    x, labels = x[inside], labels[inside]
    known, new = (
        (x[: study.count], labels[: study.count]),
        (x[study.count :], labels[study.count :]),
    )
    layers: list[Layer] = [
        Dense(x.shape[1], study.hidden), ReLU(), Dense(study.hidden, study.classes)
    ]  # fmt: skip
    layers += [Sigmoid()] if squashed else []
    rng = np.random.default_rng([seed, 3])
    network = Network(layers, rng=rng)
    losses, right = [], []
    with warnings.catch_warnings(action="ignore"):  # the engine says what is wrong
        losses.append(float(evaluate(network, cross_entropy, known)[0]))
        right.append(float(evaluate(network, cross_entropy, new)[1]))
        recipe = {"epochs": study.epochs, "batch_size": study.batch_size, "rng": rng}
        for step in train(network, cross_entropy, Optimizer(lr=study.lr), known, **recipe):  # type: ignore[arg-type]
            if step.ends_epoch:
                losses.append(float(evaluate(network, cross_entropy, known)[0]))
                right.append(float(evaluate(network, cross_entropy, new)[1]))
    return np.array(losses), np.array(right)
