"""Contenders at their own best: losses that count, bracketed tuning, and paired comparison."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from course_lib.engine import Network, evaluate
from course_lib.engine.training.batches import Data
from course_lib.experiments.compare import paired_change
from course_lib.experiments.schedule_problem import Problem

Floats = npt.NDArray[np.float64]

ENOUGH = 3.0
"""Standard errors from which on a mean counts."""


def capped(
    problem: Problem, network: Network, data: Data, diverged: npt.NDArray[np.bool_]
) -> Floats:
    """The loss of each model; none counts for more than guessing, whatever became of it."""
    loss = np.where(diverged, np.inf, evaluate(network, problem.loss, data)[0])
    return np.minimum(loss, problem.coin)


def height(losses: Floats) -> Floats:
    """Mean of the logarithms over the last axis, the seeds: one run lost does not rule it."""
    return np.asarray(np.log(losses).mean(axis=-1))


def bracketed(
    score: Callable[[list[float]], Sequence[float]], first: Sequence[float]
) -> dict[float, float]:
    """Scores on a grid of factors of 2, which grows until its lowest is no end of it.

    Examples
    --------
    >>> bracketed(lambda rates: [abs(rate - 8) for rate in rates], [2.0, 4.0])
    {2.0: 6.0, 4.0: 4.0, 8.0: 0.0, 16.0: 8.0}
    """
    grid = dict(zip(first, score(list(first)), strict=True))
    for _ in range(20):
        best = lowest(grid)
        if min(grid) < best < max(grid):
            return dict(sorted(grid.items()))
        more = [best / 2] if best == min(grid) else [best * 2]
        grid |= dict(zip(more, score(more), strict=True))
    raise ValueError(f"no best rate lies inside the grid; got {grid}")


def lowest(grid: dict[float, float]) -> float:
    """The rate with the lowest score.

    Examples
    --------
    >>> lowest({0.1: 3.0, 0.2: 1.0, 0.4: 2.0})
    0.2
    """
    return min(grid, key=grid.__getitem__)


@dataclass(frozen=True)
class Compared:
    """A paired change as a share of the reference, and how many standard errors it is long."""

    change: float
    errors: float

    @property
    def lower(self) -> bool:
        """Whether it is a change downwards that counts."""
        return self.errors < -ENOUGH

    @property
    def higher(self) -> bool:
        """Whether it is a change upwards that counts."""
        return self.errors > ENOUGH

    def __str__(self) -> str:
        percent = abs(100 * self.change / self.errors) if self.errors else 0.0
        return f"{round(100 * self.change):+d} ± {percent:.0f} %"  # no -0


def compared(ours: npt.ArrayLike, theirs: npt.ArrayLike) -> Compared:
    """Compare losses seed by seed, by their ratio.

    ::

        d = log(ours) - log(theirs)
        change = exp(mean(d)) - 1,   errors = mean(d) / standard error of it

    Examples
    --------
    >>> print(compared([0.8, 0.9, 0.85], [1.0, 1.0, 1.0]))
    -15 ± 3 %
    """
    mean, error = paired_change(np.log(ours), np.log(theirs))
    errors = mean / error if error else float(np.sign(mean)) * 1e6
    return Compared(float(np.exp(mean) - 1), float(errors))
