"""Checks of notebook 06: the lecture's schedule, and a warm cosine."""

from typing import Any

import numpy as np

from course_lib import checks
from course_lib.chapters.learning_rate_schedules import check_answers as answers

__all__ = ["lecture_rate", "warm_cosine"]

# Exercise 2: the lecture's schedule, a warm-up and three stairs.

STEPS, PEAK = 200, 0.8
WARM = STEPS // 10


def lecture_rate(function: object) -> None:
    """Check ``lecture_rate(step, steps, peak)``: one step's rate.

    A straight rise over 10 % of the steps, ``(step + 1) / (steps / 10) * peak``; then the peak for
    40 %, a tenth of it for 25 %, and a hundredth for the last 25 %.

    Examples
    --------
    >>> def too_short(step, steps, peak):
    ...     rise = min(1, (step + 1) / (steps / 10))
    ...     return peak * (rise if step < 0.4 * steps else 0.1 if step < 0.65 * steps else 0.01)
    >>> lecture_rate(too_short)
    Exercise 2 (lecture_rate): not yet right: the peak must hold for the 40 % after the warm-up:
      step 80, steps 200, peak 0.8: expected 0.8, got 0.08. It ends at 10 % + 40 %.
    """
    rules = [
        checks.rule("one rate for a step", _ask_lecture, 60),
        checks.rule("the first step moves already", _the_lectures_first_step_moves),
        _the_rise_is_straight_and_ends_at_the_peak,
        _the_peak_holds_for_40_percent,
        _then_a_tenth_for_25_percent,
        _then_a_hundredth_to_the_end,
        answers.LECTURE_RATE,
    ]
    checks.report("learning_rate_schedules", 2, "lecture_rate", function, rules)


def _lecture(step: int, steps: int, peak: float) -> float:
    share = step / steps
    if share < 0.1:
        return (step + 1) / (steps / 10) * peak
    return peak * (1 if share < 0.5 else 0.1 if share < 0.75 else 0.01)


def _ask_lecture(
    attempt: checks.Attempt, step: int, steps: int = STEPS, peak: float = PEAK
) -> float:
    return checks.require_number("the rate", attempt(step=step, steps=steps, peak=peak))


def _compare_lecture(
    attempt: checks.Attempt,
    rule: str,
    step: int,
    hints: dict[str, float],
    steps: int = STEPS,
    peak: float = PEAK,
) -> None:
    got, expected = _ask_lecture(attempt, step, steps, peak), _lecture(step, steps, peak)
    hints = hints | {"That is the share of the peak: multiply by it.": expected / peak}
    checks.require_equal(rule, got, expected, hints, step=step, steps=steps, peak=peak)


def _the_lectures_first_step_moves(attempt: checks.Attempt) -> None:
    hints = {
        "A rate of 0 wastes the first update: count from step + 1.": 0.0,
        "There is no warm-up.": PEAK,
    }
    _compare_lecture(attempt, "step 0 must get the first part of the rise", 0, hints)


def _the_rise_is_straight_and_ends_at_the_peak(attempt: checks.Attempt) -> None:
    for step in (9, WARM - 1):
        hints = {"That counts from step, not from step + 1.": PEAK * step / WARM}
        _compare_lecture(attempt, "the rise must be (step + 1) / (steps / 10) * peak", step, hints)


def _the_peak_holds_for_40_percent(attempt: checks.Attempt) -> None:
    hints = {
        "It ends at 10 % + 40 %.": PEAK / 10,
        "The shares are lengths; the pieces end at 10 %, 50 % and 75 %.": PEAK / 100,
        "The rise is over: step < 10 %, not <=.": PEAK * (WARM + 1) / WARM,
    }
    for step in (WARM, 80, 99):
        _compare_lecture(attempt, "the peak must hold for the 40 % after the warm-up", step, hints)


def _then_a_tenth_for_25_percent(attempt: checks.Attempt) -> None:
    for step in (100, 149):
        late = "A boundary belongs to the piece that it begins: step < 50 %, not <=."
        hints = {
            late if step == 100 else "It is still the peak.": PEAK,
            "The second stair ends too early: 50 % + 25 %.": PEAK / 100,
            "That is half: each stair is a tenth of the one before.": PEAK / 2,
        }
        _compare_lecture(attempt, "from 50 % on the rate must be a tenth of the peak", step, hints)


def _then_a_hundredth_to_the_end(attempt: checks.Attempt) -> None:
    late = "It is still a tenth. From step 75 % on, itself included, it is a tenth of that."
    for step in (150, STEPS - 1):
        hints = {
            late if step == 150 else "A tenth again: a hundredth of the peak.": PEAK / 10,
            "A tenth of a tenth is a hundredth.": PEAK / 20,
            "It must not end at 0.": 0.0,
        }
        _compare_lecture(
            attempt, "from 75 % on the rate must be a hundredth of the peak", step, hints
        )


# Exercise 4: a warm-up, then half a wave of the cosine.

