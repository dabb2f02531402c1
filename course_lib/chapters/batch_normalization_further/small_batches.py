"""Norms by batch size and learning rate, two hidden layers, 1000 updates each. Stored."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.chapters.batch_normalization_further.nets import Setting, right
from course_lib.datasets import Sweep
from course_lib.experiments.swept import swept

SEEDS = (0, 1, 2)
BATCH_SIZES = (1, 2, 3, 4, 8, 16, 32)
RATES = (0.003, 0.01, 0.03, 0.1, 0.3, 1.0)
EPSILONS = (1e-5, 1e-3, 0.1, 1.0)
UPDATES = 1000

CONTENDERS: dict[str, dict[str, Any]] = {
    "none": {"norm": "none"},
    "renorm": {"norm": "renorm"},
    "layer norm": {"norm": "layer norm"},
    "group norm": {"norm": "group norm"},
    "RMSNorm": {"norm": "RMSNorm"},
    **{f"batch norm, eps {eps:g}": {"norm": "batch norm", "eps": eps} for eps in EPSILONS},
}
"""Name -> the fields of its setting."""


def small_batches_sweep(*, updates: int = UPDATES, **how: Any) -> Sweep:
    """Train every contender in every batch size: some minutes; see ``swept``.

    Axes (contender, batch_size, lr, seed); right answers in percent, on dev and on test digits.
    """

    def cell(contender: str, batch_size: int) -> dict[str, npt.NDArray[Any]]:
        setting = Setting(batch_size=batch_size, updates=updates, **CONTENDERS[contender])
        _, dev, test = right(setting, RATES, SEEDS)
        return {"dev": dev.astype(np.float32), "test": test.astype(np.float32)}

    return swept(
        cell,
        {"contender": list(CONTENDERS), "batch_size": BATCH_SIZES},
        inner={"lr": RATES, "seed": SEEDS},
        settings={"updates": updates, "examples": 1000, "hidden": (50, 50)},
        seeds=SEEDS,
        **how,
    )


def at_own_best(sweep: Sweep, contender: str, batch_size: int) -> tuple[float, float]:
    """The rate that is best on dev digits, and the mean on test digits there.

    Examples
    --------
    >>> from course_lib.datasets import load_sweep
    >>> stored = load_sweep("batch_normalization_further_small_batches")
    >>> at_own_best(stored, "none", 1)[0] < 0.1
    True
    """
    place = list(sweep.axes["contender"]).index(contender)
    size = list(sweep.axes["batch_size"]).index(batch_size)
    best = int(sweep.values["dev"][place, size].mean(axis=-1).argmax())
    return float(sweep.axes["lr"][best]), float(sweep.values["test"][place, size, best].mean())
