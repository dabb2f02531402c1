"""Whatever a chapter claims: stored as it is today, and able to fail."""

from pathlib import Path

import pytest

from course_lib.claims import could_fail, load_results
from course_lib.claims.results import claims_of, problems

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = sorted(path.parent.name for path in ROOT.glob("course_lib/chapters/*/claims.py"))
CLAIMS = [(chapter, claim) for chapter in CHAPTERS for claim in claims_of(chapter)]


def test_they_are_found():
    assert len(CHAPTERS) >= 7


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_what_is_stored_is_of_the_claims_of_today(chapter):
    assert problems(chapter) == []


@pytest.mark.parametrize(("chapter", "claim"), CLAIMS, ids=[f"{c}-{k.key}" for c, k in CLAIMS])
def test_a_claim_could_fail(chapter, claim):
    assert could_fail(claim, load_results(chapter).outcomes[claim.key][0].numbers)
