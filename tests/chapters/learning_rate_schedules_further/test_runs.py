"""The runs of notebook 06b: contenders, watched rates, budgets, batches, Adam's first steps."""

from dataclasses import replace

import numpy as np
import pytest

from course_lib.chapters.learning_rate_schedules_further import (
    batches,
    beginnings,
    budgets,
    check_answers,
    contenders,
    side_by_side,
)
from course_lib.chapters.learning_rate_schedules_further.contenders import CONTENDERS, Watched
from course_lib.chapters.learning_rate_schedules_further.runs import chosen, judged, made, run
from course_lib.datasets import load_sweep
from course_lib.experiments.schedule_problem import Problem

SHORT = Problem(updates=100, hidden=(8,))


@pytest.mark.parametrize("name", [name for name in CONTENDERS if name != "on plateau"])
def test_a_contender_reaches_its_peak_and_never_more(name):
    for shape in CONTENDERS[name].shapes:
        rates = made(name, 0.8, shape, 1000)(np.arange(1000))
        assert rates.max() == pytest.approx(0.8)
        assert rates.min() > 0


def test_those_that_fall_come_down_at_the_end():
    for name in ("cosine", "one cycle", "restarts", "hold, decay"):
        for shape in CONTENDERS[name].shapes:
            assert made(name, 0.8, shape, 1000)(np.array(999)) < 0.1 * 0.8 + 1e-3


def test_a_plateau_rule_is_the_exercises_own_answer():
    rng = np.random.default_rng(0)
    for _ in range(50):
        losses, patience = rng.integers(1, 9, rng.integers(0, 15)), int(rng.integers(1, 4))
        ours = contenders.plateau_rate(losses.tolist(), 0.8, patience=patience)
        assert ours == pytest.approx(check_answers.plateau_rate(losses, 0.8, patience))


def test_a_watched_rate_hears_every_epoch_of_its_own_run():
    heard = []

    def rule(losses, peak):
        heard.append(len(losses))
        return peak / len(losses)

    runs = run(SHORT, [Watched(0.4, rule), 0.4], (0, 1))
    assert sorted(heard) == [1, 1, 2, 2]
    np.testing.assert_allclose(runs.rates[0, :, [0, 49, 50, 99]], 0.4)  # after one epoch: 1 / 1
    assert (runs.ends[0] == runs.ends[1]).all()
    halved = run(SHORT, [Watched(0.4, lambda losses, peak: peak / 2)], (0,))
    np.testing.assert_allclose(halved.rates[0, 0, [49, 50, 99]], [0.4, 0.2, 0.2])
    by_steps = run(SHORT, [lambda step: np.where(step < 50, 0.4, 0.2)], (0,))
    np.testing.assert_array_equal(halved.ends, by_steps.ends)


def test_a_run_that_is_lost_counts_as_a_guess_in_all_its_records():
    runs = run(SHORT, [1e200], (0, 1), at=[25, 50, 100])
    assert runs.loss.shape == (1, 2, 3)
    assert (runs.loss == SHORT.coin).all()


def test_a_contender_is_chosen_within_its_grid_and_judged_on_other_seeds():
    best = chosen(SHORT, "cosine", (0, 1))
    assert min(best.grid) < best.peak < max(best.grid)
    assert best.grid[best.peak] == min(best.grid.values())
    ends = judged(SHORT, ["cosine"], (5, 6), (0, 1)).ends[0]
    rate = made("cosine", best.peak, best.shape, SHORT.updates)
    np.testing.assert_array_equal(ends, run(SHORT, [rate], (5, 6)).ends[0])


def test_a_branch_is_the_run_that_holds_until_its_fall():
    short, long = (contenders.hold_then_decay(0.8, n, 0.4, warm=50 / n) for n in (500, 1000))
    np.testing.assert_allclose(short(np.arange(300)), long(np.arange(300)))
    ends = budgets.branched(SHORT, (100, 200), 0.4, 0.4, (0, 1))
    assert ends.shape == (2, 2)


