"""Two stored maps over rates: before or after the activation, and stacks of 5, 19, 34 layers."""

from typing import Any

from course_lib.chapters.batch_normalization_further.nets import Setting, right
from course_lib.datasets import Sweep
from course_lib.experiments.swept import swept

RATES = (0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
PLACES, PLACED_DEPTHS, PLACED_SEEDS = ("before", "after"), (2, 5, 10), (0, 1, 2, 3)
STACKS: dict[str, dict[str, Any]] = {
    "he": {"norm": "none"},
    "batch norm": {"norm": "batch norm"},
    "both": {"norm": "batch norm", "skip": True},
}
"""From He's start alone; with batch norm; with batch norm and a way around each layer."""
DEPTHS, DEEP_SEEDS = (5, 19, 34), (0, 1)


def places_sweep(*, updates: int = 320, **how: Any) -> Sweep:
    """Batch norm before and after its activation; axes (place, depth, lr, seed): a minute."""

    def cell(place: str, depth: int) -> dict[str, Any]:
        one = Setting("batch norm", place=place, depth=depth, updates=updates)
        _, dev, test = right(one, RATES, PLACED_SEEDS)
        return {"dev": dev, "test": test}

    return swept(
        cell,
        {"place": PLACES, "depth": PLACED_DEPTHS},
        inner={"lr": RATES, "seed": PLACED_SEEDS},
        settings={"updates": updates, "batch_size": 32, "width": 50, "examples": 1000},
        seeds=PLACED_SEEDS,
        **how,
    )


def stacks_sweep(*, updates: int = 200, **how: Any) -> Sweep:
    """Three kinds of stacks; axes (kind, depth, lr, seed): a few minutes."""

    def cell(kind: str, depth: int) -> dict[str, Any]:
        one = Setting(depth=depth, width=30, batch_size=50, updates=updates, **STACKS[kind])
        _, dev, test = right(one, RATES, DEEP_SEEDS)
        return {"dev": dev, "test": test}

    return swept(
        cell,
        {"kind": list(STACKS), "depth": DEPTHS},
        inner={"lr": RATES, "seed": DEEP_SEEDS},
        settings={"updates": updates, "batch_size": 50, "width": 30, "examples": 1000},
        seeds=DEEP_SEEDS,
        **how,
    )
