"""The race against closed forms and the engine: own rates, a reader's rules, turned ground."""

import numpy as np
import pytest

from course_lib.chapters.optimizers import check_answers, own_race
from course_lib.chapters.optimizers.momenta import at_best_rate, best_settings, ravine_of
from course_lib.chapters.optimizers.noisy import at_own, distances
from course_lib.chapters.optimizers.race import (
    GROUNDS,
    RATES,
    STEPS,
    at_one_rate,
    at_own_rate,
    own_walks,
    runners,
    turned_ravine,
)
from course_lib.engine import AdaGrad, Adam, GradientDescent, Momentum, RMSProp
from course_lib.experiments.descents import arrival, descend
from course_lib.experiments.surfaces import RAVINE, SURFACES, quadratic


def test_own_rates_are_inside_the_grid_on_the_ravine():
    """Bracketed: the best is no end of it."""
    for name, walk in own_walks("ravine", 0.9, 0.99, True).items():
        assert RATES[0] < walk.lr < RATES[-1], name


def test_turning_changes_nothing_for_descent_and_momentum():
    angle = 0.5
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    for rule in (GradientDescent(), Momentum(0.9)):
        here = descend(RAVINE, rule, 0.05, steps=30)
        there = descend(turned_ravine(angle), rule, 0.05, steps=30)
        np.testing.assert_allclose(here @ turn.T, there, atol=1e-12)
    assert not np.allclose(
        descend(RAVINE, AdaGrad(), 0.5, steps=30) @ turn.T,
        descend(turned_ravine(angle), AdaGrad(), 0.5, steps=30),
    )


def test_corrected_rmsprop_divides_by_what_the_weights_add_up_to():
    rng, s, theta = np.random.default_rng(0), np.zeros(2), np.zeros(2)
    rule = runners(0.9, 0.99, corrected=True)["RMSProp"]
    state, moved = rule.init(theta), theta.copy()
    for t in range(1, 20):
        grad = rng.standard_normal(2)
        s = 0.99 * s + 0.01 * grad**2
        change, state = rule.update(grad, state, 0.1, moved)
        np.testing.assert_allclose(change, -0.1 * grad / np.sqrt(s / (1 - 0.99**t)), rtol=1e-6)


def test_published_rmsprop_begins_with_ten_rates():
    """beta 0.99: 1 / sqrt(1 - 0.99)."""
    (first,) = np.diff(descend(RAVINE, RMSProp(0.99), 0.05, steps=1), axis=0)
    np.testing.assert_allclose(np.abs(first), 0.5, rtol=1e-6)
    slow = descend(SURFACES["plateau"], RMSProp(0.99), 0.05, steps=1)
    assert np.abs(np.diff(slow, axis=0)[0, 0]) == pytest.approx(0.4999, abs=2e-4)


def test_the_beta_of_each_ravine():
    """0.40 for condition number 20, 0.80 for that of the temperatures."""
    assert best_settings(1.0, 20.0)[1] == pytest.approx(0.40, abs=0.005)
    assert best_settings(1.0, 321.8)[1] == pytest.approx(0.80, abs=0.005)


def test_momentum_shrinks_both_directions_by_the_root_of_beta():
    lr, beta = best_settings(1.0, 50.0)
    for curvature in (1.0, 50.0):
        roots = np.roots([1, lr * curvature - 1 - beta, beta])
        np.testing.assert_allclose(np.abs(roots), np.sqrt(beta), rtol=1e-6)


@pytest.mark.parametrize(("k", "loses"), [(20.0, True), (50.0, False)])
def test_09_loses_in_a_flat_ravine_and_wins_in_a_steep_one(k, loses):
    ground = ravine_of(1.0, k)
    ours, descent = (at_best_rate(ground, beta, k, most=900) for beta in (0.9, 0.0))
    assert (ours > descent) == loses


def test_a_readers_rules_walk_like_the_engines():
    steps = {
        "momentum": own_race.momentum_walks(check_answers.momentum_step, RAVINE, 0.7, (0.03, 0.07)),
        "Adam": own_race.adam_walks(check_answers.adam_step, RAVINE, (0.7, 0.99), (0.03, 0.07)),
    }
    rules = {"momentum": Momentum(0.7), "Adam": Adam(0.7, 0.99)}
    for name, rule in rules.items():
        expected = descend(RAVINE, rule, np.array([0.03, 0.07])[:, None, None], steps=STEPS)
        np.testing.assert_allclose(steps[name], expected, atol=1e-10)


def test_a_readers_rule_that_explodes_is_lost_without_a_warning():
    walks = own_race.momentum_walks(check_answers.momentum_step, RAVINE, 0.9, (7.0,))
    assert np.isnan(walks[0, -1]).all()


def test_the_readers_race_names_whose_it_is():
    rules = {"momentum": check_answers.momentum_step, "adam": check_answers.adam_step}
    along = own_race.race_of("ravine", **rules, beta=0.4)
    turned = own_race.race_of("ravine, turned", **rules, beta=0.4)
    assert list(along) == list(turned)
    assert "momentum, 0.40 (yours)" in along
    assert along["momentum, 0.40 (yours)"] == turned["momentum, 0.40 (yours)"]
    assert along["AdaGrad"] < 10 < 40 < turned["AdaGrad"]


def test_adagrad_at_its_own_rate_is_nearer_than_rmsprop_at_its_own():
    rates = {}
    for name, rule in (("AdaGrad", AdaGrad()), ("RMSProp", RMSProp(0.9))):
        rates[name], curve = at_own(rule)
        rates[f"{name}, mean"] = curve.mean()
    assert rates["AdaGrad"] > 10 * rates["RMSProp"]
    assert rates["AdaGrad, mean"] < rates["RMSProp, mean"]
    at_a_tenth = [distances(rule, (0.1,))[0].mean() for rule in (AdaGrad(), RMSProp(0.9))]
    assert at_a_tenth[0] > 3 * at_a_tenth[1]  # the usual picture


def test_where_gradients_fade_adagrad_stalls():
    (_, ada), (_, rms) = (at_own(rule, fades=100.0) for rule in (AdaGrad(), RMSProp(0.9)))
    assert ada.mean() > 1.25 * rms.mean()
    thirds = [curve.reshape(3, 500).mean(axis=1) for curve in (ada, rms)]
    np.testing.assert_allclose(thirds[0], [0.90, 0.95, 0.05], atol=0.006)
    np.testing.assert_allclose(thirds[1], [0.31, 0.69, 0.24], atol=0.006)


def test_one_rate_for_all_is_the_engines_walk():
    walks = at_one_rate(GROUNDS["bowl"], runners(0.9, 0.99), 0.3)
    np.testing.assert_array_equal(
        walks["AdaGrad"].path, descend(GROUNDS["bowl"], AdaGrad(), 0.3, steps=STEPS)
    )


def test_where_none_arrives_the_lowest_end_is_taken():
    far = quadratic(1.0, 1.0, start=(1e4, 0.0))
    walk = at_own_rate(far, Adam(), rates=(0.01, 1.0), steps=20)
    assert arrival(walk.path, far) is None
    assert walk.lr == 1.0
