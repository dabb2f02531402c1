"""Folding: batch norm becomes part of the layer before it, and inference gives the same."""

import numpy as np
import pytest

from course_lib.engine import (
    BatchNorm,
    BatchRenorm,
    Dense,
    Dropout,
    LayerNorm,
    Network,
    ReLU,
    Sequential,
    fold,
    per_model,
    stack,
    unstack,
)
from course_lib.engine.images.convolution import Conv2D
from course_lib.engine.layers.residual import Residual


def shaken(layers, seed=0, dtype=np.float64):
    """A network that looks trained: no parameter or running average is where it began."""
    rng = np.random.default_rng(seed)
    network = Network(layers, rng=rng, dtype=dtype)
    network.theta += rng.standard_normal(network.theta.shape).astype(dtype)
    network.buffers = rng.uniform(0.5, 2, network.buffers.shape).astype(dtype)
    return network


def plain():
    return [
        Dense(6, 8), BatchNorm(8), ReLU(), Dense(8, 5), BatchRenorm(5, eps=0.1), ReLU(),
        Dense(5, 3),
    ]  # fmt: skip


def nested():
    inner = Sequential([Dense(6, 6), BatchNorm(6), ReLU()], name="inner")
    block = Residual([Dense(6, 4), BatchNorm(4), Sequential([Dense(4, 6), BatchNorm(6)])])
    return [inner, block, ReLU(), Dense(6, 3), BatchNorm(3)]


def convolutional():
    first = Conv2D((1, 2, 3), 4, kernel=1)
    return [first, BatchNorm((1, 2, 4)), ReLU(), Dense(8, 3), BatchNorm(3), BatchNorm(3)]


BUILDERS = {"plain": plain, "nested": nested, "convolutional": convolutional}
REMAINING = {
    "plain": ["hidden 1", "relu 1", "hidden 2", "relu 2", "output"],
    "convolutional": ["conv2d 1", "relu 1", "output"],
}


def inputs(dtype=np.float64):
    return np.random.default_rng(5).standard_normal((9, 6)).astype(dtype)


def assert_same(folded, network, tolerance=1e-12):
    x = inputs(network.dtype)
    expected = network.forward(x)
    assert np.abs(folded.forward(x) - expected).max() < tolerance * np.abs(expected).max()


@pytest.mark.parametrize("name", BUILDERS)
def test_the_outputs_are_the_same(name):
    network = shaken(BUILDERS[name]())
    folded = fold(network)
    assert_same(folded, network)
    assert not [layer for layer in folded.layers if isinstance(layer, BatchNorm)]
    if name in REMAINING:
        assert [layer.name for layer in folded.layers] == REMAINING[name]


def test_by_hand():
    network = Network([Dense(1, 2), BatchNorm(2, eps=1.0)], rng=np.random.default_rng(0))
    dense, norm = network.layers
    dense.W[...], dense.b[...] = [[3, 5]], [[1, 2]]
    norm.gamma[...], norm.beta[...] = [[4, -1]], [[10, 20]]
    norm.mean[...], norm.variance[...] = [[7, 1]], [[3, 0]]  # with eps the roots are 2 and 1
    layer = fold(network)["output"]
    np.testing.assert_array_equal(layer.W, [[3 * 2, 5 * -1]])
    np.testing.assert_array_equal(layer.b, [[(1 - 7) * 2 + 10, (2 - 1) * -1 + 20]])


@pytest.mark.parametrize("name", BUILDERS)
def test_the_original_is_untouched(name):
    network = shaken(BUILDERS[name]())
    theta, buffers, before = network.theta.copy(), network.buffers.copy(), network.forward(inputs())
    layers = list(network.layers)
    folded = fold(network)
    folded.theta += 1
    folded.buffers[...] = 7
    np.testing.assert_array_equal(network.theta, theta)
    np.testing.assert_array_equal(network.buffers, buffers)
    assert all(a is b for a, b in zip(network.layers, layers, strict=True))
    assert not set(map(id, folded.layers)) & set(map(id, layers))
    network.theta *= 1  # the layers still follow their vector
    np.testing.assert_array_equal(network.forward(inputs()), before)


@pytest.mark.parametrize("name", BUILDERS)
def test_a_stack(name):
    members = [shaken(BUILDERS[name](), seed) for seed in range(3)]
    together = stack(members)
    folded = fold(together)
    assert folded.models == (3,)
    assert_same(folded, together)
    for part, member in zip(unstack(folded), members, strict=True):
        np.testing.assert_allclose(part.theta, fold(member).theta, rtol=1e-13)


def test_containers_and_their_settings_stay():
    network = shaken(nested())
    network.layers[4].drop_rate = 0.3
    residual = fold(network)["residual 1"]
    assert isinstance(residual, Residual)
    assert residual.drop_rate == 0.3
    assert [type(layer) for layer in residual.layers] == [Dense, Sequential]
    assert [type(layer) for layer in fold(network)["inner"].layers] == [Dense, ReLU]


def test_hyperparameters_stay():
    layers = [Dense(6, 4), BatchNorm(4), Dropout(0.2), ReLU(), BatchNorm(4, keep=0.5, eps=0.3)]
    pair = stack([shaken(layers), shaken([Dense(6, 4), BatchNorm(4), Dropout(0.6), ReLU(),
                                          BatchNorm(4, keep=0.5, eps=0.3)])])  # fmt: skip
    folded = fold(pair)
    np.testing.assert_array_equal(folded["dropout 1"].drop_rate, per_model([0.2, 0.6]))
    kept = folded["batchnorm 2"]  # it follows no weights, so it stays with its running averages
    assert (kept.keep, kept.eps) == (0.5, 0.3)
    np.testing.assert_array_equal(kept.mean, pair["batchnorm 2"].mean)
    np.testing.assert_array_equal(kept.gamma, pair["batchnorm 2"].gamma)
    assert_same(folded, pair)


def test_the_result_trains_and_copies_like_any_network():
    folded = fold(shaken(plain())).copy()
    y = folded.forward(inputs(), training=True)
    folded.backward(np.ones_like(y))
    assert folded.gradient.any()
    for layer in folded.layers:
        for values in layer.parameters.values():
            assert np.shares_memory(values, folded.theta)


def test_float32():
    network = shaken(plain(), dtype=np.float32)
    folded = fold(network)
    assert folded.dtype == folded.theta.dtype == np.float32
    assert_same(folded, network, tolerance=1e-5)


@pytest.mark.parametrize(
    "layers",
    [
        lambda: [Dense(6, 3)],
        lambda: [BatchNorm(6), Dense(6, 3)],
        lambda: [Dense(6, 3), ReLU(), BatchNorm(3)],
        lambda: [Dense(6, 3), LayerNorm(3)],
        lambda: [Dense(6, 6), Residual([BatchNorm(6), ReLU()])],
        lambda: [Sequential([Dense(6, 6)]), BatchNorm(6)],
        lambda: [Dense(6, 6), BatchNorm((1, 2, 3))],  # two pixels share a channel's scale
    ],
    ids=[
        "no norm",
        "before",
        "apart",
        "layer norm",
        "start of a block",
        "outside",
        "other channels",
    ],
)
def test_nothing_to_fold(layers):
    with pytest.raises(ValueError, match="there is nothing to fold in Network"):
        fold(shaken(layers()))
