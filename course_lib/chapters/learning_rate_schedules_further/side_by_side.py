"""Every contender at every peak, run from twenty seeds: what the dashboard looks up."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.chapters.learning_rate_schedules_further.contenders import CONTENDERS
from course_lib.chapters.learning_rate_schedules_further.runs import made, run
from course_lib.datasets import Sweep
from course_lib.experiments.schedule_problem import Problem
from course_lib.experiments.swept import swept

PROBLEM = Problem()
SEEDS = tuple(range(20))
PEAKS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.2, 1.6, 2.4)
UPDATES = np.arange(25, PROBLEM.updates + 1, 25)
SHAPES = {
    "constant": "-",
    "cosine": "end 0.01",
    "one cycle": "rise 10 %",
    "restarts": "2 cycles",
    "hold, decay": "last 40 %",
    "on plateau": "3 epochs, x 0.3",
}
"""One shape of each; tuned, they differ by little more than their errors."""
TUNING, JUDGING = slice(0, 5), slice(5, 20)
"""The seeds that choose a peak, and those that judge it."""


def run_one(schedule: str) -> dict[str, npt.NDArray[Any]]:
    """All peaks of one contender: curves of shape (peaks, records), rates of the first seed."""
    rates = [made(schedule, peak, SHAPES[schedule], PROBLEM.updates) for peak in PEAKS]
    runs = run(PROBLEM, rates, SEEDS, at=list(UPDATES))
    return {
        "loss": runs.ends.astype(np.float32),
        "mean": np.exp(np.log(runs.loss).mean(axis=1)).astype(np.float32),
        "lowest": runs.loss.min(axis=1).astype(np.float16),
        "highest": runs.loss.max(axis=1).astype(np.float16),
        "rates": runs.rates[:, 0, ::5].astype(np.float32),
    }


def best_peak(sweep: Sweep, schedule: str) -> float:
    """The peak of a contender that ends lowest over the tuning seeds."""
    heights = {
        float(peak): float(np.log(sweep.at(schedule=schedule, peak=peak)["loss"][TUNING]).mean())
        for peak in sweep.axes["peak"]
    }
    return min(heights, key=heights.__getitem__)


def sweep(**how: Any) -> Sweep:
    """Six contenders at eight peaks from twenty seeds: about half a minute; see ``swept``."""
    return swept(
        run_one,
        {"schedule": CONTENDERS},
        inner={"peak": PEAKS},
        fixed={"updates": UPDATES},
        settings={"problem": str(PROBLEM), "shapes": SHAPES},
        seeds=SEEDS,
        **how,
    )
