"""Cases that the notebook has not shown, stored: and which strategy is best."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import numpy as np

from course_lib.chapters.transfer_learning import worlds
from course_lib.chapters.transfer_learning.strategies import (
    STRATEGIES,
    Floats,
    adapted,
    right,
    source,
)
from course_lib.datasets import Sweep, load_sweep
from course_lib.experiments.swept import swept

CHOICES = ("head only", "from the middle", "everything", "from scratch")
SOURCES, SIZES, WANDERS = ("digits", "clothes"), (10, 40, 150), (1, 3)
SEEDS = (20, 21, 22)
RATES = (1e-3, 3e-3, 1e-2, 3e-2)


@cache
def measured(given: str, strategy: str, size: int, by: int) -> dict[str, Floats]:
    """Share of right answers on dev and test set, shape (seeds, rates)."""
    nets = [source(given, seed, by=by) for seed in SEEDS]
    data, plan = worlds.together("digits", size, SEEDS, by=by), STRATEGIES[strategy]
    done = adapted(nets, plan, data, RATES, seeds=SEEDS)
    return {
        use: right(nets, done, plan, worlds.judges("digits", use, by=by)).astype(np.float32)
        for use in ("dev", "test")
    }


def sweep(**how: Any) -> Sweep:
    """Run all; ``progress`` and ``into`` as of ``swept``."""

    def run(given: str, strategy: str, size: int, by: int) -> dict[str, Floats]:
        return measured("none" if strategy == "from scratch" else given, strategy, size, by)

    return swept(
        run,
        {"source": SOURCES, "strategy": CHOICES, "per_class": SIZES, "wander": WANDERS},
        fixed={"rates": np.array(RATES)},
        settings={"rule": "Adam", "batch_size": 50, "target": "digits 5 to 9"},
        seeds=SEEDS,
        **how,
    )


def outcomes(stored: Sweep) -> dict[tuple[str, int, int], dict[str, float]]:
    """Percent of right answers by (source, per class, wander) and strategy, each at its rate."""
    found: dict[tuple[str, int, int], dict[str, float]] = {}
    for given in SOURCES:
        for size in SIZES:
            for by in WANDERS:
                found[given, size, by] = {}
                for strategy in CHOICES:
                    point = stored.at(source=given, strategy=strategy, per_class=size, wander=by)
                    best = int(point["dev"].mean(axis=0).argmax())
                    found[given, size, by][strategy] = 100 * float(point["test"][:, best].mean())
    return found


def stored_outcomes() -> dict[tuple[str, int, int], dict[str, float]]:
    """Give the outcomes as they are stored.

    Examples
    --------
    >>> len(stored_outcomes())
    12
    """
    return outcomes(load_sweep("transfer_learning_unseen"))


def mean_right(
    policy: Callable[[str, int], str],
    cases: Mapping[tuple[str, int, int], Mapping[str, float]],
) -> float:
    """Give the mean over the cases of what a policy's strategies reach, in percent."""
    return float(np.mean([scores[policy(given, size)] for (given, size, _), scores in
                          cases.items()]))  # fmt: skip
