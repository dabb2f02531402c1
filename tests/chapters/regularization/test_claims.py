"""The claims of notebook 03: false ones are found out."""

from dataclasses import replace

import numpy as np
import pytest

from course_lib.chapters.regularization import measured
from course_lib.chapters.regularization.claims import CLAIMS
from course_lib.claims import load_results

CHAPTER = "regularization"
BY_KEY = {claim.key: claim for claim in CLAIMS}

DEEP_IS_BETTER = replace(
    BY_KEY["smaller"],
    key="deep_is_better",
    sentence="Six layers beat one.",
    holds=lambda n: np.mean(n["none, right, 201"]) > np.mean(n["one layer, right, 201"]),
    limits={},
)
SHIFTS_AT_ONCE = replace(
    BY_KEY["time"],
    key="at_once",
    sentence="Shifts gain from the beginning.",
    holds=lambda n: np.mean(n["shift 2, right, 101"]) > np.mean(n["none, right, 101"]),
    limits={},
)


@pytest.fixture(scope="module")
def stored():
    return load_results(CHAPTER)


@pytest.mark.parametrize(("false", "true"), [(DEEP_IS_BETTER, "smaller"), (SHIFTS_AT_ONCE, "time")])
def test_a_false_claim_is_refuted_by_what_is_stored(false, true, stored):
    """It holds at most where the true one says that it fails."""
    holds = [each.words for each in stored.outcomes[true] if false.holds(each.numbers)]
    assert set(holds) <= set(BY_KEY[true].limits)


def test_claims_that_ask_for_one_run_train_it_once(monkeypatch):
    trained = []
    monkeypatch.setattr(measured, "trained", lambda *a, **k: trained.append(a) or iter(()))
    measured.runs.cache_clear()
    given = BY_KEY["surer"].conditions("50 units") | {"soon": 1, "epochs": 2, "late": 3}
    for _ in range(2):
        assert measured.remedies(**given) == {}
    measured.runs.cache_clear()
    assert len(trained) == 1


def test_an_epoch_is_three_batches_whatever_the_digits():
    measured.runs.cache_clear()
    for images in (100, 1000):
        network = {"first": 0, "images": images, "layers": 0, "units": 1, "lr": 0.01}
        given = tuple(sorted((network | {"activation": "relu"}).items()))
        found = measured.runs("none", (10, 20), given)
        assert {key.rpartition(", ")[2] for key in found} == {"10", "20"}
    measured.runs.cache_clear()
