"""Pooling against a loop over windows, at ties, and where windows overlap."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.engine import (
    AveragePool2D,
    Conv2D,
    Dense,
    MaxPool2D,
    Momentum,
    Network,
    Optimizer,
    Tanh,
    check_gradients,
    cross_entropy,
    stack,
    train,
    unstack,
)

KINDS = [MaxPool2D, AveragePool2D]


def slow(kind, shape, x, grad_y, *, size, stride):
    """One window after another: y and grad_x."""
    height, width, channels = shape
    down, across = (height - size) // stride + 1, (width - size) // stride + 1
    y = np.zeros((len(x), down, across, channels))
    grad = grad_y.reshape(y.shape)
    images = x.reshape(len(x), height, width, channels)
    grad_x = np.zeros_like(images)
    for n, row, column, channel in np.ndindex(y.shape):
        window = [
            (n, row * stride + i, column * stride + j, channel)
            for i in range(size)
            for j in range(size)
        ]
        if kind is MaxPool2D:
            winner = max(window, key=lambda pixel: images[pixel])  # the first of equal ones
            y[n, row, column, channel] = images[winner]
            grad_x[winner] += grad[n, row, column, channel]
        else:
            for pixel in window:
                y[n, row, column, channel] += images[pixel] / len(window)
                grad_x[pixel] += grad[n, row, column, channel] / len(window)
    return y.reshape(len(x), -1), grad_x.reshape(x.shape)


geometries = st.tuples(
    st.tuples(st.integers(3, 7), st.integers(3, 7), st.integers(1, 3)),
    st.integers(1, 3),
    st.integers(1, 4),
)


@pytest.mark.parametrize("kind", KINDS)
@settings(deadline=None, derandomize=True, max_examples=30)
@given(geometries, st.booleans())
def test_against_a_loop_over_windows(kind, geometry, ties):
    shape, size, stride = geometry
    rng = np.random.default_rng(0)
    x = rng.standard_normal((2, np.prod(shape)))
    if ties:
        x = np.round(x)
    layer = kind(shape, size=size, stride=stride)
    y = layer.forward(x)
    grad_y = rng.standard_normal(y.shape)
    expected_y, expected_grad = slow(kind, shape, x, grad_y, size=size, stride=stride)
    np.testing.assert_allclose(y, expected_y, rtol=0, atol=1e-12)
    np.testing.assert_allclose(layer.backward(grad_y), expected_grad, rtol=0, atol=1e-12)


def test_windows_that_overlap_by_hand():
    layer = MaxPool2D((3, 3, 1), size=2, stride=1)
    x = np.array([[1.0, 2, 3, 4, 9, 5, 6, 7, 8]])
    np.testing.assert_array_equal(layer.forward(x), [[9, 9, 9, 9]])
    # the middle wins in all four windows and collects all four gradients
    np.testing.assert_array_equal(
        layer.backward(np.array([[1.0, 10, 100, 1000]])), [[0, 0, 0, 0, 1111, 0, 0, 0, 0]]
    )


def test_channels_are_pooled_by_themselves():
    x = np.array([[1.0, 40, 2, 30, 3, 20, 4, 10]])  # four pixels of two channels
    np.testing.assert_array_equal(MaxPool2D((2, 2, 2)).forward(x), [[4, 40]])
    np.testing.assert_array_equal(AveragePool2D((2, 2, 2)).forward(x), [[2.5, 25]])


def test_of_equal_values_the_first_gets_the_gradient():
    layer = MaxPool2D((2, 2, 1))
    layer.forward(np.array([[1.0, 5, 5, 5]]))
    np.testing.assert_array_equal(layer.backward(np.array([[3.0]])), [[0, 3, 0, 0]])


def test_the_side_is_the_winners_place():
    layer = MaxPool2D((2, 4, 1))
    layer.forward(np.array([[1.0, 2, 7, 0, 4, 3, 5, 6]]))
    assert layer.side().ravel().tolist() == [2, 0]
    assert layer.side().dtype.kind == "i"
    assert AveragePool2D((2, 4, 1)).side() is None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("shape", "arguments", "size"),
    [
        ((26, 26, 8), {}, (13, 13)),
        ((13, 13, 8), {}, (6, 6)),  # the last row and column are in no window
        ((7, 5, 3), {"size": 3}, (2, 1)),
        ((7, 5, 3), {"size": 3, "stride": 1}, (5, 3)),
        ((7, 7, 1), {"size": 3, "stride": 2}, (3, 3)),
        ((9, 9, 2), {"size": 2, "stride": 3}, (3, 3)),
        ((4, 4, 2), {"size": 4}, (1, 1)),
    ],
)
def test_the_size_of_the_output(kind, shape, arguments, size):
    layer = kind(shape, **arguments)
    assert layer.out_shape == (*size, shape[2])
    assert layer.forward(np.zeros((2, np.prod(shape)))).shape == (2, np.prod(layer.out_shape))


def build(kind, seed, **arguments) -> Network:
    first = kind((6, 5, 2), **arguments)
    second = Conv2D(first.out_shape, 2, kernel=2)
    third = kind(second.out_shape, size=1)
    layers = [first, second, Tanh(), third, Dense(np.prod(third.out_shape), 3)]
    return Network(layers, rng=np.random.default_rng(seed))


@pytest.mark.parametrize("training", [True, False], ids=["training", "inference"])
@pytest.mark.parametrize("own_data", [False, True], ids=["shared x", "own x"])
@pytest.mark.parametrize("models", [1, 4])
@pytest.mark.parametrize("arguments", [{}, {"size": 3, "stride": 1}], ids=["apart", "overlapping"])
@pytest.mark.parametrize("kind", KINDS)
def test_gradients(kind, arguments, models, own_data, training):
    """Pooling stands first too, where all models of a stack share its input."""
    rng = np.random.default_rng(3)
    members = [build(kind, seed, **arguments) for seed in range(models)]
    network = members[0] if models == 1 else stack(members)
    front = network.models if own_data else ()
    data = rng.standard_normal((*front, 3, 60)), rng.integers(3, size=(*front, 3))
    report = check_gradients(network, cross_entropy, data, rng=rng, training=training)
    assert report.error < 1e-7, report.worst


def test_the_gradient_check_moves_off_a_tie():
    rng = np.random.default_rng(0)
    network = Network([MaxPool2D((2, 2, 1)), Dense(1, 2)], rng=rng)
    equal = np.ones((1, 4)), np.array([0])
    report = check_gradients(network, cross_entropy, equal, rng=rng)
    assert report.kinks > 0
    assert report.error < 1e-7, report.worst


@pytest.mark.parametrize("kind", KINDS)
def test_a_stack_trains_as_its_members_would_alone(kind):
    rng = np.random.default_rng(0)
    data = rng.standard_normal((20, 60)), rng.integers(3, size=20)

    def run(network):
        for _ in train(
            network,
            cross_entropy,
            Optimizer(Momentum(0.9), lr=0.05),
            data,
            epochs=10,
            batch_size=8,
            rng=np.random.default_rng(1),
        ):
            pass
        return network  # fmt: skip

    together = run(stack([build(kind, seed, size=3, stride=1) for seed in range(3)]))
    for seed, member in enumerate(unstack(together)):
        single = run(build(kind, seed, size=3, stride=1))
        np.testing.assert_allclose(member.theta, single.theta, rtol=0, atol=1e-10)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_dtype_of_the_data_is_kept(kind, dtype):
    layer = kind((4, 4, 2))
    y = layer.forward(np.ones((3, 32), dtype))
    assert y.dtype == layer.backward(np.ones_like(y)).dtype == dtype


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [1, 2])
def test_nothing_passed_in_is_changed(kind, size):
    rng = np.random.default_rng(0)
    x, grad_y = rng.standard_normal((3, 16)), rng.standard_normal((3, 16 // size**2))
    copies = x.copy(), grad_y.copy()
    layer = kind((4, 4, 1), size=size)
    y, grad_x = layer.forward(x), layer.backward(grad_y)
    assert not np.shares_memory(y, x)
    assert not np.shares_memory(grad_x, grad_y)
    np.testing.assert_array_equal(x, copies[0])
    np.testing.assert_array_equal(grad_y, copies[1])


@pytest.mark.parametrize("kind", KINDS)
def test_no_gradient_by_the_input_where_nobody_needs_it(kind):
    layer = kind((4, 4, 1))
    assert (
        layer.backward(np.ones_like(layer.forward(np.ones((1, 16)))), input_gradient=False) is None
    )


def test_a_nan_is_not_hidden():
    """Training finds a model that diverged by what comes out of it."""
    for position in range(4):
        x = np.ones((1, 4))
        x[0, position] = np.nan
        assert np.isnan(MaxPool2D((2, 2, 1)).forward(x)).all()
        assert np.isnan(AveragePool2D((2, 2, 1)).forward(x)).all()


@pytest.mark.parametrize("kind", KINDS)
def test_settings_build_the_layer_again(kind):
    layer = kind([7, 6, 2], size=np.int64(3), stride=2, name="a")
    assert layer.settings() == {"shape": (7, 6, 2), "size": 3, "stride": 2}
    assert {type(value) for value in layer.settings().values()} == {tuple, int}
    assert kind(**layer.settings()).out_shape == layer.out_shape
    assert kind((7, 6, 2), size=3).settings()["stride"] == 3


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"shape": (4, 4)}, r"an image shape \(height, width, channels\).*got \(4, 4\)"),
        ({"shape": (4, 4, -1)}, r"in whole numbers from 1 on; got \(4, 4, -1\)"),
        ({"size": 0}, "the window's size must be a whole number, at least 1; got 0"),
        ({"stride": 0}, "stride must be a whole number, at least 1; got 0"),
        ({"size": 5}, "no larger than the image, 4 x 6 pixels .*; got 5 x 5"),
    ],
)
def test_what_cannot_be_pooled(kind, arguments, message):
    with pytest.raises(ValueError, match=message) as error:
        kind(**{"shape": (4, 6, 1)} | arguments)
    assert str(error.value).startswith(kind.__name__)


@pytest.mark.parametrize("kind", KINDS)
def test_wrong_inputs_are_named(kind):
    with pytest.raises(
        ValueError, match=rf"{kind.__name__} 'p' takes 16 features; got an input of shape \(2, 9\)"
    ):
        kind((4, 4, 1), name="p").forward(np.zeros((2, 9)))
