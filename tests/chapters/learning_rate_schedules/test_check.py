"""The checks of notebook 06: solutions pass, and each plausible mistake meets its message."""

import numpy as np
import pytest

from course_lib.chapters.learning_rate_schedules import check as schedules
from tests.checks.saying import said_of

# Solutions, as readers may write them.


def by_powers(low, high, steps):
    return low * (high / low) ** (np.arange(steps) / (steps - 1))


def by_logarithms(low, high, steps):
    return np.exp(np.linspace(np.log(low), np.log(high), steps))


def in_a_loop(low, high, steps):
    rates = [low]
    for _ in range(steps - 1):
        rates.append(rates[-1] * (high / low) ** (1 / (steps - 1)))
    return np.array(rates)


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


def root(epoch, lr, k):
    return lr / np.sqrt(1 + epoch / k**2)


def root_moved(epoch, lr, k):
    return lr * k / np.sqrt(epoch + k**2)


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
    (schedules.rates_to_try, by_powers),
    (schedules.rates_to_try, by_logarithms),
    (schedules.rates_to_try, in_a_loop),
    (schedules.rates_to_try, np.geomspace),
    (schedules.lecture_rate, pieces),
    (schedules.lecture_rate, pieces_in_whole_numbers),
    (schedules.root_decay, root),
    (schedules.root_decay, root_moved),
    (schedules.warm_cosine, cosine),
    (schedules.warm_cosine, cosine_by_its_square),
]


@pytest.mark.parametrize(("check", "function"), SOLUTIONS)
def test_solutions_pass(check, function, capsys):
    assert ": passed. " in said_of(check, function, capsys)


RATES_MISTAKES = [
    (np.linspace, "here rates[1] / rates[0]:\n  low 0.01, high 10, steps 7: expected 3.162"),
    (np.linspace, "got 167.5. That rises in equal steps."),
    (np.logspace, "the first rate must be low:\n  low 0.01"),
    (np.logspace, "got 1.023. That is 10**low: low is the rate, not its exponent."),
    (
        lambda low, high, steps: low * (high / low) ** (np.arange(steps) / steps),
        "the last rate must be high:\n  low 0.01, high 10, steps 7: expected 10, got 3.728. It "
        "takes steps - 1 strides",
    ),
    (
        lambda low, high, steps: low * (high / low) ** (np.arange(1, steps + 1) / steps),
        "the first rate must be low:\n  low 0.01, high 10, steps 7: expected 0.01, got 0.02683. "
        "The first of the rates is low itself.",
    ),
    (
        lambda low, high, steps: np.geomspace(high, low, steps),
        "expected 0.01, got 10. From low up to high, please.",
    ),
    (
        lambda low, high, steps: np.geomspace(low, high, steps + 1),
        "rates must be an array of shape (7,); got an array of shape (8,).",
    ),
    (
        lambda low, high, steps: list(np.geomspace(low, high, steps)),
        "rates must be an array of shape (7,); got a list of 7.",
    ),
    (
        lambda low, high, steps: (high / low) ** (np.arange(steps) / (steps - 1)),
        "the first rate must be low:",
    ),
    (
        lambda low, high, steps: low * (high / low) ** np.linspace(0, 1, steps) ** 2,
        "each rate must be the same multiple of the last",
    ),
]


@pytest.mark.parametrize(("function", "message"), RATES_MISTAKES)
def test_mistakes_in_the_rates(function, message, capsys):
    assert message in said_of(schedules.rates_to_try, function, capsys)


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


def in_place(epoch, lr, k):
    epoch += k**2
    return lr * k / np.sqrt(epoch)


ROOT_MISTAKES = [
    (
        lambda epoch, lr, k: lr * k / np.sqrt(epoch),
        "at epoch 0 the rate must be lr:\n  epoch 0, lr 0.4, k 3: expected 0.4, got inf. Something",
    ),
    (
        lambda epoch, lr, k: lr * k / np.sqrt(epoch + 1),
        "expected 0.4, got 1.2. That begins at k * lr.",
    ),
    (
        lambda epoch, lr, k: 1 / np.sqrt(1 + epoch / k**2),
        "expected 0.4, got 1. lr is missing: it multiplies the whole.",
    ),
    (
        lambda epoch, lr, k: lr / np.sqrt(1 + epoch / k),
        "late in a run the rate must be lr * k / sqrt(epoch):\n  epoch 9e+08, lr 0.4, k 3: "
        "expected 4e-05, got 2.309e-05. k must leave the root as k",
    ),
    (lambda epoch, lr, k: lr / np.sqrt(1 + epoch), "got 1.333e-05. k is missing."),
    (lambda epoch, lr, k: lr / (1 + epoch / k**2), "There is no root: that falls as 1 / epoch."),
    (lambda epoch, lr, k: lr / np.sqrt(1 + epoch * k**2), "Divide by k**2 under the root"),
    (
        lambda epoch, lr, k: lr * k / (np.sqrt(epoch) + k),
        "The new number stands under the root, beside epoch.",
    ),
    (lambda epoch, lr, k: lr + 0 * epoch, "expected 4e-05, got 0.4. It never falls."),
    (
        lambda epoch, lr, k: lr * np.minimum(1, k / np.sqrt(np.maximum(epoch, 1e-9))),
        "the rate must be lr / sqrt(1 + epoch / k**2):\n  epoch 1, lr 0.4, k 3: expected 0.3795, "
        "got 0.4. That holds lr",
    ),
    (
        lambda epoch, lr, k: lr / np.sqrt(1 + epoch[0] / k**2),
        "the rates must be an array of shape (4,); got something of type float64.",
    ),
    (in_place, "epoch was edited in place"),
]


@pytest.mark.parametrize(("function", "message"), ROOT_MISTAKES)
def test_mistakes_in_the_root(function, message, capsys):
    assert message in said_of(schedules.root_decay, function, capsys)


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
