"""The claims of notebook 02b: stored as they are, and each could fail."""

import pytest

from course_lib.chapters.bias_and_variance_further.claims import CLAIMS
from course_lib.claims import could_fail, load_results
from course_lib.claims.results import problems

CHAPTER = "bias_and_variance_further"


def test_what_is_stored_is_of_the_claims_of_today():
    assert problems(CHAPTER) == []


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.key)
def test_a_claim_could_fail(claim):
    assert could_fail(claim, load_results(CHAPTER).outcomes[claim.key][0].numbers)


def test_a_claim_is_measured_as_it_is_stored():
    claim = next(claim for claim in CLAIMS if claim.key == "small_weights")
    now = claim.measure(**claim.base)
    stored = load_results(CHAPTER).outcomes[claim.key][0].numbers
    for name, values in now.items():
        assert values == pytest.approx(stored[name], rel=2e-3)
