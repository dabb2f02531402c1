"""Where draws of one hyperparameter land, by their scale, and where the good values are."""

from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.experiments.searched_table import AXES, CENTRE, SPACE, dev_accuracy, nearest
from course_lib.search import Distribution, Uniform

Floats = npt.NDArray[np.float64]
MOST, NEAR, WANTED = 200, 0.03, (1, 5)
"""How many draws, what counts as good, and of how many hits one waits."""

SCALES: dict[str, dict[str, Distribution]] = {
    "lr": {"uniform": Uniform(1e-3, 10.0), "log": SPACE.distributions["lr"]},
    "beta": {"uniform": Uniform(0.0, 0.99), "log": SPACE.distributions["beta"]},
}


@cache
def draws(name: str, scale: str, seed: int = 0) -> Floats:
    """MOST draws; fewer of them are always the first ones.

    Examples
    --------
    >>> draws("beta", "uniform").shape
    (200,)
    """
    u = np.random.default_rng(seed).random(MOST)
    return np.array([SCALES[name][scale].at(each) for each in u])


@cache
def accuracy_along(name: str) -> Floats:
    """Mean dev accuracy of five runs along one axis of the table, the others as in CENTRE."""
    index: list[Any] = list(nearest(CENTRE))
    index[list(AXES).index(name)] = slice(None)
    return np.asarray(dev_accuracy()[tuple(index)][..., -1].mean(axis=-1))


def good_range(name: str) -> tuple[float, float]:
    """The values whose accuracy lies within NEAR of the best.

    Examples
    --------
    >>> low, high = good_range("lr")
    >>> 0.01 < low < high < 1
    True
    """
    curve = accuracy_along(name)
    good = np.flatnonzero(curve >= curve.max() - NEAR)
    return float(AXES[name][good[0]]), float(AXES[name][good[-1]])


def until(name: str, scale: str, hits: int, seed: int) -> int | None:
    """How many draws it takes until so many have landed in the good range; None: over MOST.

    Examples
    --------
    >>> until("lr", "log", 1, seed=0) < until("lr", "log", 5, seed=0)
    True
    """
    low, high = good_range(name)
    values = draws(name, scale, seed)
    found = np.flatnonzero((values >= low) & (values <= high))
    return int(found[hits - 1]) + 1 if len(found) >= hits else None


@cache
def typical(name: str, scale: str, hits: int, searches: int = 2000) -> float:
    """The median over many draws of how many it takes: a hit has the same chance in each.

    Examples
    --------
    >>> round(typical("lr", "uniform", 1)), round(typical("lr", "log", 1))
    (48, 4)
    """
    low, high = good_range(name)
    ends = [_chance_below(SCALES[name][scale], value) for value in (low, high)]
    rng = np.random.default_rng(0)
    waits = rng.geometric(ends[1] - ends[0], size=(searches, hits)).sum(axis=1)
    return float(np.median(waits))


def _chance_below(scale: Distribution, value: float) -> float:
    return float(scale.place(value))
