"""Convolution against a loop over positions, by hand, and in training."""

import copy
import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.datasets import load_mnist
from course_lib.engine import (
    Adam,
    Conv2D,
    Dense,
    MaxPool2D,
    Momentum,
    Network,
    Optimizer,
    ReLU,
    Tanh,
    accuracy,
    check_gradients,
    cross_entropy,
    fit,
    stack,
    train,
    unstack,
)


def alone(layer: Conv2D, dtype=np.float64) -> Conv2D:
    """The layer in a network of its own, so that it has weights; biases not zero."""
    rng = np.random.default_rng(0)
    Network([layer], rng=rng, dtype=dtype)
    layer.b[...] = rng.standard_normal(layer.b.shape)
    return layer


def slow(weights, x, grad_y, *, shape, n_out, kernel, stride, padding):
    """One window, one pixel, one channel at a time: y, grad_x, and those of the weights."""
    W, b = weights
    height, width, channels = shape
    down = (height + 2 * padding - kernel) // stride + 1
    across = (width + 2 * padding - kernel) // stride + 1
    images, y = x.reshape(len(x), *shape), np.zeros((len(x), down, across, n_out))
    grads = grad_y.reshape(y.shape)
    by_x, by_weights, by_biases = np.zeros_like(images), np.zeros_like(W), np.zeros_like(b)
    for n, row, column, out in np.ndindex(y.shape):
        grad = grads[n, row, column, out]
        y[n, row, column, out] = b[0, out]
        by_biases[0, out] += grad
        for position, (i, j, channel) in enumerate(np.ndindex(kernel, kernel, channels)):
            pixel = n, row * stride + i - padding, column * stride + j - padding, channel
            if 0 <= pixel[1] < height and 0 <= pixel[2] < width:
                y[n, row, column, out] += images[pixel] * W[position, out]
                by_weights[position, out] += images[pixel] * grad
                by_x[pixel] += W[position, out] * grad
    return y.reshape(len(x), -1), by_x.reshape(x.shape), by_weights, by_biases


def test_a_kernel_of_2_by_2_on_3_by_3_pixels_by_hand():
    layer = alone(Conv2D((3, 3, 1), 1, kernel=2))
    layer.W[...] = [[1], [2], [3], [4]]
    layer.b[...] = 10
    y = layer.forward(np.arange(1.0, 10.0).reshape(1, 9))
    # 1 + 2*2 + 3*4 + 4*5 + 10, and so on: the kernel is not turned round
    np.testing.assert_array_equal(y, [[47, 57, 77, 87]])
    grad_x = layer.backward(np.ones((1, 4)))
    np.testing.assert_array_equal(grad_x.reshape(3, 3), [[1, 3, 2], [4, 10, 6], [3, 7, 4]])
    np.testing.assert_array_equal(layer.gradients["W"], [[12], [16], [24], [28]])
    np.testing.assert_array_equal(layer.gradients["b"], [[4]])


def test_channels_stand_side_by_side():
    """One pixel, so the layer is a dense one over the channels."""
    layer = alone(Conv2D((1, 1, 3), 2, kernel=1))
    x = np.array([[1.0, 10.0, 100.0]])
    np.testing.assert_allclose(layer.forward(x), x @ layer.W + layer.b, rtol=0, atol=1e-12)


def test_a_kernel_as_large_as_the_image_is_a_dense_layer():
    layer = alone(Conv2D((4, 4, 2), 3, kernel=4))
    x = np.random.default_rng(1).standard_normal((5, 32))
    assert layer.out_shape == (1, 1, 3)
    np.testing.assert_allclose(layer.forward(x), x @ layer.W + layer.b, rtol=0, atol=1e-12)


geometries = st.fixed_dictionaries(
    {
        "shape": st.tuples(st.integers(3, 6), st.integers(3, 6), st.integers(1, 3)),
        "n_out": st.integers(1, 3),
        "kernel": st.integers(1, 3),
        "stride": st.integers(1, 3),
        "padding": st.integers(0, 2),
    }
)


