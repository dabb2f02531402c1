"""Backpropagation is checked for every layer, loss and mode, for one model and for four."""

import numpy as np
import pytest

from course_lib.engine import (
    L2,
    Dense,
    Dropout,
    Layer,
    Network,
    ReLU,
    Sequential,
    Sigmoid,
    Tanh,
    binary_cross_entropy,
    check_gradients,
    cross_entropy,
    lecun_normal,
    mlp,
    per_model,
    stack,
)

LAYERS = {
    "dense": lambda: Dense(6, 6),
    "relu": ReLU,
    "tanh": Tanh,
    "sigmoid": Sigmoid,
    "dropout": lambda: Dropout(0.4),
    "sequential": lambda: Sequential([Dense(6, 6), Tanh(), Dropout(0.2)]),
}


def build(layer: Layer, seed: int) -> Network:
    return Network([Dense(3, 6), layer, Dense(6, 4)], rng=np.random.default_rng(seed))


def data(loss, rng):
    x = rng.standard_normal((7, 3))
    labels = rng.integers(4, size=7)
    return x, labels if loss is cross_entropy else np.eye(4)[labels]


@pytest.mark.parametrize("training", [True, False], ids=["training", "inference"])
@pytest.mark.parametrize("models", [1, 4])
@pytest.mark.parametrize("loss", [cross_entropy, binary_cross_entropy])
@pytest.mark.parametrize("name", LAYERS)
def test_every_layer(name, loss, models, training):
    rng = np.random.default_rng(7)
    members = [build(LAYERS[name](), seed) for seed in range(models)]
    network = members[0] if models == 1 else stack(members)
    report = check_gradients(network, loss, data(loss, rng), rng=rng, training=training)
    assert report.error < 1e-7, report.worst
    matrices = sum(len(layer.parameters) for layer in network.layers)
    assert report.points == 42 + matrices  # two directions, twenty entries each; every matrix


def test_per_model_rates_and_the_regularizer():
    rng = np.random.default_rng(1)
    network = stack([mlp([3, 6, 4], rng=rng, drop_rate=rate) for rate in (0.0, 0.2, 0.5, 0.8)])
    strength = L2(per_model([0, 0.1, 1, 10]))
    report = check_gradients(
        network, cross_entropy, data(cross_entropy, rng), rng=rng, regularizer=strength
    )
    assert report.error < 1e-7, report.worst


def test_own_data_for_each_model():
    rng = np.random.default_rng(1)
    network = stack([mlp([3, 6, 4], rng=rng) for _ in range(2)])
    own = rng.standard_normal((2, 5, 3)), rng.integers(4, size=(2, 5))
    report = check_gradients(network, cross_entropy, own, rng=rng)
    assert report.error < 1e-7, report.worst


class WrongTanh(Tanh):
    def backward(self, grad_y, *, input_gradient=True):
        return grad_y * (1 - self._saved)


class ForgottenMask(Dropout):
    def backward(self, grad_y, *, input_gradient=True):
        return grad_y


class ForgottenBias(Dense):
    def backward(self, grad_y, *, input_gradient=True):
        grad_x = super().backward(grad_y)
        self.gradients["b"][...] = 0
        return grad_x


class WrongInputGradient(Dense):
    def backward(self, grad_y, *, input_gradient=True):
        return super().backward(grad_y) @ self.W


@pytest.mark.parametrize(
    "layer",
    [WrongTanh(), ForgottenMask(0.5), ForgottenBias(6, 6), WrongInputGradient(6, 6)],
    ids=lambda layer: type(layer).__name__,
)
def test_planted_bugs_are_found(layer):
    rng = np.random.default_rng(3)
    report = check_gradients(build(layer, 0), cross_entropy, data(cross_entropy, rng), rng=rng)
    assert report.error > 1e-3
    assert "backpropagation" in report.worst


def test_the_check_runs_in_the_mode_asked_for():
    """In inference a mask forgotten by backward is no mistake."""
    rng = np.random.default_rng(3)
    network = build(ForgottenMask(0.5), 0)
    report = check_gradients(
        network, cross_entropy, data(cross_entropy, rng), rng=rng, training=False
    )
    assert report.error < 1e-7, report.worst


def test_a_bug_that_shows_in_the_inputs_alone():
    rng = np.random.default_rng(3)
    network = Network([WrongInputGradient(3, 3), Dense(3, 4)], rng=rng)
    report = check_gradients(network, cross_entropy, data(cross_entropy, rng), rng=rng)
    assert report.error > 0.1
    assert "inputs" in report.worst


