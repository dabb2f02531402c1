"""The claims of notebook 10: measured as stored, and what would refute them."""

import pytest

from course_lib.chapters.transfer_learning import measured
from course_lib.chapters.transfer_learning.claims import CLAIMS
from course_lib.claims import load_results

CHAPTER = "transfer_learning"


@pytest.mark.parametrize("key", ["few", "many"])
def test_a_claim_is_measured_as_it_is_stored(key):
    claim = next(claim for claim in CLAIMS if claim.key == key)
    stored = load_results(CHAPTER).outcomes[key][0].numbers
    for name, values in claim.measure(**claim.base).items():
        assert values == pytest.approx(stored[name], abs=1.5)  # points; float32 rounds elsewhere


def numbers(key):
    return dict(load_results(CHAPTER).outcomes[key][0].numbers)


@pytest.mark.parametrize("rival", ["everything", "scratch"])
def test_a_rival_that_is_as_good_refutes(rival):
    found = numbers("few")
    assert measured.head_leads(found)
    assert not measured.head_leads(found | {rival: found["head"]})


def test_random_layers_that_are_as_good_refute():
    found = numbers("random")
    assert measured.random_lags(found)
    nearly = [each - 4 for each in found["head"]]
    assert not measured.random_lags(found | {"random": nearly})


def test_a_head_that_keeps_up_refutes():
    found = numbers("many")
    assert measured.middle_leads(found)
    assert not measured.middle_leads(found | {"middle": found["head"]})


def test_layers_that_do_no_harm_refute():
    found = numbers("unlike")
    assert measured.harms(found)
    assert not measured.harms(found | {"head": found["scratch"]})


@pytest.mark.parametrize("rival", ["everything", "scratch"])
def test_a_past_that_does_the_harm_refutes_that_it_is_the_freezing(rival):
    found = numbers("still")
    assert measured.freezing_harms(found)
    assert not measured.freezing_harms(found | {rival: found["head"]})


def test_where_digits_stand_still_random_layers_are_as_good_as_the_teachers():
    found = numbers("still")
    assert abs(sum(found["head"]) - sum(found["random"])) / 4 < 5


def test_telling_that_gains_nothing_refutes():
    found = numbers("told")
    assert measured.telling_wins(found)
    assert not measured.telling_wins(found | {"told": found["head"]})


def test_rates_per_layer_that_gain_nothing_refute():
    found = numbers("layered")
    assert measured.layers_win(found)
    assert not measured.layers_win(found | {"a rate per layer": found["one rate"]})
