"""Residual blocks and stochastic depth: by hand, by gradient check, in stacks and containers."""

import copy
import pickle

import numpy as np
import pytest

from course_lib.engine import (
    Conv2D,
    Dense,
    Dropout,
    Momentum,
    Network,
    Optimizer,
    ReLU,
    Residual,
    Sequential,
    Tanh,
    check_gradients,
    cross_entropy,
    per_model,
    stack,
    train,
    unstack,
)

RATES = [0.0, 0.3, 0.6]


def block(rate=0.0, width=5) -> Residual:
    return Residual(
        [Dense(width, width), Tanh(), Dropout(0.2), Dense(width, width)], drop_rate=rate
    )


def make(seed, rate=0.0) -> Network:
    """Two blocks, the second with a block inside."""
    nested = Residual([Dense(5, 5), ReLU(), block(rate), Dropout(0.3)], drop_rate=rate)
    return Network([Dense(4, 5), block(rate), nested, Dense(5, 3)], rng=np.random.default_rng(seed))


def doubled(rate, name="") -> Residual:
    """A block whose f(x) is 2 x, on two features."""
    return Residual(
        [Dense(2, 2, initializer=lambda shape, rng: 2 * np.eye(2))], drop_rate=rate, name=name
    )


def alone(layer: Residual) -> Residual:
    """The block in a network of its own, so that it has weights."""
    Network([layer], rng=np.random.default_rng(0))
    return layer


def together(rates) -> Residual:
    """The doubling block of a stack."""
    rng = np.random.default_rng(0)
    return stack([Network([doubled(rate)], rng=rng) for rate in rates])["residual 1"]


def test_the_layers_output_is_added_to_their_input():
    layer = alone(Residual([Dense(2, 2)]))
    layer.layers[0].W[...] = [[1, 2], [3, 4]]
    layer.layers[0].b[...] = [[10, 20]]
    np.testing.assert_array_equal(layer.forward(np.array([[1.0, 1.0]])), [[15, 27]])
    # 1 + 1*1 + 2*1 and 1 + 3*1 + 4*1
    np.testing.assert_array_equal(layer.backward(np.array([[1.0, 1.0]])), [[4, 8]])
    np.testing.assert_array_equal(layer.layers[0].gradients["W"], [[1, 1], [1, 1]])


@pytest.mark.parametrize("seed", range(6))
def test_in_training_the_block_is_there_enlarged_or_not_at_all(seed):
    layer, x = alone(doubled(0.6)), np.arange(6.0).reshape(3, 2)
    kept = np.random.default_rng(seed).random((1, 1)) >= 0.6
    scale = 1 / 0.4 if kept else 0
    y = layer.forward(x, training=True, rng=np.random.default_rng(seed))
    np.testing.assert_allclose(y, x + scale * 2 * x, rtol=0, atol=1e-12)
    np.testing.assert_allclose(
        layer.backward(np.ones((3, 2))), np.full((3, 2), 1 + 2 * scale), rtol=0, atol=1e-12
    )
    assert layer.layers[0].gradients["W"].any() == bool(kept)
    np.testing.assert_array_equal(layer.forward(x), 3 * x)  # inference takes the block as it is


def test_both_cases_occur_among_those_seeds():
    kept = [np.random.default_rng(seed).random() >= 0.6 for seed in range(6)]
    assert 0 < sum(kept) < 6


def test_the_expectation_is_that_of_inference():
    layer, rng, x = alone(doubled(0.3)), np.random.default_rng(0), np.ones((1, 2))
    y = np.concatenate([layer.forward(x, training=True, rng=rng) for _ in range(5000)])
    # the share left out has a standard error of 0.0065, y one of 0.019
    assert (y == 1).mean() == pytest.approx(0.3, abs=0.03)
    assert y.mean() == pytest.approx(3, abs=0.08)


def test_models_share_the_draw_and_keep_their_own_rate():
    layer, x, rng = together(RATES), np.ones((1, 2)), np.random.default_rng(0)
    y = np.stack([layer.forward(x, training=True, rng=rng)[:, 0, 0] for _ in range(500)])
    there = y != 1
    assert there[:, 0].all()
    # what the gentler model leaves out, the harsher one leaves out too
    assert not there[~there[:, 1], 2].any()
    assert there.mean(axis=0) == pytest.approx([1, 0.7, 0.4], abs=0.08)


def test_a_list_of_generators_gives_each_model_its_own_draw():
    layer = together([0.5, 0.5, 0.5])
    generators = [np.random.default_rng(seed) for seed in range(3)]
    twins = [np.random.default_rng(seed) for seed in range(3)]
    for _ in range(20):
        y = layer.forward(np.ones((1, 2)), training=True, rng=generators)
        kept = np.array([twin.random() >= 0.5 for twin in twins])
        np.testing.assert_array_equal(y[:, 0, 0], np.where(kept, 5, 1))


