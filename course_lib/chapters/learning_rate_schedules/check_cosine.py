"""The check of exercise 4: a warm-up, then half a wave of the cosine."""

import numpy as np

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import report, require_equal, require_number

SETTING = {"steps": 100, "warm": 20, "peak": 0.8, "end": 0.2}
OTHER = {"steps": 60, "warm": 12, "peak": 0.5, "end": 0.0}


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
        _one_rate_for_a_step,
        _the_first_step_moves_already,
        _the_rise_ends_at_the_peak,
        _the_wave_begins_at_the_peak,
        _half_way_it_is_half_way,
        _it_falls_as_a_cosine,
        _it_arrives_at_the_end,
        _another_setting,
    ]
    report("Exercise 4 (warm_cosine)", function, rules)


def _wave(t: float, peak: float, end: float) -> float:
    s = (1 + np.cos(np.pi * t)) / 2
    return float(s * peak + (1 - s) * end)


def _expected(step: int, steps: int, warm: int, peak: float, end: float) -> float:
    if step < warm:
        return (step + 1) / warm * peak
    return _wave((step - warm) / (steps - warm), peak, end)


def _ask(
    attempt: Attempt,
    rule: str,
    step: int,
    hints: dict[str, float] | None = None,
    *,
    other: bool = False,
) -> None:
    setting = {"step": step} | (OTHER if other else SETTING)
    got = require_number("the rate", attempt(**setting))
    require_equal(rule, got, _expected(**setting), hints, **setting)  # type: ignore[arg-type]


def _one_rate_for_a_step(attempt: Attempt) -> None:
    require_number("the rate", attempt(step=30, **SETTING))


def _the_first_step_moves_already(attempt: Attempt) -> None:
    hints = {
        "A rate of 0 wastes the first update: count from step + 1.": 0.0,
        "There is no warm-up.": 0.8,
        "The rise begins near 0, not at end.": 0.2,
    }
    _ask(attempt, "step 0 must get peak / warm", 0, hints)


def _the_rise_ends_at_the_peak(attempt: Attempt) -> None:
    for step in (9, 19):
        hints = {
            "The wave must wait until the warm-up is over.": (step + 1)
            / 20
            * _wave(step / 100, 0.8, 0.2),
            "That counts from step, not from step + 1.": step / 20 * 0.8,
        }
        _ask(attempt, "the rise must be (step + 1) / warm * peak", step, hints)


def _the_wave_begins_at_the_peak(attempt: Attempt) -> None:
    hints = {
        "Count from step - warm.": _wave(0.2, 0.8, 0.2),
        "That begins at the end: the wave must fall.": 0.2,
        "Interpolate: s * peak + (1 - s) * end. That adds end on top.": 1.0,
        "Halve 1 + cos: it goes from 2 to 0.": 2 * 0.8 - 0.2,
    }
    _ask(attempt, "right after the warm-up it must be the peak", 20, hints)


def _half_way_it_is_half_way(attempt: Attempt) -> None:
    hints = {
        "The wave begins after the warm-up: count from step - warm.": _wave(0.6, 0.8, 0.2),
        "The wave has steps - warm steps, not steps.": _wave(0.4, 0.8, 0.2),
        "That is a whole wave: cos(pi * t), not cos(2 * pi * t).": 0.2,
        "That is a quarter of a wave: (1 + cos(pi * t)) / 2.": 0.2 + 0.6 * np.cos(np.pi / 4),
        "The angle is pi * t.": 0.2 + 0.6 * (1 + np.cos(0.5)) / 2,
        "end is missing: s * peak + (1 - s) * end.": 0.4,
        "t is 1 at step steps, not one earlier: divide by steps - warm.": _wave(40 / 79, 0.8, 0.2),
    }
    _ask(attempt, "half way between warm-up and end it must be half way down", 60, hints)


def _it_falls_as_a_cosine(attempt: Attempt) -> None:
    hints = {"That is a straight line.": 0.8 - 0.6 * 0.25}
    _ask(attempt, "a quarter of the way down the wave has hardly begun to fall", 40, hints)


def _it_arrives_at_the_end(attempt: Attempt) -> None:
    _ask(attempt, "one step before the end the rate must be almost end", 99)


def _another_setting(attempt: Attempt) -> None:
    for step in (0, 11, 12, 36, 59):
        _ask(attempt, "it must hold for other settings too", step, other=True)
