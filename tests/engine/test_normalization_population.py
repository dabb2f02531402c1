"""Population statistics estimated from data: algorithm 2 of the batch norm paper."""

import numpy as np
import pytest

from course_lib.engine import (
    BatchNorm,
    BatchRenorm,
    Dense,
    Dropout,
    Layer,
    Network,
    ReLU,
    Sequential,
    estimate_population,
    per_model,
    stack,
    unstack,
)


def deep(kind=BatchNorm, seed=0, drop_rate=None):
    layers = [Dense(3, 5), kind(5), ReLU(), Dense(5, 4), kind(4), Dense(4, 2)]
    if drop_rate is not None:
        layers.insert(3, Dropout(drop_rate))
    return Network(layers, rng=np.random.default_rng(seed))


def norms(network):
    return [layer for layer in network.layers if isinstance(layer, BatchNorm)]


def inputs(*shape, seed=1):
    return np.random.default_rng(seed).normal(2, 3, shape)


def algorithm_2(network, x, batch_size):
    """Means of batch means and of unbiased batch variances, with every layer written out."""
    first, W1, W2 = norms(network)[0], network.layers[0].W, network.layers[3].W
    found = {0: [], 1: []}
    for start in range(0, len(x), batch_size):
        signal = x[start : start + batch_size] @ W1
        found[0].append((signal.mean(axis=0), signal.var(axis=0, ddof=1)))
        signal = (signal - signal.mean(axis=0)) / np.sqrt(signal.var(axis=0) + first.eps)
        signal = np.maximum(first.gamma * signal + first.beta, 0) @ W2
        found[1].append((signal.mean(axis=0), signal.var(axis=0, ddof=1)))
    return [np.mean(found[k], axis=0) for k in (0, 1)]


@pytest.mark.parametrize("kind", [BatchNorm, BatchRenorm])
def test_against_the_algorithm_written_out(kind):
    network, x = deep(kind), inputs(60, 3)
    network.buffers[...] = 9.0  # what was there before has no say
    expected = algorithm_2(network, x, 20)
    theta = network.theta.copy()
    estimate_population(network, x, batch_size=20)
    for norm, (mean, variance) in zip(norms(network), expected, strict=True):
        np.testing.assert_allclose(norm.mean[0], mean, rtol=1e-12)
        np.testing.assert_allclose(norm.variance[0], variance, rtol=1e-12)
    np.testing.assert_array_equal(network.theta, theta)


def test_a_short_last_batch_counts_by_its_examples():
    network, x = Network([BatchNorm(2)], rng=np.random.default_rng(0)), inputs(7, 2)
    estimate_population(network, x, batch_size=5)
    layer = network.layers[0]
    np.testing.assert_allclose(layer.mean[0], x.mean(axis=0), rtol=1e-13)
    unbiased = 5 * x[:5].var(axis=0, ddof=1) + 2 * x[5:].var(axis=0, ddof=1)
    np.testing.assert_allclose(layer.variance[0], unbiased / 7, rtol=1e-13)


def test_a_single_example_that_remains_is_left_out_without_a_warning():
    network, x = Network([BatchNorm(2)], rng=np.random.default_rng(0)), inputs(11, 2)
    estimate_population(network, x, batch_size=5)
    np.testing.assert_allclose(network.layers[0].mean[0], x[:10].mean(axis=0), rtol=1e-13)


def test_images():
    network, x = Network([BatchNorm((2, 2, 3))], rng=np.random.default_rng(0)), inputs(8, 12)
    estimate_population(network, x, batch_size=4)
    pixels = x.reshape(2, 16, 3)
    layer = network.layers[0]
    np.testing.assert_allclose(layer.mean[0], pixels.mean(axis=(0, 1)), rtol=1e-13)
    np.testing.assert_allclose(layer.variance[0], pixels.var(axis=1, ddof=1).mean(axis=0))


def test_inside_containers():
    inner = Sequential([Dense(3, 4), BatchNorm(4, name="inside")])
    network, x = Network([inner, ReLU()], rng=np.random.default_rng(0)), inputs(10, 3)
    estimate_population(network, x, batch_size=5)
    mean = (x @ network["output"].W).mean(axis=0)
    np.testing.assert_allclose(network["inside"].mean[0], mean, rtol=1e-12)


