"""The claims of notebook 11: what they measure, and what would refute them."""

import numpy as np
import pytest

from course_lib.chapters.onward_to_frameworks import measured
from course_lib.chapters.onward_to_frameworks.claims import CLAIMS
from course_lib.claims import load_results

BY_KEY = {claim.key: claim for claim in CLAIMS}


def told(key, words):
    claim = BY_KEY[key]
    return claim, claim.measure(**claim.conditions(words))


def test_a_gradient_of_nothing_would_refute_the_first():
    assert measured.to_rounding({"largest difference": 1e-15, "largest gradient": 0.1})
    assert not measured.to_rounding({"largest difference": 1e-11, "largest gradient": 0.1})
    assert not measured.to_rounding({"largest difference": 0.0, "largest gradient": 0.0})


def test_one_example_and_eight_layers_agree_too():
    for words in ("one example", "8 hidden layers", "3 units"):
        claim, numbers = told("gradients", words)
        assert claim.holds(numbers)


def test_a_small_rate_is_too_small_for_the_damped_form_and_right_for_the_other():
    claim, numbers = told("typed", "rate 0.1")
    assert not claim.holds(numbers)
    assert np.mean(numbers["the same number"]) > np.mean(numbers["damped"])
    assert numbers["apart at a tenth"] < 1e-8


def test_without_batch_norm_eval_changes_nothing():
    claim, numbers = told("eval", "no batch norm")
    assert numbers["few"] == numbers["eval"] == numbers["sorted"]
    assert not claim.holds(numbers)


def test_a_decay_to_0_99_may_be_made_at_each_batch():
    claim, numbers = told("per_batch", "to 0.99")
    assert not claim.holds(numbers)
    assert np.mean(numbers["with"]) > np.mean(numbers["without"]) - 2


def test_a_cost_must_be_large_and_beyond_its_error():
    healthy = [90.0, 91.0, 89.0]
    assert measured.costs_two_points({"with": [80.0, 81.0, 79.0], "without": healthy})
    assert not measured.costs_two_points({"with": [89.0, 90.0, 88.0], "without": healthy})
    assert not measured.costs_two_points({"with": [60.0, 91.0, 89.0], "without": healthy})


@pytest.mark.parametrize("key", BY_KEY)
def test_what_is_stored_holds_in_the_notebook_and_elsewhere(key):
    outcomes = load_results("onward_to_frameworks").outcomes[key]
    assert len(outcomes) >= 9
    assert outcomes[0].holds
    assert sum(each.holds for each in outcomes) >= len(outcomes) - 2


def test_a_new_adam_may_gain_where_updates_are_few():
    """Two updates an epoch: it steps at full length each time."""
    claim, numbers = told("memory", "batches of 500")
    assert claim.holds(numbers)
    assert np.mean(numbers["with"]) > np.mean(numbers["without"]) + 2


def test_a_higher_rate_makes_up_for_the_second_softmax():
    claim, numbers = told("twice", "descent at 2")
    assert not claim.holds(numbers)
    assert np.mean(numbers["descent, with"]) > np.mean(numbers["descent, without"]) - 5


def test_a_loss_beyond_a_point_and_a_half_would_refute_the_memory():
    assert measured.costs_little({"with": [86.6, 88.0], "without": [88.0, 88.0]})
    assert not measured.costs_little({"with": [86.0, 86.0], "without": [88.0, 88.0]})
    assert not measured.costs_little({"with": [30.0, 30.0], "without": [30.0, 30.0]})
