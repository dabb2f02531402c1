"""The claims of notebook 02: stored as they are, and each could fail."""

import pytest

from course_lib.chapters.bias_and_variance.claims import CLAIMS
from course_lib.claims import could_fail, load_results
from course_lib.claims.results import problems

CHAPTER = "bias_and_variance"
CHEAP = ("flexible", "cross_validation", "too_early")


def test_what_is_stored_is_of_the_claims_of_today():
    assert problems(CHAPTER) == []


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.key)
def test_a_claim_could_fail(claim):
    assert could_fail(claim, load_results(CHAPTER).outcomes[claim.key][0].numbers)


@pytest.mark.parametrize("key", CHEAP)
def test_a_claim_holds_at_its_base_today(key):
    claim = next(claim for claim in CLAIMS if claim.key == key)
    assert claim.holds(claim.measure(**claim.base))
