"""What could go silently wrong: layouts, copies, reused optimizers, divergence, NaN."""

import copy
import math
import pickle

import numpy as np
import pytest

from course_lib.engine import (
    Adam,
    Dense,
    GradientDescent,
    History,
    Momentum,
    Network,
    Optimizer,
    Tanh,
    accuracy,
    binary_cross_entropy,
    check_gradients,
    constant,
    cross_entropy,
    evaluate,
    fit,
    mlp,
    per_model,
    stack,
    train,
)


@pytest.fixture
def data():
    x = np.random.default_rng(0).standard_normal((50, 4))
    return x, (x[:, 0] > 0).astype(int)


def make(seed=0, outputs=2):
    return mlp([4, 8, outputs], rng=np.random.default_rng(seed))


def run(network, optimizer, data, loss=cross_entropy, epochs=3):
    return list(
        train(
            network, loss, optimizer, data,
            epochs=epochs, batch_size=25, rng=np.random.default_rng(1),
        )
    )  # fmt: skip


def test_the_memory_order_of_the_logits_does_not_matter():
    logits = np.random.default_rng(0).standard_normal((5, 3))
    labels = np.array([0, 1, 2, 0, 1])
    value, grad = cross_entropy(logits, labels)
    other_value, other_grad = cross_entropy(np.asfortranarray(logits), labels)
    assert value == other_value
    np.testing.assert_array_equal(grad, other_grad)


def test_a_single_output_is_classified_by_its_sign(data):
    logits = np.array([[2.0], [-1.0], [3.0]])
    assert accuracy(logits, np.array([1, 0, 0])) == pytest.approx(2 / 3)
    assert accuracy(logits, np.array([[1], [0], [0]])) == pytest.approx(2 / 3)
    net = make(outputs=1)
    run(net, Optimizer(Adam(), lr=0.05), data, binary_cross_entropy, epochs=50)
    assert evaluate(net, binary_cross_entropy, data)[1] > 0.95


def test_binary_targets_for_each_model(data):
    two = stack([make(seed, outputs=1) for seed in (0, 1)])
    generators = [np.random.default_rng(seed) for seed in (0, 1)]
    for step in train(
        two, binary_cross_entropy, Optimizer(), data, epochs=1, batch_size=10, rng=generators
    ):
        assert step.loss.shape == (2,)
    with pytest.raises(ValueError, match="needs targets of shape"):
        binary_cross_entropy(np.zeros((4, 1)), np.zeros((5, 4, 1)))
    with pytest.raises(ValueError, match=r"takes targets in \[0, 1\]; got nan"):
        binary_cross_entropy(np.zeros((2, 1)), np.array([np.nan, 1.0]))


def test_assigning_theta_moves_every_layer():
    net = make()
    net.theta = net.theta + 1
    np.testing.assert_array_equal(net["hidden 1"].W, make()["hidden 1"].W + 1)
    with pytest.raises(ValueError, match=r"theta has the shape \(1, 58\); got values of shape"):
        net.theta = np.zeros(3)


def test_a_shallow_copy_leaves_the_original_alone(data):
    net, untouched = make(), make()
    copy.copy(net)
    run(net, Optimizer(), data)
    run(untouched, Optimizer(), data)
    np.testing.assert_array_equal(net.theta, untouched.theta)


def test_a_name_that_is_taken_is_not_given_again():
    layers = [Dense(2, 2), Dense(2, 2, name="hidden 1"), Dense(2, 2)]
    net = Network(layers, rng=np.random.default_rng(0))
    assert [layer.name for layer in net.layers] == ["hidden 2", "hidden 1", "output"]


def test_an_optimizer_begins_afresh_with_another_network(data):
    shared = Optimizer(Adam(), lr=0.01)
    run(make(0), shared, data)
    second, alone = make(1), make(1)
    run(second, shared, data)
    run(alone, Optimizer(Adam(), lr=0.01), data)
    np.testing.assert_array_equal(second.theta, alone.theta)


def test_a_rule_of_another_kind_begins_afresh_in_mid_run(data):
    net, optimizer = make(), Optimizer(Adam(), lr=0.01)
    for step in train(
        net, cross_entropy, optimizer, data,
        epochs=2, batch_size=25, rng=np.random.default_rng(0),
    ):  # fmt: skip
        if step.number == 2:
            optimizer.rule = Momentum(0.5)
    assert set(optimizer.state) == {"velocity"}


def test_a_copied_run_goes_on_as_the_original(data):
    net, optimizer = make(), Optimizer(Adam(), lr=0.01)
    run(net, optimizer, data)
    other_net, other_optimizer = net.copy(), copy.deepcopy(optimizer)
    run(net, optimizer, data)
    run(other_net, other_optimizer, data)
    np.testing.assert_array_equal(net.theta, other_net.theta)
    assert pickle.loads(pickle.dumps(optimizer)).steps == optimizer.steps


