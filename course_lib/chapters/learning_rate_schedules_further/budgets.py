"""Runs that end earlier or later than was planned, and schedules that do not mind."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from course_lib.chapters.learning_rate_schedules_further.contenders import (
    FINAL,
    hold_then_decay,
)
from course_lib.chapters.learning_rate_schedules_further.runs import (
    JUDGING,
    PEAKS,
    TUNING,
    Seeds,
    chosen,
    run,
)
from course_lib.engine import cosine_decay
from course_lib.experiments.contests import bracketed, height, lowest
from course_lib.experiments.schedule_problem import Problem

Floats = npt.NDArray[np.float64]

WARM = 50
"""Updates of warm-up: the same whatever the budget, so that runs share their beginning."""


def cosine_cut(problem: Problem, times: float, seeds: Seeds = JUDGING) -> tuple[float, Floats]:
    """A cosine made for so many times the budget, stopped at the budget: (peak, losses).

    Its peak is the one that is best for the run that it was made for.
    """
    planned = round(times * problem.updates)
    peak = chosen(replace(problem, updates=planned), "cosine").peak
    return peak, run(problem, [cosine_decay(peak, planned, FINAL * peak)], seeds).ends[0]


def branched(
    problem: Problem, budgets: tuple[int, ...], peak: float, share: float, seeds: Seeds = JUDGING
) -> Floats:
    """One run that holds its peak, and a fall that branches off for each budget.

    A branch is the run that holds until then and falls over the last ``share`` of its budget.

    Returns
    -------
    array of shape (budgets, seeds)
    """
    found = []
    for budget in budgets:
        schedule = hold_then_decay(peak, budget, share, warm=WARM / budget)
        found.append(run(replace(problem, updates=budget), [schedule], seeds).ends[0])
    return np.array(found)


def peak_for_all(
    problem: Problem, budgets: tuple[int, ...], share: float, choose: Seeds = TUNING
) -> float:
    """The peak whose branches end lowest over the tuning seeds, all budgets counted alike."""

    def score(peaks: list[float]) -> list[float]:
        ends = [branched(problem, budgets, peak, share, choose) for peak in peaks]
        return [float(height(each).mean()) for each in ends]

    return lowest(bracketed(score, PEAKS[problem.rule]))
