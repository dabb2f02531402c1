"""Each rule against its equations, worked with plain numbers."""

import math

import numpy as np
import pytest

from course_lib.engine import (
    L2,
    Adam,
    GradientDescent,
    Momentum,
    Optimizer,
    constant,
    mlp,
    per_model,
)

GRADS = [2.0, -1.0, 0.5]


def path(rule, lr=0.1):
    theta = np.array([1.0])
    state, seen = rule.init(theta), []
    for grad in GRADS:
        change, state = rule.update(np.array([grad]), state, lr, theta)
        theta = theta + change
        seen.append(float(theta[0]))
    return seen


def test_gradient_descent_by_hand():
    np.testing.assert_allclose(path(GradientDescent()), [0.8, 0.9, 0.85], atol=1e-15)


def test_momentum_by_hand():
    # velocities: 2, .9 * 2 - 1 = .8, .9 * .8 + .5 = 1.22
    np.testing.assert_allclose(path(Momentum(0.9)), [0.8, 0.72, 0.598], atol=1e-15)


def test_momentum_takes_the_learning_rate_of_the_step():
    """The velocity sums gradients alone: a new rate holds for all of it."""
    rule, theta = Momentum(0.9), np.zeros(1)
    _, state = rule.update(np.ones(1), rule.init(theta), 0.1, theta)
    change, _ = rule.update(np.zeros(1), state, 1.0, theta)
    assert change[0] == pytest.approx(-0.9)


def test_adam_by_hand():
    theta, m, v, expected = 1.0, 0.0, 0.0, []
    for t, grad in enumerate(GRADS, start=1):
        m = 0.9 * m + 0.1 * grad
        v = 0.999 * v + 0.001 * grad**2
        m_hat, v_hat = m / (1 - 0.9**t), v / (1 - 0.999**t)
        theta -= 0.1 * m_hat / (math.sqrt(v_hat) + 1e-8)
        expected.append(theta)
    np.testing.assert_allclose(path(Adam()), expected, rtol=0, atol=1e-14)


def test_adams_first_step_is_the_learning_rate_whatever_the_gradient():
    for grad in (1e-4, 1.0, 1e4):
        theta = np.zeros(1)
        change, _ = Adam().update(np.array([grad]), Adam().init(theta), 0.01, theta)
        assert change[0] == pytest.approx(-0.01, rel=1e-3)


def test_adams_epsilon_stands_outside_the_root():
    theta = np.zeros(1)
    change, _ = Adam(eps=1e-8).update(np.array([1e-6]), Adam().init(theta), 1.0, theta)
    assert -change[0] == pytest.approx(1e-6 / (1e-6 + 1e-8), rel=1e-6)


def test_a_beta_moved_in_mid_run_stays_exact():
    """With equal gradients the corrected averages are those gradients, whatever the betas were."""
    theta, state = np.zeros(1), Adam().init(np.zeros(1))
    for beta1, beta2 in ((0.9, 0.999), (0.5, 0.9), (0.99, 0.99)):
        change, state = Adam(beta1, beta2, eps=0).update(np.array([3.0]), state, 0.1, theta)
        assert change[0] == pytest.approx(-0.1, rel=1e-12)


def test_defaults():
    assert Momentum().beta == 0.9
    assert (Adam().beta1, Adam().beta2, Adam().eps) == (0.9, 0.999, 1e-8)
    assert Optimizer().lr == 0.01


def test_hyperparameters_out_of_range():
    with pytest.raises(ValueError, match=r"beta must lie in \[0, 1\); got 1"):
        Momentum(1.0)
    with pytest.raises(ValueError, match=r"beta2 must lie in \[0, 1\); got -0.1"):
        Adam(beta2=-0.1)
    with pytest.raises(ValueError, match="lr must lie in"):
        Optimizer(lr=-1.0)
    with pytest.raises(ValueError, match=r"lr must lie in .* got nan"):
        Optimizer(lr=float("nan"))
    with pytest.raises(ValueError, match="lr must lie in"):
        constant(-1.0)
    with pytest.raises(ValueError, match=r"shape \(K, 1, 1\).*got shape \(3,\)"):
        Optimizer(lr=np.ones(3))
    with pytest.raises(ValueError, match="strength must lie in"):
        L2(-0.1)
    with pytest.raises(ValueError, match=r"flat list of numbers; got shape \(1, 1\)"):
        per_model([[1.0]])


def test_l2_under_gradient_descent_is_weight_decay():
    net = mlp([3, 4, 2], rng=np.random.default_rng(0))
    net["hidden 1"].b[...] = 1.0
    before = net.copy()
    net.gradient[...] = 0
    Optimizer(GradientDescent(), lr=0.1, regularizer=L2(0.5)).step(net)
    np.testing.assert_allclose(net.weights, (1 - 0.1 * 0.5) * before.weights, rtol=1e-14)
    np.testing.assert_array_equal(net["hidden 1"].b, before["hidden 1"].b)


def test_l2_penalty_is_half_the_strength_times_the_squares():
    weights = np.array([[[3.0, 4.0]], [[1.0, 0.0]]])
    np.testing.assert_allclose(L2(per_model([0.2, 2.0])).penalty(weights), [2.5, 1.0])
    assert float(L2(0.2).penalty(weights[0])) == 2.5


def test_the_optimizers_penalty_is_that_of_the_weights_alone():
    net = mlp([2, 2], rng=np.random.default_rng(0))
    net.theta[...] = 1
    assert float(Optimizer(regularizer=L2(0.5)).penalty(net)) == 0.5 / 2 * 4
    assert Optimizer().penalty(net) == 0


def test_a_constant_schedule_plots_itself():
    assert constant(0.3)(7) == 0.3
    assert constant(0.3)(np.arange(2)).tolist() == [0.3, 0.3]


def test_a_schedule_is_read_at_every_step():
    net = mlp([1, 1], rng=np.random.default_rng(0))
    net.theta[...] = 0
    optimizer = Optimizer(GradientDescent(), lr=lambda step: 10.0**-step)
    for _ in range(3):
        net.gradient[...] = -1
        optimizer.step(net)
    np.testing.assert_allclose(net.theta, 1.11)
