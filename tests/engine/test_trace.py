"""What passes through a network, seen without disturbing it."""

import numpy as np
import pytest

from course_lib.engine import (
    BatchNorm,
    Dense,
    Dropout,
    Network,
    ReLU,
    Residual,
    copy_layers,
    cross_entropy,
    mlp,
    stack,
    trace,
)


@pytest.fixture
def data():
    rng = np.random.default_rng(0)
    return rng.standard_normal((7, 3)), rng.integers(4, size=7)


def deep():
    layers = [Dense(3, 5), Residual([Dense(5, 5), BatchNorm(5), ReLU()]), Dropout(0.5), Dense(5, 4)]
    return Network(layers, rng=np.random.default_rng(0))


def test_outputs_are_those_of_each_layer_and_of_each_container(data):
    network = deep()
    seen = trace(network, cross_entropy, data, training=False).outputs
    assert list(seen) == [
        "hidden 1", "hidden 2", "batchnorm 1", "relu 1", "residual 1", "dropout 1", "output",
    ]  # fmt: skip
    np.testing.assert_array_equal(seen["output"], network.forward(data[0]))
    np.testing.assert_array_equal(seen["residual 1"], seen["hidden 1"] + seen["relu 1"])


def test_gradients_are_the_derivatives_by_the_outputs(data):
    network = deep()
    inside = trace(network, cross_entropy, data, rng=np.random.default_rng(1))
    assert {name: array.shape for name, array in inside.gradients.items()} == {
        name: array.shape for name, array in inside.outputs.items()
    }
    network.forward(data[0], training=True, rng=np.random.default_rng(1))
    network.backward(cross_entropy(inside.outputs["output"], data[1])[1])
    np.testing.assert_allclose(
        network["hidden 1"].gradients["W"], data[0].T @ inside.gradients["hidden 1"], rtol=1e-12
    )
    np.testing.assert_allclose(
        network["hidden 2"].gradients["b"][0], inside.gradients["hidden 2"].sum(axis=0), atol=1e-15
    )


def test_the_network_does_not_notice(data):
    network = deep()
    network.gradient[...] = 7
    trace(network, cross_entropy, data, rng=np.random.default_rng(1))
    np.testing.assert_array_equal(network.theta, deep().theta)
    np.testing.assert_array_equal(network.buffers, deep().buffers)
    assert (network.gradient == 7).all()
    with pytest.raises(ValueError, match="needs a forward before it"):
        network.backward(np.zeros((7, 4)))


def test_a_stack_is_seen_with_its_models_in_front(data):
    members = [mlp([3, 5, 4], rng=np.random.default_rng(seed)) for seed in (0, 1)]
    inside = trace(stack(members), cross_entropy, data)
    assert inside.outputs["relu 1"].shape == inside.gradients["relu 1"].shape == (2, 7, 5)
    for k, member in enumerate(members):
        alone = trace(member, cross_entropy, data)
        np.testing.assert_allclose(inside.gradients["relu 1"][k], alone.gradients["relu 1"])


def test_layers_are_copied_with_their_buffers(data):
    source, target = deep(), deep()
    source.theta, source.buffers = source.theta + 1, source.buffers + 2
    copy_layers(source, target, "hidden 1", "residual 1")
    for name in ("hidden 1", "hidden 2", "batchnorm 1"):
        for kind in ("parameters", "buffers"):
            for key, array in getattr(target[name], kind).items():
                np.testing.assert_array_equal(array, getattr(source[name], kind)[key])
    np.testing.assert_array_equal(target["output"].W, deep()["output"].W)
    target.theta += 1
    assert (source["hidden 1"].W != target["hidden 1"].W).all()


def test_layers_that_do_not_fit_are_not_copied_by_halves():
    source, target = mlp([3, 5, 4], rng=np.random.default_rng(0)), deep()
    with pytest.raises(ValueError, match=r"equal shapes; 'output' has \[\(5, 4\), \(1, 4\)\]"):
        copy_layers(source, mlp([3, 5, 2], rng=np.random.default_rng(1)), "hidden 1", "output")
    with pytest.raises(KeyError, match="no layer is called 'residual 1'"):
        copy_layers(source, target, "hidden 1", "residual 1")
    with pytest.raises(ValueError, match="at least one layer's name"):
        copy_layers(source, target)
    np.testing.assert_array_equal(target.theta, deep().theta)