def test_a_block_left_out_draws_for_its_dropout_all_the_same():
    """Else the noise of all later layers would depend on it."""
    layer, x = Residual([Dropout(0.5)], drop_rate=0.5), np.ones((3, 4))
    for seed in range(5):
        rng, twin = np.random.default_rng(seed), np.random.default_rng(seed)
        layer.forward(x, training=True, rng=rng)
        twin.random((1, 1))
        twin.random((3, 4))
        assert rng.random() == twin.random()


def test_a_block_that_stays_draws_where_it_can():
    """A member with rate 0 shares the noise of others, and alone needs none."""
    rng, twin = np.random.default_rng(0), np.random.default_rng(0)
    x = np.ones((1, 2))
    np.testing.assert_array_equal(alone(doubled(0.0)).forward(x, training=True, rng=rng), 3 * x)
    twin.random((1, 1))
    assert rng.random() == twin.random()
    np.testing.assert_array_equal(alone(doubled(0.0)).forward(x, training=True), 3 * x)
    with pytest.raises(
        ValueError, match="Residual 'r' needs rng in training: it draws whether the block takes"
    ):
        alone(doubled(0.1, name="r")).forward(x, training=True)
    with pytest.raises(ValueError, match="needs rng in training"):
        alone(doubled(per_model([0.0, 0.1]))).forward(x, training=True)


def test_inference_draws_nothing():
    rng = np.random.default_rng(0)
    alone(doubled(0.5)).forward(np.ones((1, 2)), rng=rng)
    assert rng.random() == np.random.default_rng(0).random()


@pytest.mark.parametrize("training", [True, False], ids=["training", "inference"])
@pytest.mark.parametrize("own_data", [False, True], ids=["shared x", "own x"])
@pytest.mark.parametrize("rate", [0.0, 0.4])
@pytest.mark.parametrize("models", [1, 4])
def test_gradients(models, rate, own_data, training):
    rng = np.random.default_rng(3)
    rates = (rate, rate / 2, rate / 3, 2 * rate)
    members = [make(seed, rates[seed]) for seed in range(models)]
    network = members[0] if models == 1 else stack(members)
    front = network.models if own_data else ()
    data = rng.standard_normal((*front, 6, 4)), rng.integers(3, size=(*front, 6))
    report = check_gradients(network, cross_entropy, data, rng=rng, training=training)
    assert report.error < 1e-7, report.worst


@pytest.mark.parametrize("models", [1, 4])
def test_gradients_where_a_block_comes_first(models):
    rng = np.random.default_rng(3)
    members = [
        Network([ReLU(), block(0.4), Residual([ReLU()], drop_rate=0.2 * k), Dense(5, 3)], rng=rng)
        for k in range(models)
    ]
    network = members[0] if models == 1 else stack(members)
    data = rng.standard_normal((6, 5)), rng.integers(3, size=6)
    report = check_gradients(network, cross_entropy, data, rng=rng)
    assert report.error < 1e-7, report.worst


def test_gradients_around_a_convolution():
    rng = np.random.default_rng(3)
    inner = [Conv2D((4, 4, 2), 2, padding=1), ReLU(), Conv2D((4, 4, 2), 2, padding=1)]
    network = Network([Residual(inner, drop_rate=0.2), ReLU(), Dense(32, 3)], rng=rng)
    data = rng.standard_normal((3, 32)), rng.integers(3, size=3)
    report = check_gradients(network, cross_entropy, data, rng=rng)
    assert report.error < 1e-7, report.worst


@pytest.mark.parametrize("own_generators", [False, True], ids=["one generator", "three"])
def test_a_stack_trains_as_its_members_would_alone(own_generators):
    rng = np.random.default_rng(0)
    data = rng.standard_normal((50, 4)), rng.integers(3, size=50)

    def run(network, generator):
        optimizer = Optimizer(Momentum(0.9), lr=0.01)
        for _ in train(
            network, cross_entropy, optimizer, data, epochs=20, batch_size=16, rng=generator
        ):
            pass
        return network

    def generators():
        return [np.random.default_rng(seed) for seed in ((1, 2, 3) if own_generators else (1,) * 3)]

    trained = run(
        stack([make(5, rate) for rate in RATES]),
        generators() if own_generators else np.random.default_rng(1),
    )
    for member, rate, generator in zip(unstack(trained), RATES, generators(), strict=True):
        assert member["residual 2"].drop_rate == member["residual 3"].drop_rate == rate
        single = run(make(5, rate), generator)
        np.testing.assert_allclose(member.theta, single.theta, rtol=0, atol=1e-10)
    assert np.abs(trained.theta[0] - trained.theta[2]).max() > 0.1


def test_names_reach_into_the_blocks():
    network = make(0)
    assert [layer.name for layer in network.layers] == [
        "hidden 1",
        "residual 1", "hidden 2", "tanh 1", "dropout 1", "hidden 3",
        "residual 2", "hidden 4", "relu 1",
        "residual 3", "hidden 5", "tanh 2", "dropout 2", "hidden 6",
        "dropout 3",
        "output",
    ]  # fmt: skip
    assert [layer.name for layer in network["residual 3"].inside()] == [
        "hidden 5", "tanh 2", "dropout 2", "hidden 6",
    ]  # fmt: skip
    # everything in the second block: hidden 4, 5 and 6
    assert network.mask("residual 2").sum() == 3 * (5 * 5 + 5)


