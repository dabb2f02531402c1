"""Constant rate, decay and averaged weights on one problem: tuned on some seeds, judged on others.

What the claims of notebook 06 rest on. Nothing is chosen by the seeds that judge.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from course_lib.chapters.learning_rate_schedules.measuring import (
    Ends,
    Seeds,
    best_of,
    bracketed,
    compared,
    ends,
    height,
    refined,
)
from course_lib.engine.schedules.schedule import Schedule
from course_lib.experiments.decay_forms import composed
from course_lib.experiments.schedule_problem import Problem

SHARES = (0.02, 0.05, 0.1, 0.2, 0.4)
"""Last shares of a run whose weights are averaged, to choose from."""

FINAL = 0.01
"""Where a cosine ends, as a share of its peak."""

SPEEDS = {"descent": 1.0, "momentum": 0.1, "Adam": 0.03}
"""Where the grids of a rule begin: a momentum of 0.9 makes each step ten times as long."""


def seeds_of(group: int) -> tuple[Seeds, Seeds]:
    """Twelve seeds to tune by, and 24 others to judge by.

    Examples
    --------
    >>> tuning, judging = seeds_of(1)
    >>> tuning[0], judging[0], judging[-1]
    (100, 112, 135)
    """
    first = 100 * group
    return tuple(range(first, first + 12)), tuple(range(first + 12, first + 36))


def grid_of(problem: Problem) -> list[float]:
    """Rates to begin with."""
    return [float(f"{SPEEDS[problem.rule] * rate:g}") for rate in (0.1, 0.2, 0.4, 0.8, 1.6)]


@dataclass(frozen=True)
class Choice:
    """What the first seeds chose: rates by the loss after a tenth of the budget, and at its end.

    Those with ``dev`` are chosen by the loss on other points, for what is said of other points.
    """

    early: float
    constant: float
    constant_dev: float
    averaged: float
    share: float
    cosine: float
    cosine_dev: float


@cache
def chosen(problem: Problem, seeds: Seeds) -> Choice:
    """Tune everybody, each on a grid of rates that reaches beyond the best on both sides.

    Beside the best rates the grid is finer: near a cliff a factor of 2 is a long way.
    """

    def constant(rates: list[float]) -> np.ndarray:
        found = ends(problem, rates, seeds, shares=SHARES)
        criteria = [found.early, found.loss, found.dev, *found.averaged.values()]
        return height(np.stack(criteria, axis=1))

    def cosine(peaks: list[float]) -> np.ndarray:
        schedules = [composed("cosine", peak, 0, FINAL, steps=problem.updates) for peak in peaks]
        found = ends(problem, schedules, seeds)
        return height(np.stack([found.loss, found.dev], axis=1))

    grid = refined(constant, bracketed(constant, grid_of(problem)), criteria=(1, 2))
    early, late, late_dev, *means = best_of(grid)
    share = int(np.argmin([grid[rate][3 + place] for place, rate in enumerate(means)]))
    peak, peak_dev = best_of(refined(cosine, bracketed(cosine, grid_of(problem)), criteria=(0, 1)))
    return Choice(early, late, late_dev, means[share], SHARES[share], peak, peak_dev)


@dataclass(frozen=True)
class Contest:
    """The fresh seeds' runs: constant rates and cosines by their rate."""

    choice: Choice
    constant: dict[float, int]
    cosine: dict[float, int]
    found: Ends


@cache
def contest(problem: Problem, group: int) -> Contest:
    """Tune by a group's first seeds, and run what was chosen from the others."""
    tuning, judging = seeds_of(group)
    choice = chosen(problem, tuning)
    near = {choice.constant * factor for factor in (0.5, 1, 2)}
    rates = sorted(near | {choice.early, choice.averaged, choice.constant_dev})
    peaks = sorted(near | {choice.cosine, choice.cosine_dev})
    schedules: list[Schedule | float] = [
        *rates,
        *(composed("cosine", peak, 0, FINAL, steps=problem.updates) for peak in peaks),
    ]
    found = ends(problem, schedules, judging, shares=(choice.share,))
    return Contest(
        choice,
        {rate: place for place, rate in enumerate(rates)},
        {peak: place for place, peak in enumerate(peaks, len(rates))},
        found,
    )


