"""Example weights, augmentation and buffers on their way through training."""

import numpy as np
import pytest

from course_lib.engine import (
    Adam,
    BatchNorm,
    Dense,
    GradientDescent,
    Network,
    Optimizer,
    ReLU,
    cross_entropy,
    mlp,
    per_model,
    stack,
    train,
    unstack,
)


@pytest.fixture
def data():
    rng = np.random.default_rng(0)
    return rng.standard_normal((40, 4)), rng.integers(3, size=40)


def net(seed=0):
    return mlp([4, 6, 3], rng=np.random.default_rng(seed))


def normed(seed=0):
    layers = [Dense(4, 6), BatchNorm(6), ReLU(), Dense(6, 3)]
    return Network(layers, rng=np.random.default_rng(seed))


def run(network, data, *, optimizer=None, rng=1, epochs=3, augment=None):
    generator = np.random.default_rng(rng) if isinstance(rng, int) else rng
    for _ in train(
        network, cross_entropy, Optimizer(lr=0.1) if optimizer is None else optimizer, data,
        epochs=epochs, batch_size=10, rng=generator, augment=augment,
    ):  # fmt: skip
        pass
    return network


def jitter(x, *, rng):
    return x + rng.standard_normal(x.shape)


def test_the_weights_of_a_batch_are_those_of_its_examples(data):
    seen = []

    def watching(logits, labels, weights):
        seen.append((labels, weights))
        return cross_entropy(logits, labels, weights)

    x, labels = data
    weights = 1.0 + labels  # so that a weight betrays the example it belongs to
    for _ in train(
        net(), watching, Optimizer(), (x, labels, weights),
        epochs=2, batch_size=15, rng=np.random.default_rng(0),
    ):  # fmt: skip
        pass
    assert [len(weights) for _, weights in seen] == [15, 15, 10] * 2
    for batch_labels, batch_weights in seen:
        np.testing.assert_array_equal(batch_weights, 1.0 + batch_labels)


def test_examples_without_weight_teach_nothing(data):
    x, labels = data
    weights = (np.arange(40) < 30).astype(float)
    x_other = np.where(weights[:, None] > 0, x, 100.0)
    one, other = (run(net(), (inputs, labels, weights)) for inputs in (x, x_other))
    np.testing.assert_allclose(one.theta, other.theta, rtol=1e-12)


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        (np.ones(39), r"weights needs the shape \(40,\); got shape \(39,\)"),
        (np.full(40, -1.0), "weights needs finite numbers, 0 or more; got -1"),
        (np.full(40, np.nan), "weights needs finite numbers, 0 or more; got nan"),
    ],
)
def test_bad_weights_are_refused_before_the_first_step(weights, message, data):
    with pytest.raises(ValueError, match=message):
        run(net(), (*data, weights))
    with pytest.raises(ValueError, match="got 1 parts"):
        run(net(), data[:1])


def test_augmentation_changes_every_batch_anew_and_not_the_data(data):
    before, seen = data[0].copy(), []

    def shift(batch, *, rng):
        offset = rng.random()
        seen.append(offset)
        return batch + offset

    run(net(), data, augment=shift)
    assert len(seen) == len(set(seen)) == 12
    np.testing.assert_array_equal(data[0], before)


def test_augmentation_leaves_order_and_noise_as_they_were(data):
    def plain(seed, augment):
        network = mlp([4, 6, 3], rng=np.random.default_rng(seed), drop_rate=0.5)
        return run(network, data, augment=augment).theta

    def nothing(batch, *, rng):
        rng.random(1000)
        return batch

    np.testing.assert_array_equal(plain(0, None), plain(0, nothing))


def test_models_that_share_a_generator_share_the_augmentation(data):
    together = run(stack([net(0), net(1)]), data, augment=jitter)
    for seed, member in enumerate(unstack(together)):
        alone = run(net(seed), data, augment=jitter)
        np.testing.assert_allclose(member.theta, alone.theta, rtol=0, atol=1e-12)


def test_models_with_generators_of_their_own_are_augmented_each_by_itself(data):
    generators = [np.random.default_rng(seed) for seed in (3, 4)]
    together = run(stack([net(0), net(0)]), data, rng=generators, augment=jitter)
    for seed, member in zip((3, 4), unstack(together), strict=True):
        alone = run(net(0), data, rng=seed, augment=jitter)
        np.testing.assert_allclose(member.theta, alone.theta, rtol=0, atol=1e-12)


def test_own_data_and_one_generator_share_the_draws(data):
    x, labels = data
    own = np.stack([x, x + 1]), np.stack([labels, labels])
    together = run(stack([net(0), net(0)]), own, augment=jitter)
    for k, member in enumerate(unstack(together)):
        alone = run(net(0), (own[0][k], labels), augment=jitter)
        np.testing.assert_allclose(member.theta, alone.theta, rtol=0, atol=1e-12)


@pytest.mark.parametrize("rng", [1, [5, 6]], ids=["one generator", "a generator each"])
def test_running_averages_of_a_stack_are_those_of_its_members(rng, data):
    generators = rng if rng == 1 else [np.random.default_rng(seed) for seed in rng]
    together = run(stack([normed(0), normed(1)]), data, rng=generators)
    for k, member in enumerate(unstack(together)):
        alone = run(normed(k), data, rng=rng if rng == 1 else rng[k])
        np.testing.assert_allclose(member.theta, alone.theta, rtol=0, atol=1e-12)
        np.testing.assert_allclose(member.buffers, alone.buffers, rtol=0, atol=1e-12)
        assert not np.allclose(member.buffers, normed(k).buffers)


def deep(seed):
    """Two layers before the norm: their product overflows while each is still finite."""
    layers = [Dense(4, 6), ReLU(), Dense(6, 6), BatchNorm(6), Dense(6, 3)]
    return Network(layers, rng=np.random.default_rng(seed))


def test_a_member_that_diverges_keeps_finite_running_averages(data):
    together = stack([deep(0), deep(1)])
    optimizer = Optimizer(GradientDescent(), lr=per_model([1e120, 0.1]))
    with pytest.warns(RuntimeWarning, match="1 of 2 models diverged"):
        run(together, data, optimizer=optimizer)
    assert np.isfinite(together.buffers).all()
    assert np.isfinite(together.theta).all()
    alone = run(deep(1), data)
    np.testing.assert_allclose(unstack(together)[1].buffers, alone.buffers, rtol=0, atol=1e-12)


def test_a_model_that_was_frozen_stays_as_it_was(data):
    network = normed(0)
    with pytest.warns(RuntimeWarning, match="training diverged"):
        run(network, data, optimizer=Optimizer(Adam(), lr=1e300))
    first_batch_only = normed(0)
    order = np.random.default_rng(1).spawn(1)[0].permutation(40)[:10]
    first_batch_only.forward(data[0][order], training=True)
    np.testing.assert_array_equal(network.theta, normed(0).theta)
    np.testing.assert_allclose(network.buffers, first_batch_only.buffers, rtol=1e-12)
