"""What sets AdaGrad, RMSProp and AdamW apart from each other and from Adam."""

import math

import numpy as np
import pytest

from course_lib.engine import L2, AdaGrad, Adam, AdamW, Optimizer, RMSProp, mlp


def changes(rule, grads, lr=0.1, theta=None):
    """The changes that a sequence of gradients causes, theta staying where it is."""
    theta = np.zeros(np.shape(grads[0])) if theta is None else theta
    state, seen = rule.init(theta), []
    for grad in grads:
        change, state = rule.update(np.array(grad), state, lr, theta)
        seen.append(change)
    return np.array(seen)


def test_adagrads_steps_fade_with_the_root_of_time():
    steps = changes(AdaGrad(eps=0), [[3.0, -0.001]] * 100)[:, 0]
    np.testing.assert_allclose(-steps, 0.1 / np.sqrt(np.arange(1, 101)), rtol=1e-12)


def test_adagrad_and_rmsprop_do_not_see_the_units_of_a_parameter():
    grads = np.random.default_rng(0).standard_normal((20, 2))
    for rule in (AdaGrad(eps=0), RMSProp(eps=0)):
        np.testing.assert_allclose(
            changes(rule, grads * [1e-3, 1e3]), changes(rule, grads), rtol=1e-12
        )


def test_rmsprops_first_step_is_too_long_and_then_it_is_the_learning_rate():
    steps = -changes(RMSProp(0.9), [[5.0]] * 200)[:, 0]
    assert steps[0] == pytest.approx(0.1 / math.sqrt(0.1), rel=1e-6)  # 3.16 times
    assert steps[-1] == pytest.approx(0.1, rel=1e-6)
    assert (np.diff(steps) <= 0).all()


def test_rmsprop_forgets_and_adagrad_does_not():
    """After one huge gradient RMSProp recovers its step size, AdaGrad never does."""
    grads = [[1000.0], *[[1.0]] * 200]
    assert -changes(RMSProp(0.9), grads)[-1, 0] == pytest.approx(0.1, rel=1e-3)
    assert -changes(AdaGrad(), grads)[-1, 0] == pytest.approx(0.1 / 1000, rel=1e-3)


@pytest.mark.parametrize("rule", [AdaGrad(), RMSProp(), AdamW(decay=0)])
def test_a_parameter_without_a_gradient_stays(rule):
    np.testing.assert_array_equal(changes(rule, [[0.0, 1.0]] * 3)[:, 0], 0)


def test_adamw_without_decay_is_adam():
    grads = np.random.default_rng(0).standard_normal((30, 3))
    theta = np.array([1.0, -2.0, 3.0])
    np.testing.assert_array_equal(
        changes(AdamW(decay=0), grads, theta=theta), changes(Adam(), grads, theta=theta)
    )


def test_decoupled_decay_shrinks_all_weights_by_one_factor():
    rule, theta = AdamW(decay=0.5), np.array([8.0, -0.02])
    state, end = rule.init(theta), theta
    for _ in range(10):
        change, state = rule.update(np.zeros(2), state, 0.1, end)
        end = end + change
    np.testing.assert_allclose(end, theta * (1 - 0.1 * 0.5) ** 10, rtol=1e-12)


def test_decoupled_decay_leaves_the_averages_alone():
    theta = np.array([5.0])
    decayed, plain = AdamW(decay=0.5), Adam()
    states = decayed.init(theta), plain.init(theta)
    for rule, state in zip((decayed, plain), states, strict=True):
        rule.update(np.array([0.3]), state, 0.1, theta)
    for name in states[1]:
        np.testing.assert_array_equal(states[0][name], states[1][name])


def test_a_penalty_under_adam_is_no_decay():
    """Beside large gradients a penalty vanishes; decoupled decay does not ask for them."""
    grads = np.array([[100.0, 0.01]] * 5) * np.array([[1], [-1], [1], [-1], [1]])
    theta = np.array([1.0, 1.0])
    under_adam = changes(Adam(), grads + 0.1 * theta, theta=theta) - changes(Adam(), grads)
    beside_adam = changes(AdamW(decay=0.1), grads, theta=theta) - changes(Adam(), grads)
    np.testing.assert_allclose(beside_adam, -0.1 * 0.1 * 1.0, rtol=1e-12)
    shrunk = np.abs(under_adam).sum(axis=0)
    assert shrunk[0] < 0.001
    assert shrunk[1] > 100 * shrunk[0]


@pytest.mark.parametrize(("shape", "row"), [((3,), (3,)), ((1, 3), (1, 3)), ((2, 1, 3), (1, 3))])
def test_what_decays_can_be_chosen_in_adamws_state(shape, row):
    rule, theta = AdamW(decay=0.5), np.full(shape, 4.0)
    state = rule.init(theta)
    assert state["decays"].shape == row
    assert (state["decays"] == 1).all()
    state["decays"][..., 1:] = 0
    change, state = rule.update(np.zeros(shape), state, 0.1, theta)
    np.testing.assert_allclose(change, np.broadcast_to([-0.2, 0.0, 0.0], shape), rtol=1e-15)
    assert (state["decays"][..., 1:] == 0).all()


def test_a_networks_biases_do_not_decay():
    net = mlp([3, 4, 2], rng=np.random.default_rng(0))
    net["hidden 1"].b[...] = 1.0
    before = net.copy()
    net.gradient[...] = 0
    Optimizer(AdamW(decay=0.5), lr=0.1).step(net)
    np.testing.assert_allclose(net.weights, (1 - 0.1 * 0.5) * before.weights, rtol=1e-14)
    np.testing.assert_array_equal(net["hidden 1"].b, before["hidden 1"].b)


def test_a_regularizer_and_the_decay_are_two_things():
    """A penalty goes through the gradient and is scaled to about lr; the decay comes on top."""
    net = mlp([3, 2], rng=np.random.default_rng(0))
    before = net.weights.copy()
    net.gradient[...] = 0
    Optimizer(AdamW(decay=0.5), lr=0.1, regularizer=L2(0.01)).step(net)
    expected = before - 0.1 * np.sign(before) - 0.1 * 0.5 * before
    np.testing.assert_allclose(net.weights, expected, atol=1e-5)
