"""The claims of notebook 08b: measured as stored, and what would refute them."""

import pytest

from course_lib.chapters.hyperparameter_search_further import measured
from course_lib.chapters.hyperparameter_search_further.claims import CLAIMS
from course_lib.claims import load_results

CHAPTER = "hyperparameter_search_further"


@pytest.mark.parametrize(
    ("key", "many"),
    [("stuck", "searches"), ("lead", "searches"), ("panda", "runs")],
)
def test_a_claim_is_measured_as_it_is_stored(key, many):
    claim = next(claim for claim in CLAIMS if claim.key == key)
    now = claim.measure(**claim.base | {many: 3})
    stored = load_results(CHAPTER).outcomes[key][0].numbers
    for name, values in now.items():
        assert values == pytest.approx(stored[name][:3], abs=2.0)


def numbers(key):
    return dict(load_results(CHAPTER).outcomes[key][0].numbers)


def test_a_random_search_that_is_as_good_or_too_poor_refutes():
    found = numbers("lead")
    assert measured.leads_until_four(found)
    assert not measured.leads_until_four(found | {"once": found["Bayesian"]})
    poor = [each - 5 for each in found["4 times"]]
    assert not measured.leads_until_four(found | {"4 times": poor})


def test_searches_are_counted_by_the_settings_of_the_table_that_they_try():
    claim = next(claim for claim in CLAIMS if claim.key == "rules")
    now = claim.measure(**claim.conditions("64 searches") | {"searches": 1})
    for name in measured.RULES:
        assert 8 <= now[f"{name}, {measured.DIFFERENT}"][0] <= 24
    stored = {each.words: each.numbers for each in load_results(CHAPTER).outcomes["rules"]}
    name = f"the mean alone, {measured.DIFFERENT}"
    few, many = stored["64 searches"][name], stored["8000 places, 64 searches"][name]
    assert measured.change_of(few, many)[0] > 2


def test_a_rule_that_is_far_or_a_spread_that_keeps_up_refutes():
    found = numbers("rules")
    assert measured.spread_alone_is_behind(found)
    assert not measured.spread_alone_is_behind(
        found | {"the spread alone": found["expected improvement"]}
    )
    behind = [each - 2 for each in found["the mean alone"]]
    assert not measured.spread_alone_is_behind(found | {"the mean alone": behind})


def test_a_mean_that_keeps_up_refutes():
    found = numbers("stuck")
    assert measured.mean_alone_is_behind(found)
    assert not measured.mean_alone_is_behind(
        found | {"the mean alone": found["expected improvement"]}
    )


def test_a_cub_that_is_left_alone_as_well_refutes():
    found = numbers("panda")
    assert measured.eggs_before_cubs(found)
    assert not measured.eggs_before_cubs(found | {"left alone": found["watched"]})
    assert not measured.eggs_before_cubs(found | {"best of many": found["watched"]})


def test_going_back_alone_is_no_remedy():
    """A control: the watched run keeps its rate, and goes back to the best day as ever."""
    found = {each.words: each.numbers for each in load_results(CHAPTER).outcomes["panda"]}
    control = found["the rate never changed"]
    change, error = measured.change_of(control["watched"], control["left alone"])
    assert change < measured.ERRORS * error