MAKERS = {
    "built": lambda: make(0, 0.3),
    "copied": lambda: make(0, 0.3).copy(),
    "deep-copied": lambda: copy.deepcopy(make(0, 0.3)),
    "pickled": lambda: pickle.loads(pickle.dumps(make(0, 0.3))),
    "stacked": lambda: stack([make(0, 0.3), make(1, 0.4)]),
    "unstacked": lambda: unstack(stack([make(1, 0.4), make(0, 0.3)]))[1],
    "stack copied": lambda: stack([make(0, 0.3), make(1, 0.4)]).copy(),
    "in a row": lambda: Network(
        [Sequential([Dense(4, 5), Residual([Sequential([Dense(5, 5)])])])],
        rng=np.random.default_rng(0),
    ),
}


@pytest.mark.parametrize("maker", MAKERS.values(), ids=MAKERS)
def test_layers_inside_hold_views_of_the_vectors(maker):
    network, seen = maker(), 0
    for layer in network.layers:
        for key in layer.parameter_shapes():
            assert np.shares_memory(layer.parameters[key], network.theta)
            assert np.shares_memory(layer.gradients[key], network.gradient)
            seen += layer.parameters[key].size
    assert seen == network.theta.size
    x = np.ones((2, 4))
    network.theta[...] = 0
    np.testing.assert_array_equal(network.forward(x), np.zeros_like(network.forward(x)))


@pytest.mark.parametrize(
    "maker", [MAKERS[name] for name in ("copied", "deep-copied", "pickled", "unstacked")]
)
def test_copies_draw_and_compute_the_same(maker):
    one, other, x = make(0, 0.3), maker(), np.ones((2, 4))
    for seed in range(3):
        outputs = [
            net.forward(x, training=True, rng=np.random.default_rng(seed)) for net in (one, other)
        ]
        np.testing.assert_array_equal(*outputs)
    other["residual 1"].drop_rate = 0.9
    assert one["residual 1"].drop_rate == 0.3


def test_the_gradient_by_the_input_comes_only_when_asked_for():
    layer = alone(doubled(0.0))
    y = layer.forward(np.ones((3, 2)))
    assert layer.backward(np.ones_like(y), input_gradient=False) is None
    np.testing.assert_array_equal(layer.layers[0].gradients["W"], np.full((2, 2), 3))


@pytest.mark.parametrize("inner", [ReLU, lambda: Dropout(0.5)], ids=["ReLU", "Dropout"])
@pytest.mark.parametrize("training", [True, False], ids=["training", "inference"])
def test_nothing_passed_in_is_changed(inner, training):
    rng = np.random.default_rng(0)
    layer, x, grad_y = Residual([inner()]), rng.standard_normal((3, 4)), np.ones((3, 4))
    before = x.copy()
    layer.forward(x, training=training, rng=rng)
    layer.backward(grad_y)
    np.testing.assert_array_equal(x, before)
    np.testing.assert_array_equal(grad_y, 1)


@pytest.mark.parametrize("training", [True, False], ids=["training", "inference"])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("rate", [0.3, np.float64(0.3), per_model([0.3, 0.4])], ids=["a", "b", "c"])
def test_the_dtype_of_the_data_is_kept(rate, dtype, training):
    layer = Residual([ReLU()], drop_rate=rate)
    y = layer.forward(np.ones((2, 3), dtype), training=training, rng=np.random.default_rng(0))
    assert y.dtype == layer.backward(np.ones_like(y)).dtype == dtype


def test_settings_and_hyperparameters_build_the_block_again():
    inner = [ReLU(), Tanh()]
    layer = Residual(inner, drop_rate=0.25, name="a")
    assert layer.settings() == {"layers": inner}
    assert layer.hyperparameters == ("drop_rate",)
    again = Residual(**layer.settings(), drop_rate=layer.drop_rate, name="a")
    assert (again.layers, again.drop_rate) == (inner, 0.25)


@pytest.mark.parametrize("n_out", [1, 4])
def test_layers_that_change_the_number_of_features_are_refused(n_out):
    """One feature too: it would be added to each of the three without a word."""
    network = Network([Residual([Dense(3, n_out)])], rng=np.random.default_rng(0))
    with pytest.raises(
        ValueError,
        match=f"Residual 'residual 1' needs layers that keep .*; got 3 in and {n_out} out",
    ):
        network.forward(np.ones((2, 3)))


def test_an_empty_block_is_refused():
    with pytest.raises(ValueError, match="Residual needs at least one layer; got none"):
        Residual([])


@pytest.mark.parametrize("rate", [-0.1, 1.0, float("nan")])
def test_rates_out_of_range(rate):
    with pytest.raises(ValueError, match=r"drop_rate must lie in \[0, 1\); got"):
        Residual([ReLU()], drop_rate=rate)
    layer = Residual([ReLU()], drop_rate=0.5)
    with pytest.raises(ValueError, match="drop_rate must lie in"):
        layer.drop_rate = rate
