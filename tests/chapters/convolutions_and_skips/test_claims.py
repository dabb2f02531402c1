"""The claims of notebook 11b: measured as stored, and what would refute them."""

import pytest

from course_lib.chapters.convolutions_and_skips import measured
from course_lib.chapters.convolutions_and_skips.claims import CLAIMS
from course_lib.claims import load_results

CHAPTER = "convolutions_and_skips"


def numbers(key):
    return dict(load_results(CHAPTER).outcomes[key][0].numbers)


@pytest.mark.parametrize("key", ["slid", "middle", "alike"])
def test_a_claim_is_measured_as_it_is_stored(key):
    claim = next(claim for claim in CLAIMS if claim.key == key)
    stored = numbers(key)
    for name, values in claim.measure(**claim.base).items():
        assert values == pytest.approx(stored[name], rel=0.02, abs=0.02)


def test_a_pooled_network_that_falls_or_a_head_that_stays_refutes():
    found = numbers("moved")
    assert measured.pooled_stays(found)
    assert not measured.pooled_stays(found | {"pooled, moved": found["dense, moved"]})
    assert not measured.pooled_stays(found | {"dense head, moved": found["dense head"]})


def test_a_map_that_stays_and_a_field_felt_all_over_refute():
    assert not measured.map_moves({"same": 0.99})
    assert not measured.mostly_middle({"shares": [0.9, 0.25]})


def test_gradients_as_alike_without_a_way_refute():
    found = numbers("alike")
    assert measured.ways_keep_them_alike(found)
    assert not measured.ways_keep_them_alike(found | {"batch norm": found["with ways around"]})
    assert not measured.ways_keep_them_alike(found | {"with ways around": found["batch norm"]})


def test_blocks_left_out_at_a_cost_or_for_nothing_refute():
    found = numbers("left_out")
    assert measured.no_worse(found)
    behind = [each - 4 for each in found["all"]]
    assert not measured.no_worse(found | {"left out, same time": behind})
    by_luck = [each + 20 * (k % 2) - 10 for k, each in enumerate(found["all"])]
    assert not measured.no_worse(found | {"left out, same time": by_luck})
    assert not measured.no_worse(found | {"time": 0.9})


def test_a_norm_that_leads_refutes():
    found = numbers("twos")
    assert measured.level(found)
    assert not measured.level(found | {"batch norm": [each - 6 for each in found["group norm"]]})
    unsure = {"batch norm": [80.0, 80.0, 80.0], "group norm": [70.0, 80.0, 90.0]}
    assert not measured.level(unsure)
