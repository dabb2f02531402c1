"""The claims of notebook 07: what they measure, and what would refute them."""

import numpy as np
import pytest

from course_lib.chapters.batch_normalization import measured, measured_training
from course_lib.chapters.batch_normalization.claims import CLAIMS
from course_lib.claims import load_results

BY_KEY = {claim.key: claim for claim in CLAIMS}
SMALL = {"width": 20, "epochs": 4, "count": 300, "batch_size": 50}


def test_without_batch_norm_nothing_is_lost_nor_invariant():
    """The measures see it where the layer is not there, or eps rules the division."""
    claim = BY_KEY["size"]
    assert not claim.holds(claim.measure(**claim.conditions("no batch norm")))
    claim = BY_KEY["parts"]
    assert not claim.holds(claim.measure(**claim.conditions("std 0.001")))
    assert claim.holds(claim.measure(**claim.conditions("skewed")))


def test_a_shrinking_that_did_nothing_would_be_found_out():
    claim = BY_KEY["shrinking"]
    told = measured.shrunk(
        lr=0.03, shrink=0.99, epochs=4, batch_size=100, depth=2, width=20, norm="none", start=0,
        seeds=0,
    )  # fmt: skip
    assert not claim.holds(told)
    losses = {"loss, shrinking": 0.2, "loss, growing": 0.201}
    assert claim.holds(losses | {"as with a growing rate": 0.99, "as without": 0.9})
    assert not claim.holds(losses | {"as with a growing rate": 0.99, "as without": 0.995})
    apart = losses | {"loss, growing": 0.22}
    assert not claim.holds(apart | {"as with a growing rate": 0.99, "as without": 0.9})


def test_stiller_needs_both():
    numbers = {"inputs, without": 0.4, "inputs, with": 0.1, "gradient, without": 0.6}
    assert measured.stiller(numbers | {"gradient, with": 0.2})
    assert not measured.stiller(numbers | {"gradient, with": 0.5})


def test_a_start_that_learns_refutes_that_it_does_not():
    he_like = measured_training.starts(0.2, (0.1,), depth=2, **SMALL | {"epochs": 20})
    assert he_like["without"] > measured_training.GUESS
    assert not measured_training.only_with(he_like)


def test_each_kind_is_judged_at_its_own_best_rate():
    told = measured_training.from_he((1e-4, 0.1), 2, depth=2, **SMALL)
    assert told["rate with"] == told["rate without"] == 0.1
    assert not measured_training.far_ahead(told | {"dev with": told["dev without"]})


def test_a_rate_that_diverges_does_not_spoil_the_others():
    of = measured_training.Deep(depth=2, **SMALL)
    alone = measured_training.accuracies(of, "without", [(None, 0.1)], 2)
    beside = measured_training.accuracies(of, "without", [(None, 0.1), (1.0, 100.0)], 2)
    np.testing.assert_allclose(alone[:, 0], beside[:, 0], atol=0.02)
    assert np.isfinite(beside).all()


def test_pairs_are_compared_as_pairs():
    told = measured_training.disturbed(0.1, 0.1, 3, depth=2, **SMALL)
    assert told["cost"] == pytest.approx(told["batch norm"] - told["disturbed"])
    assert not measured_training.costs_and_starts(told | {"cost in errors": 2.0})
    assert measured_training.behind({"in errors": 3.1})
    assert not measured_training.behind({"in errors": -3.1})


def test_large_batches_lose_nothing_in_training_mode():
    how = {"trained_with": 100, "epochs": 4, "depth": 1, "width": 20, "lr": 0.1, "start": 0}
    small = measured.forgotten(batch=4, seeds=0, **how)
    large = measured.forgotten(batch=200, seeds=0, **how)
    assert small["lost"] > 0.02 > abs(large["lost"])


def test_each_stored_claim_fails_where_it_says_so():
    results = load_results("batch_normalization")
    assert set(results.outcomes) == set(BY_KEY)
    for key, claim in BY_KEY.items():
        assert set(results.fails(key)) == set(claim.limits), key
        assert len(results.outcomes[key]) >= 9


def test_a_false_claim_is_refuted_by_what_is_stored():
    """That batch norm learns more from any start at any rate; that a disturbed one is as good."""
    stored = load_results("batch_normalization").outcomes
    assert stored["slow"][0].numbers["ahead"] > 0.1
    assert all(each.numbers["cost in errors"] > 3 for each in stored["disturbed"])
