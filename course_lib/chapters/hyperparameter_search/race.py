"""Ways to search, side by side on the stored table: one objective, one budget, 20 seeds."""

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.experiments.searched_table import SPACE, look_up
from course_lib.search import (
    Bayesian,
    CoarseToFine,
    Listed,
    Method,
    Space,
    random_settings,
    run,
)

BUDGET, SEEDS = 30, tuple(range(20))
Objective = Callable[[Any, int], dict[str, float]]


def method(name: str, seed: int) -> Method:
    """One of METHODS, with a budget of BUDGET trials.

    Examples
    --------
    >>> len(method("random", seed=0).ask())
    30
    """
    rng = np.random.default_rng(seed)
    if name == "grid":  # 2 x 2 x 2 x 2 of it, then a part of a second, shifted one
        return Listed((shifted_grid(SPACE, 2, rng=rng) + shifted_grid(SPACE, 2, rng=rng))[:BUDGET])
    if name == "random":
        return Listed(random_settings(SPACE, BUDGET, rng=rng))
    if name == "coarse to fine":
        return CoarseToFine(SPACE, rounds=3, count=BUDGET // 3, keep=3, rng=rng)
    if name == "Bayesian":
        return Bayesian(SPACE, count=BUDGET, rng=rng)
    raise ValueError(f"there are {METHODS}; got {name!r}")


METHODS = ("grid", "random", "coarse to fine", "Bayesian")


def shifted_grid(space: Space, points: int, *, rng: np.random.Generator) -> list[dict[str, Any]]:
    """An evenly spaced grid, ``points`` for each hyperparameter, shifted at random: no lucky ends.

    Examples
    --------
    >>> len(shifted_grid(SPACE, 2, rng=np.random.default_rng(0)))
    16
    """
    rows = [(np.arange(points) + rng.random()) / points for _ in range(len(space))]
    return [space.at(places) for places in product(*rows)]


def found(name: str, seed: int, objective: Objective = look_up) -> npt.NDArray[np.float64]:
    """What the best so far is worth after each trial: the mean dev accuracy of its five runs.

    Best is what the search believes to be best, by the scores that it saw.
    """
    trials = list(run(objective, method(name, seed), seed=seed))
    scores = [trial.score for trial in trials]
    best = [int(np.argmax(scores[: n + 1])) for n in range(len(trials))]
    return np.array([trials[k].more["mean"] for k in best])
