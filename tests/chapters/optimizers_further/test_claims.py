"""The claims of notebook 05b: what they measure, and what would refute them."""

import numpy as np

from course_lib.chapters.optimizers_further import measured, small_digits
from course_lib.chapters.optimizers_further.claims import CLAIMS
from course_lib.claims import load_results

BY_KEY = {claim.key: claim for claim in CLAIMS}


def told(key, words="as in the notebook"):
    claim = BY_KEY[key]
    return claim.measure(**claim.conditions(words))


def test_the_larger_rate_explodes_where_another_direction_is_steep():
    numbers = told("larger_rate", "20 times as steep")
    assert numbers["larger rate"] == measured.NEVER
    assert told("larger_rate") == {"momentum": 53, "same rate": 192, "larger rate": 23}
    assert not measured.sooner_by_rate({"momentum": 10, "same rate": 20, "larger rate": 15})


def test_from_within_a_valley_descent_never_gets_out():
    numbers = told("valleys", "started in it")
    assert numbers["descent, deep"] == 0
    assert not measured.cross_and_stay(numbers)


def test_reddis_adam_arrives_once_it_remembers():
    assert told("never_arrives")["Adam"] > 0.99
    assert told("never_arrives", "beta2 0.9")["Adam"] < -0.9


def test_wilsons_adam_is_right_where_marks_are_as_many():
    assert told("by_heart")["Adam, right"] == [0, 0, 0]
    assert told("by_heart", "1 and 1 features")["Adam, right"] == [1, 1, 1]


def test_equal_losses_at_one_rate_would_refute_that_rates_decide():
    numbers = {
        f"{rule}, {kind}": [0.1] for rule in small_digits.GRIDS for kind in ("0.01", "own rate")
    }
    assert not small_digits.rates_decide(numbers)
    assert small_digits.rates_decide(numbers | {"gradient descent, 0.01": [0.3]})
    assert not small_digits.rates_decide(
        numbers | {"gradient descent, 0.01": [0.3], "momentum, own rate": [0.2]}
    )


def test_the_small_comparison_is_bracketed():
    outcomes = load_results("optimizers_further").outcomes["rates_decide"]
    for rule, grid in small_digits.GRIDS.items():
        assert grid[0] < outcomes[0].numbers[f"{rule}, best rate"] < grid[-1]


def test_each_stored_claim_was_tried_and_numbers_are_numbers():
    outcomes = load_results("optimizers_further").outcomes
    assert set(outcomes) == set(BY_KEY)
    for key, tried in outcomes.items():
        assert len(tried) >= 9
        for each in tried:
            assert all(np.isfinite(np.ravel(value)).all() for value in each.numbers.values()), key
