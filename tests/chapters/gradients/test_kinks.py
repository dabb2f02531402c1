"""Networks on a kink: what the claim counts, and why balanced labels are left out."""

from course_lib.chapters.gradients.claims import CLAIMS
from course_lib.chapters.gradients.on_kinks import checks_on_kinks, kinks_fail

BASE = next(claim for claim in CLAIMS if claim.key == "kinks").base


def test_all_fail_on_the_kink_and_none_beside_it():
    numbers = checks_on_kinks(**{**BASE, "draws": 60})
    assert numbers["fail there"] == numbers["on a kink"] >= 8
    assert numbers["fail a hair beside"] == 0


def test_a_hair_that_is_shorter_than_epsilon_does_not_help():
    assert not kinks_fail(checks_on_kinks(**{**BASE, "hair": 1e-12}))
