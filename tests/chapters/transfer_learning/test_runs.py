"""Worlds, strategies and stored cases of notebook 10."""

import numpy as np
import pytest

from course_lib.chapters.transfer_learning import (
    cases,
    freezing,
    layer_rates,
    strategies,
    unseen,
    worlds,
)
from course_lib.datasets import load_sweep
from course_lib.engine import Adam, Optimizer, cross_entropy, fit


@pytest.mark.parametrize("kind", ["digits", "clothes"])
def test_source_and_target_share_no_class_and_judges_no_picture(kind):
    assert not set(worlds.FIRST) & set(worlds.LAST)
    drawn, _ = worlds.drawn(kind, 20, seed=0, by=0)
    for use in ("dev", "test"):
        judged, _ = worlds.judges(kind, use, by=0)
        seen = {picture.tobytes() for picture in judged}
        assert not any(picture.tobytes() in seen for picture in drawn)


def test_a_wandering_picture_is_moved_and_no_more():
    still, labels = worlds.drawn("digits", 5, seed=3, by=0)
    moved, same = worlds.drawn("digits", 5, seed=3)
    assert (labels == same).all()
    assert (still != moved).any(axis=1).mean() > 0.8
    assert moved.sum() == pytest.approx(still.sum(), rel=0.02)  # hardly any ink is lost


@pytest.mark.parametrize("strategy", strategies.STRATEGIES.values(), ids=strategies.STRATEGIES)
def test_what_is_kept_is_the_teachers_and_the_rest_is_new(strategy):
    teacher = strategies.untrained(1)
    part = strategies.upper(teacher, strategy, seed=2)
    dense = [layer for layer in part.layers if layer.parameters]
    assert len(dense) == 3 - strategy.frozen
    for k, layer in enumerate(dense, start=strategy.frozen):
        own = (*strategies.NAMES, "output")[k]
        assert (layer.W == teacher[own].W).all() == (k < strategy.kept)


def test_a_head_on_features_is_the_head_of_the_whole_network():
    teacher = strategies.untrained(0)
    data = worlds.drawn("digits", 10, seed=0)
    whole = strategies.upper(teacher, strategies.ALL, seed=0)
    head = strategies.upper(teacher, strategies.HEAD, seed=0)
    recipe = {"epochs": 20, "batch_size": 50, "every": 20}
    masked = Optimizer(Adam(), 0.01, mask=whole.mask("output"))
    fit(whole, cross_entropy, masked, data, rng=np.random.default_rng(0), **recipe)
    features = strategies.features(teacher, data[0], 2), data[1]
    fit(
        head, cross_entropy, Optimizer(Adam(), 0.01), features, rng=np.random.default_rng(0),
        **recipe,
    )  # fmt: skip
    assert np.allclose(whole["output"].W, head["output"].W, atol=1e-4)
    assert (whole["hidden 1"].W == teacher["hidden 1"].W).all()


def test_shares_of_zero_freeze_and_a_tenth_moves_less():
    teacher, data = strategies.untrained(0), worlds.drawn("digits", 10, seed=0)
    done = layer_rates.trained_by_layer(teacher, data, (0.0, 0.1, 1.0), [0.01], seed=0)
    assert (done["hidden 1"].W[0] == teacher["hidden 1"].W).all()
    assert (done["hidden 2"].W[0] != teacher["hidden 2"].W).any()


def test_the_friends_step_moves_what_it_froze_and_ours_does_not():
    def friends(theta, velocity, grad, trained, lr, beta, decay):
        velocity = beta * velocity + trained * grad + decay * theta
        return theta - lr * velocity, velocity

    data, judge = worlds.drawn("digits", 5, seed=0), worlds.judges("digits")
    teacher = strategies.untrained(0)
    how = {"net": teacher, "data": data, "judge": judge, "seed": 0, "updates": 10}
    assert freezing.head_by_hand(friends, **how)[0] > 1e-3
    assert freezing.head_by_hand(freezing.frozen_step, **how)[0] == 0


def test_a_last_layer_alone_saves_as_many_as_were_counted_by_hand():
    # 196*64 + 64*64 frozen = 16640; 64*5 = 320, forward and for its gradient
    assert freezing.cheaper([196, 64, 64, 5], 2, 40) == (16640 + 640) / (416 + 640)


def test_without_a_source_strategies_fall_together():
    runs = load_sweep("transfer_learning_cases")
    for size in cases.SIZES:
        place = {"source": "none", "target": "digits", "per_class": size}
        at = {
            name: cases.at_own_rate(runs, strategy=name, **place)[0]
            for name in strategies.STRATEGIES
        }
        assert (at["everything"] == at["from scratch"]).all()
        assert (at["from the middle"] == at["new above layer 1"]).all()


def test_the_best_rate_of_the_leaders_lies_inside_the_grid():
    runs = load_sweep("transfer_learning_cases")
    for size, name in ((5, "head only"), (100, "from the middle"), (250, "everything")):
        _, rate = cases.at_own_rate(
            runs, source="digits", target="digits", strategy=name, per_class=size
        )
        assert min(cases.RATES) < rate < max(cases.RATES)


def test_the_unseen_cases_are_not_those_of_the_page():
    assert not set(unseen.SIZES) & set(cases.SIZES)
    assert worlds.BY not in unseen.WANDERS
    assert not set(unseen.SEEDS) & set(cases.SEEDS)
    assert len(unseen.outcomes(load_sweep("transfer_learning_unseen"))) == 12
