"""Answers of notebook 06 by other routes: RIGHT; SEEN, whose messages are tested; WRONG."""

import numpy as np

from tests.chapters.learning_rate_schedules.test_check import (
    COSINE_MISTAKES,
    LECTURE_MISTAKES,
    SOLUTIONS,
)


def lecture_by_select(step, steps, peak):
    pieces = [step < steps / 10, step < steps / 2, step < steps * 0.75]
    return np.select(pieces, [(step + 1) / (steps / 10) * peak, peak, peak / 10], peak / 100)


def lecture_by_where(step, steps, peak):
    late = np.where(step < 0.75 * steps, peak / 10, peak / 100)
    return np.where(
        step < steps / 10,
        peak * (step + 1) / (steps / 10),
        np.where(step < steps / 2, peak, late),
    )


def cosine_by_where(step, steps, warm, peak, end):
    s = (1 + np.cos(np.pi * (step - warm) / (steps - warm))) / 2
    return np.where(step < warm, peak * (step + 1) / warm, end + (peak - end) * s)


RIGHT = {}
for check, function in SOLUTIONS:
    RIGHT.setdefault(check.__name__, {})[function.__name__] = function
RIGHT["lecture_rate"] |= {"select": lecture_by_select, "where": lecture_by_where}
RIGHT["warm_cosine"]["where"] = cosine_by_where
SEEN = {
    "lecture_rate": LECTURE_MISTAKES,
    "warm_cosine": COSINE_MISTAKES,
}
WRONG = {
    "lecture_rate": {},
    "warm_cosine": {},
}
