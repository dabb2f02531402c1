"""Rival forms of one name: where they agree, where they part, and how to convert."""

import numpy as np
import pytest

from course_lib.engine import (
    Adam,
    AdamEpsilonFolded,
    AdamEpsilonInRoot,
    AdamUncorrected,
    DampedMomentum,
    Momentum,
    MomentumOfSteps,
    Nesterov,
    exponential_average,
)

CURVATURE = np.array([[3.0, 1.0], [1.0, 0.5]])
START = np.array([2.0, -1.0])


def walk(rule, lrs, start=START):
    """Down the quadratic bowl, with the learning rate of each step."""
    theta, state, path = start, rule.init(start), []
    for lr in lrs:
        change, state = rule.update(CURVATURE @ theta, state, lr, theta)
        theta = theta + change
        path.append(theta)
    return np.array(path)


def first_change(rule, grad):
    theta = np.zeros(1)
    return rule.update(np.array([grad]), rule.init(theta), 1.0, theta)[0][0]


def constant_gradient(rule, steps):
    theta = np.zeros(1)
    state, seen = rule.init(theta), []
    for _ in range(steps):
        change, state = rule.update(np.ones(1), state, 1.0, theta)
        seen.append(-change[0])
    return np.array(seen)


def test_nesterov_by_hand():
    # velocities 2, .9 * 2 - 1 = .8, .9 * .8 + .5 = 1.22; steps of 2 + 1.8, -1 + .72, .5 + 1.098
    rule, theta, seen = Nesterov(0.9), np.array([1.0]), []
    state = rule.init(theta)
    for grad in (2.0, -1.0, 0.5):
        change, state = rule.update(np.array([grad]), state, 0.1, theta)
        theta = theta + change
        seen.append(theta[0])
    np.testing.assert_allclose(seen, [0.62, 0.648, 0.4882], atol=1e-15)


def test_nesterovs_path_is_that_of_the_look_ahead_points():
    lr, beta = 0.1, 0.9
    theta, velocity, ahead = START, np.zeros(2), []
    for _ in range(21):
        point = theta - lr * beta * velocity
        ahead.append(point)
        velocity = beta * velocity + CURVATURE @ point
        theta = theta - lr * velocity
    ours = walk(Nesterov(beta), [lr] * 20)
    np.testing.assert_array_equal(ahead[0], START)
    np.testing.assert_allclose(ours, ahead[1:], rtol=0, atol=1e-12)
    assert np.abs(ours - walk(Momentum(beta), [lr] * 20)).max() > 0.1


def test_damped_momentum_needs_the_learning_rate_divided_by_one_minus_beta():
    plain, damped = walk(Momentum(0.9), [0.02] * 50), walk(DampedMomentum(0.9), [0.2] * 50)
    np.testing.assert_allclose(damped, plain, rtol=0, atol=1e-12)


def test_damped_momentum_converts_at_every_rate_of_a_schedule():
    lrs = np.linspace(0.02, 0.001, 30)
    np.testing.assert_allclose(
        walk(DampedMomentum(0.8), lrs / (1 - 0.8)), walk(Momentum(0.8), lrs), rtol=0, atol=1e-12
    )


def test_damped_momentums_velocity_is_an_exponential_average_of_the_gradients():
    grads = np.random.default_rng(0).standard_normal((30, 2))
    rule, theta = DampedMomentum(0.9), np.zeros(2)
    state = rule.init(theta)
    for grad in grads:
        rule.update(grad, state, 0.1, theta)
    np.testing.assert_allclose(
        state["velocity"], exponential_average(grads.T, 0.9)[:, -1], rtol=0, atol=1e-14
    )


def test_momentum_of_steps_is_momentum_at_a_constant_rate():
    np.testing.assert_allclose(
        walk(MomentumOfSteps(0.9), [0.02] * 50), walk(Momentum(0.9), [0.02] * 50), atol=1e-12
    )


def test_momentum_of_steps_keeps_the_rates_that_its_steps_were_taken_with():
    """After the rate falls a hundredfold the old velocity still carries it on."""
    for rule, expected in ((MomentumOfSteps(0.9), -0.9 - 0.01), (Momentum(0.9), -0.009 - 0.01)):
        theta = np.zeros(1)
        _, state = rule.update(np.ones(1), rule.init(theta), 1.0, theta)
        change, _ = rule.update(np.ones(1), state, 0.01, theta)
        assert change[0] == pytest.approx(expected, rel=1e-12)


def test_the_change_may_be_edited_without_touching_the_velocity():
    rule, theta = MomentumOfSteps(0.5), np.zeros(1)
    change, state = rule.update(np.ones(1), rule.init(theta), 0.1, theta)
    change *= 0
    assert state["velocity"][0] == pytest.approx(-0.1)


def test_three_places_of_epsilon_at_a_small_gradient():
    assert first_change(Adam(), 1e-6) == pytest.approx(-1 / 1.01, rel=1e-6)
    assert first_change(AdamEpsilonInRoot(), 1e-6) == pytest.approx(-0.01, rel=1e-4)
    assert first_change(AdamEpsilonFolded(), 1e-6) == pytest.approx(
        -1 / (1 + 0.01 / np.sqrt(0.001)), rel=1e-6
    )


def test_the_three_places_agree_at_large_gradients():
    rules = (Adam(), AdamEpsilonInRoot(), AdamEpsilonFolded())
    paths = [walk(rule, [0.05] * 20, start=1000 * START) for rule in rules]
    np.testing.assert_allclose(paths[1], paths[0], rtol=1e-6)
    np.testing.assert_allclose(paths[2], paths[0], rtol=1e-6)


def test_epsilon_in_the_root_acts_like_its_root_outside():
    for grad in (1e-9, 1e-7):
        inside = first_change(AdamEpsilonInRoot(eps=1e-10), grad)
        assert inside == pytest.approx(first_change(Adam(eps=1e-5), grad), rel=0.02)


def test_the_folded_epsilon_is_adams_times_a_number_that_falls_to_one():
    rng = np.random.default_rng(0)
    theta, eps = np.zeros(2), 0.01
    folded, plain = AdamEpsilonFolded(0.8, 0.9, eps), Adam(0.8, 0.9)
    states = folded.init(theta), plain.init(theta)
    for t in range(1, 21):
        grad = rng.standard_normal(2)
        ours, _ = folded.update(grad, states[0], 0.1, theta)
        # The rule is replaced at each step, its state goes on: only eps is another.
        converted = Adam(0.8, 0.9, eps / np.sqrt(1 - 0.9**t))
        expected, _ = converted.update(grad, states[1], 0.1, theta)
        np.testing.assert_allclose(ours, expected, rtol=1e-12)


def test_without_correction_adam_starts_far_too_fast():
    ratio = constant_gradient(AdamUncorrected(), 1000) / constant_gradient(Adam(), 1000)
    assert ratio[0] == pytest.approx(3.16, abs=0.005)
    assert ratio[11] == pytest.approx(6.57, abs=0.005)
    assert ratio[999] == pytest.approx(1.26, abs=0.005)
    assert np.argmax(ratio) == 11  # the twelfth step is the worst


def test_the_missing_correction_is_one_factor_per_step():
    ours, theirs = AdamUncorrected(eps=0.01), AdamEpsilonFolded(eps=0.01)
    t = np.arange(1, 31)
    np.testing.assert_allclose(
        constant_gradient(ours, 30) * np.sqrt(1 - 0.999**t) / (1 - 0.9**t),
        constant_gradient(theirs, 30),
        rtol=1e-12,
    )
