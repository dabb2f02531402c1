"""Several stored tables as objectives: that of ``searched_table``, and what stands beside it.

A setting between the points of the table gets the nearest one, on each hyperparameter's own scale.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.datasets import load_sweep
from course_lib.experiments.searched_digits import COUNTS
from course_lib.experiments.searched_table import CENTRE, NAMES, SPACE
from course_lib.search import Space, Uniform

__all__ = ["NAMES", "SPACE", "SPACES", "Table", "line", "table"]

Floats = npt.NDArray[np.float64]

SPACES = {
    "all four": SPACE,
    "rate and beta": Space(**{name: SPACE.distributions[name] for name in ("lr", "beta")}),
    "the rate on an even scale": Space(**(SPACE.distributions | {"lr": Uniform(1e-3, 10.0)})),
}
STORED = {
    "the table": ("hyperparameter_search_table", -1),
    "after 4 epochs": ("hyperparameter_search_table", 2),
    "other digits": ("hyperparameter_search_further_other_digits", None),
    "shuffled": ("hyperparameter_search_table", -1),
}
"""Name -> the stored file, and which of its looks at the dev set is the score."""


@dataclass(frozen=True)
class Table:
    """An objective that looks up; call it with settings and a seed.

    Parameters
    ----------
    scores : array of shape (lr, beta, strength, hidden, seeds), accuracies on the dev set
    places : for each hyperparameter, where its values stand on its scale, from 0 to 1
    noise : whether a score is that of one run; else it is the mean of all

    Examples
    --------
    >>> told = table()({"lr": 0.1}, seed=0)
    >>> sorted(told), told == table()({"lr": 0.1}, seed=1)
    (['mean', 'score'], False)
    """

    scores: Floats
    places: tuple[Floats, ...]
    noise: bool

    def __call__(self, settings: Mapping[str, Any], seed: int) -> dict[str, float]:
        """Score of one run, chosen by ``seed``; the mean of all runs, which a search never sees."""
        runs = self.scores[self.nearest(settings)]
        mean = float(runs.mean())
        return {"score": float(runs[seed % len(runs)]) if self.noise else mean, "mean": mean}

    def nearest(self, settings: Mapping[str, Any]) -> tuple[int, ...]:
        """Where in the table these settings stand; what they leave out is as in CENTRE."""
        unknown = sorted(set(settings) - set(NAMES))
        if unknown:
            raise ValueError(f"the table knows {list(NAMES)}; got {unknown}")
        full = CENTRE | dict(settings)
        return tuple(
            int(np.argmin(np.abs(values - SPACE.distributions[name].place(full[name]))))
            for name, values in zip(NAMES, self.places, strict=True)
        )

    @property
    def best(self) -> float:
        """The mean of the best setting."""
        return float(self.scores.mean(axis=-1).max())


@cache
def table(name: str = "the table", *, noise: bool = True) -> Table:
    """One of STORED; "shuffled" has the same scores at random places, so that nothing is near."""
    stored, look = STORED[name]
    sweep = load_sweep(stored)
    right = np.asarray(sweep.values["dev_right"], float) / COUNTS["dev"]
    scores = right if look is None else right[..., look]
    if name == "shuffled":
        points = scores.reshape(-1, scores.shape[-1])
        points = np.random.default_rng(0).permutation(points)
        scores = points.reshape(scores.shape)
    places = tuple(
        np.array([SPACE.distributions[each].place(v) for v in np.asarray(sweep.axes[each])])
        for each in NAMES
    )
    return Table(scores, places, noise)


@cache
def line(name: str = "the table", *, beta: int = 3, strength: int = 2, hidden: int = 3) -> Floats:
    """Mean scores along the learning rate, at one place of the others: shape (lr,)."""
    scores = table(name).scores.mean(axis=-1)
    return np.asarray(scores[:, beta, strength, min(hidden, scores.shape[3] - 1)])
