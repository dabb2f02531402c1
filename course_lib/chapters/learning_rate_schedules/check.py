"""Checks of notebook 06: the lecture's schedule here; remedies, one's own, a warm-up beside it."""

from course_lib import checks
from course_lib.chapters.learning_rate_schedules import check_answers as answers
from course_lib.chapters.learning_rate_schedules.check_own import my_schedule, remedies
from course_lib.chapters.learning_rate_schedules.check_warm_up import warmed

__all__ = ["lecture_rate", "my_schedule", "remedies", "warmed"]

STEPS, PEAK = 200, 0.8
WARM = STEPS // 10


def lecture_rate(function: object) -> None:
    """Check ``lecture_rate(step, steps, peak)``: one step's rate.

    A straight rise over 10 % of the steps, ``(step + 1) / (steps / 10) * peak`` and at most
    the peak; then the peak for 40 %, a tenth of it for 25 %, and a hundredth for the last 25 %.

    Examples
    --------
    >>> def too_short(step, steps, peak):
    ...     rise = min(1, (step + 1) / (steps / 10))
    ...     return peak * (rise if step < 0.4 * steps else 0.1 if step < 0.65 * steps else 0.01)
    >>> lecture_rate(too_short)
    Exercise 1 (lecture_rate): not yet right: the peak must hold for the 40 % after the warm-up:
      step 80, steps 200, peak 0.8: expected 0.8, got 0.08. It ends at 10 % + 40 %.
    """
    rules = [
        checks.rule("one rate for a step", _ask_lecture, 60),
        checks.rule("the first step moves already", _the_lectures_first_step_moves),
        _a_straight_rise_to_the_peak,
        _the_peak_for_40_percent,
        _then_a_tenth_for_25_percent,
        _then_a_hundredth_to_the_end,
        _never_above_the_peak,
        answers.LECTURE_RATE,
    ]
    checks.report("learning_rate_schedules", 1, "lecture_rate", function, rules)


def _lecture(step: int, steps: int, peak: float) -> float:
    return answers.lecture_rate(step, steps, peak)


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


def _a_straight_rise_to_the_peak(attempt: checks.Attempt) -> None:
    for step in (9, WARM - 1):
        hints = {"That counts from step, not from step + 1.": PEAK * step / WARM}
        _compare_lecture(attempt, "the rise must be (step + 1) / (steps / 10) * peak", step, hints)


def _never_above_the_peak(attempt: checks.Attempt) -> None:
    # A tenth of 25 steps is 2.5: the third step would get 3 / 2.5 of the peak.
    hints = {"The last part of the rise is cut off at the peak: min(1, ...).": 1.2 * PEAK}
    _compare_lecture(attempt, "the rise must not go above the peak", 2, hints, steps=25)


def _the_peak_for_40_percent(attempt: checks.Attempt) -> None:
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