def when(group: int, **fields: object) -> dict[str, float]:
    """The rate that is best after a tenth of the budget, and the one that is best at its end.

    ``early`` and ``late`` compare the smaller with the larger, at these times, and ``gained`` the
    two times; all are 0 where both rates are the same.
    """
    run = contest(Problem(**fields), group)  # type: ignore[arg-type]
    both = run.choice.early, run.choice.constant
    smaller, larger = (run.constant[rate] for rate in (min(both), max(both)))
    then, at_last = run.found.early, run.found.loss
    numbers = {"early_rate": run.choice.early, "late_rate": run.choice.constant}
    for words, ours, theirs in (
        ("early", then[smaller], then[larger]),
        ("late", at_last[smaller], at_last[larger]),
        ("gained", at_last[smaller] / at_last[larger], then[smaller] / then[larger]),
    ):
        numbers[words], numbers[f"{words}_errors"] = compared(ours, theirs)
    return numbers


def decay(group: int, **fields: object) -> dict[str, float]:
    """A cosine with a peak of its own against the best constant rate; each chosen for its loss."""
    run = contest(Problem(**fields), group)  # type: ignore[arg-type]
    ours, theirs = run.cosine[run.choice.cosine], run.constant[run.choice.constant]
    loss, dev = run.found.loss, run.found.dev
    ours_dev = run.cosine[run.choice.cosine_dev]
    theirs_dev = run.constant[run.choice.constant_dev]
    change, errors = compared(loss[ours], loss[theirs])
    dev_change, dev_errors = compared(dev[ours_dev], dev[theirs_dev])
    return {
        "constant": run.choice.constant,
        "loss": float(loss[theirs].mean()),
        "peak": run.choice.cosine,
        "change": change,
        "errors": errors,
        "dev_constant": run.choice.constant_dev,
        "dev_peak": run.choice.cosine_dev,
        "dev_change": dev_change,
        "dev_errors": dev_errors,
    }


def same_rate(group: int, **fields: object) -> dict[str, float]:
    """A cosine from half the best constant rate, from it, and from twice it.

    ``gain_..._errors`` compare it with the constant run at the very same rate; ``change_...`` with
    the best constant rate.
    """
    run = contest(Problem(**fields), group)  # type: ignore[arg-type]
    best, loss, numbers = run.choice.constant, run.found.loss, {"constant": run.choice.constant}
    for words, factor in (("half", 0.5), ("same", 1), ("twice", 2)):
        rate = best * factor
        ours, theirs = loss[run.cosine[rate]], loss[run.constant[rate]]
        numbers[words], numbers[f"{words}_errors"] = compared(ours, theirs)
    half, twice = (loss[run.cosine[best * f]] / loss[run.constant[best * f]] for f in (0.5, 2))
    numbers["twice_against_half"], numbers["twice_against_half_errors"] = compared(twice, half)
    best_change = compared(loss[run.cosine[2 * best]], loss[run.constant[best]])
    numbers["twice_against_best"], numbers["twice_against_best_errors"] = best_change
    return numbers


def averages(group: int, **fields: object) -> dict[str, float]:
    """The mean weights of a constant run's last part, against its end, the best, the cosine."""
    run = contest(Problem(**fields), group)  # type: ignore[arg-type]
    choice, found = run.choice, run.found
    own, best = run.constant[choice.averaged], run.constant[choice.constant]
    cosine = run.cosine[choice.cosine]
    mean, mean_dev = found.averaged[choice.share][own], found.averaged_dev[choice.share][own]
    numbers = {"rate": choice.averaged, "share": choice.share}
    for words, theirs in (("own_end", own), ("best", best), ("cosine", cosine)):
        numbers[words], numbers[f"{words}_errors"] = compared(mean, found.loss[theirs])
    best_dev = found.dev[run.constant[choice.constant_dev]]
    numbers["dev_best"], numbers["dev_best_errors"] = compared(mean_dev, best_dev)
    return numbers
