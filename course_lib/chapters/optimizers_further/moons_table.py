"""Update rules on the published moons: gradient descent, momentum both ways, Adam.

The network and its first weights are those of the worked matrices, 2-5-2-1; batches of 64 in the
published order, learning rate 7e-4, 10 000 epochs. (Programming assignment on optimization,
deeplearning.ai, 2017: 79.7, 79.7 and 94.0 % of the training set.)
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.datasets import Sweep, published_moons
from course_lib.engine import (
    Adam,
    AdamUncorrected,
    DampedMomentum,
    GradientDescent,
    Momentum,
    Network,
    Optimizer,
    binary_cross_entropy,
    evaluate,
)
from course_lib.engine.rules.rule import Rule
from course_lib.experiments.swept import swept
from course_lib.experiments.worked_matrices import LR, lecture_batches, lecture_network

EPOCHS, BATCH_SIZE, EVERY = 10_000, 64, 100


@dataclass(frozen=True)
class Entry:
    """One row of the table: a rule and its learning rate."""

    rule: Rule
    lr: float = LR


ENTRIES = {
    "gradient descent": Entry(GradientDescent()),
    "momentum with (1 - beta)": Entry(DampedMomentum(0.9)),
    "momentum": Entry(Momentum(0.9)),
    "gradient descent, 10 lr": Entry(GradientDescent(), 10 * LR),
    "Adam": Entry(Adam()),
    "Adam uncorrected": Entry(AdamUncorrected()),
}
"""The published three, and three that explain them, by name."""


def table_run(name: str, *, epochs: int = EPOCHS) -> Iterator[Network]:
    """Train one row; yields the network after every epoch.

    Examples
    --------
    >>> for network in table_run("Adam", epochs=2):
    ...     pass
    >>> network
    Network(hidden 1, relu 1, hidden 2, relu 2, output; 30 parameters)
    """
    x, labels = published_moons()
    network, entry = lecture_network(), ENTRIES[name]
    optimizer = Optimizer(entry.rule, lr=entry.lr)
    for epoch in range(epochs):
        for batch in lecture_batches(epoch, size=BATCH_SIZE):
            scores = network.forward(x[batch], training=True)
            network.backward(binary_cross_entropy(scores, labels[batch])[1])
            optimizer.step(network)
        yield network


def table_curves(
    name: str, *, epochs: int = EPOCHS
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Training loss and accuracy of one row, every ``EVERY`` epochs.

    Examples
    --------
    >>> loss, accuracy = table_curves("gradient descent", epochs=EVERY)
    >>> loss.shape, accuracy.shape
    ((1,), (1,))
    """
    data = published_moons()
    scores = [
        evaluate(network, binary_cross_entropy, data)
        for epoch, network in enumerate(table_run(name, epochs=epochs), start=1)
        if epoch % EVERY == 0
    ]
    loss, accuracy = np.array(scores, np.float64).T
    return loss, accuracy


def moons_table(**how: Any) -> Sweep:
    """All rows to the end: about two minutes; see ``swept``."""
    return swept(
        lambda rule: dict(zip(("loss", "accuracy"), table_curves(rule), strict=True)),
        {"rule": ENTRIES},
        fixed={"epochs": np.arange(EVERY, EPOCHS + 1, EVERY)},
        settings={
            "sizes": [2, 5, 2, 1], "batch_size": BATCH_SIZE, "epochs": EPOCHS,
            "lr": {name: entry.lr for name, entry in ENTRIES.items()},
            "order": "RandomState(11 + epoch).permutation(300)",
        },
        seeds=[3],
        **how,
    )  # fmt: skip
