"""The claims of notebook 01b: what they measure, and what would refute them."""

import pytest

from course_lib.chapters.activations_and_outputs.claims import CLAIMS
from course_lib.claims import load_results

CHAPTER = "activations_and_outputs"


def test_a_claim_is_measured_as_it_is_stored():
    stored = load_results(CHAPTER).outcomes["law"][0].numbers
    claim = next(claim for claim in CLAIMS if claim.key == "law")
    assert claim.measure(**claim.base) == pytest.approx(stored)
