"""The claims of notebook 01: what they measure, and what would refute them."""

import numpy as np

from course_lib.chapters.gradients import measured, measured_checks
from course_lib.chapters.gradients.claims import CHECKED
from course_lib.claims import load_results

CHAPTER = "gradients"


def test_a_step_along_the_gradient_would_refute_that_one_against_it_is_best():
    numbers = measured_checks.random_steps(length=0.01, **CHECKED)
    assert measured_checks.none_is_better(numbers)
    uphill = numbers | {
        measured_checks.STRAIGHT_DOWN: [-each for each in numbers[measured_checks.STRAIGHT_DOWN]]
    }
    assert not measured_checks.none_is_better(uphill)


def test_with_the_gradient_of_another_network_every_pass_would_be_caught():
    """What is measured is the pass against the loss: a wrong right one is seen."""
    numbers = measured_checks.directions_that_catch(epsilon=1e-5, spread=1.0, **CHECKED)
    assert numbers["right"] == 0
    assert measured_checks.any_direction_sees_all(numbers)
    assert not measured_checks.any_direction_sees_all(numbers | {"right": 1.0})


def test_the_best_rate_is_no_end_of_the_grid():
    rates = load_results(CHAPTER).outcomes["no_check"][0].numbers["rates"]
    sign = list(measured.WRONG).index("the sign: y - p") + 1  # nothing is good for it
    inner = [rate for place, rate in enumerate(rates) if place != sign]
    assert min(measured.RATES) < min(inner)
    assert max(inner) < max(measured.RATES)


def test_neurons_are_at_rest():
    given = {"data": "moons", "noise": 0.2, "points": 300, "seeds": 0}
    first = measured._neurons(given)
    assert first.shape == (measured.JUDGES,)
    assert 0.8 < first.mean() < 0.9
    assert np.ptp(first) < 0.1
