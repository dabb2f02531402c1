"""What holds for every kind of layer: checked gradients, stacks, dtypes, shapes and copies."""

import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.engine import (
    L1,
    L2,
    Dense,
    ElasticNet,
    MaxNorm,
    Momentum,
    Network,
    Optimizer,
    binary_cross_entropy,
    check_gradients,
    cross_entropy,
    load,
    mlp,
    per_model,
    save,
    squared_error,
    stack,
    train,
    unstack,
)
from course_lib.engine.saving.architecture import KINDS
from tests.engine.every_layer import FEATURES, MAKERS

LOSSES = [cross_entropy, binary_cross_entropy, squared_error]


def width_after(kind):
    alone = Network([MAKERS[kind]()], rng=np.random.default_rng(0))
    return alone.forward(np.zeros((1, FEATURES))).shape[-1]


def build(kind, seed=0, dtype=np.float64):
    layers = [Dense(3, FEATURES), MAKERS[kind](), Dense(width_after(kind), 4)]
    return Network(layers, rng=np.random.default_rng(seed), dtype=dtype)


def some_data(loss, rng, n=7):
    x, labels = rng.standard_normal((n, 3)), rng.integers(4, size=n)
    return x, labels if loss is cross_entropy else np.eye(4)[labels]


def test_no_kind_is_left_out():
    assert set(MAKERS) == set(KINDS)


@pytest.mark.parametrize("training", [True, False], ids=["training", "inference"])
@pytest.mark.parametrize("models", [1, 4])
@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("kind", MAKERS)
def test_gradients(kind, loss, models, training):
    rng = np.random.default_rng(7)
    members = [build(kind, seed) for seed in range(models)]
    network = members[0] if models == 1 else stack(members)
    report = check_gradients(network, loss, some_data(loss, rng), rng=rng, training=training)
    assert report.error < 1e-7, report
    matrices = sum(len(layer.parameters) for layer in network.layers)
    assert report.points == 42 + matrices  # two directions, twenty entries each; every matrix


STRENGTHS = per_model([0.0, 0.01, 0.1, 1.0])


@pytest.mark.parametrize(
    ("models", "regularizer"),
    [
        (1, L1(0.1)),
        (1, L2(0.1)),
        (1, ElasticNet(0.1, 0.2)),
        (4, L1(STRENGTHS)),
        (4, L2(STRENGTHS)),
        (4, ElasticNet(STRENGTHS, 0.2)),
    ],
    ids=repr,
)
@pytest.mark.parametrize("loss", LOSSES)
def test_gradients_with_a_penalty(models, regularizer, loss):
    rng = np.random.default_rng(8)
    members = [mlp([3, 6, 4], rng=rng) for _ in range(models)]
    network = members[0] if models == 1 else stack(members)
    data = some_data(loss, rng)
    report = check_gradients(network, loss, data, rng=rng, regularizer=regularizer)
    assert report.error < 1e-7, report


def test_max_norm_is_exempt_and_the_check_says_so():
    rng = np.random.default_rng(0)
    with pytest.raises(TypeError, match=r"MaxNorm has no gradient to check: .* is exempt"):
        check_gradients(
            mlp([3, 4], rng=rng), cross_entropy, some_data(cross_entropy, rng),
            rng=rng, regularizer=MaxNorm(1.0),
        )  # fmt: skip


def test_the_check_says_what_was_held_constant():
    rng = np.random.default_rng(0)
    report = check_gradients(
        build("BatchRenorm"), cross_entropy, some_data(cross_entropy, rng), rng=rng
    )
    assert report.held == ("r and d of 'batchrenorm 1'",)
    assert "held constant: r and d of 'batchrenorm 1'" in str(report)


def test_the_check_says_where_the_gradient_is_zero():
    """A bias before batch norm does nothing: there is no size to be relative to."""
    rng = np.random.default_rng(0)
    network = build("BatchNorm")
    x, labels = some_data(cross_entropy, rng)
    report = check_gradients(network, cross_entropy, (0 * x, labels), rng=rng, coordinates=5)
    assert report.error < 1e-7, report
    dead = Network([Dense(3, 4)], rng=rng)
    dead["output"].W[...] = 0
    report = check_gradients(dead, cross_entropy, (0 * x, labels), rng=rng, coordinates=5)
    assert report.absolute > 0  # with W zero the inputs have no gradient
    assert "relative to the loss, where the gradient is next to zero" in str(report)


def test_a_weight_at_the_kink_of_l1_is_moved_off_it():
    rng = np.random.default_rng(0)
    network = mlp([3, 4], rng=rng)
    network["output"].W[0, 0] = 0
    data = some_data(cross_entropy, rng)
    report = check_gradients(network, cross_entropy, data, rng=rng, regularizer=L1(0.3))
    assert report.kinks > 0
    assert report.error < 1e-7, report
    assert network["output"].W[0, 0] == 0