@settings(deadline=None, derandomize=True, max_examples=40)
@given(geometries)
def test_against_a_loop_over_positions(geometry):
    layer, rng = alone(Conv2D(**geometry)), np.random.default_rng(2)
    x = rng.standard_normal((2, np.prod(geometry["shape"])))
    y = layer.forward(x)
    grad_y = rng.standard_normal(y.shape)
    grad_x = layer.backward(grad_y)
    found = y, grad_x, layer.gradients["W"], layer.gradients["b"]
    expected = slow((layer.W, layer.b), x, grad_y, **geometry)
    for ours, theirs in zip(found, expected, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-12)


@pytest.mark.parametrize(
    ("shape", "settings", "size"),
    [
        ((28, 28, 1), {"kernel": 3}, (26, 26)),
        ((28, 28, 1), {"kernel": 5, "padding": 2}, (28, 28)),
        ((28, 28, 1), {"kernel": 3, "padding": 1, "stride": 2}, (14, 14)),
        ((7, 5, 3), {"kernel": 3, "stride": 2}, (3, 2)),
        ((8, 8, 1), {"kernel": 3, "stride": 2}, (3, 3)),  # the last row and column are left out
        ((32, 16, 3), {"kernel": 1}, (32, 16)),
        ((224, 224, 3), {"kernel": 7, "stride": 2, "padding": 3}, (112, 112)),
        ((2, 2, 1), {"kernel": 3, "padding": 1}, (2, 2)),
    ],
)
def test_the_size_of_the_output(shape, settings, size):
    assert Conv2D(shape, 6, **settings).out_shape == (*size, 6)


def test_pixels_left_out_have_no_gradient():
    layer = alone(Conv2D((4, 4, 1), 2, kernel=3, stride=2))
    layer.forward(np.ones((1, 16)))
    grad_x = layer.backward(np.ones((1, 2))).reshape(4, 4)
    assert grad_x[:3, :3].all()
    assert not grad_x[3].any()
    assert not grad_x[:, 3].any()


def test_what_is_moved_in_the_image_is_moved_in_the_output():
    layer = alone(Conv2D((12, 12, 2), 3, kernel=3, padding=1))
    layer.b[...] = 0
    image = np.zeros((12, 12, 2))
    image[2:6, 3:7] = np.random.default_rng(0).standard_normal((4, 4, 2))
    moved = np.roll(image, (4, 3), axis=(0, 1))
    y, moved_y = (layer.forward(each.reshape(1, -1)).reshape(12, 12, 3) for each in (image, moved))
    np.testing.assert_allclose(np.roll(y, (4, 3), axis=(0, 1)), moved_y, rtol=0, atol=1e-12)
    assert np.abs(y).max() > 0.1


def small(seed=0, dtype=np.float64) -> Network:
    """Two convolutions, the second with stride and padding, and a dense layer."""
    first = Conv2D((6, 5, 2), 3, kernel=3)
    second = Conv2D(first.out_shape, 4, kernel=3, stride=2, padding=1)
    layers = [first, Tanh(), second, ReLU(), Dense(np.prod(second.out_shape), 3)]
    return Network(layers, rng=np.random.default_rng(seed), dtype=dtype)


@pytest.mark.parametrize("training", [True, False], ids=["training", "inference"])
@pytest.mark.parametrize("own_data", [False, True], ids=["shared x", "own x"])
@pytest.mark.parametrize("models", [1, 4])
def test_gradients(models, own_data, training):
    rng = np.random.default_rng(3)
    network = small() if models == 1 else stack([small(seed) for seed in range(models)])
    front = network.models if own_data else ()
    data = rng.standard_normal((*front, 3, 60)), rng.integers(3, size=(*front, 3))
    report = check_gradients(network, cross_entropy, data, rng=rng, training=training)
    assert report.error < 1e-7, report.worst
    matrices = sum(len(layer.parameters) for layer in network.layers)
    assert report.points == 42 + matrices  # two directions, twenty entries each; every matrix


