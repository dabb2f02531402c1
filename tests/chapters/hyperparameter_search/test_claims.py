"""The claims of notebook 08: what they measure, and what would refute them."""

import json

import numpy as np
import pytest

from course_lib.chapters.hyperparameter_search import measured, measured_scores, trained
from course_lib.chapters.hyperparameter_search.claims import CLAIMS
from course_lib.chapters.hyperparameter_search.tables import Table
from course_lib.claims import could_fail, load_results

BY_KEY = {claim.key: claim for claim in CLAIMS}
TRAINED = {"order", "too_early"}


@pytest.mark.parametrize("key", sorted(set(BY_KEY) - TRAINED))
def test_searches_over_tables_hold_where_the_claim_says(key):
    claim = BY_KEY[key]
    for words in claim.trials:
        holds = bool(claim.holds(claim.measure(**claim.conditions(words))))
        assert holds == (words not in claim.limits), words


@pytest.mark.parametrize("key", BY_KEY)
def test_each_claim_could_fail(key):
    claim = BY_KEY[key]
    (numbers, *_) = (
        outcome.numbers for outcome in load_results("hyperparameter_search").outcomes[key]
    )
    assert could_fail(claim, numbers)


def test_designs_as_published():
    """200 searches: few matter 77.5, 78.4, 78.5; all matter 77.9, 77.3, 77.7, to their errors."""
    told = measured.designs(**BY_KEY["designs"].base | {"all_matter": {
        "lr": (1e-3, 10.0), "strength": (1e-3, 1e-3), "hidden": (32, 32)}})  # fmt: skip
    few = [told[f"{name}, few"] for name in ("grid", "random", "stratified")]
    all_matter = [told[f"{name}, all"] for name in ("grid", "random", "stratified")]
    assert few == pytest.approx([77.5, 78.4, 78.5], abs=0.15)
    assert all_matter == pytest.approx([77.9, 77.3, 77.7], abs=0.25)


def test_the_lucky_run_is_left_out():
    """3.2 points and more at 100 trials; with it among the judges it would be a fifth less."""
    told = measured.curse(**BY_KEY["curse"].base)
    assert told["gap"][-1] == pytest.approx(3.3, abs=0.25)
    dev = np.zeros((1, 1, 1, 1, 5, 1))
    dev[..., 0, 0] = 1.0
    one = Table(
        {name: np.zeros(1) for name in ("lr", "beta", "strength", "hidden")}, dev, dev[..., 0, 0]
    )
    gaps = measured.winner_gap(one, np.zeros((500, 3, 4)), np.random.default_rng(0))
    assert sorted({float(gap) for gap in gaps.round(6)}) == [-25.0, 100.0]


def test_of_the_best_nearly_all_stay_and_their_order_says_little():
    """80, 90 and 100 % after 1, 2 and 4 epochs of seed 0; a full run orders the best no better."""
    told = [measured_scores.early("first", [0, 1], k, 30, (4, 64), (1e-3, 10.0)) for k in range(3)]
    assert told[2]["all"] == pytest.approx(0.82, abs=0.02)
    assert max(told[2]["best tenth"], told[2]["full runs, best tenth"]) < 0.35
    whole = measured_scores.early("first", None, 2, 30, (4, 64), (1e-3, 10.0))
    assert [whole[name] for name in ("best tenth", "full runs, all")] == [0.11, 0.93]
    assert whole["of the best in the top quarter"] == 100
    with_seed_4 = measured_scores.dev_luck("other", (10, 1000), searches=300)
    assert with_seed_4[1] > with_seed_4[0] + 1 > with_seed_4[2]


def test_where_most_are_good_random_search_may_find_more():
    """Fifteen full runs: 76.8 by halving, 76 by strips, 75.7 at random; 77.0 and 77.4 there."""
    claim = BY_KEY["halving"]
    wide, good = (
        claim.measure(**claim.conditions(words))
        for words in ("as in the notebook", "most are good")
    )
    assert wide["halving"] == pytest.approx(76.8, abs=0.2)
    assert wide["stratified"] == pytest.approx(76.0, abs=0.25)
    assert wide["random"] == pytest.approx(75.75, abs=0.25)
    assert good["errors"] < -8


def test_where_three_matter_the_grid_leads_by_little_or_not_at_all():
    leads = [
        told["grid"] - told["random"]
        for told in (measured.three_matter("first", third) for third in ("hidden", "strength"))
    ]
    assert leads == pytest.approx([0.15, -0.1], abs=0.1)


def test_the_half_that_leads_holds_a_good_one():
    runs = np.array([[[0.9, 0.1], [0.8, 0.3], [0.7, 0.8], [0.2, 0.9]]])
    kept = [trained.chosen_after(runs, 0, keep) for keep in (1, 2, 4)]
    assert kept == pytest.approx([10, 30, 90])


def test_equal_scores_share_a_rank():
    a, b = np.array([1.0, 1.0, 2.0, 2.0]), np.array([1.0, 2.0, 3.0, 4.0])
    assert measured_scores.rank_correlation(a, b) == measured_scores.rank_correlation(
        a, b[[1, 0, 3, 2]]
    )


def test_who_looks_late_is_not_led_astray():
    claim = BY_KEY["too_early"]
    early, late = (
        trained.first_looks(**claim.base | {"epochs": 16, "count": 2, "look": look})
        for look in (1, 16)
    )
    assert late["leader early"] == pytest.approx(late["best at the end"], abs=2)
    assert early["leader early"] < late["leader early"]


def test_the_rates_bar_must_be_the_longest_and_the_updates_must_matter():
    told = load_results("hyperparameter_search").outcomes["order"][0].numbers
    assert trained.only_the_rate(told)
    assert not trained.only_the_rate(told | {"hidden": 60.0})
    assert not trained.only_the_rate(told | {"lr, narrow": 25.0})
    assert not trained.only_the_rate(told | {"batch_size, equal updates": told["batch_size"]})


def test_each_stored_claim_was_tried_and_numbers_are_numbers():
    outcomes = load_results("hyperparameter_search").outcomes
    assert set(outcomes) == set(BY_KEY)
    for tried in outcomes.values():
        assert len(tried) >= 9
        json.dumps([each.numbers for each in tried])


@pytest.mark.parametrize(("digits", "hidden"), [("first", 32), ("other", 16), ("third", 16)])
def test_in_a_range_below_the_good_rates_draws_of_the_number_are_better(digits, hidden):
    told = measured.scales(digits, 0.01, 12, 1000, 0, beta=0.9, hidden=hidden)
    assert told["lead"] <= -measured.COUNTS_FOR