def test_a_moved_beta_keeps_the_state(data):
    net, optimizer = make(), Optimizer(Momentum(0.9), lr=0.01)
    run(net, optimizer, data)
    velocity = optimizer.state["velocity"].copy()
    optimizer.rule = Momentum(0.5)
    net.gradient[...] = 0
    optimizer.step(net)
    np.testing.assert_allclose(optimizer.state["velocity"], 0.5 * velocity)


@pytest.mark.filterwarnings("ignore:training diverged")
@pytest.mark.parametrize("rule", [GradientDescent(), Momentum(), Adam()])
def test_after_a_divergence_a_smaller_rate_trains_again(data, rule):
    net, optimizer = make(), Optimizer(rule, lr=1e200)
    assert run(net, optimizer, data)[-1].diverged
    optimizer.lr = 0.01
    steps = run(net, optimizer, data)
    assert len(steps) == 6
    assert not steps[-1].diverged


@pytest.mark.filterwarnings("ignore:training diverged")
def test_the_last_step_is_looked_at_too(data):
    deep = mlp([4, 8, 8, 8, 2], rng=np.random.default_rng(0))
    steps = list(
        train(
            deep, cross_entropy, Optimizer(lr=1e120), data,
            epochs=1, batch_size=50, rng=np.random.default_rng(1),
        )
    )  # fmt: skip
    assert len(steps) == 1
    assert steps[-1].diverged
    assert np.isfinite(evaluate(deep, cross_entropy, data)[0])


def test_a_loss_that_is_no_number_is_recorded_as_inf(data):
    net = make()
    net.theta = np.full_like(net.theta, 1e200)
    loss, _ = evaluate(net, cross_entropy, data)
    assert loss == np.inf


@pytest.mark.parametrize("call", [fit, lambda *run, **how: list(train(*run, **how))])
def test_the_warning_points_at_the_readers_line(data, call):
    how = {"epochs": 9, "batch_size": 50, "rng": np.random.default_rng(1)}
    with pytest.warns(RuntimeWarning, match="diverged") as caught:
        call(make(), cross_entropy, Optimizer(lr=1e200), data, **how)
    assert caught[0].filename == __file__


def test_a_gradient_that_is_no_number_fails_the_check(data):
    class Broken(Tanh):
        def backward(self, grad_y, *, input_gradient=True):
            return np.full_like(grad_y, np.nan)

    net = Network([Dense(4, 3), Broken(), Dense(3, 2)], rng=np.random.default_rng(0))
    report = check_gradients(net, cross_entropy, data, rng=np.random.default_rng(1))
    assert report.error == math.inf


def test_a_rate_next_to_one_stays_finite_in_float32():
    net = mlp([4, 8, 2], rng=np.random.default_rng(0), drop_rate=1 - 1e-9, dtype=np.float32)
    y = net.forward(np.ones((2, 4), np.float32), training=True, rng=np.random.default_rng(0))
    assert np.isfinite(y).all()


def test_schedules_with_one_value_for_each_model():
    assert constant(per_model([0.1, 0.2]))(np.arange(3)).shape == (2, 1, 3)


def test_history_keeps_what_it_saw(data):
    history = History(theta=lambda step: step.theta)
    fit(
        make(), cross_entropy, Optimizer(lr=0.5), data,
        epochs=2, batch_size=25, rng=np.random.default_rng(0), history=history,
    )  # fmt: skip
    assert (history["theta"][0] != history["theta"][1]).any()


@pytest.mark.parametrize(
    ("words", "error", "call"),
    [
        ("rng must be a numpy.random.Generator", TypeError, {"rng": 0}),
        (r"sampling must be one of \('shuffle', 'replacement'\)", ValueError, {"sampling": "x"}),
    ],
)
def test_bad_arguments_are_named_at_the_call(data, words, error, call):
    arguments = {"epochs": 1, "batch_size": 5, "rng": np.random.default_rng(0)} | call
    with pytest.raises(error, match=words):
        train(make(), cross_entropy, Optimizer(), data, **arguments)


def test_other_bad_input_is_named(data):
    rng = np.random.default_rng(0)
    arguments = {"epochs": 1, "batch_size": 5, "rng": rng}
    with pytest.raises(TypeError, match=r"data: x must be an array, as .* got a list"):
        train(make(), cross_entropy, Optimizer(), (data[0].tolist(), data[1]), **arguments)
    with pytest.raises(TypeError, match=r"got data of uint8. Convert .* x.astype\('float64'\)$"):
        train(make(), cross_entropy, Optimizer(), (data[0].astype(np.uint8), data[1]), **arguments)
    with pytest.raises(ValueError, match="lr has values for 3 models; the network holds 2"):
        train(
            stack([make(), make()]), cross_entropy, Optimizer(lr=per_model([1, 2, 3])), data,
            **arguments,
        )  # fmt: skip
    with pytest.raises(ValueError, match="backward needs a forward before it"):
        make().backward(np.zeros((1, 2)))
    with pytest.raises(TypeError, match="floating-point parameters; got theta of int64"):
        GradientDescent().update(np.array([1]), {}, 0.1, np.array([5]))
    with pytest.raises(ValueError, match=r"58 parameters of float64; got shape .* of float32"):
        make().with_theta(np.zeros((1, 58), np.float32))