@pytest.mark.parametrize("own_generators", [False, True], ids=["one generator", "three"])
def test_a_stack_trains_as_its_members_would_alone(own_generators):
    rng = np.random.default_rng(0)
    data = rng.standard_normal((20, 60)), rng.integers(3, size=20)

    def run(network, generator):
        optimizer = Optimizer(Momentum(0.9), lr=0.02)
        for _ in train(
            network, cross_entropy, optimizer, data, epochs=10, batch_size=8, rng=generator
        ):
            pass
        return network

    def generators():
        return [np.random.default_rng(seed) for seed in ((1, 2, 3) if own_generators else (1,) * 3)]

    start = stack([small(seed) for seed in range(3)])
    before = start.theta.copy()
    together = run(start, generators() if own_generators else np.random.default_rng(1))
    assert np.abs(together.theta - before).max() > 0.05
    for seed, (member, generator) in enumerate(zip(unstack(together), generators(), strict=True)):
        single = run(small(seed), generator)
        np.testing.assert_allclose(member.theta, single.theta, rtol=0, atol=1e-10)


def test_the_gradient_by_the_input_comes_only_when_asked_for():
    layer = alone(Conv2D((4, 4, 1), 2))
    y = layer.forward(np.ones((3, 16)))
    with_it = layer.backward(np.ones_like(y)), layer.gradients["W"].copy()
    layer.gradients["W"][...] = 0
    assert layer.backward(np.ones_like(y), input_gradient=False) is None
    assert with_it[0].shape == (3, 16)
    np.testing.assert_array_equal(layer.gradients["W"], with_it[1])


@pytest.mark.parametrize("kernel", [1, 3])
def test_nothing_passed_in_is_changed(kernel):
    layer, rng = alone(Conv2D((4, 4, 1), 2, kernel=kernel)), np.random.default_rng(0)
    x = rng.standard_normal((3, 16))
    grad_y = rng.standard_normal(layer.forward(x).shape)
    copies = x.copy(), grad_y.copy()
    layer.forward(x)
    layer.backward(grad_y)
    np.testing.assert_array_equal(x, copies[0])
    np.testing.assert_array_equal(grad_y, copies[1])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_dtype_of_the_data_is_kept(dtype):
    layer = alone(Conv2D((4, 4, 2), 3, padding=1), dtype=dtype)
    y = layer.forward(np.ones((2, 32), dtype), training=True)
    grad_x = layer.backward(np.ones_like(y))
    assert y.dtype == grad_x.dtype == layer.gradients["W"].dtype == dtype


def test_weights_decay_and_biases_do_not():
    network = small()
    network.theta[...] = 0
    for name in ("conv2d 1", "conv2d 2", "output"):
        network[name].b[...] = 1
    assert network.weights.shape == (1, 18 * 3 + 27 * 4 + 16 * 3)
    assert not network.weights.any()


def test_the_initializer_sees_what_one_unit_sees():
    seen = []

    def remember(shape, *, rng):
        seen.append(shape)
        return np.ones(shape)

    Network([Conv2D((9, 9, 4), 7, kernel=5, initializer=remember)], rng=np.random.default_rng(0))
    assert seen == [(5 * 5 * 4, 7)]


@pytest.mark.parametrize(
    "copied",
    [Network.copy, copy.deepcopy, lambda net: pickle.loads(pickle.dumps(net)),
     lambda net: unstack(stack([net, net]))[1]],
    ids=["copy", "deepcopy", "pickle", "unstack"],
)  # fmt: skip
def test_copies_are_independent_and_compute_the_same(copied):
    one, x = small(), np.random.default_rng(0).standard_normal((2, 60))
    other = copied(one)
    np.testing.assert_array_equal(one.forward(x), other.forward(x))
    assert np.shares_memory(other["conv2d 2"].W, other.theta)
    assert np.shares_memory(other["conv2d 2"].gradients["W"], other.gradient)
    assert not np.shares_memory(other["conv2d 2"].W, one.theta)


