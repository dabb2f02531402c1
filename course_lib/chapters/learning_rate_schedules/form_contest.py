"""The forms of decay against one another, each with a peak and an end of its own."""

from functools import cache

import numpy as np

from course_lib.chapters.learning_rate_schedules.contest import grid_of, seeds_of
from course_lib.chapters.learning_rate_schedules.forms import FORMS, composed
from course_lib.chapters.learning_rate_schedules.measuring import (
    Floats,
    Seeds,
    best_of,
    bracketed,
    compared,
    ends,
    height,
)
from course_lib.chapters.learning_rate_schedules.problem import Problem

FINALS = (0.03, 0.1)
"""Ends to begin with, as shares of the peak."""

LATE = ("linear", "cosine", "exponential", "staircase")
"""Forms that keep much of the peak for long."""


@cache
def chosen_form(problem: Problem, form: str, seeds: Seeds) -> tuple[float, float]:
    """The peak and the end, as a share of it, that are best over these seeds."""

    def by_peak(final: float) -> dict[float, Floats]:
        def score(peaks: list[float]) -> Floats:
            schedules = [composed(form, peak, 0, final, steps=problem.updates) for peak in peaks]
            return height(ends(problem, schedules, seeds).loss)

        return bracketed(score, grid_of(problem)[2:])

    found: dict[float, dict[float, Floats]] = {}

    def best(finals: list[float]) -> list[float]:
        # An end above the peak would be no decay.
        found.update({final: by_peak(final) for final in finals if final < 1})
        return [min(float(each[0]) for each in found[f].values()) if f < 1 else np.inf for f in finals]

    final = best_of(bracketed(best, FINALS, factor=3))[0]
    return best_of(found[final])[0], final


def forms(group: int, **fields: object) -> dict[str, float]:
    """How much higher each form ends than the cosine, and in how many errors."""
    problem = Problem(**fields)  # type: ignore[arg-type]
    tuning, judging = seeds_of(group)
    names = list(FORMS)[1:]
    settings = {form: chosen_form(problem, form, tuning[:5]) for form in names}
    schedules = [
        composed(form, peak, 0, final, steps=problem.updates)
        for form, (peak, final) in settings.items()
    ]
    loss = dict(zip(names, ends(problem, schedules, judging).loss, strict=True))
    numbers = {"cosine_peak": settings["cosine"][0], "cosine_end": settings["cosine"][1]}
    for form in names:
        if form != "cosine":
            word = form.replace(" / ", "_by_").replace("1_by", "one_by").replace(" ", "_")
            numbers[word], numbers[f"{word}_errors"] = compared(loss[form], loss["cosine"])
    late = np.mean([np.log(loss[form]) for form in LATE], axis=0)
    for word, form in (("t_against_late", "1 / t"), ("root_against_late", "1 / root t")):
        numbers[word], numbers[f"{word}_errors"] = compared(loss[form], np.exp(late))
    return numbers
