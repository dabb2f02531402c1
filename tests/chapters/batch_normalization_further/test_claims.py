"""The claims of notebook 07b: measured as stored, and what would refute them."""

import pytest

from course_lib.chapters.batch_normalization_further import measured
from course_lib.chapters.batch_normalization_further.claims import CLAIMS
from course_lib.claims import load_results

CHAPTER = "batch_normalization_further"


def test_a_claim_is_measured_as_it_is_stored():
    claim = next(claim for claim in CLAIMS if claim.key == "alone")
    now = claim.measure(**claim.base)
    stored = load_results(CHAPTER).outcomes["alone"][0].numbers
    for name, values in now.items():
        assert values == pytest.approx(stored[name], rel=0.02)


def numbers(key):
    return dict(load_results(CHAPTER).outcomes[key][0].numbers)


def test_a_gradient_that_comes_through_refutes():
    found = numbers("alone")
    assert measured.cut_off(found)
    assert not measured.cut_off(found | {"with the norm": 1e-6})
    assert not measured.cut_off(found | {"without": 0.0})


def test_batch_norm_that_keeps_up_or_an_eps_that_does_not_mend_refutes():
    found = numbers("pairs")
    assert measured.a_step_in_the_way(found)
    assert not measured.a_step_in_the_way(found | {"batch norm": found["other"]})
    assert not measured.a_step_in_the_way(found | {"larger eps": found["batch norm"]})


def test_norms_that_are_level_in_small_batches_or_apart_in_large_ones_refute():
    found = numbers("sizes")
    assert measured.small_ones_only(found)
    level = {"other, small": found["batch norm, small"]}
    assert not measured.small_ones_only(found | level)
    apart = {"other, large": [each + 5 for each in found["batch norm, large"]]}
    assert not measured.small_ones_only(found | apart)


def test_a_place_that_is_ahead_refutes():
    found = numbers("places")
    assert measured.after_is_not_ahead(found)
    better = [each + 5 for each in found["before, many"]]
    assert not measured.after_is_not_ahead(found | {"after, many": better})
    assert not measured.after_is_not_ahead(found | {"after, few": [50.0] * 4})


def test_batch_norm_a_point_ahead_refutes():
    found = numbers("regularizes")
    assert measured.no_gain(found)
    assert not measured.no_gain(found | {"batch norm": [each + 1.1 for each in found["plain"]]})


def test_a_gradient_that_keeps_its_size_refutes():
    found = numbers("growth")
    assert measured.grows_a_layer(found)
    assert not measured.grows_a_layer(found | {"a layer": 1.0})
    assert not measured.grows_a_layer(found | {"a layer": 2.0})


def test_either_alone_that_learns_refutes():
    found = numbers("stacks")
    assert measured.only_both(found)
    assert not measured.only_both(found | {"he": found["both"]})
    assert not measured.only_both(found | {"batch norm": found["both"]})
    assert not measured.only_both(found | {"both": [50.0, 50.0]})


def test_a_renorm_that_loses_less_refutes():
    found = numbers("drift")
    assert measured.no_cure(found)
    assert not measured.no_cure(found | {"renorm, lost": [4.0, 4.0, 4.0, 4.0]})
    assert not measured.no_cure(found | {"renorm, anew": [9.0] * 4})