class OneWrongEntry(Dense):
    def backward(self, grad_y, *, input_gradient=True):
        grad_x = super().backward(grad_y)
        self.gradients["W"][-1, -1] += 1
        return grad_x


def test_one_wrong_entry_among_many_shows_in_the_random_direction():
    rng = np.random.default_rng(2)
    network = Network([OneWrongEntry(100, 100)], rng=rng)
    wide = rng.standard_normal((5, 100)), np.arange(5)
    report = check_gradients(network, cross_entropy, wide, rng=rng, coordinates=1)
    assert report.error > 1e-3
    assert report.worst.startswith(("all parameters, a random", "W of 'output', a random"))


class SlightlyOff(Dense):
    def backward(self, grad_y, *, input_gradient=True):
        grad_x = super().backward(grad_y)
        self.gradients["W"] *= 1.001
        return grad_x


def test_the_error_is_relative_to_the_gradient():
    def tiny(logits, labels):
        value, grad = cross_entropy(logits, labels)
        return 1e-4 * value, 1e-4 * grad

    rng = np.random.default_rng(0)
    network = Network([SlightlyOff(3, 4)], rng=rng)
    report = check_gradients(network, tiny, data(cross_entropy, rng), rng=rng)
    assert 5e-4 < report.error < 2e-3


class DoubledL2(L2):
    def gradient(self, weights):
        return 2 * super().gradient(weights)


def test_a_wrong_regularizer_is_found():
    rng = np.random.default_rng(1)
    report = check_gradients(
        mlp([3, 4], rng=rng), cross_entropy, data(cross_entropy, rng),
        rng=rng, regularizer=DoubledL2(0.5),
    )  # fmt: skip
    assert report.error > 1e-2


@pytest.mark.parametrize("x", [1e-7, -1e-7])
def test_a_kink_is_seen_on_either_side(x):
    rng = np.random.default_rng(0)
    network = Network([ReLU(), Dense(1, 2)], rng=rng)
    near = np.array([[x]]), np.array([0])  # only one of the two evaluations crosses the kink
    report = check_gradients(network, cross_entropy, near, rng=rng)
    assert report.kinks > 0
    assert report.error < 1e-7, report.worst


def test_a_point_at_a_kink_is_moved_and_counted():
    rng = np.random.default_rng(0)
    network = Network([ReLU(), Dense(3, 6), ReLU(), Dense(6, 4)], rng=rng)
    x = np.zeros((2, 3))  # biases are zero too, so every unit stands exactly at its kink
    before = network.theta.copy()
    report = check_gradients(network, cross_entropy, (x, np.array([0, 1])), rng=rng)
    assert report.kinks > 0
    assert report.error < 1e-7, report.worst
    np.testing.assert_array_equal(network.theta, before)
    assert not x.any()


def test_float32_is_refused():
    rng = np.random.default_rng(0)
    network = mlp([3, 4], rng=rng, dtype=np.float32)
    with pytest.raises(TypeError, match="needs a float64 network; got float32"):
        check_gradients(network, cross_entropy, data(cross_entropy, rng), rng=rng)


@pytest.mark.parametrize("depth", [6, 9])
def test_a_bug_in_a_layer_whose_gradient_has_vanished_is_found_and_named(depth):
    """The last layers alone would decide over a direction through all parameters."""

    class Doubled(Dense):
        def backward(self, grad_y, *, input_gradient=True):
            grad_x = super().backward(grad_y, input_gradient=input_gradient)
            self.gradients["W"] *= 2
            return grad_x

    rng = np.random.default_rng(0)
    layers = [Doubled(3, 8), Sigmoid()]
    for _ in range(depth - 1):
        layers += [Dense(8, 8, initializer=lecun_normal), Sigmoid()]
    network = Network([*layers, Dense(8, 4)], rng=rng)
    report = check_gradients(network, cross_entropy, data(cross_entropy, rng), rng=rng)
    assert report.error > 1e-6, report
    assert "W of 'hidden 1'" in report.worst


def test_an_epsilon_that_is_none_is_refused():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match=r"epsilon must lie in \(0, 0.1\); got 0"):
        check_gradients(
            mlp([3, 4], rng=rng), cross_entropy, data(cross_entropy, rng), rng=rng, epsilon=0
        )
