"""Adam's first steps: cold, with a warm-up, and rectified."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.chapters.learning_rate_schedules_further.runs import (
    JUDGING,
    TUNING,
    Seeds,
    run,
)
from course_lib.datasets import Sweep
from course_lib.engine import cosine_decay, unstack, warm_up
from course_lib.engine.schedules.schedule import Schedule
from course_lib.experiments.contests import bracketed, height, lowest
from course_lib.experiments.dying import dead_units
from course_lib.experiments.schedule_problem import Problem, data_of, steps
from course_lib.experiments.swept import swept

Floats = npt.NDArray[np.float64]

DIGITS = Problem(data="digits", points=1000, hidden=(32,) * 4, batch_size=32, updates=400,
                 rule="Adam")  # fmt: skip
"""1000 digits of 7 x 7 pixels, four hidden layers without normalization, 400 updates."""

MOONS = Problem(rule="Adam")
"""Notebook 06's network, with Adam."""

PEAKS = (0.005, 0.01, 0.02, 0.05, 0.1)
BEGINNINGS = {
    "cold": (0.0, "Adam"),
    "warm-up 10 %": (0.1, "Adam"),
    "warm-up 30 %": (0.3, "Adam"),
    "RAdam": (0.0, "RAdam"),
}
"""Name -> the share of the run that is warm-up, and the rule."""


def warm_cosine(peak: float, updates: int, share: float) -> Schedule:
    """A rise over a share of the run, then a cosine to a hundredth of the peak."""
    rise = round(share * updates)
    falling = cosine_decay(peak, updates - rise, peak / 100)
    return warm_up(falling, rise) if rise else falling


def slow_first(peak: float, updates: int, first: int, share: float) -> Schedule:
    """A cosine whose first updates alone are made at a share of the peak: a control.

    Examples
    --------
    >>> slow_first(0.02, 400, first=10, share=0.05)(np.array([0, 9, 10])).round(4)
    array([0.001, 0.001, 0.02 ])
    """
    falling = warm_cosine(peak, updates, 0)
    return lambda step: np.where(np.asarray(step) < first, share * peak, falling(step))


def begun(problem: Problem, name: str) -> tuple[Problem, float]:
    """The problem with the rule of a beginning, and its share of warm-up."""
    share, rule = BEGINNINGS[name]
    return replace(problem, rule=problem.rule.replace("Adam", rule)), share


def tuned(problem: Problem, name: str, seeds: Seeds = TUNING) -> dict[float, float]:
    """Mean logarithm of the loss at the end for peaks that bracket the best."""
    ours, share = begun(problem, name)

    def score(peaks: list[float]) -> list[float]:
        schedules = [warm_cosine(peak, ours.updates, share) for peak in peaks]
        return [float(each) for each in height(run(ours, schedules, seeds).ends)]

    return bracketed(score, PEAKS)


def at_their_best(
    problem: Problem, names: tuple[str, ...] = tuple(BEGINNINGS), seeds: Seeds = JUDGING
) -> dict[str, tuple[float, Floats, Floats]]:
    """Each at its own best peak: name -> (peak, training losses, losses on other points)."""
    found = {}
    for name in names:
        peak = lowest(tuned(problem, name))
        ours, share = begun(problem, name)
        runs = run(ours, [warm_cosine(peak, ours.updates, share)], seeds)
        found[name] = peak, runs.ends[0], runs.others[0]
    return found


SWEPT = {"digits": DIGITS, "moons": MOONS}
SWEPT_PEAKS, SEEDS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2), tuple(range(15))


def run_one(data: str, beginning: str) -> dict[str, npt.NDArray[np.float32]]:
    """All peaks of one beginning: losses at the end of shape (peaks, seeds)."""
    ours, share = begun(SWEPT[data], beginning)
    runs = run(ours, [warm_cosine(peak, ours.updates, share) for peak in SWEPT_PEAKS], SEEDS)
    return {"loss": runs.ends.astype(np.float32), "others": runs.others.astype(np.float32)}


def sweep(**how: Any) -> Sweep:
    """Four beginnings at six peaks from fifteen seeds: about a minute; see ``swept``."""
    return swept(
        run_one,
        {"data": SWEPT, "beginning": BEGINNINGS},
        inner={"peak": SWEPT_PEAKS},
        settings={name: str(problem) for name, problem in SWEPT.items()},
        seeds=SEEDS,
        **how,
    )


def best_peak(sweep: Sweep, data: str, beginning: str) -> float:
    """The stored peak that ends lowest over the first five seeds; the others judge it."""
    heights = {
        float(peak): float(height(sweep.at(data=data, beginning=beginning, peak=peak)["loss"][:5]))
        for peak in sweep.axes["peak"]
    }
    return lowest(heights)


def dead_along(
    problem: Problem, schedule: Schedule, after: Sequence[int], seeds: Seeds
) -> npt.NDArray[np.int64]:
    """Hidden units that are off for every training point, of shape (after, seeds).

    Parameters
    ----------
    after : the numbers of updates after which they are counted, ascending from 1
    """
    x = data_of(problem, seeds)[0][0]
    return np.array(
        [
            [
                sum(int(dead.sum()) for dead in dead_units(member, x if x.ndim == 2 else x[k]))
                for k, member in enumerate(unstack(step.network))
            ]
            for step in islice(steps(problem, [schedule], seeds), after[-1])
            if step.number in after
        ]
    )


LARGE = Problem(batch_size=100, updates=300)
"""Notebook 06's network with large batches."""


def failures(problem: Problem, peak: float, seeds: Seeds) -> dict[str, int]:
    """How many runs end above twice the median of the warm ones: cold, and warmed for 10 %."""
    schedules = [warm_cosine(peak, problem.updates, share) for share in (0, 0.1)]
    cold, warm = run(problem, schedules, seeds).ends
    bound = 2 * np.median(warm)
    return {"cold": int((cold > bound).sum()), "warm": int((warm > bound).sum())}