def test_settings_build_the_layer_again():
    layer = Conv2D([8, 7, 2], np.int64(5), kernel=4, stride=2, padding=1, name="a")
    assert layer.settings() == {
        "shape": (8, 7, 2), "n_out": 5, "kernel": 4, "stride": 2, "padding": 1,
    }  # fmt: skip
    assert {type(value) for value in layer.settings().values()} == {tuple, int}
    assert Conv2D(**layer.settings()).out_shape == layer.out_shape == (4, 3, 5)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"shape": (28, 28)}, r"an image shape \(height, width, channels\).*got \(28, 28\)"),
        ({"shape": 784}, "in whole numbers from 1 on; got 784"),
        ({"shape": (28, 0, 1)}, r"in whole numbers from 1 on; got \(28, 0, 1\)"),
        ({"shape": (28.0, 28, 1)}, r"in whole numbers from 1 on; got \(28.0, 28, 1\)"),
        ({"n_out": 0}, "n_out must be a whole number, at least 1; got 0"),
        ({"kernel": 0}, "the window's size must be a whole number, at least 1; got 0"),
        ({"kernel": 2.5}, "the window's size must be a whole number, at least 1; got 2.5"),
        ({"stride": 0}, "stride must be a whole number, at least 1; got 0"),
        ({"padding": -1}, "padding must be a whole number, at least 0; got -1"),
        ({"padding": "same"}, "padding must be a whole number, at least 0; got 'same'"),
        ({"kernel": 7}, "no larger than the image, 6 x 5 pixels with its padding; got 7 x 7"),
        ({"kernel": 8, "padding": 1}, "the image, 8 x 7 pixels with its padding; got 8 x 8"),
    ],
)
def test_what_cannot_be_a_convolution(arguments, message):
    with pytest.raises(ValueError, match=message) as error:
        Conv2D(**{"shape": (6, 5, 2), "n_out": 3} | arguments)
    assert str(error.value).startswith("Conv2D")


def test_wrong_inputs_are_named():
    network = small()
    with pytest.raises(
        ValueError, match=r"Conv2D 'conv2d 1' takes 60 features; got an input of shape \(2, 30\)"
    ):
        network.forward(np.zeros((2, 30)))
    with pytest.raises(TypeError, match="Conv2D 'conv2d 1' computes in float64"):
        network.forward(np.zeros((2, 60), np.float32))
    with pytest.raises(ValueError, match="got an input with models"):
        stack([network, network]).forward(np.zeros((3, 2, 60)))
    with pytest.raises(ValueError, match="Conv2D 'c' has no weights yet"):
        Conv2D((2, 2, 1), 1, kernel=1, name="c").forward(np.zeros((1, 4)))


def test_a_small_network_learns_to_read_digits():
    rng = np.random.default_rng(0)
    seen = load_mnist(count=300, dtype=np.float32)
    unseen = load_mnist(start=50_000, count=300, dtype=np.float32)
    convolution = Conv2D((28, 28, 1), 8)
    pool = MaxPool2D(convolution.out_shape)
    network = Network(
        [convolution, ReLU(), pool, Dense(np.prod(pool.out_shape), 10)], rng=rng, dtype=np.float32
    )
    optimizer = Optimizer(Adam(), lr=3e-3)
    fit(network, cross_entropy, optimizer, seen, epochs=12, batch_size=50, rng=rng)
    assert accuracy(network.forward(seen[0]), seen[1]) > 0.97
    assert accuracy(network.forward(unseen[0]), unseen[1]) > 0.75
