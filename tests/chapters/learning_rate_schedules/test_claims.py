"""The claims of notebook 06: false ones are found out."""

from dataclasses import replace

import pytest

from course_lib.chapters.learning_rate_schedules import beginnings, contest, drops
from course_lib.chapters.learning_rate_schedules.claims import CLAIMS
from course_lib.claims import load_results
from course_lib.claims.claim import BASE

CHAPTER = "learning_rate_schedules"
BY_KEY = {claim.key: claim for claim in CLAIMS}

NOTHING_DROPS = replace(
    BY_KEY["drop_without_noise"],
    key="nothing_drops",
    sentence="Without noise nothing drops.",
    holds=BY_KEY["no_drop"].holds,
    limits={},
)
COSINE_GAINS_NOTHING = replace(
    BY_KEY["decay_pays"],
    key="gains_nothing",
    sentence="A cosine gains nothing.",
    holds=lambda numbers: numbers["errors"] > -3,
    limits={},
)


@pytest.fixture(scope="module")
def stored():
    return load_results(CHAPTER)


@pytest.mark.parametrize(
    ("false", "true"),
    [(NOTHING_DROPS, "drop_without_noise"), (COSINE_GAINS_NOTHING, "decay_pays")],
)
def test_a_false_claim_is_refuted_by_what_is_stored(false, true, stored):
    """It holds at most where the true one says that it fails."""
    holds = [each.words for each in stored.outcomes[true] if false.holds(each.numbers)]
    assert set(holds) <= set(BY_KEY[true].limits)


@pytest.mark.parametrize("words", [BASE, "rate 1.5"])
def test_nothing_drops_is_refuted_by_a_run(words, monkeypatch):
    monkeypatch.setattr(drops, "seeds_of", lambda group: ((0,), (0, 1)))
    numbers = NOTHING_DROPS.measure(**NOTHING_DROPS.conditions(words))
    assert numbers["against"] < -0.03
    assert numbers["rises"] > 0.3
    assert not NOTHING_DROPS.holds(numbers)


@pytest.mark.parametrize("words", [BASE, "two rings"])
def test_cosine_gains_nothing_is_refuted_by_a_run(words, monkeypatch):
    monkeypatch.setattr(contest, "seeds_of", lambda group: ((0, 1, 2), tuple(range(3, 11))))
    conditions = COSINE_GAINS_NOTHING.conditions(words) | {"group": -1}
    numbers = COSINE_GAINS_NOTHING.measure(**conditions)
    assert numbers["change"] < -0.1
    assert not COSINE_GAINS_NOTHING.holds(numbers)


def test_large_weights_lose_runs_and_a_warm_up_saves_some(monkeypatch):
    monkeypatch.setattr(beginnings, "seeds_of", lambda group: ((0,), tuple(range(8))))
    numbers = beginnings.warmed(0, peak=1.2, warm=0.1, gain=3.0, updates=300)
    assert numbers["seeds"] == 16
    assert numbers["lost_with"] < numbers["lost_without"]
    nothing = beginnings.warmed(0, peak=1.2, warm=0.0, gain=3.0, updates=300)
    assert nothing["saved"] == nothing["change"] == 0
