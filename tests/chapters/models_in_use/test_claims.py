"""The claims of notebook 10b: what they measure, and what would refute them."""

import json

import pytest

from course_lib.chapters.models_in_use import measured
from course_lib.chapters.models_in_use.claims import CLAIMS
from course_lib.claims import load_results

BY_KEY = {claim.key: claim for claim in CLAIMS}


@pytest.mark.parametrize(("key", "changed"), [
    ("dark_on_light", {"dark on light": 60.0}),
    ("dark_on_light", {"certainty, dark on light": 12.0}),
    ("elsewhere", {"moved": 80.0}),
    ("elsewhere", {"prepared": 70.0}),
    ("size_alone", {"size, prepared": 30.0}),
    ("size_alone", {"tilt, prepared": 95.0}),
    ("never_none", {"mean certainty, %": 12.0}),
    ("forgotten", {"mean and std forgotten": 50.0}),
    ("forgotten", {"certainty, forgotten": 94.0}),
    ("bit_for_bit", {"weights that differ": 1}),
    ("bit_for_bit", {"weights moved since": 0}),
])  # fmt: skip
def test_other_numbers_would_refute_it(key, changed):
    claim = BY_KEY[key]
    stored = load_results("models_in_use").outcomes[key][0].numbers
    assert claim.holds(stored)
    assert not claim.holds(stored | changed)


def test_a_jump_of_both_or_of_none_would_refute_it():
    stored = load_results("models_in_use").outcomes["memory"][0].numbers
    jumps, rests = measured.JUMPS, measured.RESTS
    assert measured.one_jumps(stored)
    assert not measured.one_jumps(stored | {jumps: stored[rests]})
    assert not measured.one_jumps(stored | {rests: stored[jumps]})


def test_a_run_that_lost_its_memory_is_measured_to_differ():
    found = measured.without_memory(
        "gradient descent", "Adam", 1.0, 0, stop=10, end=13, examples=100, width=8
    )
    assert found[measured.JUMPS] == [0.0, 0.0, 0.0]


def test_each_stored_claim_was_tried_and_numbers_are_numbers():
    outcomes = load_results("models_in_use").outcomes
    assert set(outcomes) == set(BY_KEY)
    for tried in outcomes.values():
        assert len(tried) >= 9
        json.dumps([each.numbers for each in tried])
