"""Three tables, one for each draw of the digits, and many searches over them at once.

The first is that of ``searched_table``; the two others are coarser. A search is an array of places
between 0 and 1, one column for each hyperparameter; what is near a point of the table is the point.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.chapters.hyperparameter_search.table import OTHER_AXES, STARTS
from course_lib.datasets import load_sweep
from course_lib.experiments.searched_digits import COUNTS
from course_lib.experiments.searched_table import AXES, NAMES

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
DIGITS = ("first", "other", "third")
"""Which draw of 600 digits."""


@dataclass(frozen=True)
class Table:
    """Accuracies of a grid of settings.

    Attributes
    ----------
    axes : the values of lr, beta, strength and hidden
    dev : array of shape (lr, beta, strength, hidden, seed, epochs)
    test : the same without epochs
    """

    axes: Mapping[str, npt.NDArray[Any]]
    dev: Floats
    test: Floats

    @property
    def worth(self) -> Floats:
        """Mean dev accuracy of all seeds after the last epoch, shape (lr, beta, strength, hidden).

        Examples
        --------
        >>> trained("first").worth.shape
        (17, 7, 5, 5)
        """
        return np.asarray(self.dev[..., -1].mean(axis=-1))

    def part(self, **ranges: tuple[float, float]) -> "Table":
        """Keep the values from one end to another, both included, of the axes that are named.

        Examples
        --------
        >>> trained("first").part(lr=(0.01, 1), hidden=(32, 32)).worth.shape
        (9, 7, 5, 1)
        """
        kept: list[Any] = [slice(None)] * len(NAMES)
        axes = dict(self.axes)
        for name, (low, high) in ranges.items():
            inside = (axes[name] > low * (1 - 1e-9)) & (axes[name] < high * (1 + 1e-9))
            if not inside.any():
                raise ValueError(f"needed values of {name} in the table; got {(low, high)}")
            found = np.flatnonzero(inside)
            kept[NAMES.index(name)] = slice(found[0], found[-1] + 1)
            axes[name] = axes[name][inside]
        return replace(self, axes=axes, dev=self.dev[tuple(kept)], test=self.test[tuple(kept)])

    def points(self, places: Floats) -> tuple[Whole, ...]:
        """The points of the table nearest to places of shape (..., 4): four arrays of indices."""
        lengths = [len(self.axes[name]) - 1 for name in NAMES]
        return tuple(np.moveaxis(np.rint(places * lengths).astype(np.int64), -1, 0))

    def tried(self, places: Floats, rng: np.random.Generator, epochs: int = -1) -> Floats:
        """The score of one run each, a seed drawn for every trial."""
        seeds = rng.integers(self.dev.shape[-2], size=places.shape[:-1])
        return np.asarray(self.dev[(*self.points(places), seeds, epochs)])

    def worth_at(self, places: Floats) -> Floats:
        """What these places are worth."""
        return np.asarray(self.worth[self.points(places)])


@cache
def trained(digits: str) -> Table:
    """One of the DIGITS.

    Examples
    --------
    >>> trained("other").dev.shape
    (17, 7, 3, 3, 3, 5)
    """
    if digits == "first":
        axes, values = AXES, load_sweep("hyperparameter_search_table").values
        dev, test = values["dev_right"], values["test_right"]
    elif digits in DIGITS:
        axes, values = OTHER_AXES, load_sweep("hyperparameter_search_others").values
        which = DIGITS.index(digits) - 1
        assert len(STARTS) == len(DIGITS) - 1
        dev, test = values["dev_right"][which], values["test_right"][which]
    else:
        raise ValueError(f"there are the digits {DIGITS}; got {digits!r}")
    return Table(axes, dev / COUNTS["dev"], test / COUNTS["test"])


def runs_of(table: Table, places: Floats, rng: np.random.Generator, epochs: int = -1) -> Floats:
    """All runs of every trial, shape (..., seeds): first the one that a search sees.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> runs_of(trained("first"), rng.random((200, 10, 4)), rng).shape
    (200, 10, 5)
    """
    count = table.dev.shape[-2]
    seen = rng.integers(count, size=places.shape[:-1])[..., None]
    at: tuple[Any, ...] = (*table.points(places), slice(None), epochs)
    runs = table.dev[at]
    return np.take_along_axis(runs, (seen + np.arange(count)) % count, axis=-1)


def best_of(places: Floats, scores: Floats) -> Floats:
    """The place of each search's best score, of shape (searches, 4)."""
    return np.asarray(places[np.arange(len(places)), scores.argmax(axis=1)])


def gained(ours: Floats, theirs: Floats) -> dict[str, float]:
    """Mean difference in points, and how many of its standard errors it is; pair by pair.

    Examples
    --------
    >>> gained(np.array([0.8, 0.7]), np.array([0.7, 0.6]))["points"]
    10.0
    """
    difference = 100 * (ours - theirs)
    error = float(difference.std(ddof=1)) / len(difference) ** 0.5
    mean = float(difference.mean())
    return {"points": round(mean, 2), "errors": round(mean / error, 1) if error else 0.0}