def test_the_larger_batch_sees_as_many_points_in_fewer_updates():
    problem = replace(SHORT, updates=200)
    smaller, many = batches.decayed(problem, [0.2, 0.4], (0, 1, 2))
    larger, few = batches.grown(problem, [0.2, 0.4], (0, 1, 2))
    assert smaller.shape == larger.shape == (2, 3)
    assert (many, few) == (200, 110)
    np.testing.assert_allclose(smaller, larger, rtol=0.5)


def test_a_warm_up_and_radam_spare_units_that_a_cold_adam_throws_out():
    digits = beginnings.DIGITS
    cold, warm = (beginnings.warm_cosine(0.02, 400, share) for share in (0, 0.3))
    thrown_out, spared, rectified = (
        beginnings.dead_along(problem, schedule, (1, 10), (0, 1))
        for problem, schedule in (
            (digits, cold),
            (digits, warm),
            (replace(digits, rule="RAdam"), cold),
        )
    )
    assert thrown_out.shape == (2, 2)
    assert thrown_out[1].sum() > 3 * max(spared[1].sum(), rectified[1].sum())
    assert thrown_out[0].sum() < thrown_out[1].sum() / 2  # it takes more than the first step


def test_ten_slow_steps_only_delay_the_deaths():
    slow = beginnings.slow_first(0.02, 400, first=10, share=0.05)
    after_ten, after_twenty = beginnings.dead_along(beginnings.DIGITS, slow, (10, 20), (0, 1))
    assert after_twenty.sum() > 3 * after_ten.sum()


def test_failures_are_counted_of_both_beginnings():
    problem = replace(beginnings.LARGE, updates=50)
    seeds = (0, 1, 2, 3)
    counts = beginnings.failures(problem, 3.2, seeds)
    schedules = [beginnings.warm_cosine(3.2, 50, share) for share in (0, 0.1)]
    cold, warm = run(problem, schedules, seeds).ends
    assert counts["cold"] == sum(loss > 2 * np.median(warm) for loss in cold)
    assert counts["warm"] == sum(loss > 2 * np.median(warm) for loss in warm)


def test_a_rate_can_be_divided_by_other_factors():
    problem = replace(SHORT, updates=200)
    tenth, _ = batches.decayed(problem, [0.4], (0, 1))
    by_ten, hardly = (batches.decayed(problem, [0.4], (0, 1), factor)[0] for factor in (10, 1))
    np.testing.assert_array_equal(tenth, by_ten)
    np.testing.assert_array_equal(hardly, run(problem, [0.4], (0, 1)).ends)
    assert (hardly != tenth).all()


def test_stored_runs_are_those_of_today(monkeypatch):
    stored = load_sweep("learning_rate_schedules_further_side_by_side")
    assert stored.axes["schedule"].tolist() == list(CONTENDERS)
    monkeypatch.setattr(side_by_side, "PEAKS", (0.1,))
    monkeypatch.setattr(side_by_side, "SEEDS", (0, 1))
    for name in CONTENDERS:
        now, then = side_by_side.run_one(name), stored.at(schedule=name, peak=0.1)
        np.testing.assert_allclose(now["loss"][0], then["loss"][:2], atol=1e-3)
        np.testing.assert_allclose(now["rates"][0], then["rates"], rtol=1e-5)


def test_stored_beginnings_are_those_of_today(monkeypatch):
    stored = load_sweep("learning_rate_schedules_further_beginnings")
    monkeypatch.setattr(beginnings, "SWEPT_PEAKS", (0.01,))
    monkeypatch.setattr(beginnings, "SEEDS", (0,))
    for data, name in (("digits", "RAdam"), ("moons", "warm-up 10 %")):
        now = beginnings.run_one(data, name)["loss"][0]
        then = stored.at(data=data, beginning=name, peak=0.01)["loss"][:1]
        np.testing.assert_allclose(now, then, rtol=0.02)
