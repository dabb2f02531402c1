"""The claims of notebook 05: what they measure, and what would refute them."""

import json

import pytest

from course_lib.chapters.optimizers import measured, measured_training
from course_lib.chapters.optimizers.claims import CLAIMS
from course_lib.claims import load_results

BY_KEY = {claim.key: claim for claim in CLAIMS}


def outcome(key, words=None):
    """Stored numbers of one trial."""
    claim = BY_KEY[key]
    place = claim.trials.index(words) if words else 0
    return load_results("optimizers").outcomes[key][place].numbers


def test_momentum_stands_a_larger_rate():
    claim = BY_KEY["limit"]
    told = measured.limit(**claim.conditions("momentum"))
    assert told["above"] < 1
    assert not claim.holds(told)


def test_in_small_batches_a_border_is_none():
    claim = BY_KEY["limit"]
    assert not claim.holds(measured.limit(**claim.conditions("batches of 30")))


def test_momentum_has_an_edge_of_its_own():
    """2 (1 + beta) / rate: with 0.5, half as far up again."""
    tail = outcome("edge", "momentum 0.5")["curvature over 2 / rate"]
    assert sum(tail) / 3 == pytest.approx(1.5, abs=0.15)


def test_the_factor_is_a_rate():
    told = outcome("factor")
    assert told["with the factor, over descent"] == pytest.approx(1, abs=0.03)
    assert not measured_training.only_a_rate(told | {"with the factor, over descent": 0.9})


def test_momentum_wins_where_there_is_no_noise_and_not_in_small_batches():
    told = outcome("own_rates")
    assert told["large, wins"] >= 20 > told["small, wins"]
    assert not measured_training.wins_without_noise(told | {"small, wins": 23})
    assert not measured_training.wins_without_noise(told | {"large, wins": 19})


def test_at_its_fastest_rate_momentum_loses_single_runs():
    told = outcome("own_rates", "another draw")
    assert told["large, momentum, rate"] > 1
    assert told["large, worst"] > 5 > 1 > told["large, middle"]


def test_in_the_steepest_ravine_09_is_sooner_than_the_formula():
    told = outcome("best_beta", "k = 1000")
    assert told["steep, 0.9"] < told["steep, formula"] < told["steep, descent"] / 10


def test_where_points_are_fitted_the_correction_is_felt_after_2000_updates():
    for words in ("no overlap", "one layer of 64"):
        assert outcome("correction", words)["many, change"] < -0.1


def test_a_beta_that_always_wins_would_refute_that_it_depends_on_the_ravine():
    told = outcome("best_beta")
    assert told["flat, descent"] < told["flat, 0.9"]
    assert not measured.depends_on_the_ravine(told | {"flat, 0.9": 5})


def test_a_quarter_turn_lies_along_the_axes_again():
    told = measured.turned(**BY_KEY["turned"].conditions("a quarter turn"))
    assert told["turned, divides"] == told["along, divides"]


def test_after_200_updates_the_correction_is_felt_and_after_2000_hardly():
    told = outcome("correction")
    assert told["few, change"] < -0.2
    assert abs(told["many, change"]) < 0.1
    high = outcome("correction", "rate 0.1")
    assert high["many, change"] > 0.1


def test_steps_of_adam_shrink_late():
    told = measured_training.step_lengths(**BY_KEY["step_length"].conditions("another start"))
    assert told["late"] < 0.2 < told["first"]


def test_each_stored_claim_was_tried_and_numbers_are_numbers():
    outcomes = load_results("optimizers").outcomes
    assert set(outcomes) == set(BY_KEY)
    for tried in outcomes.values():
        assert len(tried) >= 9
        json.dumps([each.numbers for each in tried])
