"""The claims of notebook 03b: false ones are found out, by what is stored and by a run."""

from dataclasses import replace

import numpy as np
import pytest

from course_lib.chapters.regularization_further import measured, paths
from course_lib.chapters.regularization_further.claims import CLAIMS
from course_lib.claims import load_results
from course_lib.claims.claim import BASE

CHAPTER = "regularization_further"
BY_KEY = {claim.key: claim for claim in CLAIMS}
FALSE = {
    "one_grows": ("Every weight shrinks.", lambda n: n["one_grows"] == 0),
    "zeros": ("L2 makes zeros, too.", lambda n: n["L2"] > 0),
    "returning": ("A zero stays a zero.", lambda n: n["one_returns"] == 0),
    "few_and_many": ("L1 predicts better than L2.", lambda n: n["all_errors"] < 0),
    "no_zeros": ("L1 needs zeros.", lambda n: n["errors"] > -3),
    "own_prior": ("Laplace weights, hence L1.", lambda n: n["share"] < -0.2),
}


@pytest.fixture(scope="module")
def stored():
    return load_results(CHAPTER)


@pytest.mark.parametrize("true", FALSE)
def test_a_false_claim_is_refuted_by_what_is_stored(true, stored):
    """It holds at most where the true one says that it fails."""
    sentence, holds = FALSE[true]
    false = replace(BY_KEY[true], key="false", sentence=sentence, holds=holds, limits={})
    where = [each.words for each in stored.outcomes[true] if false.holds(each.numbers)]
    assert set(where) <= set(BY_KEY[true].limits)


def test_every_claim_is_tried_in_eight_ways_and_two_draws():
    for claim in CLAIMS:
        assert {"other seeds", "another draw"} <= set(claim.variations)


@pytest.mark.parametrize("words", [BASE, "no two correlated"])
def test_growing_and_returning_on_a_few_sets(words, monkeypatch):
    monkeypatch.setattr(paths, "SETS", 8)
    for key in ("one_grows", "returning"):
        claim = BY_KEY[key]
        assert claim.holds(claim.measure(**claim.conditions(words))) == (words == BASE)


def test_a_fixed_lambda_is_not_flattered(monkeypatch):
    monkeypatch.setattr(paths, "SETS", 40)
    claim = BY_KEY["choosing"]
    numbers = claim.measure(**claim.conditions("5 points choose"))
    assert numbers["too_low"] > numbers["too_low_fixed"] + 0.1


def test_turned_features_have_no_correlation():
    rng = np.random.default_rng(0)
    features, _ = paths.drawn_set(rng, n=30, noise=0.1, curve="wave", kind="turned", degree=5)
    products = features.T @ features
    np.testing.assert_allclose(products, np.diag(np.diag(products)), atol=1e-10)


@pytest.mark.parametrize("shape", list(measured.SHAPES))
def test_all_shapes_have_variance_1(shape):
    drawn = measured.SHAPES[shape](np.random.default_rng(0), (200000,))
    assert drawn.var() == pytest.approx(1, rel=0.03)
    assert drawn.mean() == pytest.approx(float(shape == "around 1"), abs=0.02)


def test_a_wrong_belief_is_found_out():
    claim = BY_KEY["read_off"]
    assert not claim.holds(claim.measure(**claim.conditions("u believed 4 times as large")))
    assert claim.holds(claim.measure(**claim.conditions("nine of ten are 0")))


def test_plain_gradient_descent_arrives_at_no_zero(monkeypatch):
    monkeypatch.setattr(paths, "SETS", 4)
    claim = BY_KEY["zeros"]
    numbers = claim.measure(**claim.conditions("by gradient descent"))
    assert numbers["L1"] == 0
    assert numbers["L2"] == 0
    assert numbers["tiny_L1"] > 0.2 > numbers["tiny_L2"]
