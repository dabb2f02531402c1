"""A run that leaves the finite numbers ends in words, with what was learnt."""

import warnings

import numpy as np
import pytest

from course_lib.engine import (
    ClipByNorm,
    Dense,
    GradientDescent,
    Network,
    Optimizer,
    Tanh,
    cross_entropy,
    evaluate,
    mlp,
    per_model,
    stack,
    train,
)
from tests.engine.runs import data, make, steps

__all__ = ["data"]  # a fixture


def test_a_diverging_network_stops_at_its_last_sound_weights(data):
    net = make()
    with pytest.warns(RuntimeWarning, match=r"training diverged at step \d+ .*smaller learning"):
        seen = list(steps(data, net, lr=1e6, epochs=50))
    assert len(seen) < 200
    assert seen[-1].diverged
    assert seen[-1].loss == np.inf
    assert np.isfinite(net.theta).all()
    assert np.isfinite(evaluate(net, cross_entropy, data)[0])


def test_finite_weights_with_an_infinite_loss_are_undone(data):
    net = mlp([4, 8, 8, 8, 3], rng=np.random.default_rng(0))
    before = net.theta.copy()
    with pytest.warns(RuntimeWarning, match="training diverged at step 2"):
        # the weights reach about 1e120, and four layers of them overflow
        seen = list(steps(data, net, lr=1e120, epochs=3, batch_size=50))
    assert [bool(step.diverged) for step in seen] == [False, True]
    np.testing.assert_array_equal(net.theta, before)


class Burst(Tanh):
    def backward(self, grad_y, *, input_gradient=True):
        return grad_y * np.inf


def test_an_infinite_gradient_alone_is_divergence(data):
    net = Network([Dense(4, 5), Burst(), Dense(5, 3)], rng=np.random.default_rng(0))
    before = net.theta.copy()
    with pytest.warns(RuntimeWarning, match="training diverged at step 1"):
        seen = list(steps(data, net))
    assert [bool(step.diverged) for step in seen] == [True]
    np.testing.assert_array_equal(net.theta, before)


def test_one_member_diverges_and_the_others_go_on(data):
    net = stack([make(), make(), make()])
    optimizer = Optimizer(GradientDescent(), per_model([0.1, 1e6, 0.05]))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        run = list(
            train(
                net,
                cross_entropy,
                optimizer,
                data,
                epochs=50,
                batch_size=16,
                rng=np.random.default_rng(1),
            )
        )
    assert len(run) == 200
    assert [str(w.message).split(" diverged")[0] for w in caught] == ["1 of 3 models"]
    assert list(run[-1].diverged) == [False, True, False]
    assert run[-1].loss[1] == np.inf
    assert np.isfinite(run[-1].loss[[0, 2]]).all()
    assert np.isfinite(net.theta).all()
    alone = make()
    for _ in train(
        alone, cross_entropy, Optimizer(lr=0.1), data,
        epochs=50, batch_size=16, rng=np.random.default_rng(1),
    ):  # fmt: skip
        pass
    np.testing.assert_allclose(net.theta[0], alone.theta, rtol=0, atol=1e-10)


def test_no_numpy_setting_leaks_to_the_caller(data):
    before = np.geterr()
    for _ in steps(data):
        assert np.geterr() == before


class Poison(GradientDescent):
    """Gradient descent with a state that is never finite again after one infinite gradient."""

    def init(self, theta):
        return {"seen": np.zeros_like(theta)}

    def update(self, grad, state, lr, theta):
        state["seen"] += grad
        return -lr * state["seen"], state


def test_a_spoilt_state_is_forgotten(data):
    net, optimizer = make(), Optimizer(Poison(), 0.1)
    net.gradient[...] = 0
    optimizer.step(net)
    optimizer.state["seen"][...] = np.inf
    settings = {"epochs": 2, "batch_size": 25}
    with pytest.warns(RuntimeWarning, match="diverged at step 1"):
        list(train(net, cross_entropy, optimizer, data, rng=np.random.default_rng(0), **settings))
    again = train(net, cross_entropy, optimizer, data, rng=np.random.default_rng(0), **settings)
    assert [bool(step.diverged) for step in again] == [False] * 4


def test_a_huge_gradient_that_is_clipped_is_no_divergence(data):
    """Its square overflows, the clipped step does not."""

    def steep(logits, labels):
        value, grad = cross_entropy(logits, labels)
        return value, 1e200 * grad

    net = make()
    optimizer = Optimizer(lr=0.1, clip=ClipByNorm(1.0))
    for step in train(
        net, steep, optimizer, data, epochs=2, batch_size=25, rng=np.random.default_rng(0)
    ):
        assert not step.diverged
    assert not np.array_equal(net.theta, make().theta)
