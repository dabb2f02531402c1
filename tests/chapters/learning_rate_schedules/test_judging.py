"""Four runs and their remedies; a reader's schedule beside tuned ones."""

import numpy as np
import pytest

from course_lib import checks
from course_lib.chapters.learning_rate_schedules import (
    check,
    check_answers,
    four_runs,
    judging,
    runs,
)
from course_lib.checks import guard
from course_lib.datasets import load_sweep


def test_each_remedy_is_the_right_one_of_one_run_and_by_far():
    right = four_runs.right_remedies()
    assert right == {"A": "raise", "B": "lower", "C": "decay", "D": "later"}
    for name, remedy in right.items():
        ends = {which: four_runs.losses()[name, which][:, -1] for which in four_runs.REMEDIES}
        best = ends.pop(remedy)
        assert all(best.mean() < 0.9 * each.mean() for each in ends.values())


def test_a_remedy_that_is_none_is_refused_in_words():
    with pytest.raises(ValueError, match=r"no remedy is called 'wait'; there are raise, lower"):
        four_runs.with_remedy(four_runs.FOUR["A"], "wait")


def test_a_later_decay_is_ten_times_as_slow_and_a_decay_reaches_zero():
    early, later = (four_runs.Setting(0.8, keep=keep).schedule() for keep in (0.97, 0.97**0.1))
    assert early(100) == pytest.approx(later(1000))
    assert four_runs.Setting(0.8, fall=True).schedule()(runs.STEPS) == 0


def test_a_schedule_is_asked_update_by_update_and_keeps_the_shape():
    asked = []

    def rate(step, steps):
        asked.append((step, steps))
        return step / steps

    schedule = judging.update_by_update(rate, 10)
    assert schedule(np.array([[0, 5]])).tolist() == [[0.0, 0.5]]
    assert schedule(3).shape == ()
    assert asked == [(0, 10), (5, 10), (3, 10)]
    assert all(type(step) is int for step, _ in asked)


def test_a_verdict_counts_from_three_errors_on():
    ours = np.array([0.9, 1.0, 1.1, 1.0])
    tie = judging.verdict("a rate", ours, np.array([1.0, 1.0, 1.0, 1.1]))
    assert abs(tie.in_errors) < judging.FEWEST_ERRORS
    assert str(tie).endswith("of its errors: not told apart")
    better = judging.verdict("a rate", ours, ours + np.array([0.5, 0.5, 0.5, 0.6]))
    assert better.in_errors < -judging.FEWEST_ERRORS
    assert str(better).endswith("%: lower")
    worse = judging.verdict("a rate", ours + np.array([0.5, 0.5, 0.5, 0.6]), ours)
    assert str(worse).endswith("%: higher")
    assert judging.verdict("itself", ours, ours).in_errors == 0


@pytest.mark.parametrize("attempt", [0, -1, 1.5, "1", None, True])
def test_an_attempt_is_a_whole_number_from_1(attempt):
    with pytest.raises(ValueError, match="attempt must be a whole number from 1; got"):
        judging.judge(lambda step: 0.2, attempt=attempt)


def test_each_attempt_has_seeds_of_its_own_and_half_of_the_time_is_not_enough_for_a_constant_rate():
    verdicts = [judging.judge(lambda step: 0.2 + 0.0 * step, attempt=each) for each in (1, 2)]
    assert [constant.in_errors > 0 for constant, _ in verdicts] == [True, True]
    assert verdicts[0][0].ours != verdicts[1][0].ours


def test_what_section_6_says_of_a_decay_from_the_best_constant_rates():
    judged = load_sweep("learning_rate_schedules_judged")
    best = judged.at(schedule="constant 0.2")["loss"]
    in_errors = {}
    for name in ("constant 0.4", "constant 0.8", "cosine 0.2", "cosine 0.4", "cosine 0.8"):
        ratio = judged.at(schedule=name)["loss"] / best - 1
        in_errors[name] = ratio.mean() / (ratio.std(ddof=1) / np.sqrt(len(ratio)))
    assert min(in_errors["constant 0.4"], in_errors["cosine 0.2"]) > 3
    assert max(in_errors["cosine 0.4"], in_errors["cosine 0.8"]) < -3


def endless(step, steps):
    while True:
        pass


@pytest.mark.parametrize(
    ("function", "whose", "why"),
    [
        (lambda step, steps: 0.9 * (1 - step / steps), "yours", "it passes its check"),
        (lambda step, steps: 0.2, "the course's", "it must end lower"),
        (lambda step, steps: 1 / 0, "the course's", "ZeroDivisionError"),
        (endless, "the course's", "it was still at work after"),
        (lambda step, steps: 0.9 * (1 - step / steps) if step < 499 else 1 / 0, "the course's", ""),
    ],
    ids=["right", "wrong", "raising", "endless", "raising at the end"],
)
def test_whose_schedule_is_trained(function, whose, why, monkeypatch):
    if "still at work" in why:
        monkeypatch.setattr(guard, "SECONDS", 0.2)
    own = checks.yours_or_ours(function, check.my_schedule, check_answers.my_schedule)
    assert own.whose == whose
    assert why in own.why
    constant, _ = judging.judge(judging.update_by_update(own, 500), attempt=1)
    assert constant.change < 0
