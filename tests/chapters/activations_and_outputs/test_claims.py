"""The claims of notebook 01b: stored as they are, and each could fail."""

import pytest

from course_lib.chapters.activations_and_outputs.claims import CLAIMS
from course_lib.claims import could_fail, load_results
from course_lib.claims.results import problems

CHAPTER = "activations_and_outputs"


def test_what_is_stored_is_of_the_claims_of_today():
    assert problems(CHAPTER) == []


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.key)
def test_a_claim_could_fail(claim):
    assert could_fail(claim, load_results(CHAPTER).outcomes[claim.key][0].numbers)


def test_a_claim_is_measured_as_it_is_stored():
    stored = load_results(CHAPTER).outcomes["law"][0].numbers
    claim = next(claim for claim in CLAIMS if claim.key == "law")
    assert claim.measure(**claim.base) == pytest.approx(stored)
