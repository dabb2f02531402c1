"""Answers of notebook 06 by other routes: RIGHT; SEEN, whose messages are tested; WRONG."""

import numpy as np

from tests.chapters.learning_rate_schedules.test_check import (
    LECTURE_MISTAKES,
    OWN_MISTAKES,
    REMEDY_MISTAKES,
    SOLUTIONS,
    WARM_MISTAKES,
)


def lecture_by_select(step, steps, peak):
    pieces = [step < steps / 10, step < steps / 2, step < steps * 0.75]
    return np.select(
        pieces, [min(1, (step + 1) / (steps / 10)) * peak, peak, peak / 10], peak / 100
    )


def lecture_by_where(step, steps, peak):
    late = np.where(step < 0.75 * steps, peak / 10, peak / 100)
    return np.where(
        step < steps / 10,
        peak * min(1, (step + 1) / (steps / 10)),
        np.where(step < steps / 2, peak, late),
    )


def remedies_one_by_one():
    found = {}
    for run, remedy in (("A", "raise"), ("B", "lower"), ("C", "decay"), ("D", "later")):
        found[run] = remedy
    return found


def warmed_by_where(step, warm, schedule):
    return np.where(step < warm, (step + 1) / warm * schedule(0), schedule(max(step - warm, 0)))


RIGHT = {}
for check, function in SOLUTIONS:
    RIGHT.setdefault(check.__name__, {})[function.__name__] = function
RIGHT["lecture_rate"] |= {"select": lecture_by_select, "where": lecture_by_where}
RIGHT["remedies"]["one by one"] = remedies_one_by_one
RIGHT["warmed"]["where"] = warmed_by_where
SEEN = {
    "lecture_rate": LECTURE_MISTAKES,
    "remedies": REMEDY_MISTAKES,
    "my_schedule": OWN_MISTAKES,
    "warmed": WARM_MISTAKES,
}
WRONG = {name: {} for name in SEEN}
