"""Columns chosen, or normalized, before the split: what dev then promises, and what is kept."""

from dataclasses import dataclass

import numpy as np

from course_lib.chapters.training_clinic.problems import Floats, Part, telling_most
from course_lib.engine import Optimizer, accuracy, binary_cross_entropy, fit, mlp

STEPS = ("nothing", "normalized", "chosen", "both")


@dataclass(frozen=True)
class Table:
    """Rows of measurements of which ``telling`` say something about the label, by ``effect`` stds.

    Attributes
    ----------
    rows : training rows; as many are dev, and 1000 are new
    kept : columns kept by their correlation with the label
    """

    rows: int = 100
    columns: int = 500
    telling: int = 2
    effect: float = 1.0
    kept: int = 30
    hidden: int = 16
    lr: float = 0.1
    epochs: int = 20


def drawn(table: Table, rng: np.random.Generator) -> dict[str, Part]:
    """Training, dev and new rows."""
    parts = {}
    scale = np.exp(rng.normal(size=table.columns))
    for name, size in (("train", table.rows), ("dev", table.rows), ("new", 1000)):
        labels = rng.permutation(np.arange(size) % 2)
        x = rng.normal(size=(size, table.columns))
        x[:, : table.telling] += table.effect * (labels[:, None] - 0.5)
        parts[name] = (x * scale, labels)
    return parts


def promised_and_kept(table: Table, seed: int, before: str = "nothing") -> tuple[float, float]:
    """Right answers on dev and on new rows, in percent.

    Parameters
    ----------
    before : one of ``STEPS``: what was done on training and dev rows together, before the split
    """
    rng = np.random.default_rng([seed, 6])
    parts = drawn(table, rng)
    train, dev = parts["train"], parts["dev"]
    together = np.concatenate([train[0], dev[0]]), np.concatenate([train[1], dev[1]])
    rows, labels = together if before in ("chosen", "both") else train
    chosen = telling_most(rows, labels, table.kept)
    seen = (together if before in ("normalized", "both") else train)[0][:, chosen]
    mean, std = seen.mean(axis=0), seen.std(axis=0)

    def ready(x: Floats) -> Floats:
        return np.asarray((x[:, chosen] - mean) / std)

    network = mlp([table.kept, table.hidden, 1], rng=rng)
    fit(
        network, binary_cross_entropy, Optimizer(lr=table.lr), (ready(train[0]), train[1]),
        epochs=table.epochs, batch_size=10, rng=rng, every=table.epochs,
    )  # fmt: skip
    on_dev, on_new = (
        100 * float(accuracy(network.forward(ready(parts[name][0])), parts[name][1]))
        for name in ("dev", "new")
    )
    return on_dev, on_new
