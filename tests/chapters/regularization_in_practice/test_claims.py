"""The claims of notebook 03c: measured as stored, and what would refute them."""

import pytest

from course_lib.chapters.regularization_in_practice import measured
from course_lib.chapters.regularization_in_practice.claims import CLAIMS
from course_lib.claims import load_results

CHAPTER = "regularization_in_practice"


@pytest.mark.parametrize("key", ["path", "gap", "kinks"])
def test_a_claim_is_measured_as_it_is_stored(key):
    claim = next(claim for claim in CLAIMS if claim.key == key)
    now = claim.measure(**claim.base)
    stored = load_results(CHAPTER).outcomes[key][0].numbers
    for name, values in now.items():
        assert values == pytest.approx(stored[name], rel=0.02)


def numbers(key):
    return dict(load_results(CHAPTER).outcomes[key][0].numbers)


def test_a_stop_that_costs_nothing_refutes():
    found = numbers("stops")
    assert measured.calmer_and_worse(found)
    assert not measured.calmer_and_worse(found | {"loss, right": found["end, right"]})
    assert not measured.calmer_and_worse(found | {"loss, loss": found["end, loss"]})


def test_weights_that_grow_or_stay_near_under_l2_refute():
    found = numbers("start")
    assert measured.near_the_start(found)
    assert not measured.near_the_start(found | {"distance, stopped": found["distance, end"]})
    longer = [0.95 * each for each in found["length, end"]]
    assert not measured.near_the_start(found | {"length, stopped": longer})
    assert not measured.near_the_start(found | {"distance, L2": found["distance, end"]})


def test_a_ridge_that_is_better_refutes():
    found = numbers("path")
    assert measured.as_good_as_ridge(found)
    better = [0.8 * each for each in found["ridge"]]
    assert not measured.as_good_as_ridge(found | {"ridge": better})
    assert not measured.as_good_as_ridge(found | {"to the end": found["stopped"]})


def test_a_control_that_loses_a_point_or_keeps_as_much_refutes():
    found = numbers("pruned")
    assert measured.l1_keeps_most(found)
    less = [each - 2 for each in found["no penalty, 0 % gone"]]
    assert not measured.l1_keeps_most(found | {"no penalty, 20 % gone": less})
    assert not measured.l1_keeps_most(found | {"L2, 60 % gone": found["L1, 60 % gone"]})


def test_a_small_gap_that_is_as_good_refutes():
    found = numbers("gap")
    assert measured.narrow_is_worse(found)
    assert not measured.narrow_is_worse(found | {"smallest gap": found["best"]})


def test_kinks_that_go_together_or_never_refute():
    found = numbers("kinks")
    assert measured.tanh_goes_first(found)
    assert not measured.tanh_goes_first(found | {"tanh": found["ReLU"]})
    assert not measured.tanh_goes_first(found | {"ReLU": [2.56] * 3})
