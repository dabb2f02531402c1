"""The four cases and all between them: stored runs of every source, target, strategy and size."""

from functools import cache
from typing import Any

import numpy as np

from course_lib.chapters.transfer_learning import worlds
from course_lib.chapters.transfer_learning.strategies import (
    SOURCES,
    STRATEGIES,
    Floats,
    Strategy,
    adapted,
    right,
    source,
)
from course_lib.datasets import Sweep
from course_lib.experiments.swept import swept

TARGETS = ("digits", "clothes")
SIZES = (5, 20, 100, 250)
SEEDS = (0, 1, 2)
RATES = (1e-3, 3e-3, 1e-2, 3e-2)


def same_as(given: str, strategy: Strategy) -> tuple[str, Strategy]:
    """Give the run that this one is: without a source nothing is kept but what is frozen.

    Examples
    --------
    >>> same_as("none", Strategy(2, 1)), same_as("clothes", Strategy(0, 0))
    (('none', Strategy(kept=1, frozen=1)), ('none', Strategy(kept=0, frozen=0)))
    """
    if strategy.kept == 0:
        return "none", strategy
    return given, Strategy(strategy.frozen, strategy.frozen) if given == "none" else strategy


@cache
def measured(given: str, target: str, strategy: Strategy, size: int) -> dict[str, Floats]:
    """Share of right answers on the dev and the test set, shape (seeds, rates)."""
    nets = [source(given, seed) for seed in SEEDS]
    data = worlds.together(target, size, SEEDS)
    done = adapted(nets, strategy, data, RATES, seeds=SEEDS)
    return {
        use: right(nets, done, strategy, worlds.judges(target, use)).astype(np.float32)
        for use in ("dev", "test")
    }


def sweep(**how: Any) -> Sweep:
    """Run all; ``progress`` and ``into`` as of ``swept``."""

    def run(given: str, target: str, strategy: str, size: int) -> dict[str, Floats]:
        return measured(*_ordered(given, target, STRATEGIES[strategy]), size)

    return swept(
        run,
        {"source": SOURCES, "target": TARGETS, "strategy": STRATEGIES, "per_class": SIZES},
        fixed={"rates": np.array(RATES)},
        settings={"rule": "Adam", "batch_size": 50, "wander": worlds.BY},
        seeds=SEEDS,
        **how,
    )


def _ordered(given: str, target: str, strategy: Strategy) -> tuple[str, str, Strategy]:
    given, strategy = same_as(given, strategy)
    return given, target, strategy


def at_own_rate(stored: Sweep, **point: Any) -> tuple[Floats, float]:
    """Test accuracy of each seed, in percent, at the rate that is best on the dev set, and that.

    Both are of pictures that the runs have not seen; the rate is chosen for the mean of the seeds.
    """
    found = stored.at(**point)
    best = int(found["dev"].mean(axis=0).argmax())
    return 100 * found["test"][:, best].astype(float), float(stored.fixed["rates"][best])