SETTING = {"steps": 100, "warm": 20, "peak": 0.8, "end": 0.2}


def warm_cosine(function: object) -> None:
    """Check ``warm_cosine(step, steps, warm, peak, end)``: one step's rate.

    A rise of ``(step + 1) / warm * peak``; then, with ``t`` from 0 to 1 over the ``steps - warm``
    that are left, ``s * peak + (1 - s) * end`` with ``s = (1 + cos(pi * t)) / 2``.

    Examples
    --------
    >>> def cold(step, steps, warm, peak, end):
    ...     s = (1 + np.cos(np.pi * step / steps)) / 2
    ...     return s * peak + (1 - s) * end
    >>> warm_cosine(cold)
    Exercise 4 (warm_cosine): not yet right: step 0 must get peak / warm:
      step 0, steps 100, warm 20, peak 0.8, end 0.2: expected 0.04, got 0.8. There is no warm-up.
    """
    rules = [
        checks.rule("one rate for a step", _ask_cosine, {"step": 30, **SETTING}),
        checks.rule("the first step moves already", _the_first_warm_step_moves),
        _the_rise_ends_at_the_peak,
        _the_wave_begins_at_the_peak,
        _half_way_it_is_half_way,
        _it_falls_as_a_cosine,
        _it_arrives_at_the_end,
        answers.WARM_COSINE,
    ]
    checks.report("learning_rate_schedules", 4, "warm_cosine", function, rules)


def _wave(t: float, peak: float, end: float) -> float:
    s = (1 + np.cos(np.pi * t)) / 2
    return float(s * peak + (1 - s) * end)


def _cosine(step: int, steps: int, warm: int, peak: float, end: float) -> float:
    if step < warm:
        return (step + 1) / warm * peak
    return _wave((step - warm) / (steps - warm), peak, end)


def _ask_cosine(attempt: checks.Attempt, setting: dict[str, Any]) -> float:
    return checks.require_number("the rate", attempt(**setting))


def _compare_cosine(
    attempt: checks.Attempt,
    rule: str,
    step: int,
    hints: dict[str, float],
    others: dict[str, float] = SETTING,
) -> None:
    setting: dict[str, Any] = {"step": step, **others}
    got = _ask_cosine(attempt, setting)
    checks.require_equal(rule, got, _cosine(**setting), hints, **setting)


def _the_first_warm_step_moves(attempt: checks.Attempt) -> None:
    hints = {
        "A rate of 0 wastes the first update: count from step + 1.": 0.0,
        "There is no warm-up.": 0.8,
        "The rise begins near 0, not at end.": 0.2,
    }
    _compare_cosine(attempt, "step 0 must get peak / warm", 0, hints)


def _the_rise_ends_at_the_peak(attempt: checks.Attempt) -> None:
    for step in (9, 19):
        at_once = (step + 1) / 20 * _wave(step / 100, 0.8, 0.2)
        hints = {
            "The wave must wait until the warm-up is over.": at_once,
            "That counts from step, not from step + 1.": step / 20 * 0.8,
        }
        _compare_cosine(attempt, "the rise must be (step + 1) / warm * peak", step, hints)


def _the_wave_begins_at_the_peak(attempt: checks.Attempt) -> None:
    hints = {
        "Count from step - warm.": _wave(0.2, 0.8, 0.2),
        "That begins at the end: the wave must fall.": 0.2,
        "Interpolate: s * peak + (1 - s) * end. That adds end on top.": 1.0,
        "Halve 1 + cos: it goes from 2 to 0.": 2 * 0.8 - 0.2,
    }
    _compare_cosine(attempt, "right after the warm-up it must be the peak", 20, hints)


def _half_way_it_is_half_way(attempt: checks.Attempt) -> None:
    hints = {
        "The wave begins after the warm-up: count from step - warm.": _wave(0.6, 0.8, 0.2),
        "The wave has steps - warm steps, not steps.": _wave(0.4, 0.8, 0.2),
        "That is a whole wave: cos(pi * t), not cos(2 * pi * t).": 0.2,
        "That is a quarter of a wave: (1 + cos(pi * t)) / 2.": 0.2 + 0.6 * np.cos(np.pi / 4),
        "The angle is pi * t.": 0.2 + 0.6 * (1 + np.cos(0.5)) / 2,
        "end is missing: s * peak + (1 - s) * end.": 0.4,
        "t is 1 at step steps, not one earlier: divide by steps - warm.": _wave(40 / 79, 0.8, 0.2),
    }
    _compare_cosine(attempt, "half way between warm-up and end it must be half way down", 60, hints)


def _it_falls_as_a_cosine(attempt: checks.Attempt) -> None:
    hints = {"That is a straight line.": 0.8 - 0.6 * 0.25}
    _compare_cosine(
        attempt, "a quarter of the way down the wave has hardly begun to fall", 40, hints
    )


def _it_arrives_at_the_end(attempt: checks.Attempt) -> None:
    _compare_cosine(attempt, "one step before the end the rate must be almost end", 99, {})
