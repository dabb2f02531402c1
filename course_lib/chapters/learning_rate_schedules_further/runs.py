"""Schedules and watched rates, trained side by side, and each contender at its own best."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from course_lib.chapters.learning_rate_schedules_further.contenders import (
    CONTENDERS,
    Rate,
    Watched,
)
from course_lib.engine import Step
from course_lib.experiments.contests import bracketed, capped, height, lowest
from course_lib.experiments.schedule_problem import (
    Problem,
    data_of,
    rates_of,
    repeated,
    steps,
)

Floats = npt.NDArray[np.float64]
Seeds = tuple[int, ...]

TUNING, JUDGING = (0, 1, 2, 3, 4), tuple(range(5, 20))
"""Seeds that choose, and others that judge what was chosen."""


@dataclass(frozen=True)
class Runs:
    """Training losses of shape (rates, seeds, records), losses on other points at the end, rates.

    The rates, of shape (rates, seeds, updates), were those of each update.
    """

    loss: Floats
    others: Floats
    rates: Floats

    @property
    def ends(self) -> Floats:
        """The losses at the end, of shape (rates, seeds)."""
        return self.loss[..., -1]


def run(
    problem: Problem,
    rates: Sequence[Rate | float],
    seeds: Seeds,
    *,
    at: Sequence[int] | None = None,
) -> Runs:
    """Train with every rate from every seed, all side by side.

    Parameters
    ----------
    at : updates after which the loss is recorded, ascending; None: at the end alone

    Examples
    --------
    >>> run(Problem(updates=50), [0.1, 0.2], (0, 1, 2), at=[25, 50]).loss.shape
    (2, 3, 2)
    """
    records = list(at or [problem.updates])
    first = [rate.peak if isinstance(rate, Watched) else rate for rate in rates]
    table = np.repeat(
        [rates_of(rate, problem.updates) for rate in first], len(seeds), axis=0
    )  # (models, updates + 1)
    watching = _Watching(rates, seeds, table)
    training, others = (repeated(data, len(rates)) for data in data_of(problem, seeds))
    found = []
    for step in steps(problem, first, seeds):
        step.optimizer.lr = watching.rate
        if step.ends_epoch:
            watching.hear(step)
        if step.number in records:
            found.append(capped(problem, step.network, training, step.diverged))
    found += [np.full(len(table), problem.coin)] * (len(records) - len(found))  # all diverged
    shape = len(rates), len(seeds)
    return Runs(
        np.transpose(found).reshape(*shape, len(records)),
        capped(problem, step.network, others, step.diverged).reshape(shape),
        table[:, :-1].reshape(*shape, -1),
    )


class _Watching:
    """The rates of all models, of which those of watched ones are written as the run goes on."""

    def __init__(self, rates: Sequence[Rate | float], seeds: Seeds, table: Floats) -> None:
        self._table = table
        self._watched = {
            place * len(seeds) + seed: rate
            for place, rate in enumerate(rates)
            if isinstance(rate, Watched)
            for seed in range(len(seeds))
        }
        self._losses: dict[int, list[float]] = {model: [] for model in self._watched}

    def rate(self, step: int) -> Floats:
        """One rate per model."""
        return self._table[:, step, None, None]

    def hear(self, step: Step) -> None:
        """Take in the losses of an epoch; the rules say how it goes on."""
        for model, rate in self._watched.items():
            self._losses[model].append(float(step.epoch_loss[model]))
            self._table[model, step.number :] = rate.rule(self._losses[model], rate.peak)


@dataclass(frozen=True)
class Chosen:
    """The setting of a contender whose loss at the end is lowest over the tuning seeds.

    ``grid`` has the mean logarithm of the loss at every peak, for the shape that was chosen.
    """

    peak: float
    shape: str
    grid: dict[float, float]


PEAKS = {"descent": (0.2, 0.4, 0.8, 1.6), "momentum": (0.02, 0.04, 0.08, 0.16)}
"""Rule -> peaks that a grid begins with; it grows until the best is no end of it."""


@cache
def chosen(problem: Problem, name: str, seeds: Seeds = TUNING) -> Chosen:
    """Tune a contender: every shape over its own bracketed grid of peaks."""
    found = []
    for words in CONTENDERS[name].shapes:
        grid = bracketed(_score(problem, name, words, seeds), PEAKS[problem.rule])
        found.append(Chosen(lowest(grid), words, grid))
    return min(found, key=lambda each: each.grid[each.peak])


def _score(
    problem: Problem, name: str, shape: str, seeds: Seeds
) -> Callable[[list[float]], list[float]]:
    def score(peaks: list[float]) -> list[float]:
        tried = [made(name, peak, shape, problem.updates) for peak in peaks]
        return [float(each) for each in height(run(problem, tried, seeds).ends)]

    return score


def made(name: str, peak: float, shape: str, updates: int) -> Rate:
    """A contender's rates, its shape given in words."""
    contender = CONTENDERS[name]
    return contender.make(peak, updates, contender.shapes[shape])


def judged(
    problem: Problem, names: Sequence[str], seeds: Seeds = JUDGING, choose: Seeds = TUNING
) -> Runs:
    """Each contender as it was chosen, on seeds that did not choose."""
    settings = [(name, chosen(problem, name, choose)) for name in names]
    rates = [made(name, best.peak, best.shape, problem.updates) for name, best in settings]
    return run(problem, rates, seeds)
