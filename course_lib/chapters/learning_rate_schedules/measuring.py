"""Contenders at their own best: losses of many runs, a grid that grows, a paired comparison."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from course_lib.chapters.learning_rate_schedules.averaging import WeightAverage
from course_lib.engine import Network
from course_lib.engine.schedules.schedule import Schedule
from course_lib.engine.training.batches import Data
from course_lib.experiments import paired_change
from course_lib.experiments.contests import capped
from course_lib.experiments.schedule_problem import Problem, data_of, repeated, steps

Floats = npt.NDArray[np.float64]
Seeds = tuple[int, ...]


def curves(
    problem: Problem, schedules: Sequence[Schedule | float], seeds: Seeds, at: Sequence[int]
) -> Floats:
    """Training loss after ``at`` updates, shape (schedules, seeds, records); see ``capped``."""
    training = repeated(data_of(problem, seeds)[0], len(schedules))
    found = np.full((len(at), len(schedules) * len(seeds)), problem.coin)
    places = {update: place for place, update in enumerate(at)}
    for step in steps(problem, schedules, seeds):
        if step.number in places:
            found[places[step.number]] = capped(problem, step.network, training, step.diverged)
    return found.T.reshape(len(schedules), len(seeds), len(at))


@dataclass(frozen=True)
class Ends:
    """What runs come to, each of shape (schedules, seeds).

    Attributes
    ----------
    loss, dev : the loss at the end, on the training data and on others
    early : the training loss after a tenth of the updates
    averaged, averaged_dev : share of the run -> losses of the mean weights of that last share
    """

    loss: Floats
    dev: Floats
    early: Floats
    averaged: dict[float, Floats]
    averaged_dev: dict[float, Floats]


def ends(
    problem: Problem,
    schedules: Sequence[Schedule | float],
    seeds: Seeds,
    *,
    shares: Sequence[float] = (),
) -> Ends:
    """Train to the end, and judge there."""
    training, others = (repeated(data, len(schedules)) for data in data_of(problem, seeds))
    averages = {share: WeightAverage() for share in shares}
    shape = len(schedules), len(seeds)
    early = np.full(shape, problem.coin)
    for step in steps(problem, schedules, seeds):
        for share, average in averages.items():
            if step.number > (1 - share) * problem.updates:
                average.add(step.network)
        if step.number == problem.updates // 10:
            early = capped(problem, step.network, training, step.diverged).reshape(shape)

    def judged(network: Network, data: Data) -> Floats:
        return capped(problem, network, data, step.diverged).reshape(shape)

    means = {share: average.network(step.network) for share, average in averages.items()}
    return Ends(
        judged(step.network, training),
        judged(step.network, others),
        early,
        {share: judged(mean, training) for share, mean in means.items()},
        {share: judged(mean, others) for share, mean in means.items()},
    )


def height(losses: Floats) -> Floats:
    """The mean logarithm of the losses over the last axis, the seeds; by it settings are chosen."""
    return np.asarray(np.log(np.maximum(losses, 1e-12)).mean(axis=-1))


def bracketed(
    score: Callable[[list[float]], npt.ArrayLike], first: Sequence[float]
) -> dict[float, Floats]:
    """Score rates, in factors of 2, and more of them until no best one is an end of the grid.

    Parameters
    ----------
    score : function of rates -> array of shape (rates,), or (rates, criteria)
        The lower the better; every criterion may have a best of its own.
    first : rates to begin with, ascending, each twice the one before

    Returns
    -------
    dict of rate, ascending -> its scores, shape (criteria,)

    Examples
    --------
    >>> list(bracketed(lambda rates: [abs(np.log(rate / 8)) for rate in rates], [1.0, 2.0]))
    [1.0, 2.0, 4.0, 8.0, 16.0]
    """

    def scored(rates: list[float]) -> dict[float, Floats]:
        rows = np.asarray(score(rates), float).reshape(len(rates), -1)
        return dict(zip(rates, rows, strict=True))

    grid = scored([float(rate) for rate in first])
    for _ in range(20):
        rates = sorted(grid)
        bests = best_of({rate: grid[rate] for rate in rates})
        more = [rates[0] / 2] * (rates[0] in bests) + [rates[-1] * 2] * (rates[-1] in bests)
        if not more:
            return {rate: grid[rate] for rate in rates}
        grid |= scored(more)
    raise ValueError(f"no best rate lies inside the grid from {min(grid):g} to {max(grid):g}")


def refined(
    score: Callable[[list[float]], npt.ArrayLike],
    grid: dict[float, Floats],
    *,
    criteria: Sequence[int],
) -> dict[float, Floats]:
    """Score the rates a root of 2 below and above the best of some criteria, too.

    Examples
    --------
    >>> score = lambda rates: [abs(np.log(rate / 3)) for rate in rates]
    >>> [round(rate, 2) for rate in refined(score, bracketed(score, [2.0, 4.0]), criteria=(0,))]
    [2.0, 2.83, 4.0, 5.66, 8.0]
    """
    bests = [best_of(grid)[place] for place in criteria]
    more = sorted({best * factor for best in bests for factor in (0.5**0.5, 2**0.5)} - set(grid))
    rows = np.asarray(score(more), float).reshape(len(more), -1)
    found = grid | dict(zip(more, rows, strict=True))
    return {rate: found[rate] for rate in sorted(found)}


def best_of(grid: dict[float, Floats]) -> list[float]:
    """The best rate of each criterion.

    Examples
    --------
    >>> best_of({0.1: np.array([3.0, 1.0]), 0.2: np.array([2.0, 4.0])})
    [0.2, 0.1]
    """
    rates = list(grid)
    return [rates[place] for place in np.argmin(list(grid.values()), axis=0)]


def compared(ours: Floats, theirs: Floats) -> tuple[float, float]:
    """By what share we are lower (below 0) or higher, seed by seed, and in how many errors.

    ::

        d = log(ours) - log(theirs)
        exp(mean(d)) - 1,   mean(d) / standard error of mean(d)

    Examples
    --------
    >>> change, errors = compared(np.array([0.8, 0.9, 0.85]), np.ones(3))
    >>> round(change, 2), round(errors, 1)
    (-0.15, -4.8)
    """
    mean, error = paired_change(*(np.log(np.maximum(each, 1e-12)) for each in (ours, theirs)))
    return float(np.expm1(mean)), mean / error if error else float(np.sign(mean)) * 1e6
