"""The claims of notebook 07b: measured as stored, and what would refute them."""

import pytest

from course_lib.chapters.batch_normalization_further import measured
from course_lib.chapters.batch_normalization_further.claims import CLAIMS
from course_lib.claims import load_results

CHAPTER = "batch_normalization_further"
MEASURED = {
    "sizes": {
        "batch norm, small": [69.25, 59.65, 66.75, 66.8],
        "other, small": [81.25, 76.55, 77.25, 80.05],
        "batch norm, large": [87.6, 86.65, 88.6, 87.45],
        "other, large": [82.15, 89.95, 89.6, 90.05],
    },
    "places": {
        "before, few": [87.6, 86.65, 88.6, 87.45],
        "after, few": [85.55, 88.65, 87.4, 84.8],
        "before, many": [81.95, 86.35, 85.7, 80.1],
        "after, many": [78.3, 77.4, 83.55, 71.1],
    },
    "regularizes": {
        "plain": [82.2, 81.45, 81.55, 82.2, 82.35],
        "batch norm": [82.35, 80.1, 80.35, 80.8, 81.15],
        "both": [80.3, 80.5, 81.1, 81.3, 80.6],
    },
    "growth": {"times": 1547.234197954958, "a layer": 1.2492610909887003},
    "stacks": {"he": [19.3, 18.2], "batch norm": [25.05, 19.35], "both": [87.5, 86.8]},
    "drift": {
        "batch norm, lost": [23.1, 26.1, 28.25, 22.85],
        "batch norm, anew": [0.55, -0.75, 0.1, 0.1],
        "renorm, lost": [27.3, 27.45, 28.95, 31.7],
        "renorm, anew": [-0.45, -0.3, -0.3, -0.6],
    },
}
"""Under the notebook's conditions, for what its test would refuse."""


def test_a_claim_is_measured_as_it_is_stored():
    claim = next(claim for claim in CLAIMS if claim.key == "alone")
    now = claim.measure(**claim.base)
    stored = load_results(CHAPTER).outcomes["alone"][0].numbers
    for name, values in now.items():
        assert values == pytest.approx(stored[name], rel=0.02)


def numbers(key):
    if key in MEASURED:
        return dict(MEASURED[key])
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
