"""What stands between a gradient and a step: clip, mask, constraint, decay."""

import copy
import dataclasses
import pickle

import numpy as np
import pytest

from course_lib.engine import (
    L2,
    Adam,
    AdamW,
    BatchNorm,
    ClipByNorm,
    ClipByValue,
    Dense,
    GradientDescent,
    MaxNorm,
    Momentum,
    MomentumOfSteps,
    Network,
    Optimizer,
    ReLU,
    Residual,
    constant,
    cross_entropy,
    linear_decay,
    mlp,
    per_model,
    stack,
    train,
    unstack,
    warm_up,
)


@pytest.fixture
def data():
    rng = np.random.default_rng(0)
    return rng.standard_normal((40, 4)), rng.integers(3, size=40)


def net(seed=0):
    return mlp([4, 6, 5, 3], rng=np.random.default_rng(seed))


def run(network, optimizer, data, epochs=3, loss=cross_entropy):
    generator = np.random.default_rng(1)
    for _ in train(network, loss, optimizer, data, epochs=epochs, batch_size=10, rng=generator):
        pass
    return network


def with_gradient(value):
    network = net()
    network.gradient[...] = value
    return network


def test_the_clip_limits_what_the_rule_sees():
    network = with_gradient(3.0)
    before = network.theta.copy()
    Optimizer(lr=0.1, clip=ClipByValue(0.5)).step(network)
    np.testing.assert_allclose(before - network.theta, 0.05, rtol=1e-12)


def test_the_clip_sees_the_penalty_too():
    """Loss and penalty are one objective: its whole gradient is at most as long as the limit."""
    network = with_gradient(0.0)
    before = network.theta.copy()
    Optimizer(lr=1.0, regularizer=L2(100.0), clip=ClipByNorm(0.25)).step(network)
    assert np.linalg.norm(network.theta - before) == pytest.approx(0.25)


@pytest.mark.parametrize("rule", [GradientDescent(), MomentumOfSteps(0.9), Adam(), AdamW()])
def test_a_frozen_layer_does_not_move_at_all(rule, data):
    network = net()
    optimizer = Optimizer(
        rule, lr=0.1, regularizer=L2(0.1), constraint=MaxNorm(0.01),
        mask=1 - network.mask("hidden 1", "output"),
    )  # fmt: skip
    run(network, optimizer, data)
    for name in ("hidden 1", "output"):
        np.testing.assert_array_equal(network[name].W, net()[name].W)
        np.testing.assert_array_equal(network[name].b, net()[name].b)
    assert np.linalg.norm(network["hidden 2"].W, axis=0).max() <= 0.01 * (1 + 1e-12)


def test_what_is_frozen_does_not_use_up_the_norm():
    network = with_gradient(1.0)
    before = network.theta.copy()
    mask = network.mask("output")
    Optimizer(lr=1.0, clip=ClipByNorm(0.5), mask=mask).step(network)
    assert np.linalg.norm(network.theta - before) == pytest.approx(0.5)


def test_layers_may_have_learning_rates_of_their_own():
    network = with_gradient(1.0)
    before = network.theta.copy()
    Optimizer(lr=0.5, mask=0.1 + 0.9 * network.mask("output")).step(network)
    moved = before - network.theta
    at_output = network.mask("output") == 1
    np.testing.assert_allclose(moved[at_output], 0.5, rtol=1e-12)
    np.testing.assert_allclose(moved[~at_output], 0.05, rtol=1e-12)


def test_a_mask_leaves_the_rules_state_whole():
    """The change of this rule is its velocity itself: the mask must not shrink it for ever."""
    network = with_gradient(1.0)
    optimizer = Optimizer(MomentumOfSteps(0.9), lr=1.0, mask=0.5 * np.ones_like(network.theta))
    optimizer.step(network)
    np.testing.assert_array_equal(optimizer.state["velocity"], -1)


