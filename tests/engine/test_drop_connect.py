"""DropConnect: which weights are switched off, and when."""

import copy
import pickle

import numpy as np
import pytest

from course_lib.engine import (
    Dense,
    DropConnect,
    Momentum,
    Network,
    Optimizer,
    ReLU,
    check_gradients,
    cross_entropy,
    per_model,
    stack,
    train,
    unstack,
)

RATES = [0.0, 0.2, 0.5]


def alone(n_in, n_out, rate, dtype=np.float64) -> DropConnect:
    """The layer in a network of its own, with all weights 1, so that y of the identity is W."""
    layer = DropConnect(n_in, n_out, rate)
    Network([layer], rng=np.random.default_rng(0), dtype=dtype)
    layer.W[...] = 1
    return layer


def make(seed, rate=0.3) -> Network:
    layers = [DropConnect(4, 6, rate), ReLU(), DropConnect(6, 6, rate), ReLU(), Dense(6, 3)]
    return Network(layers, rng=np.random.default_rng(seed))


def test_weights_are_switched_off_and_the_others_grow():
    W = alone(300, 400, 0.3).forward(np.eye(300), training=True, rng=np.random.default_rng(0))
    assert set(np.unique(W)) == {0, 1 / 0.7}
    # the share of 120 000 draws has a standard error of 0.0013
    assert (W == 0).mean() == pytest.approx(0.3, abs=0.006)
    assert W.mean() == pytest.approx(1, abs=0.01)


def test_the_draw_is_dropouts_on_the_weights():
    W = alone(3, 4, 0.4).forward(np.eye(3), training=True, rng=np.random.default_rng(5))
    kept = np.random.default_rng(5).random((3, 4)) >= 0.4
    np.testing.assert_array_equal(W, kept / 0.6)


def test_all_examples_of_a_batch_share_one_mask_and_the_next_batch_has_another():
    layer, x, rng = alone(20, 30, 0.5), np.ones((4, 20)), np.random.default_rng(0)
    first = layer.forward(x, training=True, rng=rng)
    assert (first == first[0]).all()
    assert (first != layer.forward(x, training=True, rng=rng)).any()


def test_biases_stay():
    layer = alone(5, 50, 0.9)
    layer.b[...] = np.arange(50)
    y = layer.forward(np.zeros((2, 5)), training=True, rng=np.random.default_rng(0))
    np.testing.assert_array_equal(y, [np.arange(50)] * 2)


def test_inference_is_the_dense_layer():
    x = np.random.default_rng(1).standard_normal((5, 3))
    ours = Network([DropConnect(3, 4, 0.5)], rng=np.random.default_rng(0))
    dense = Network([Dense(3, 4)], rng=np.random.default_rng(0))
    ours.forward(x, training=True, rng=np.random.default_rng(0))  # leaves nothing behind
    y = ours.forward(x)
    np.testing.assert_array_equal(y, dense.forward(x))
    grads = [net.backward(np.ones_like(y), input_gradient=True) for net in (ours, dense)]
    np.testing.assert_array_equal(*grads)
    np.testing.assert_array_equal(ours.gradient, dense.gradient)


def test_a_weight_switched_off_has_no_gradient():
    layer = alone(20, 30, 0.5)
    W = layer.forward(np.eye(20), training=True, rng=np.random.default_rng(0))
    grad_x = layer.backward(np.ones((20, 30)))
    np.testing.assert_array_equal(layer.gradients["W"], W)  # 0 where off, 1 / 0.5 where on
    np.testing.assert_array_equal(layer.gradients["b"], np.full((1, 30), 20))
    np.testing.assert_array_equal(grad_x[0], W.sum(axis=1))
    assert (layer.W == 1).all()


def test_models_share_the_draw_and_keep_their_own_rate():
    members = [Network([DropConnect(40, 50, rate)], rng=np.random.default_rng(0)) for rate in RATES]
    together = stack(members)
    together["output"].W[...] = 1
    W = together.forward(np.eye(40), training=True, rng=np.random.default_rng(0))
    assert (W[0] == 1).all()
    assert (W[2][W[1] == 0] == 0).all()
    assert (W[2] == 0).mean() == pytest.approx(0.5, abs=0.05)


def test_a_list_of_generators_gives_each_model_its_own_draw():
    member = Network([DropConnect(20, 20, 0.5)], rng=np.random.default_rng(0))
    y = stack([member, member]).forward(
        np.eye(20), training=True, rng=[np.random.default_rng(seed) for seed in (1, 2)]
    )
    for seed, own in zip((1, 2), y, strict=True):
        alone = member.forward(np.eye(20), training=True, rng=np.random.default_rng(seed))
        np.testing.assert_allclose(own, alone, rtol=0, atol=1e-12)
    assert (y[0] != y[1]).any()


def test_rate_zero_draws_too():
    """Networks that differ only in their rate then share all later noise."""
    rng, twin = np.random.default_rng(0), np.random.default_rng(0)
    alone(3, 4, 0.0).forward(np.ones((2, 3)), training=True, rng=rng)
    twin.random((3, 4))
    assert rng.random() == twin.random()


