"""Adam's first steps: cold, with a warm-up, and rectified."""

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


def dead_after(problem: Problem, name: str, peak: float, updates: int, seeds: Seeds) -> list[int]:
    """Hidden units that are off for every training point after so many updates, of each seed."""
    ours, share = begun(problem, name)
    made = steps(ours, [warm_cosine(peak, ours.updates, share)], seeds)
    *_, last = islice(made, updates)
    x = data_of(ours, seeds)[0][0]
    return [
        sum(int(dead.sum()) for dead in dead_units(member, x if x.ndim == 2 else x[k]))
        for k, member in enumerate(unstack(last.network))
    ]
