"""A stored map: depths with and without ways around and a norm, at every rate."""

from typing import Any

import numpy as np

from course_lib.chapters.convolutions_and_skips.deep import Floats, Setting, right
from course_lib.datasets import Sweep
from course_lib.experiments.swept import swept

RATES = (0.003, 0.01, 0.03, 0.1, 0.3)
DEPTHS, SEEDS = (3, 9, 17, 33), (0, 1)
KINDS: dict[str, dict[str, Any]] = {
    "plain": {},
    "batch norm": {"norm": "batch norm"},
    "skips, small start": {"skip": True, "shrink": 0.2},
    "skips, batch norm": {"skip": True, "norm": "batch norm"},
}
"""Name -> the fields of its setting."""


def sweep(*, updates: int = 200, **how: Any) -> Sweep:
    """Four kinds of stacks; axes (kind, depth, lr, seed): a few minutes; see ``swept``."""

    def cell(kind: str, depth: int) -> dict[str, Any]:
        training, dev, test = right(
            Setting(depth=depth, updates=updates, **KINDS[kind]), RATES, SEEDS
        )
        three = {"train": training, "dev": dev, "test": test}
        return {name: values.astype(np.float32) for name, values in three.items()}

    return swept(
        cell,
        {"kind": list(KINDS), "depth": DEPTHS},
        inner={"lr": RATES, "seed": SEEDS},
        settings={"updates": updates, "batch_size": 20, "channels": 8, "examples": 1000},
        seeds=SEEDS,
        **how,
    )


def at_own_best(stored: Sweep, kind: str, depth: int, judged: str) -> tuple[float, Floats]:
    """The rate that is best on dev digits, and what each seed has there, judged on a set.

    Examples
    --------
    >>> from course_lib.datasets import load_sweep
    >>> stored = load_sweep("convolutions_and_skips_stacks")
    >>> bool(at_own_best(stored, "plain", 3, "test")[1].mean() > 80)
    True
    """
    place = list(stored.axes["kind"]).index(kind), list(stored.axes["depth"]).index(depth)
    best = int(stored.values["dev"][place].mean(axis=-1).argmax())
    return float(stored.axes["lr"][best]), np.asarray(stored.values[judged][place][best])