def test_a_mask_holds_for_every_model_of_a_stack(data):
    together = stack([net(seed) for seed in (0, 1)])
    optimizer = Optimizer(Adam(), lr=0.05, mask=together.mask("output"))
    run(together, optimizer, data)
    for seed, member in enumerate(unstack(together)):
        alone = net(seed)
        run(alone, Optimizer(Adam(), lr=0.05, mask=alone.mask("output")), data)
        np.testing.assert_allclose(member.theta, alone.theta, rtol=0, atol=1e-12)


def test_masks_name_layers_and_containers():
    layers = [Dense(3, 3), Residual([Dense(3, 3), BatchNorm(3), ReLU()]), Dense(3, 2)]
    network = Network(layers, rng=np.random.default_rng(0))
    inside = network.mask("hidden 2") + network.mask("batchnorm 1")
    np.testing.assert_array_equal(network.mask("residual 1"), inside)
    network.theta = network.mask("batchnorm 1")
    assert (network["batchnorm 1"].gamma == 1).all()
    assert (network["batchnorm 1"].beta == 1).all()
    assert network.theta.sum() == 6
    assert network.mask("output").dtype == network.dtype
    with pytest.raises(KeyError, match="no layer is called 'conv 1'"):
        network.mask("conv 1")
    with pytest.raises(ValueError, match="layer 'relu 1' has no parameters to mask"):
        network.mask("output", "relu 1")
    with pytest.raises(ValueError, match="at least one layer's name"):
        network.mask()


@pytest.mark.parametrize("mask", [np.ones(3), np.ones((1, 3)), np.ones((2, 1, 78))])
def test_a_mask_of_another_shape_is_refused(mask, data):
    with pytest.raises(ValueError, match=r"mask needs the shape \(1, 83\)"):
        run(net(), Optimizer(mask=mask), data)


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ({"lr": per_model([0.1, 0.2, 0.3])}, "lr"),
        ({"lr": constant(per_model([0.1, 0.2, 0.3]))}, "lr"),
        ({"lr": warm_up(per_model([0.1, 0.2, 0.3]), 5)}, "lr"),
        ({"rule": Momentum(per_model([0.1, 0.2, 0.3]))}, "beta"),
        ({"regularizer": L2(per_model([0.1, 0.2, 0.3]))}, "strength"),
        ({"clip": ClipByNorm(per_model([0.1, 0.2, 0.3]))}, "limit"),
        ({"constraint": MaxNorm(per_model([0.1, 0.2, 0.3]))}, "limit"),
    ],
)
@pytest.mark.parametrize("models", [1, 2])
def test_values_for_another_number_of_models_are_refused(settings, name, models, data):
    network = net() if models == 1 else stack([net(), net()])
    held = "one" if models == 1 else "2"
    with pytest.raises(ValueError, match=f"{name} has values for 3 models; .* holds {held}"):
        run(network, Optimizer(**settings), data)


def test_decoupled_decay_shrinks_weights_alone():
    network = with_gradient(0.0)
    network.theta[...] = 2.0
    Optimizer(AdamW(decay=0.1), lr=0.5).step(network)
    np.testing.assert_allclose(network.weights, 2 * (1 - 0.5 * 0.1), rtol=1e-14)
    assert (network["hidden 1"].b == 2).all()


def test_decoupled_decay_of_a_stack_survives_a_divergence(data):
    together = stack([net(0), net(1)])
    optimizer = Optimizer(AdamW(decay=0.1), lr=per_model([1e300, 0.01]))
    with pytest.warns(RuntimeWarning, match="1 of 2 models diverged"):
        run(together, optimizer, data)
    alone = run(net(1), Optimizer(AdamW(decay=0.1), lr=0.01), data)
    np.testing.assert_allclose(unstack(together)[1].theta, alone.theta, rtol=0, atol=1e-12)


def test_max_norm_holds_after_every_step(data):
    network = net()
    optimizer = Optimizer(Adam(), lr=0.1, constraint=MaxNorm(0.7))
    for _ in train(
        network, cross_entropy, optimizer, data,
        epochs=3, batch_size=10, rng=np.random.default_rng(1),
    ):  # fmt: skip
        for name in ("hidden 1", "hidden 2", "output"):
            assert np.linalg.norm(network[name].W, axis=0).max() <= 0.7 * (1 + 1e-12)


