"""The claims of notebook 06b: what they measure, and what would refute them."""

from course_lib.chapters.learning_rate_schedules_further.claims import CLAIMS

CHAPTER = "learning_rate_schedules_further"


def test_a_claim_is_measured_as_it_is_stored():
    claim = next(claim for claim in CLAIMS if claim.key == "batches")
    now = claim.measure(**{**claim.base, "updates": 200})
    assert now["updates, ten times the batch"] == 110
    assert len(now["ten times the batch"]) == 15
