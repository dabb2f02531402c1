"""Where draws of one hyperparameter land, by their scale, and where the good values are."""

from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.experiments.searched_table import CENTRE, SPACE, dev_accuracy, nearest
from course_lib.experiments.searched_table import AXES
from course_lib.search import Distribution, Uniform

Floats = npt.NDArray[np.float64]
MOST, NEAR = 200, 0.03
SCALES: dict[str, dict[str, Distribution]] = {
    "lr": {"uniform": Uniform(1e-3, 10.0), "log": SPACE.distributions["lr"]},
    "beta": {"uniform": Uniform(0.0, 0.99), "log": SPACE.distributions["beta"]},
}


@cache
def draws(name: str, scale: str) -> Floats:
    """MOST draws; fewer of them are always the first ones.

    Examples
    --------
    >>> draws("beta", "uniform").shape
    (200,)
    """
    u = np.random.default_rng(3).random(MOST)
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
