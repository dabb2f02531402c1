"""Training as a generator: batches, streams, checks."""

import numpy as np
import pytest

from course_lib.engine import (
    L2,
    AdaGrad,
    Adam,
    AdamEpsilonFolded,
    AdamEpsilonInRoot,
    AdamUncorrected,
    AdamW,
    ClipByNorm,
    DampedMomentum,
    Dense,
    Dropout,
    GradientDescent,
    MaxNorm,
    Momentum,
    MomentumOfSteps,
    Nesterov,
    Network,
    Optimizer,
    RMSProp,
    Sigmoid,
    constant,
    cosine_decay,
    cross_entropy,
    exponential_decay,
    inverse_square_root_decay,
    inverse_time_decay,
    linear_decay,
    mlp,
    per_epoch,
    per_model,
    piecewise,
    stack,
    step_decay,
    train,
    warm_up,
)
from tests.engine.runs import data, make, steps

__all__ = ["data"]  # a fixture


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


def test_an_epoch_with_replacement_draws_full_batches(data):
    """50 examples in batches of 16: four full batches, as the published runs counted."""
    seen = []
    net = mlp([4, 50], rng=np.random.default_rng(0))
    for _ in train(
        net, spy(seen), Optimizer(), (data[0], np.arange(50)),
        epochs=2, batch_size=16, rng=np.random.default_rng(1), sampling="replacement",
    ):  # fmt: skip
        pass
    assert [len(batch) for batch in seen] == [16] * 8


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


RULES = [
    GradientDescent(), Momentum(), Nesterov(), AdaGrad(), RMSProp(), Adam(), AdamW(),
    DampedMomentum(), MomentumOfSteps(),
    AdamEpsilonInRoot(), AdamEpsilonFolded(), AdamUncorrected(),
]  # fmt: skip
SCHEDULES = [
    constant(np.float64(0.1)), step_decay(0.1, 0.5, 2), exponential_decay(0.1, 0.9),
    inverse_time_decay(0.1, 0.5), inverse_square_root_decay(0.1, 3), linear_decay(0.1, 5),
    cosine_decay(0.1, 5), warm_up(constant(0.1), 3), piecewise([2], [0.1, 0.01]),
    per_epoch(exponential_decay(0.1, 0.9), 2),
]  # fmt: skip


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(
    ("rule", "schedule"),
    [(rule, SCHEDULES[0]) for rule in RULES] + [(Adam(), schedule) for schedule in SCHEDULES],
    ids=repr,
)
def test_the_dtype_is_kept(data, dtype, rule, schedule):
    net = stack([make(drop_rate=rate, dtype=dtype) for rate in (0.1, 0.2)])
    optimizer = Optimizer(
        rule, schedule, L2(per_model([0.1, 0.2])), ClipByNorm(np.float64(0.5)),
        net.mask("output").astype(np.float64), MaxNorm(np.float64(0.4)),
    )  # fmt: skip
    weights = np.linspace(0.5, 1.0, 50)  # float64 whatever the network computes in
    x = data[0].astype(dtype)
    for step in train(
        net, cross_entropy, optimizer, (x, data[1], weights),
        epochs=2, batch_size=20, rng=np.random.default_rng(0),
    ):  # fmt: skip
        assert step.theta.dtype == net.gradient.dtype == step.loss.dtype == dtype
        assert all(array.dtype == dtype for array in optimizer.state.values())
    assert net.forward(x).dtype == dtype


def test_a_step_shows_its_parameters_read_only(data):
    step = next(steps(data))
    with pytest.raises(ValueError, match="read-only"):
        step.theta[...] = 0


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
    with pytest.raises(ValueError, match="batch_size must be a whole number, at least 1; got 0"):
        steps(data, batch_size=0)
    with pytest.raises(ValueError, match="epochs must be a whole number, at least 1; got 0"):
        steps(data, epochs=0)
    with pytest.raises(ValueError, match="sampling must be"):
        next(steps(data, sampling="bootstrap"))
