"""The checks of notebook 06: solutions pass, and each plausible mistake meets its message."""

import numpy as np
import pytest

from course_lib.chapters.learning_rate_schedules import check as schedules
from tests.checks.saying import said_of

# Solutions, as readers may write them.


def pieces(step, steps, peak):
    if step < steps / 10:
        return min(peak, (step + 1) / (steps / 10) * peak)
    if step < steps / 2:
        return peak
    return peak / 10 if step < 0.75 * steps else peak / 100


def pieces_in_whole_numbers(step, steps, peak):
    warm = steps // 10
    bounds = [warm, 5 * warm, steps * 3 // 4]
    parts = [peak * min(1, (step + 1) / warm), peak, peak / 10, peak / 100]
    return parts[np.searchsorted(bounds, step, side="right")]


def risen(step, warm, schedule):
    return schedule(step - warm) if step >= warm else (step + 1) / warm * schedule(0)


def risen_at_once(step, warm, schedule):
    return min(1, (step + 1) / warm) * schedule(max(0, step - warm))


def by_name():
    return {"D": "later", "C": "decay", "B": "lower", "A": "raise"}


def by_pairs():
    return dict(zip("ABCD", ["raise", "lower", "decay", "later"], strict=True))


def line(step, steps):
    return 0.8 * (1 - step / steps)


def wave(step, steps):
    return 0.6 * (1 + np.cos(np.pi * step / steps))


def three_stairs(step, steps):
    return [0.8, 0.2, 0.02][(step > 0.6 * steps) + (step > 0.85 * steps)]


SOLUTIONS = [
    (schedules.lecture_rate, pieces),
    (schedules.lecture_rate, pieces_in_whole_numbers),
    (schedules.remedies, by_name),
    (schedules.remedies, by_pairs),
    (schedules.my_schedule, line),
    (schedules.my_schedule, wave),
    (schedules.my_schedule, three_stairs),
    (schedules.warmed, risen),
    (schedules.warmed, risen_at_once),
]


@pytest.mark.parametrize(("check", "function"), SOLUTIONS)
def test_solutions_pass(check, function, capsys):
    assert ": passed. " in said_of(check, function, capsys)


def lecture(*, first=1, bounds=(0.1, 0.5, 0.75), shares=(1, 0.1, 0.01), closed=False):
    def function(step, steps, peak):
        here = step / steps
        if here < bounds[0]:
            return min(1, (step + first) / (bounds[0] * steps)) * peak
        here -= 1e-9 * closed
        return peak * shares[(here >= bounds[1]) + (here >= bounds[2])]

    return function


LECTURE_MISTAKES = [
    (
        lecture(first=0),
        "step 0 must get the first part of the rise:\n  step 0, steps 200, peak 0.8: expected "
        "0.04, got 0. A rate of 0 wastes the first update",
    ),
    (lecture(bounds=(-1, 0.5, 0.75)), "expected 0.04, got 0.8. There is no warm-up."),
    (
        lecture(bounds=(0.1, 0.4, 0.65)),
        "step 80, steps 200, peak 0.8: expected 0.8, got 0.08. It ends at 10 % + 40 %.",
    ),
    (
        lecture(bounds=(0.1, 0.4, 0.25)),
        "step 80, steps 200, peak 0.8: expected 0.8, got 0.008. The shares are lengths; the pieces",
    ),
    (
        lecture(closed=True),
        "step 100, steps 200, peak 0.8: expected 0.08, got 0.8. A boundary belongs to the piece",
    ),
    (
        lambda step, steps, peak: (
            pieces(step - (step == 20), steps, peak) * (1 + (step == 20) / 20)
        ),
        "step 20, steps 200, peak 0.8: expected 0.8, got 0.84. The rise is over: step < 10 %",
    ),
    (
        lecture(shares=(1, 0.1, 0.1)),
        "step 150, steps 200, peak 0.8: expected 0.008, got 0.08. It is still a tenth.",
    ),
    (lecture(shares=(1, 0.1, 0.05)), "expected 0.008, got 0.04. A tenth of a tenth is a hundredth"),
    (lecture(shares=(1, 0.5, 0.25)), "expected 0.08, got 0.4. That is half: each stair is a tenth"),
    (lecture(shares=(1, 0.1, 0.0)), "expected 0.008, got 0. It must not end at 0."),
    (lecture(bounds=(0.1, 0.5, 0.7)), "step 149, steps 200, peak 0.8: expected 0.08, got 0.008."),
    (
        lambda step, steps, peak: pieces(step, steps, 1.0),
        "expected 0.04, got 0.05. That is the share of the peak: multiply by it.",
    ),
    (
        lambda step, steps, peak: (
            max(1, (step + 1) / (steps / 10)) * pieces(step, steps, peak)
            if step < steps / 10
            else pieces(step, steps, peak)
        ),
        "step 2, steps 25, peak 0.8: expected 0.8, got 0.96. The last part of the rise is cut off",
    ),
    (
        lambda step, steps, peak: pieces(step, 200 if steps > 25 else 25, peak),
        "it must hold for any inputs:\n  step 299, steps 600, peak 0.3",
    ),
    (
        lambda step, steps, peak: np.full(1, pieces(step, steps, peak)),
        "the rate must be one number; got an array of shape (1,).",
    ),
]


@pytest.mark.parametrize(("function", "message"), LECTURE_MISTAKES)
def test_mistakes_in_the_lectures_schedule(function, message, capsys):
    assert message in said_of(schedules.lecture_rate, function, capsys)


def four(**changed):
    return lambda: by_name() | changed


REMEDY_MISTAKES = [
    (four(A="decay"), 'run A: with "decay" it ends at 0.3'),
    (four(A="later"), "Look at its end: is it at rest, or on its way?"),
    (four(A="lower"), "Another remedy does better. Look at its end"),
    (four(B="decay"), "Look at its first epoch, and at the line of the coin."),
    (four(B="raise"), 'run B: with "raise" it ends at'),
    (four(C="lower"), "Look at how it trembles while it goes nowhere."),
    (four(C="later"), 'run C: with "later" it ends at 0.1'),
    (four(C="raise"), 'run C: with "raise" it ends at'),
    (four(D="raise"), "It is at rest, and does not tremble"),
    (four(D="decay"), 'run D: with "decay" it ends at 0.2'),
    (four(D="lower"), 'run D: with "lower" it ends at 0.3'),
    (four(D="slower"), "run D: needed one of raise, lower, decay, later; got 'slower'."),
    (four(E="raise"), "needed a dict with a remedy for each of A, B, C, D; got: its keys are"),
    (lambda: ["raise", "lower", "decay", "later"], "needed a dict with a remedy for each"),
]


@pytest.mark.parametrize(("function", "message"), REMEDY_MISTAKES)
def test_mistakes_in_the_remedies(function, message, capsys):
    assert message in said_of(schedules.remedies, function, capsys)


OWN_MISTAKES = [
    (lambda step, steps: 0.2, ": higher. That is one constant rate all along."),
    (lambda step, steps: 3.2, ": higher. That is one constant rate all along."),
    (lambda step, steps: 0.0, "with a rate of 0 all along nothing is learned."),
    (lambda step, steps: -line(step, steps), "finite and not negative; got -0.7952 at step 3."),
    (lambda step, steps: 0.4 - step / steps, "a rate must be finite and not negative; got"),
    (lambda step, steps: line(step, steps) / 2, "With this peak half of the time is not enough."),
    (lambda step, steps: 0.8 * step / steps, "It ends higher than it begins."),
    (lambda step, steps: 0.8 / (1 + step), "It lets go early: after a quarter of the run"),
    (lambda step, steps: 8 * (1 - step / steps), "Is its peak usable, and does it come to rest"),
    (lambda step, steps: 1 / np.float64(step), "a rate must be finite and not negative; got inf"),
    (lambda step, steps: np.array([line(step, steps)]), "the rate must be one number; got an"),
    (lambda step, steps: None, "returned None"),
]


@pytest.mark.filterwarnings("ignore:divide by zero")
@pytest.mark.parametrize(("function", "message"), OWN_MISTAKES)
def test_schedules_that_are_none_or_not_worth_it(function, message, capsys):
    assert message in said_of(schedules.my_schedule, function, capsys)


def after_the_rise(then, first=1):
    def function(step, warm, schedule):
        return (step + first) / warm * schedule(0) if step < warm else then(step, warm, schedule)

    return function


def its_own(step, warm, schedule):
    return schedule(step - warm)


WARM_MISTAKES = [
    (after_the_rise(its_own, first=0), "expected 0.04, got 0. A rate of 0 wastes the first"),
    (lambda step, warm, schedule: schedule(step), "expected 0.04, got 0.8. There is no rise."),
    (
        lambda step, warm, schedule: (
            (step + 1) / (warm + 1) * schedule(0) if step < warm else schedule(step - warm)
        ),
        "expected 0.04, got 0.0381. Divide by warm: the last update of the rise",
    ),
    (
        lambda step, warm, schedule: (step + 1) / warm if step < warm else schedule(step - warm),
        "expected 0.04, got 0.05. That is the share of the rise: multiply by schedule(0).",
    ),
    (
        lambda step, warm, schedule: min(1, (step + 1) / warm) * schedule(step),
        "expected 0.4, got 0.355. The schedule must wait: its step 0 comes after it.",
    ),
    (
        after_the_rise(lambda step, warm, schedule: schedule(step)),
        "expected 0.8, got 0.6. It has decayed during the rise: ask for schedule(step - warm).",
    ),
    (
        after_the_rise(lambda step, warm, schedule: schedule(0)),
        "step 60, warm 20: expected 0.4, got 0.8. That stays at the peak",
    ),
    (
        after_the_rise(lambda step, warm, schedule: schedule(max(0, step - warm - 1))),
        "It begins one step too late.",
    ),
    (
        after_the_rise(lambda step, warm, schedule: schedule(step - warm + 1)),
        "expected 0.8, got 0.79. It begins one step too early.",
    ),
    (
        lambda step, warm, schedule: (
            (step + 1) / warm * 0.8 if step <= warm else schedule(step - warm)
        ),
        "expected 0.8, got 0.84. The rise is over: step < warm, not <=.",
    ),
    (
        lambda step, warm, schedule: (
            (step + 1) / warm * 0.8 if step < warm else its_own(step, warm, schedule)
        ),
        "it must hold for any inputs",
    ),
    (lambda step, warm, schedule: schedule, "the rate must be one number; got something of type"),
]


@pytest.mark.parametrize(("function", "message"), WARM_MISTAKES)
def test_mistakes_in_the_warm_up(function, message, capsys):
    assert message in said_of(schedules.warmed, function, capsys)
