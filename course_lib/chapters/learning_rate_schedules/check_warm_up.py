"""Check of notebook 06: a straight rise before any schedule."""

from collections.abc import Callable

from course_lib import checks
from course_lib.chapters.learning_rate_schedules import check_answers as answers

WARM, FALLING = 20, answers.Falling(0.8, steps=80)


def warmed(function: object) -> None:
    """Check ``warmed(step, warm, schedule)``: the rate of one update.

    ``(step + 1) / warm * schedule(0)`` for ``step < warm``, then ``schedule(step - warm)``.

    Examples
    --------
    >>> warmed(lambda step, warm, schedule: min(1, (step + 1) / warm) * schedule(step))
    Exercise 4 (warmed): not yet right: the rise must go to where the schedule begins, 0.8:
      step 9, warm 20: expected 0.4, got 0.355. The schedule must wait: its step 0 comes after it.
    """
    rules = [
        checks.rule("one rate for a step", _ask, 30),
        _the_first_update_moves,
        _the_rise_ends_where_the_schedule_begins,
        _then_comes_the_schedule_from_its_beginning,
        _any_schedule_will_do,
        answers.WARMED,
    ]
    checks.report("learning_rate_schedules", 4, "warmed", function, rules)


def _ask(
    attempt: checks.Attempt, step: int, warm: int = WARM, schedule: Callable[[int], float] = FALLING
) -> float:
    return checks.require_number("the rate", attempt(step=step, warm=warm, schedule=schedule))


def _compare(attempt: checks.Attempt, rule: str, step: int, hints: dict[str, float]) -> None:
    expected = answers.warmed(step, WARM, FALLING)
    checks.require_equal(rule, _ask(attempt, step), expected, hints, step=step, warm=WARM)


def _the_first_update_moves(attempt: checks.Attempt) -> None:
    hints = {
        "A rate of 0 wastes the first update: count from step + 1.": 0.0,
        "There is no rise.": 0.8,
        "Divide by warm: the last update of the rise, warm - 1, gets schedule(0).": 0.8
        / (WARM + 1),
        "That is the share of the rise: multiply by schedule(0).": 1 / WARM,
    }
    _compare(attempt, "the first update must get a share of schedule(0)", 0, hints)


def _the_rise_ends_where_the_schedule_begins(attempt: checks.Attempt) -> None:
    for step in (9, WARM - 1):
        hints = {
            "The schedule must wait: its step 0 comes after it.": (
                (step + 1) / WARM * float(FALLING(step))
            ),
            "That counts from step, not from step + 1.": 0.8 * step / WARM,
        }
        rule = "the rise must go to where the schedule begins, 0.8"
        _compare(attempt, rule, step, hints)


def _then_comes_the_schedule_from_its_beginning(attempt: checks.Attempt) -> None:
    for step in (WARM, 60, 99):
        hints = {
            "It has decayed during the rise: ask for schedule(step - warm).": float(FALLING(step)),
            "The rise is over: step < warm, not <=.": 0.8 * (step + 1) / WARM,
            "That stays at the peak; now the schedule decides.": 0.8,
            "It begins one step too late.": float(FALLING(step - WARM - 1)) if step > WARM else -1,
            "It begins one step too early.": float(FALLING(step - WARM + 1)),
        }
        _compare(attempt, "after the rise the schedule must begin at its step 0", step, hints)


def _any_schedule_will_do(attempt: checks.Attempt) -> None:
    for lr in (0.3, 2.0):
        got = _ask(attempt, 5, warm=4, schedule=answers.Falling(lr, steps=2))
        rule = f"with a schedule from {lr:g} to 0 in two steps"
        checks.require_equal(rule, got, lr / 2, step=5, warm=4)
