"""The claims of notebook 04: what they measure, and what would refute them."""

import json

import numpy as np
import pytest

from course_lib.chapters.initialization import measured, measured_training
from course_lib.chapters.initialization.claims import CLAIMS
from course_lib.claims import load_results
from course_lib.experiments.gradient_gain import sigmoid_chain

BY_KEY = {claim.key: claim for claim in CLAIMS}


def test_units_that_begin_apart_by_little_would_refute_that_they_stay_equal():
    """What is measured sees a difference: with dropout, which makes one, it says so."""
    claim = BY_KEY["equal"]
    told = measured_training.equal(**claim.conditions("dropout 0.3"))
    assert told["from equal, of 10"] > 1
    assert not claim.holds(told)


def test_equal_weights_in_alone_do_not_keep_units_equal():
    """What leaves a unit must be equal, too: from there its gradient comes."""
    claim = BY_KEY["equal"]
    apart = measured_training.equal(**claim.conditions("equal into layer 1 alone"))
    assert apart["from equal, of 10"] == 10
    assert not claim.holds(apart)


def test_a_function_that_bends_refutes_the_power():
    claim = BY_KEY["power"]
    bent = measured.errors_multiply(**claim.conditions("tanh"))
    assert bent["power forward"] < 2
    assert not claim.holds(bent)


def test_luck_is_that_of_the_formula_and_tanh_has_less():
    told = measured.luck("ReLU", 20, 40, "normal", 0)
    assert np.log(told["law of the scatter"]) == pytest.approx(np.sqrt(5 * 20 / 40) / 2)
    assert np.log(told["law of the median"]) == pytest.approx(-5 * 20 / 160)
    assert measured.as_the_law_says(told)
    assert not measured.as_the_law_says(told | {"median": 1.0})
    assert not measured.as_the_law_says(told | {"mean square after 5 layers": 0.7})
    assert not measured.as_the_law_says(measured.luck("tanh", 20, 40, "normal", 0))


def test_the_sigmoids_gain_is_that_of_the_shared_measurement():
    """04 and 01b measure one thing: with s root n of 30, 94, of other draws within a third."""
    _, gain, _ = sigmoid_chain(100, 3.0)
    assert round(gain) == 94
    ours, share, _ = measured.through_sigmoids(30.0, 100, 10)
    assert ours == pytest.approx(gain, rel=1 / 3)
    assert share == pytest.approx(0.89, abs=0.01)


def test_at_the_sigmoids_own_scale_a_layer_passes_everything_on():
    """01b: about 96 to 100 / n with zero biases."""
    below, own, above = (
        measured.through_sigmoids(scale**0.5, 100, 10)[0] for scale in (64.0, 100.0, 144.0)
    )
    assert below < 0.5
    assert own ** (1 / 9) == pytest.approx(1, abs=0.04)
    assert above > 1.3


def test_the_five_of_the_law():
    """With He's std 2 relu(z)**2 has mean 1 and variance 5."""
    z = np.random.default_rng(0).standard_normal(1_000_000)
    share = 2 * np.maximum(z, 0) ** 2
    assert share.mean() == pytest.approx(1, abs=0.01)
    assert share.var() == pytest.approx(5, abs=0.1)


def test_a_guess_at_the_start_rules_out_no_weights_that_are_too_large():
    """Equal ones, and any before a last layer of 0, cost ln 10."""
    for drawn in ("equal", "all but the last"):
        told = measured.first_losses(8, 32, 0, 0, 4.0, "ReLU", drawn)
        assert told["large"] == pytest.approx(np.log(10))


def test_first_losses_tell_of_large_weights_only():
    told = measured.first_losses(8, 32, 0, 0, 2.0, "ReLU", "random")
    assert measured.only_large_is_seen(told)
    assert told["small"] == pytest.approx(np.log(10), rel=0.01)
    assert not measured.only_large_is_seen(told | {"large": told["he"]})


def test_the_better_rate_counts_and_an_earlier_epoch_comes_first():
    of = measured_training.Deep(2, width=16, count=200)
    early, late = measured_training.accuracies(of, (2.0,), lr=0.05, epochs=4, seeds=0, also_at=1)
    assert early < late
    (alone,) = measured_training.accuracies(of, (2.0,), lr=0.05, epochs=4, seeds=0)
    assert alone == late


def test_pytorchs_start_is_uniform_and_has_biases(monkeypatch):
    seen = []

    def watched(networks):
        seen.extend(networks)
        raise StopIteration

    monkeypatch.setattr(measured_training, "stack", watched)
    with pytest.raises(StopIteration):
        measured_training.accuracies(
            measured_training.Deep(1), (1 / 3,), lr=0.1, epochs=1, seeds=0, as_pytorch=True
        )
    layer = seen[0]["hidden 1"]
    bound = 1 / np.sqrt(784)
    assert bound * 0.99 < np.abs(layer.W).max() <= bound * 1.001
    assert 0.5 * bound < np.abs(layer.b).max() <= bound * 1.001


def test_each_stored_claim_was_tried_and_numbers_are_numbers():
    outcomes = load_results("initialization").outcomes
    assert set(outcomes) == set(BY_KEY)
    for tried in outcomes.values():
        assert len(tried) >= 9
        json.dumps([each.numbers for each in tried])