def test_all_of_it_is_copied_and_pickled(data):
    network = net()
    optimizer = Optimizer(
        AdamW(), constant(0.01), L2(0.1), ClipByNorm(1.0), network.mask("output"), MaxNorm(1.0)
    )
    run(network, optimizer, data)
    for other in (copy.deepcopy(optimizer), pickle.loads(pickle.dumps(optimizer))):
        twin = network.copy()
        run(twin, other, data)
        assert other.steps == 24
        assert not np.array_equal(twin.theta, network.theta)
    run(network, optimizer, data)
    np.testing.assert_array_equal(twin.theta, network.theta)


@pytest.mark.parametrize("lr", [0.1, linear_decay(0.5, 24)], ids=["constant", "schedule"])
def test_with_a_new_network_all_begins_anew(lr, data):
    shared = Optimizer(Momentum(0.9), lr)
    run(net(0), shared, data)
    second, alone = run(net(1), shared, data), run(net(1), Optimizer(Momentum(0.9), lr), data)
    np.testing.assert_array_equal(second.theta, alone.theta)


def test_another_kind_of_rule_goes_on_in_the_schedule(data):
    network, optimizer = net(), Optimizer(Momentum(0.9), linear_decay(0.5, 24))
    run(network, optimizer, data)
    optimizer.rule = Adam()
    optimizer.step(network)
    assert optimizer.steps == 13
    assert set(optimizer.state) == set(Adam().init(network.theta))


@pytest.mark.parametrize("copy_of", [copy.copy, dataclasses.replace])
def test_a_shallow_copy_has_done_no_step(copy_of, data):
    first = Optimizer(Momentum(0.9), 0.1)
    run(net(0), first, data)
    velocity = first.state["velocity"].copy()
    other = copy_of(first)
    assert (other.steps, other.state) == (0, None)
    same, alone = run(net(0), other, data), run(net(0), Optimizer(Momentum(0.9), 0.1), data)
    np.testing.assert_array_equal(same.theta, alone.theta)
    np.testing.assert_array_equal(first.state["velocity"], velocity)


def test_a_deep_copy_begins_anew_where_its_state_does_not_fit(data):
    first = Optimizer(Momentum(0.9), 0.1)
    run(net(0), first, data)
    wider = mlp([4, 7, 5, 3], rng=np.random.default_rng(0))
    other = copy.deepcopy(first)
    run(wider, other, data)
    assert other.steps == 12


def test_an_unknown_field_is_refused():
    optimizer = Optimizer()
    with pytest.raises(AttributeError, match=r"no field 'regulariser'; it has .*'regularizer'"):
        optimizer.regulariser = L2(0.1)


@pytest.mark.parametrize(
    ("field", "wrong", "message"),
    [
        ("rule", 0.1, "rule needs an object with init and update; got 0.1"),
        ("rule", Adam, "rule needs an object with init and update; got <class"),
        ("rule", None, "rule needs an object with init and update; got None"),
        ("regularizer", 0.1, "regularizer needs an object with penalty and gradient; got 0.1"),
        ("regularizer", MaxNorm(1.0), "regularizer needs .*; got MaxNorm"),
        ("constraint", L2(0.1), "constraint needs an object with apply; got L2"),
        ("clip", 1.0, "clip needs an object with __call__; got 1.0"),
    ],
)
def test_a_part_in_the_wrong_place_is_refused_at_once(field, wrong, message):
    with pytest.raises(TypeError, match=message):
        Optimizer(**{field: wrong})
    optimizer = Optimizer()
    with pytest.raises(TypeError, match=message):
        setattr(optimizer, field, wrong)


def test_without_a_regularizer_each_model_has_a_penalty_of_zero():
    assert Optimizer().penalty(stack([net(), net()])).tolist() == [0, 0]
