"""The forms of decay against one another, each with a peak and an end of its own."""

from functools import cache

import numpy as np

from course_lib.chapters.learning_rate_schedules.contest import grid_of, seeds_of
from course_lib.chapters.learning_rate_schedules.measuring import (
    Floats,
    Seeds,
    best_of,
    bracketed,
    compared,
    ends,
    height,
)
from course_lib.experiments.decay_forms import FORMS, composed
from course_lib.experiments.schedule_problem import Problem

FINALS = (0.01, 0.03, 0.1, 0.3, 0.6)
"""Ends to choose from, as shares of the peak."""

NAMES = {"1 / t": "one_by_t", "1 / root t": "one_by_root_t"}

LATE = ("linear", "cosine", "exponential", "staircase")
"""Forms that keep much of the peak for long."""


@cache
def chosen_form(problem: Problem, form: str, seeds: Seeds) -> tuple[float, float]:
    """The peak and the end, as a share of it, that are best over these seeds."""

    def score(peaks: list[float]) -> Floats:
        schedules = [
            composed(form, peak, 0, final, steps=problem.updates)
            for peak in peaks
            for final in FINALS
        ]
        return height(ends(problem, schedules, seeds).loss).reshape(len(peaks), len(FINALS))

    grid = bracketed(score, grid_of(problem)[2:])
    peaks = best_of(grid)  # one for each end
    place = int(np.argmin([grid[peak][end] for end, peak in enumerate(peaks)]))
    return peaks[place], FINALS[place]


def forms(group: int, **fields: object) -> dict[str, float]:
    """How much higher each form ends than the cosine, and in how many errors."""
    problem = Problem(**fields)  # type: ignore[arg-type]
    tuning, judging = seeds_of(group)
    names = list(FORMS)[1:]
    settings = {form: chosen_form(problem, form, tuning) for form in names}
    schedules = [
        composed(form, peak, 0, final, steps=problem.updates)
        for form, (peak, final) in settings.items()
    ]
    loss = dict(zip(names, ends(problem, schedules, judging).loss, strict=True))
    numbers = {}
    for form in names:
        word = NAMES.get(form, form)
        numbers[f"{word}_peak"], numbers[f"{word}_end"] = settings[form]
        if form != "cosine":
            numbers[word], numbers[f"{word}_errors"] = compared(loss[form], loss["cosine"])
    late = np.mean([np.log(loss[form]) for form in LATE], axis=0)
    for word, form in (
        ("one_by_t_against_late", "1 / t"),
        ("one_by_root_t_against_late", "1 / root t"),
    ):
        numbers[word], numbers[f"{word}_errors"] = compared(loss[form], np.exp(late))
    return numbers
