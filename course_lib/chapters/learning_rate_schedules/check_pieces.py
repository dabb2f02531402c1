"""The check of exercise 2: the lecture's schedule, a warm-up and three stairs."""

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import report, require_equal, require_number

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
        _one_rate_for_a_step,
        _the_first_step_moves_already,
        _the_rise_is_straight_and_ends_at_the_peak,
        _the_peak_holds_for_40_percent,
        _then_a_tenth_for_25_percent,
        _then_a_hundredth_to_the_end,
        _another_budget_and_peak,
    ]
    report("Exercise 2 (lecture_rate)", function, rules)


def _expected(step: int, steps: int, peak: float) -> float:
    share = step / steps
    if share < 0.1:
        return (step + 1) / (steps / 10) * peak
    return peak * (1 if share < 0.5 else 0.1 if share < 0.75 else 0.01)


def _ask(
    attempt: Attempt,
    rule: str,
    step: int,
    hints: dict[str, float] | None = None,
    *,
    steps: int = STEPS,
    peak: float = PEAK,
) -> None:
    got = require_number("the rate", attempt(step=step, steps=steps, peak=peak))
    expected = _expected(step, steps, peak)
    share = {"That is the share of the peak: multiply by it.": expected / peak}
    hints = (hints or {}) | share
    require_equal(rule, got, expected, hints, step=step, steps=steps, peak=peak)


def _one_rate_for_a_step(attempt: Attempt) -> None:
    require_number("the rate", attempt(step=60, steps=STEPS, peak=PEAK))


def _the_first_step_moves_already(attempt: Attempt) -> None:
    hints = {
        "A rate of 0 wastes the first update: count from step + 1.": 0.0,
        "There is no warm-up.": PEAK,
    }
    _ask(attempt, "step 0 must get the first part of the rise", 0, hints)


def _the_rise_is_straight_and_ends_at_the_peak(attempt: Attempt) -> None:
    for step in (9, WARM - 1):
        hints = {"That counts from step, not from step + 1.": PEAK * step / WARM}
        _ask(attempt, "the rise must be (step + 1) / (steps / 10) * peak", step, hints)


def _the_peak_holds_for_40_percent(attempt: Attempt) -> None:
    hints = {
        "It ends at 10 % + 40 %.": PEAK / 10,
        "The shares are lengths; the pieces end at 10 %, 50 % and 75 %.": PEAK / 100,
        "The rise is over: step < 10 %, not <=.": PEAK * (WARM + 1) / WARM,
    }
    for step in (WARM, 80, 99):
        _ask(attempt, "the peak must hold for the 40 % after the warm-up", step, hints)


def _then_a_tenth_for_25_percent(attempt: Attempt) -> None:
    for step in (100, 149):
        late = "A boundary belongs to the piece that it begins: step < 50 %, not <=."
        hints = {
            late if step == 100 else "It is still the peak.": PEAK,
            "The second stair ends too early: 50 % + 25 %.": PEAK / 100,
            "That is half: each stair is a tenth of the one before.": PEAK / 2,
        }
        _ask(attempt, "from 50 % on the rate must be a tenth of the peak", step, hints)


def _then_a_hundredth_to_the_end(attempt: Attempt) -> None:
    for step in (150, STEPS - 1):
        hints = {
            "A tenth again: of the tenth, so a hundredth of the peak.": PEAK / 10,
            "A tenth of a tenth is a hundredth.": PEAK / 20,
            "It must not end at 0.": 0.0,
        }
        _ask(attempt, "from 75 % on the rate must be a hundredth of the peak", step, hints)


def _another_budget_and_peak(attempt: Attempt) -> None:
    for step in (0, 59, 299, 300, 449, 450):
        _ask(attempt, "the shares are of steps, whatever their number", step, steps=600, peak=0.3)
