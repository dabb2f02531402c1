"""The claims of notebook 02: what they measure, and what would refute them."""

import pytest

from course_lib.chapters.bias_and_variance.claims import CLAIMS

CHAPTER = "bias_and_variance"
CHEAP = ("flexible", "cross_validation", "too_early")


@pytest.mark.parametrize("key", CHEAP)
def test_a_claim_holds_at_its_base_today(key):
    claim = next(claim for claim in CLAIMS if claim.key == key)
    assert claim.holds(claim.measure(**claim.base))
