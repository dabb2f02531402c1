"""One vector of parameters, and views that do not come loose."""

import copy
import pickle

import numpy as np
import pytest

from course_lib.engine import BatchNorm, Dense, Network, ReLU, Sequential, Tanh, mlp, stack, unstack


def small(seed=0):
    return mlp([3, 4, 2], rng=np.random.default_rng(seed), drop_rate=0.1)


def nested():
    inner = Sequential([Dense(4, 4), ReLU()])
    return Network([Dense(3, 4), inner, Dense(4, 2)], rng=np.random.default_rng(0))


MAKERS = {
    "built": small,
    "copied": lambda: small().copy(),
    "deep-copied": lambda: copy.deepcopy(small()),
    "pickled": lambda: pickle.loads(pickle.dumps(small())),
    "stacked": lambda: stack([small(0), small(1)]),
    "unstacked": lambda: unstack(stack([small(0), small(1)]))[1],
    "nested": nested,
    "nested and copied": lambda: nested().copy(),
    "stack copied": lambda: stack([nested(), nested()]).copy(),
}


@pytest.mark.parametrize("maker", MAKERS.values(), ids=MAKERS)
def test_layers_hold_views_of_the_vectors(maker):
    network = maker()
    seen = 0
    for layer in network.layers:
        for key in layer.parameter_shapes():
            assert np.shares_memory(layer.parameters[key], network.theta)
            assert np.shares_memory(layer.gradients[key], network.gradient)
            seen += layer.parameters[key].size
    assert seen == network.theta.size
    network.theta[...] = 7
    assert (network["output"].W == 7).all()


def test_a_copy_is_independent():
    one = small()
    other = one.copy()
    other.theta += 1
    np.testing.assert_array_equal(one.theta, small().theta)


def test_copies_compute_the_same():
    x = np.ones((2, 3))
    np.testing.assert_array_equal(small().forward(x), small().copy().forward(x))


def test_weights_stand_before_biases():
    network = small()
    network.theta[...] = 0
    network["hidden 1"].b[...] = 1
    network["output"].b[...] = 1
    assert network.weights.shape == (1, 3 * 4 + 4 * 2)
    assert not network.weights.any()


def test_mlp_uses_the_activation_and_the_initializer_given():
    def sevens(shape, *, rng):
        return np.full(shape, 7.0)

    network = mlp([2, 3, 1], rng=np.random.default_rng(0), activation=Tanh, initializer=sevens)
    assert (network.weights == 7).all()
    assert isinstance(network["tanh 1"], Tanh)


def test_mlp_normalizes_before_each_activation():
    network = mlp([2, 3, 4, 1], rng=np.random.default_rng(0), normalization=BatchNorm, drop_rate=0)
    assert [layer.name for layer in network.layers] == [
        "hidden 1", "batchnorm 1", "relu 1", "dropout 1",
        "hidden 2", "batchnorm 2", "relu 2", "dropout 2", "output",
    ]  # fmt: skip
    assert network["batchnorm 2"].features == 4


def test_the_gradient_by_the_input_comes_only_when_asked_for():
    network = small()
    grad = np.ones_like(network.forward(np.ones((5, 3))))
    assert network.backward(grad) is None
    assert network.backward(grad, input_gradient=True).shape == (5, 3)


def test_names():
    assert [layer.name for layer in small().layers] == [
        "hidden 1", "relu 1", "dropout 1", "output",
    ]  # fmt: skip
    with pytest.raises(KeyError, match=r"no layer is called 'hidden 9'; there are \['hidden 1'"):
        small()["hidden 9"]


def test_a_layer_belongs_to_one_network():
    layer = Dense(2, 2)
    Network([layer], rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match="already belongs to a network"):
        Network([layer], rng=np.random.default_rng(0))
    twice = ReLU()
    with pytest.raises(ValueError, match="already belongs to a network"):
        Network([Dense(2, 2), twice, twice], rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match="share the name 'a'"):
        Network([Dense(2, 2, name="a"), ReLU(name="a")], rng=np.random.default_rng(0))


def test_wrong_inputs_are_named():
    network = mlp([100, 100, 100, 10], rng=np.random.default_rng(0))
    with pytest.raises(
        ValueError, match=r"Dense 'hidden 1' takes 100 features; got an input of shape \(32, 784\)"
    ):
        network.forward(np.zeros((32, 784)))
    with pytest.raises(TypeError, match="'hidden 1' computes in float64; got an input of float32"):
        network.forward(np.zeros((2, 100), np.float32))
    with pytest.raises(ValueError, match="got an input with models"):
        stack([network, network]).forward(np.zeros((3, 2, 100)))
    with pytest.raises(ValueError, match="has no weights yet"):
        Dense(2, 3, name="alone").forward(np.zeros((1, 2)))
    with pytest.raises(TypeError, match="float64 or float32; got dtype int64"):
        mlp([2, 2], rng=np.random.default_rng(0), dtype=np.int64)
    with pytest.raises(ValueError, match="at least one layer"):
        Network([], rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match="this network has 26 parameters"):
        small().with_theta(np.zeros((1, 3)))
