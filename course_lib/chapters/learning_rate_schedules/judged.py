"""Schedules that five seeds have chosen, judged by twenty others: what section 6 prints.

Each form at the peak and end that are its best, and a cosine from constant rates, beside them.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.chapters.learning_rate_schedules import runs
from course_lib.chapters.learning_rate_schedules.composer import chosen
from course_lib.datasets import Sweep, load_sweep
from course_lib.engine import binary_cross_entropy, evaluate
from course_lib.engine.schedules.schedule import Schedule
from course_lib.experiments.decay_forms import FORMS, composed
from course_lib.experiments.swept import swept

NEW_SEEDS = tuple(range(20, 40))
RATES = (0.2, 0.4, 0.8)
"""The two best constant rates, which are each other's equals, and the next one above them."""


def schedules() -> dict[str, Schedule]:
    """The tuned ones under their form's name; "constant 0.2" and "cosine 0.2" for each rate."""
    stored = load_sweep("learning_rate_schedules_composer")
    tuned = {
        form: composed(form, **chosen(stored, form, warm=0), steps=runs.STEPS) for form in FORMS
    }
    at_rates = {
        f"{form} {rate:g}": composed(form, rate, 0, 0.01, steps=runs.STEPS)
        for rate in RATES
        for form in ("constant", "cosine")
    }
    return tuned | at_rates


def sweep(**how: Any) -> Sweep:
    """Loss and dev loss at the end of each, by seed: 260 runs, some ten seconds; see ``swept``."""
    all_of_them = schedules()

    def run(schedule: str) -> dict[str, npt.NDArray[Any]]:
        losses, networks = runs.run([all_of_them[schedule]], seeds=NEW_SEEDS, every=runs.EPOCHS)
        dev = evaluate(networks, binary_cross_entropy, runs.load_points()[1])[0]
        return {"loss": losses[0, :, -1].astype(np.float32), "dev_loss": dev.astype(np.float32)}

    settings = {"steps": runs.STEPS, "batch_size": runs.BATCH_SIZE, "points": runs.POINTS}
    return swept(run, {"schedule": all_of_them}, settings=settings, seeds=NEW_SEEDS, **how)