@pytest.mark.parametrize("training", [True, False], ids=["training", "inference"])
@pytest.mark.parametrize("own_data", [False, True], ids=["shared x", "own x"])
@pytest.mark.parametrize("models", [1, 4])
def test_gradients(models, own_data, training):
    rng = np.random.default_rng(3)
    rates = (0.0, 0.2, 0.5, 0.8)
    network = make(0) if models == 1 else stack([make(k, rate) for k, rate in enumerate(rates)])
    front = network.models if own_data else ()
    data = rng.standard_normal((*front, 6, 4)), rng.integers(3, size=(*front, 6))
    report = check_gradients(network, cross_entropy, data, rng=rng, training=training)
    assert report.error < 1e-7, report.worst


@pytest.mark.parametrize("own_generators", [False, True], ids=["one generator", "three"])
def test_a_stack_trains_as_its_members_would_alone(own_generators):
    rng = np.random.default_rng(0)
    data = rng.standard_normal((50, 4)), rng.integers(3, size=50)

    def run(network, generator):
        optimizer = Optimizer(Momentum(0.9), lr=0.05)
        for _ in train(
            network, cross_entropy, optimizer, data, epochs=20, batch_size=16, rng=generator
        ):
            pass
        return network

    def generators():
        return [np.random.default_rng(seed) for seed in ((1, 2, 3) if own_generators else (1,) * 3)]

    together = run(
        stack([make(5, rate) for rate in RATES]),
        generators() if own_generators else np.random.default_rng(1),
    )
    for member, rate, generator in zip(unstack(together), RATES, generators(), strict=True):
        assert member["hidden 1"].drop_rate == rate
        single = run(make(5, rate), generator)
        np.testing.assert_allclose(member.theta, single.theta, rtol=0, atol=1e-10)
    assert np.abs(together.theta[0] - together.theta[2]).max() > 0.1


def test_it_counts_as_a_dense_layer():
    network = make(0)
    assert [layer.name for layer in network.layers] == [
        "hidden 1", "relu 1", "hidden 2", "relu 2", "output",
    ]  # fmt: skip
    assert network.weights.shape == (1, 4 * 6 + 6 * 6 + 6 * 3)


@pytest.mark.parametrize(
    "copied",
    [Network.copy, copy.deepcopy, lambda net: pickle.loads(pickle.dumps(net))],
    ids=["copy", "deepcopy", "pickle"],
)
def test_copies_draw_and_compute_the_same(copied):
    network, x = make(0), np.ones((2, 4))
    network.forward(x, training=True, rng=np.random.default_rng(0))
    other = copied(network)
    outputs = [
        net.forward(x, training=True, rng=np.random.default_rng(9)) for net in (network, other)
    ]
    np.testing.assert_array_equal(*outputs)
    assert np.shares_memory(other["hidden 2"].W, other.theta)
    other["hidden 1"].drop_rate = 0.9
    assert network["hidden 1"].drop_rate == 0.3


@pytest.mark.parametrize("training", [True, False], ids=["training", "inference"])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("rate", [0.3, np.float64(0.3), per_model([0.3])], ids=["a", "b", "c"])
def test_the_dtype_of_the_data_is_kept(rate, dtype, training):
    layer = alone(3, 4, 0.5, dtype)
    if np.ndim(rate):
        layer = stack(
            [Network([DropConnect(3, 4, 0.5)], rng=np.random.default_rng(0), dtype=dtype)]
        )["output"]
    layer.drop_rate = rate
    y = layer.forward(np.ones((2, 3), dtype), training=training, rng=np.random.default_rng(0))
    grad_x = layer.backward(np.ones_like(y))
    assert y.dtype == grad_x.dtype == layer.gradients["W"].dtype == dtype


def test_the_gradient_by_the_input_comes_only_when_asked_for():
    layer = alone(3, 4, 0.5)
    y = layer.forward(np.ones((2, 3)), training=True, rng=np.random.default_rng(0))
    assert layer.backward(np.ones_like(y), input_gradient=False) is None
    assert layer.gradients["W"].any()


def test_settings_and_hyperparameters_build_the_layer_again():
    layer = DropConnect(3, 4, 0.25, name="a")
    again = DropConnect(**layer.settings(), drop_rate=layer.drop_rate, name="a")
    assert layer.hyperparameters == ("drop_rate",)
    assert (again.n_in, again.n_out, again.drop_rate) == (3, 4, 0.25)


@pytest.mark.parametrize("rate", [-0.1, 1.0, float("nan")])
def test_rates_out_of_range(rate):
    with pytest.raises(ValueError, match=r"drop_rate must lie in \[0, 1\); got"):
        DropConnect(2, 2, rate)
    layer = DropConnect(2, 2, 0.5)
    with pytest.raises(ValueError, match="drop_rate must lie in"):
        layer.drop_rate = rate


def test_bad_input_is_named():
    layer = alone(3, 4, 0.5)
    with pytest.raises(
        ValueError, match="DropConnect 'output' needs rng in training: it draws which weights stay"
    ):
        layer.forward(np.ones((1, 3)), training=True)
    with pytest.raises(ValueError, match=r"DropConnect 'output' takes 3 features; got .* \(1, 4\)"):
        layer.forward(np.ones((1, 4)))
    layer.drop_rate = per_model([0.1, 0.2])
    with pytest.raises(ValueError, match="'output': drop_rate has values for 2 models; the"):
        layer.forward(np.ones((1, 3)), training=True, rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match="has no weights yet"):
        DropConnect(3, 4, 0.5).forward(np.ones((1, 3)))
