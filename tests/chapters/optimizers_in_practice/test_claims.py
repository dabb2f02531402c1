"""The claims of notebook 05c: measured as stored, and what would refute them."""

import numpy as np
import pytest

from course_lib.chapters.optimizers_in_practice import measured, measured_steps
from course_lib.chapters.optimizers_in_practice.claims import CLAIMS
from course_lib.claims import load_results
from course_lib.engine import Momentum, Nesterov

CHAPTER = "optimizers_in_practice"


@pytest.mark.parametrize("key", ["noise", "epsilon", "scaling", "nesterov"])
def test_a_claim_is_measured_as_it_is_stored(key):
    claim = next(claim for claim in CLAIMS if claim.key == key)
    now = claim.measure(**claim.base)
    stored = load_results(CHAPTER).outcomes[key][0].numbers
    for name, values in now.items():
        assert values == pytest.approx(stored[name], rel=0.02)


def test_batches_that_differ_refute():
    assert measured.alike({"smallest": 0.20, "largest batches": 0.21})
    assert not measured.alike({"smallest": 0.20, "largest batches": 0.23})


@pytest.mark.parametrize("name", ["large", "large, rate kept", "whole"])
def test_a_scaled_rate_that_is_worse_or_an_end_that_is_none_refutes(name):
    found = {"small": 0.2, "large": 0.21, "large, rate kept": 0.3, "whole": 0.4}
    assert measured.holds_and_ends(found)
    assert not measured.holds_and_ends(found | {name: 0.4 if name == "large" else 0.21})


def test_noise_that_stays_refutes():
    assert measured.grown({"start": [3, 4], "later": [300, 20]})
    assert not measured.grown({"start": [3, 4], "later": [300, 19]})


@pytest.mark.parametrize(
    "changed",
    [
        {"clipped": 6},
        {"not clipped, best rate": 8},
        {"tenth of the usual": 6},
        {"tenth, rate 1": 6},
    ],
)
def test_networks_that_learn_without_a_limit_or_with_a_tight_one_refute(changed):
    found = {"clipped": 8, "not clipped, best rate": 5, "tenth of the usual": 0, "tenth, rate 1": 7}
    assert measured.clipping_helps(found)
    assert not measured.clipping_helps(found | changed)


def test_equal_shares_under_adam_refute():
    fanned, level = [0.2, 0.3, 0.5, 0.9], [0.37, 0.37, 0.37, 0.36]
    keys = (measured_steps.L2_ADAM, measured_steps.PYTORCH)
    holds = measured_steps.large_ones_are_spared
    assert holds(dict(zip(keys, (fanned, level), strict=True)))
    assert not holds(dict(zip(keys, (level, level), strict=True)))
    assert not holds(dict(zip(keys, (fanned, fanned), strict=True)))


def test_an_l2_that_costs_nothing_or_an_adamw_that_costs_refutes():
    found = {"none": [81.0, 80.0], "L2": [66.0, 65.0], "AdamW": [81.0, 80.2]}
    holds = measured_steps.l2_costs_and_adamw_does_not
    assert holds(found)
    assert not holds(found | {"L2": [66.0, 76.0]})
    assert not holds(found | {"AdamW": [80.0, 79.0]})


def test_a_nesterov_that_is_later_or_stands_more_refutes():
    found = {"momentum": 100.0, "momentum, arrivals above its limit": 0.0,
             "Nesterov": 50.0, "Nesterov, arrivals above its limit": 0.0}  # fmt: skip
    assert measured_steps.limits_hold(found)
    assert not measured_steps.limits_hold(found | {"Nesterov": 120.0})
    assert not measured_steps.limits_hold(found | {"Nesterov, arrivals above its limit": 1.0})


@pytest.mark.parametrize("rule", [Momentum, Nesterov])
def test_a_quadratic_arrives_just_below_the_limit_and_explodes_above(rule):
    bends = np.array([1.0, 20.0])
    limit = measured_steps.limit_of(rule, 0.9, 20.0)
    assert measured_steps.arrives(rule(0.9), 0.97 * limit, bends) < np.inf
    assert measured_steps.arrives(rule(0.9), 1.01 * limit, bends) == np.inf


def test_an_epsilon_that_is_another_setting_refutes():
    assert measured_steps.within_root_two({"inside, of outside": [1.0, 1.41]})
    assert not measured_steps.within_root_two({"inside, of outside": [1.0, 1.5]})
