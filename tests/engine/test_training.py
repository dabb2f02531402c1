import warnings

import numpy as np
import pytest

from course_lib.engine import (
    L2,
    Adam,
    Dense,
    Dropout,
    GradientDescent,
    History,
    Momentum,
    Network,
    Optimizer,
    Sigmoid,
    Tanh,
    accuracy,
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
    rng = np.random.default_rng(0)
    x = rng.standard_normal((50, 4))
    return x, (x[:, 0] > 0).astype(int) + (x[:, 1] > 0)


def make(seed=0, drop_rate=None, dtype=np.float64):
    return mlp([4, 8, 3], rng=np.random.default_rng(seed), drop_rate=drop_rate, dtype=dtype)


def steps(data, network=None, *, lr=0.1, epochs=2, batch_size=16, **kwargs):
    rng = np.random.default_rng(5)
    network = network or make()
    return train(
        network, cross_entropy, Optimizer(lr=lr), data,
        epochs=epochs, batch_size=batch_size, rng=rng, **kwargs,
    )  # fmt: skip


def spy(seen):
    def loss(logits, labels):
        seen.append(np.copy(labels))
        return cross_entropy(logits, labels)

    return loss


@pytest.mark.parametrize(
    "rule", [GradientDescent(), Momentum(), Adam()], ids=lambda rule: type(rule).__name__
)
def test_train_is_the_loop_written_out(data, rule):
    x, labels = data
    net, by_hand = make(), make()
    optimizer = Optimizer(rule, 0.1, L2(0.2))
    for _ in train(
        net, cross_entropy, optimizer, data,
        epochs=4, batch_size=len(x), rng=np.random.default_rng(1),
    ):  # fmt: skip
        pass
    state = rule.init(by_hand.theta)
    for _ in range(4):
        _, grad = cross_entropy(by_hand.forward(x), labels)
        by_hand.backward(grad)
        for name in ("hidden 1", "output"):
            by_hand[name].gradients["W"] += 0.2 * by_hand[name].W
        change, state = rule.update(by_hand.gradient, state, 0.1, by_hand.theta)
        by_hand.theta += change
    np.testing.assert_allclose(net.theta, by_hand.theta, rtol=0, atol=1e-12)


def test_an_epoch_is_every_example_once(data):
    x, _ = data
    marked = x, np.arange(50)
    seen = []
    net = mlp([4, 50], rng=np.random.default_rng(0))
    run = train(
        net, spy(seen), Optimizer(), marked, epochs=2, batch_size=16, rng=np.random.default_rng(1)
    )
    counts = [(step.number, step.epoch) for step in run]
    assert counts == [(number, number / 4) for number in range(1, 9)]
    assert [len(batch) for batch in seen] == [16, 16, 16, 2] * 2
    first, second = np.concatenate(seen[:4]), np.concatenate(seen[4:])
    assert sorted(first) == sorted(second) == list(range(50))
    assert list(first) != list(range(50))
    # not the same batches in another order
    assert not {frozenset(batch) for batch in seen[:4]} & {frozenset(batch) for batch in seen[4:]}


def test_replacement_draws_every_example_anew(data):
    seen = []
    net = mlp([4, 50], rng=np.random.default_rng(0))
    for _ in train(
        net, spy(seen), Optimizer(), (data[0], np.arange(50)),
        epochs=10, batch_size=25, rng=np.random.default_rng(1), sampling="replacement",
    ):  # fmt: skip
        pass
    assert [len(batch) for batch in seen] == [25] * 20
    assert len(set(np.concatenate(seen[:2]))) < 50
    assert len({tuple(batch) for batch in seen}) == 20
    # of 500 draws each of the 50 misses all with a probability of 0.00004
    assert set(np.concatenate(seen)) == set(range(50))


def test_fit_samples_as_train_does(data):
    one, other = make(), make()
    for _ in steps(data, one, sampling="replacement"):
        pass
    fit(
        other, cross_entropy, Optimizer(lr=0.1), data,
        epochs=2, batch_size=16, rng=np.random.default_rng(5), sampling="replacement",
    )  # fmt: skip
    np.testing.assert_array_equal(one.theta, other.theta)


class RecordingDropout(Dropout):
    """Remembers what it dropped in training; its inputs must not be zero themselves."""

    def __init__(self, drop_rate):
        super().__init__(drop_rate)
        self.dropped = []

    def forward(self, x, *, training=False, rng=None):
        y = super().forward(x, training=training, rng=rng)
        if training:
            self.dropped.append(y == 0)
        return y


def dropped_in_a_run(data, seed):
    layer = RecordingDropout(0.5)
    net = Network([Dense(4, 8), Sigmoid(), layer, Dense(8, 3)], rng=np.random.default_rng(0))
    for _ in train(
        net, cross_entropy, Optimizer(), data,
        epochs=3, batch_size=50, rng=np.random.default_rng(seed),
    ):  # fmt: skip
        pass
    return layer.dropped


def test_every_step_drops_other_units(data):
    first, second, third = dropped_in_a_run(data, seed=1)
    for dropped in (first, second, third):
        assert dropped.mean() == pytest.approx(0.5, abs=0.1)
    assert (first != second).any()
    assert (second != third).any()


def test_another_generator_drops_other_units(data):
    one, other = (dropped_in_a_run(data, seed) for seed in (1, 2))
    assert (one[0] != other[0]).any()


def test_dropout_leaves_the_batches_as_they_were(data):
    orders = []
    for drop_rate in (None, 0.5):
        seen = []
        net = make(drop_rate=drop_rate)
        for _ in train(
            net, spy(seen), Optimizer(), data, epochs=1, batch_size=10, rng=np.random.default_rng(3)
        ):
            pass
        orders.append(np.concatenate(seen))
    np.testing.assert_array_equal(*orders)


def test_the_same_generator_gives_the_same_run(data):
    one, other = make(), make()
    for net in (one, other):
        fit(
            net, cross_entropy, Optimizer(Adam()), data,
            epochs=3, batch_size=16, rng=np.random.default_rng(1),
        )  # fmt: skip
    np.testing.assert_array_equal(one.theta, other.theta)


def test_it_learns(data):
    net = make()
    fit(
        net, cross_entropy, Optimizer(Adam(), lr=0.01), data,
        epochs=200, batch_size=10, rng=np.random.default_rng(1),
    )  # fmt: skip
    loss, right = evaluate(net, cross_entropy, data)
    assert right == 1
    assert loss < 0.05


def test_evaluate_in_parts_is_inference_at_once(data):
    net = make(drop_rate=0.5)
    loss, right = evaluate(net, cross_entropy, data, rows=7)
    logits = net.forward(data[0])
    assert float(loss) == pytest.approx(float(cross_entropy(logits, data[1])[0]))
    assert float(right) == pytest.approx(float(accuracy(logits, data[1])))


def test_evaluate_gives_each_model_its_own_data(data):
    members = [make(0), make(1)]
    x, labels = np.stack([data[0], -data[0]]), np.stack([data[1], 2 - data[1][::-1]])
    loss, right = evaluate(stack(members), cross_entropy, (x, labels), rows=7)
    for k, member in enumerate(members):
        alone = evaluate(member, cross_entropy, (x[k], labels[k]))
        np.testing.assert_allclose([loss[k], right[k]], alone)
    assert right[0] != right[1]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("rule", [GradientDescent(), Momentum(), Adam()])
def test_the_dtype_is_kept(data, dtype, rule):
    net = stack([make(drop_rate=rate, dtype=dtype) for rate in (0.1, 0.2)])
    optimizer = Optimizer(rule, constant(np.float64(0.1)), L2(per_model([0.1, 0.2])))
    x = data[0].astype(dtype)
    for step in train(
        net, cross_entropy, optimizer, (x, data[1]),
        epochs=1, batch_size=20, rng=np.random.default_rng(0),
    ):  # fmt: skip
        assert step.theta.dtype == net.gradient.dtype == step.loss.dtype == dtype
    assert net.forward(x).dtype == dtype


def test_a_step_shows_its_parameters_read_only(data):
    step = next(steps(data))
    with pytest.raises(ValueError, match="read-only"):
        step.theta[...] = 0


def test_history_and_every(data):
    history = History(
        loss=lambda step: step.loss,
        train=lambda step: evaluate(step.network, cross_entropy, data)[1],
    )
    net = make()
    same = fit(
        net, cross_entropy, Optimizer(lr=0.1), data,
        epochs=10, batch_size=16, rng=np.random.default_rng(1), history=history, every=5,
    )  # fmt: skip
    assert same is history
    assert list(history.epochs) == [5, 10]
    assert history["train"].shape == (2,)
    assert history["train"][-1] == evaluate(net, cross_entropy, data)[1]
    with pytest.raises(KeyError, match="'dev' is not recorded; recorded are"):
        history["dev"]


def test_history_keeps_copies_of_live_arrays(data):
    history = History(theta=lambda step: step.theta)
    fit(
        make(), cross_entropy, Optimizer(lr=0.1), data,
        epochs=2, batch_size=16, rng=np.random.default_rng(1), history=history,
    )  # fmt: skip
    first, second = history["theta"]
    assert (first != second).any()


def test_an_interrupt_keeps_what_was_learnt(data):
    def interrupting(step):
        if step.epoch == 3:
            raise KeyboardInterrupt
        return step.loss

    net, history = make(), History(first=lambda step: step.number, loss=interrupting)
    with pytest.raises(KeyboardInterrupt):
        fit(
            net, cross_entropy, Optimizer(lr=0.1), data,
            epochs=10, batch_size=16, rng=np.random.default_rng(1), history=history,
        )  # fmt: skip
    assert len(history["first"]) == len(history["loss"]) == len(history) == 2
    reference = make()
    for step in train(
        reference, cross_entropy, Optimizer(lr=0.1), data,
        epochs=3, batch_size=16, rng=np.random.default_rng(1),
    ):  # fmt: skip
        assert step.epoch <= 3
    np.testing.assert_array_equal(net.theta, reference.theta)


def test_a_diverging_network_stops_at_its_last_sound_weights(data):
    net = make()
    with pytest.warns(RuntimeWarning, match=r"training diverged at step \d+ .*smaller learning"):
        seen = list(steps(data, net, lr=1e6, epochs=50))
    assert len(seen) < 200
    assert seen[-1].diverged
    assert seen[-1].loss == np.inf
    assert np.isfinite(net.theta).all()
    assert np.isfinite(evaluate(net, cross_entropy, data)[0])


def test_finite_weights_with_an_infinite_loss_are_undone(data):
    net = mlp([4, 8, 8, 8, 3], rng=np.random.default_rng(0))
    before = net.theta.copy()
    with pytest.warns(RuntimeWarning, match="training diverged at step 2"):
        # the weights reach about 1e120, and four layers of them overflow
        seen = list(steps(data, net, lr=1e120, epochs=3, batch_size=50))
    assert [bool(step.diverged) for step in seen] == [False, True]
    np.testing.assert_array_equal(net.theta, before)


class Burst(Tanh):
    def backward(self, grad_y, *, input_gradient=True):
        return grad_y * np.inf


def test_an_infinite_gradient_alone_is_divergence(data):
    net = Network([Dense(4, 5), Burst(), Dense(5, 3)], rng=np.random.default_rng(0))
    before = net.theta.copy()
    with pytest.warns(RuntimeWarning, match="training diverged at step 1"):
        seen = list(steps(data, net))
    assert [bool(step.diverged) for step in seen] == [True]
    np.testing.assert_array_equal(net.theta, before)


def test_one_member_diverges_and_the_others_go_on(data):
    net = stack([make(), make(), make()])
    optimizer = Optimizer(GradientDescent(), per_model([0.1, 1e6, 0.05]))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        run = list(
            train(
                net,
                cross_entropy,
                optimizer,
                data,
                epochs=50,
                batch_size=16,
                rng=np.random.default_rng(1),
            )
        )
    assert len(run) == 200
    assert [str(w.message).split(" diverged")[0] for w in caught] == ["1 of 3 models"]
    assert list(run[-1].diverged) == [False, True, False]
    assert run[-1].loss[1] == np.inf
    assert np.isfinite(run[-1].loss[[0, 2]]).all()
    assert np.isfinite(net.theta).all()
    alone = make()
    for _ in train(
        alone, cross_entropy, Optimizer(lr=0.1), data,
        epochs=50, batch_size=16, rng=np.random.default_rng(1),
    ):  # fmt: skip
        pass
    np.testing.assert_allclose(net.theta[0], alone.theta, rtol=0, atol=1e-10)


def test_no_numpy_setting_leaks_to_the_caller(data):
    before = np.geterr()
    for _ in steps(data):
        assert np.geterr() == before


def bad(x=None, labels=None):
    def change(data):
        return data[0] if x is None else x(data[0]), data[1] if labels is None else labels(data[1])

    return change


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        (bad(x=lambda x: x[:0], labels=lambda y: y[:0]), ValueError, "at least one example"),
        (bad(labels=lambda y: y[:-1]), ValueError, "one label per example"),
        (bad(x=lambda x: np.where(x > 2, np.nan, x)), ValueError, "NaN or inf in x"),
        (bad(x=lambda x: x.astype(np.float32)), TypeError, "got data of float32"),
        (bad(x=lambda x: x[0]), ValueError, r"x of shape \(n, features\)"),
        (bad(x=lambda x: x[:, :3]), ValueError, "'hidden 1' takes 4 features"),
        (bad(labels=lambda y: y + 5), ValueError, "takes labels 0 to 2"),
    ],
)
def test_bad_data(data, change, error, words):
    with pytest.raises(error, match=words):
        next(steps(change(data)))


def test_bad_numbers(data):
    with pytest.raises(ValueError, match="batch_size must be at least 1; got 0"):
        steps(data, batch_size=0)
    with pytest.raises(ValueError, match="epochs must be at least 1; got 0"):
        steps(data, epochs=0)
    with pytest.raises(ValueError, match="sampling must be"):
        next(steps(data, sampling="bootstrap"))
