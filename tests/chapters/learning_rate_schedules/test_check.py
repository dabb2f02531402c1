"""The checks of notebook 06: solutions pass, and each plausible mistake meets its message."""

import numpy as np
import pytest

from course_lib.chapters.learning_rate_schedules import check as schedules
from tests.checks.saying import said_of

# Solutions, as readers may write them.


def pieces(step, steps, peak):
    if step < steps / 10:
        return (step + 1) / (steps / 10) * peak
    if step < steps / 2:
        return peak
    return peak / 10 if step < 0.75 * steps else peak / 100


def pieces_in_whole_numbers(step, steps, peak):
    warm = steps // 10
    bounds = [warm, 5 * warm, steps * 3 // 4]
    parts = [peak * min(1, (step + 1) / warm), peak, peak / 10, peak / 100]
    return parts[np.searchsorted(bounds, step, side="right")]


def cosine(step, steps, warm, peak, end):
    if step < warm:
        return (step + 1) / warm * peak
    return wave((step - warm) / (steps - warm), peak, end)


def wave(t, peak, end):
    return end + (peak - end) * (1 + np.cos(np.pi * t)) / 2


def cosine_by_its_square(step, steps, warm, peak, end):
    t = max(step - warm, 0) / (steps - warm)
    share = np.cos(np.pi * t / 2) ** 2
    return min((step + 1) / warm, 1) * (share * peak + (1 - share) * end)


SOLUTIONS = [
    (schedules.lecture_rate, pieces),
    (schedules.lecture_rate, pieces_in_whole_numbers),
    (schedules.warm_cosine, cosine),
    (schedules.warm_cosine, cosine_by_its_square),
]


@pytest.mark.parametrize(("check", "function"), SOLUTIONS)
def test_solutions_pass(check, function, capsys):
    assert ": passed. " in said_of(check, function, capsys)


def lecture(*, first=1, bounds=(0.1, 0.5, 0.75), shares=(1, 0.1, 0.01), closed=False):
    def function(step, steps, peak):
        here = step / steps
        if here < bounds[0]:
            return (step + first) / (bounds[0] * steps) * peak
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
        lambda step, steps, peak: pieces(step, 200, peak),
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


def after_the_rise(fall, first=1):
    def function(step, steps, warm, peak, end):
        if step < warm:
            return (step + first) / warm * peak
        return fall(step, steps, warm, peak, end)

    return function


COSINE_MISTAKES = [
    (
        after_the_rise(cosine, first=0),
        "step 0 must get peak / warm:\n  step 0, steps 100, warm 20, peak 0.8, end 0.2: expected "
        "0.04, got 0. A rate of 0 wastes the first update",
    ),
    (
        lambda step, steps, warm, peak, end: wave(step / steps, peak, end),
        "expected 0.04, got 0.8. There is no warm-up.",
    ),
    (
        after_the_rise(lambda step, steps, warm, peak, end: wave(step / steps, peak, end)),
        "right after the warm-up it must be the peak:\n  step 20, steps 100, warm 20, peak 0.8, "
        "end 0.2: expected 0.8, got 0.7427. Count from step - warm.",
    ),
    (
        lambda step, steps, warm, peak, end: (
            min(1, (step + 1) / warm) * wave(step / steps, peak, end)
        ),
        "The wave must wait until the warm-up is over.",
    ),
    (
        after_the_rise(lambda step, steps, warm, peak, end: wave((step - warm) / steps, peak, end)),
        "step 60, steps 100, warm 20, peak 0.8, end 0.2: expected 0.5, got 0.5927. The wave has "
        "steps - warm steps, not steps.",
    ),
    (
        after_the_rise(
            lambda step, steps, warm, peak, end: wave((step - warm) / (steps - warm - 1), peak, end)
        ),
        "expected 0.5, got 0.494. t is 1 at step steps, not one earlier: divide by steps - warm.",
    ),
    (
        after_the_rise(
            lambda step, steps, warm, peak, end: wave((step - warm) / (steps - warm), end, peak)
        ),
        "expected 0.8, got 0.2. That begins at the end: the wave must fall.",
    ),
    (
        after_the_rise(
            lambda step, steps, warm, peak, end: wave(2 * (step - warm) / (steps - warm), peak, end)
        ),
        "expected 0.5, got 0.2. That is a whole wave",
    ),
    (
        after_the_rise(
            lambda step, steps, warm, peak, end: (
                end + (peak - end) * np.cos(np.pi / 2 * (step - warm) / (steps - warm))
            )
        ),
        "That is a quarter of a wave",
    ),
    (
        after_the_rise(
            lambda step, steps, warm, peak, end: (
                end + (peak - end) * (1 + np.cos((step - warm) / (steps - warm))) / 2
            )
        ),
        "The angle is pi * t.",
    ),
    (
        after_the_rise(
            lambda step, steps, warm, peak, end: wave((step - warm) / (steps - warm), peak, 0)
        ),
        "expected 0.5, got 0.4. end is missing",
    ),
    (
        after_the_rise(
            lambda step, steps, warm, peak, end: end + wave((step - warm) / (steps - warm), peak, 0)
        ),
        "expected 0.8, got 1. Interpolate: s * peak + (1 - s) * end. That adds end on top.",
    ),
    (
        after_the_rise(
            lambda step, steps, warm, peak, end: (
                peak - (peak - end) * (step - warm) / (steps - warm)
            )
        ),
        "step 40, steps 100, warm 20, peak 0.8, end 0.2: expected 0.7121, got 0.65. That is a",
    ),
    (
        lambda step, steps, warm, peak, end: cosine(step, 100, 20, peak, end),
        "it must hold for any inputs:\n  step 0, steps 60, warm 12, peak 0.5, end 0",
    ),
    (
        lambda *setting: np.atleast_1d(cosine(*setting)),
        "the rate must be one number; got an array of shape (1,).",
    ),
]


@pytest.mark.parametrize(("function", "message"), COSINE_MISTAKES)
def test_mistakes_in_the_warm_cosine(function, message, capsys):
    assert message in said_of(schedules.warm_cosine, function, capsys)
