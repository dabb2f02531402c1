"""The claims of notebook 02b: what they measure, and what would refute them."""

import pytest

from course_lib.chapters.bias_and_variance_further.claims import CLAIMS
from course_lib.claims import load_results

CHAPTER = "bias_and_variance_further"


def test_a_claim_is_measured_as_it_is_stored():
    claim = next(claim for claim in CLAIMS if claim.key == "small_weights")
    now = claim.measure(**claim.base)
    stored = load_results(CHAPTER).outcomes[claim.key][0].numbers
    for name, values in now.items():
        assert values == pytest.approx(stored[name], rel=2e-3)