def test_a_check_leaves_running_averages_alone():
    network = build("BatchNorm")
    before = network.buffers.copy()
    rng = np.random.default_rng(0)
    check_gradients(network, cross_entropy, some_data(cross_entropy, rng), rng=rng)
    np.testing.assert_array_equal(network.buffers, before)


def trained(network, rng, dtype=np.float64):
    x, labels = some_data(cross_entropy, np.random.default_rng(3), n=22)
    # Not Adam: a bias before batch norm has a gradient of zero, whose rounding it would blow up.
    optimizer = Optimizer(Momentum(0.9), lr=0.02)
    for _ in train(
        network, cross_entropy, optimizer, (x.astype(dtype), labels),
        epochs=5, batch_size=5, rng=rng,
    ):  # fmt: skip
        pass
    return network


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("own", [False, True], ids=["one generator", "a generator each"])
def test_a_stack_trains_as_its_members_would_alone(kind, own):
    seeds = [4, 5, 6]
    rng = [np.random.default_rng(s) for s in seeds] if own else np.random.default_rng(9)
    together = trained(stack([build(kind, seed) for seed in range(3)]), rng)
    for position, member in enumerate(unstack(together)):
        alone = trained(build(kind, position), np.random.default_rng(seeds[position] if own else 9))
        np.testing.assert_allclose(member.theta, alone.theta, rtol=0, atol=1e-10)
        np.testing.assert_allclose(member.buffers, alone.buffers, rtol=0, atol=1e-10)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("kind", MAKERS)
def test_the_dtype_is_kept_through_training(kind, dtype):
    network = trained(build(kind, dtype=dtype), np.random.default_rng(0), dtype)
    assert network.theta.dtype == network.gradient.dtype == network.buffers.dtype == dtype
    x = np.ones((2, 3), dtype)
    output = network.forward(x, training=True, rng=np.random.default_rng(0))
    assert output.dtype == dtype
    assert network.backward(output, input_gradient=True).dtype == dtype
    assert network.forward(x).dtype == dtype


@pytest.mark.parametrize("kind", MAKERS)
@settings(deadline=None, derandomize=True, max_examples=15)
@given(n=st.integers(2, 5), models=st.integers(0, 3), own=st.booleans(), training=st.booleans())
def test_shapes(kind, n, models, own, training):
    members = [build(kind, seed) for seed in range(max(models, 1))]
    network = stack(members) if models else members[0]
    x = np.random.default_rng(0).standard_normal((models, n, 3) if models and own else (n, 3))
    output = network.forward(x, training=training, rng=np.random.default_rng(1))
    assert output.shape == (*network.models, n, 4)
    grad_x = network.backward(np.ones_like(output), input_gradient=True)
    assert grad_x.shape == (*network.models, n, 3)


@pytest.mark.parametrize("kind", MAKERS)
def test_neither_pass_edits_what_it_is_given(kind):
    network = build(kind)
    layer = network.layers[1]
    x = np.random.default_rng(0).standard_normal((4, FEATURES))
    x_before = x.copy()
    output = layer.forward(x, training=True, rng=np.random.default_rng(0))
    grad = np.random.default_rng(1).standard_normal(output.shape)
    grad_before = grad.copy()
    layer.backward(grad)
    np.testing.assert_array_equal(x, x_before)
    np.testing.assert_array_equal(grad, grad_before)


@pytest.mark.parametrize("kind", MAKERS)
def test_views_hold_after_everything_that_makes_a_network(kind, tmp_path):
    network = build(kind)
    together = stack([network, build(kind, 1)])
    made = {
        "built": network,
        "copied": network.copy(),
        "pickled": pickle.loads(pickle.dumps(network)),
        "saved": load(save(network, tmp_path / "net.npz")),
        "around other parameters": network.with_theta(network.theta),
        "stacked": together,
        "stack copied": together.copy(),
        "unstacked": unstack(together)[1],
    }
    for each in made.values():
        sizes = {"parameters": 0, "buffers": 0}
        for layer in each.layers:
            for name, vector in (("parameters", each.theta), ("buffers", each.buffers)):
                for view in getattr(layer, name).values():
                    assert np.shares_memory(view, vector)
                    sizes[name] += view.size
        assert sizes == {"parameters": each.theta.size, "buffers": each.buffers.size}
        each.theta, each.buffers = 0 * each.theta + 7, 0 * each.buffers + 3
        for layer in each.layers:
            assert all((view == 7).all() for view in layer.parameters.values())
            assert all((view == 3).all() for view in layer.buffers.values())