def test_running_averages_scatter_around_it():
    """With the weights at rest both estimate the same; the plain average does it closer."""
    network, x = deep(), inputs(4000, 3)
    estimate_population(network, x, batch_size=10)
    population = network.buffers.copy()
    errors = []
    for _ in range(200):
        for start in range(0, 400, 10):
            network.forward(x[start : start + 10], training=True)
        errors.append(network.buffers - population)
        x = np.random.default_rng(len(errors)).permutation(x)
    scatter = np.sqrt(np.mean(np.square(errors), axis=0))
    assert (np.abs(np.mean(errors, axis=0)) < 0.35 * scatter).all()  # 200 draws: 5 times 1/14
    assert (scatter > 0.01 * np.abs(population)).all()


def test_it_adapts_to_inputs_that_have_moved():
    network, x = deep(), inputs(40, 3)
    estimate_population(network, x, batch_size=40)
    before = network.forward(x)
    moved = 3 * x + 50
    assert np.abs(network.forward(moved) - before).max() > 1
    estimate_population(network, moved, batch_size=40)
    np.testing.assert_allclose(network.forward(moved), before, atol=1e-4)  # eps stays as it was


@pytest.mark.parametrize("own", [False, True], ids=["shared data", "own data"])
def test_a_stack(own):
    members = [deep(seed=seed) for seed in range(3)]
    together, x = stack(members), inputs(3, 20, 3) if own else inputs(20, 3)
    estimate_population(together, x, batch_size=10)
    for k, (member, alike) in enumerate(zip(members, unstack(together), strict=True)):
        estimate_population(member, x[k] if own else x, batch_size=10)
        np.testing.assert_allclose(alike.buffers, member.buffers, rtol=1e-12)


def test_hyperparameters_are_as_they_were():
    network = deep(BatchRenorm)
    network.layers[1].r_max, network.layers[1].d_max = 1.5, 0.3
    pair = stack([network, network])
    pair.layers[1].keep = per_model([0.3, 0.6])
    estimate_population(pair, inputs(20, 3), batch_size=10)
    layer = pair.layers[1]
    np.testing.assert_array_equal(layer.keep, per_model([0.3, 0.6]))
    assert (layer.r_max, layer.d_max) == (1.5, 0.3)


def test_dropout_drops_meanwhile():
    network, x = deep(drop_rate=0.5), inputs(20, 3)
    estimate_population(network, x, batch_size=10, rng=np.random.default_rng(0))
    dropped = network.buffers.copy()
    estimate_population(network, x, batch_size=10, rng=np.random.default_rng(1))
    assert (network.buffers[:, :10] == dropped[:, :10]).all()  # the first comes before dropout
    assert (network.buffers[:, 10:] != dropped[:, 10:]).any()


class FailsInTheSecondBatch(Layer):
    calls = 0

    def forward(self, x, *, training=False, rng=None):
        self.calls += 1
        if self.calls == 2:
            raise RuntimeError("enough")
        return x


def test_where_it_fails_everything_is_as_before():
    layers = [BatchNorm(3, keep=0.7), FailsInTheSecondBatch()]
    network = Network(layers, rng=np.random.default_rng(0))
    with pytest.raises(RuntimeError, match="enough"):
        estimate_population(network, inputs(20, 3), batch_size=10)
    np.testing.assert_array_equal(network.buffers, [[0, 0, 0, 1, 1, 1]])
    assert network.layers[0].keep == 0.7


def test_dropout_needs_a_generator():
    network = deep(drop_rate=0.5)
    with pytest.raises(ValueError, match="'dropout 1' needs rng in training"):
        estimate_population(network, inputs(20, 3), batch_size=10)


def test_what_it_refuses():
    network, x = deep(), inputs(20, 3)
    with pytest.raises(ValueError, match="batch_size must be a whole number, at least 2; got 1"):
        estimate_population(network, x, batch_size=1)
    with pytest.raises(ValueError, match=r"at least 2 examples .* got x of shape \(1, 3\)"):
        estimate_population(network, x[:1], batch_size=10)
    x[3, 1] = np.nan
    with pytest.raises(ValueError, match=r"finite numbers; got x of shape \(20, 3\) with 1 NaN"):
        estimate_population(network, x, batch_size=10)
    plain = Network([Dense(3, 2)], rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match="there is no batch norm in Network"):
        estimate_population(plain, inputs(20, 3), batch_size=10)
