"""The mean of weights along a run, against what can be computed by hand."""

import numpy as np
import pytest

from course_lib.chapters.learning_rate_schedules.averaging import WeightAverage
from course_lib.engine import mlp


def bowls(count):
    """A network whose weights are so many pairs of balls, all at the bottom of a bowl."""
    return mlp([1, 1], rng=np.random.default_rng(0)).with_theta(np.zeros((count, 1, 2)))


@pytest.mark.parametrize("lr", [0.05, 0.5])
def test_in_a_noisy_bowl_it_has_the_variance_of_the_formula(lr):
    """theta' = (1 - lr) theta - lr noise: an AR(1) series, whose means have a known variance."""
    balls, rng, average, steps = bowls(4000), np.random.default_rng(0), WeightAverage(), 60
    keep, at_rest = 1 - lr, lr / (2 - lr)
    balls.theta[...] = np.sqrt(at_rest) * rng.standard_normal(balls.theta.shape)
    for _ in range(steps):
        balls.theta[...] = keep * balls.theta - lr * rng.standard_normal(balls.theta.shape)
        average.add(balls)
    correlated = (1 + keep) / (1 - keep) - 2 * keep * (1 - keep**steps) / (steps * (1 - keep) ** 2)
    found = np.mean(average.network(balls).theta ** 2)
    assert found == pytest.approx(at_rest * correlated / steps, rel=0.07)
    assert found < 0.9 * np.mean(balls.theta**2)


def test_an_exponential_mean_forgets():
    network, average, by_hand = bowls(1), WeightAverage(0.8), 1.0
    for weight in (1.0, 5.0, -2.0):
        network.theta[...] = weight
        average.add(network)
        by_hand = 0.8 * by_hand + 0.2 * weight
    np.testing.assert_allclose(average.network(network).theta, by_hand)


def test_the_run_is_not_touched():
    network, average = bowls(1), WeightAverage()
    average.add(network)
    average.network(network).theta[...] = 7
    network.theta[...] = 2
    average.add(network)
    np.testing.assert_array_equal(average.network(network).theta, 1)
    np.testing.assert_array_equal(network.theta, 2)


@pytest.mark.parametrize("beta", [1.0, -0.1])
def test_a_beta_out_of_range_is_refused(beta):
    with pytest.raises(ValueError, match="at least 0 and below 1"):
        WeightAverage(beta)


def test_an_empty_mean_is_refused():
    with pytest.raises(ValueError, match="none were shown yet"):
        WeightAverage().network(bowls(1))
