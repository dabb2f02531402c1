"""Early stopping: when it stops, what it keeps, and what it gives back."""

import copy
import math
import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.datasets import moons
from course_lib.engine import (
    Adam,
    Dense,
    EarlyStopping,
    Layer,
    Network,
    Optimizer,
    Step,
    cross_entropy,
    evaluate,
    mlp,
    per_model,
    stack,
    train,
    unstack,
)

NAN, INF = math.nan, math.inf


class Counter(Layer):
    """Remembers one number without learning it."""

    def buffer_shapes(self):
        return {"count": (1, 1)}

    def forward(self, x, *, training=False, rng=None):
        if training:
            self.buffers["count"][...] += 1
        return x

    def backward(self, grad_y, *, input_gradient=True):
        return grad_y


def make(models=()):
    net = Network([Dense(1, 1), Counter()], rng=np.random.default_rng(0))
    return stack([net] * models[0]) if models else net


def record(values, **options):
    """Feed a list of values, one a step; the weights at record i are i, the buffers i + 0.5.

    Returns the stopping, the network, and after how many records it said stop.
    """
    values = [np.asarray(value) for value in values]
    net = make(values[0].shape)
    now = iter(values)
    stopping = EarlyStopping(lambda step: next(now), **options)
    for i in range(len(values)):
        net.theta[...], net.buffers[...] = i, i + 0.5
        if stopping(step_at(net, i + 1)):
            return stopping, net, i + 1
    return stopping, net, None


def step_at(net, number):
    loss, sound = np.zeros(net.models), np.zeros(net.models, bool)
    return Step(number, float(number), loss, loss, sound, net, Optimizer())


def restored(stopping, net):
    """Of which record each model's weights are; the buffers must be of the same one."""
    stopping.restore(net)
    assert (net.theta == net.theta[..., :1]).all()
    np.testing.assert_array_equal(net.buffers[..., 0], net.theta[..., 0] + 0.5)
    return net.theta[..., 0, 0].tolist()


# When it stops.


def test_patience_is_counted_exactly():
    values = [5, 4, 3, 3, 4, 5, 2]
    for patience, stops_after in ((1, 4), (2, 5), (3, 6), (4, None)):
        stopping, _, after = record(values, patience=patience)
        assert after == stops_after
        if after is not None:
            assert stopping.stopped_epoch == after
            assert stopping.waited == patience
            assert stopping.best == stopping.best_epoch == 3
    assert np.isnan(stopping.stopped_epoch)
    assert (stopping.best, stopping.best_epoch, stopping.waited) == (2, 7, 0)


def test_an_improvement_refills_the_patience():
    _, _, after = record([5, 6, 4, 6, 3, 6, 2, 6, 6], patience=2)
    assert after == 9


def test_an_equal_value_is_no_improvement():
    stopping, net, after = record([3, 3, 3], patience=2)
    assert after == 3
    assert restored(stopping, net) == 0


def test_larger_may_be_better():
    stopping, net, after = record([0.1, 0.5, 0.4, 0.5], patience=2, larger_is_better=True)
    assert after == 4
    assert (stopping.best, stopping.best_epoch) == (0.5, 2)
    assert restored(stopping, net) == 1


@pytest.mark.parametrize("bad", [NAN, INF, -INF])
@pytest.mark.parametrize("larger", [False, True])
def test_what_is_not_finite_is_no_improvement(bad, larger):
    stopping, net, after = record([2, bad, bad], patience=2, larger_is_better=larger)
    assert after == 3
    assert (stopping.best, stopping.best_epoch) == (2, 1)
    assert restored(stopping, net) == 0


def test_the_first_finite_value_is_an_improvement():
    stopping, net, after = record([INF, NAN, 7, 8], patience=3)
    assert after is None
    assert (stopping.best, stopping.best_epoch, stopping.waited) == (7, 3, 1)
    assert restored(stopping, net) == 2


def test_a_model_without_a_finite_value_stays_as_it_is():
    stopping, net, after = record([[NAN, 1], [NAN, 2], [NAN, 3]], patience=2)
    assert after == 3
    assert restored(stopping, net) == [2, 0]
    np.testing.assert_array_equal(stopping.best, [NAN, 1])


def test_values_keeps_what_was_recorded():
    stopping, _, _ = record([3, NAN, 2.5], patience=5, smoothing=0.9)
    np.testing.assert_array_equal(stopping.values, [3, NAN, 2.5])
    stopping, _, _ = record([[3, 4], [1, 2], [5, 6]], patience=5)
    np.testing.assert_array_equal(stopping.values, [[3, 4], [1, 2], [5, 6]])


# Smoothing.


def test_smoothing_by_hand():
    """The average of 4, 2, 6, 1 with beta 0.5: 4, 8/3, 32/7, 8/3 + 1/15 and so on."""
    averages = [4, (2 + 2) / 1.5, (6 + 1 + 1) / 1.75, (1 + 3 + 0.5 + 0.5) / 1.875]
    values = [4, 2, 6, 1]
    for n in range(1, 5):
        stopping, _, _ = record(values[:n], patience=9, smoothing=0.5)
        assert stopping.best == pytest.approx(min(averages[:n]), rel=1e-14)
    assert averages[3] == averages[1]  # so the last is no improvement
    assert stopping.best_epoch == 2


def test_smoothing_looks_past_a_lucky_value():
    values = [1.0, 0.98, 0.96, 0.94, 0.92, 0.7, 0.88, 0.86, 0.84, 0.82, 0.8]
    assert record(values, patience=3)[2] == 9
    stopping, net, after = record(values, patience=3, smoothing=0.9)
    assert after is None
    assert restored(stopping, net) == 10  # the trend falls to the end


def test_what_is_not_finite_is_left_out_of_the_average():
    stopping, _, _ = record([4, NAN, 2], patience=9, smoothing=0.5)
    assert stopping.best == pytest.approx((2 + 4 * 0.25) / 1.25)
    stopping, _, _ = record([INF, 2], patience=9, smoothing=0.5)
    assert stopping.best == 2


# Properties.

values_of_one = st.lists(
    st.one_of(st.integers(-3, 3), st.floats(-10, 10), st.sampled_from([NAN, INF, -INF])),
    min_size=1,
    max_size=12,
)
options = st.fixed_dictionaries(
    {
        "patience": st.integers(1, 5),
        "larger_is_better": st.booleans(),
    }
)


def begins_with_a_number(values):
    """Whether the first record is not refused."""
    return not math.isnan(values[0])


@settings(deadline=None, derandomize=True)
@given(values_of_one.filter(begins_with_a_number), options)
def test_what_is_restored_is_the_best_before_the_stop(values, options):
    stopping, net, after = record(values, **options)
    seen = values[:after]
    finite = [i for i, value in enumerate(seen) if math.isfinite(value)]
    if not finite:
        assert np.isnan(stopping.best)
        return
    pick = max if options["larger_is_better"] else min
    best = pick(seen[i] for i in finite)
    assert stopping.best == best
    first = next(i for i in finite if seen[i] == best)
    assert stopping.best_epoch == first + 1
    assert restored(stopping, net) == first


def stop_by_hand(values, patience, larger_is_better):
    """After how many records to stop, by looking back from each at all that came before."""
    sign = -1 if larger_is_better else 1
    counted_at, counted = 0, None
    for number, value in enumerate(values, start=1):
        if math.isfinite(value) and (counted is None or sign * value < sign * counted):
            counted_at, counted = number, value
        if number - counted_at == patience:
            return number
    return None


@settings(deadline=None, derandomize=True)
@given(values_of_one.filter(begins_with_a_number), options)
def test_it_stops_when_the_patience_has_run_out(values, options):
    assert record(values, **options)[2] == stop_by_hand(values, **options)


@settings(deadline=None, derandomize=True)
@given(
    st.integers(1, 4).flatmap(
        lambda k: st.lists(
            st.lists(st.integers(0, 5), min_size=k, max_size=k), min_size=1, max_size=10
        )
    ),
    options,
    st.sampled_from([0.0, 0.5]),
)
def test_a_stack_is_its_members_side_by_side(values, options, smoothing):
    together, net, after = record(values, smoothing=smoothing, **options)
    theirs = [
        record(list(own), smoothing=smoothing, **options) for own in zip(*values, strict=True)
    ]
    ends = [own for _, _, own in theirs]
    assert after == (None if None in ends else max(ends))
    here = restored(together, net)
    for k, (alone, single, _) in enumerate(theirs):
        for name in ("best", "best_epoch", "stopped_epoch", "waited"):
            np.testing.assert_array_equal(getattr(together, name)[k], getattr(alone, name))
        assert here[k] == restored(alone, single)


def test_a_member_that_has_run_out_is_left_alone():
    values = [[1, 9], [2, 8], [3, 7], [0, 6], [0, 7], [0, 7]]
    stopping, net, after = record(values, patience=2)
    assert after == 6
    np.testing.assert_array_equal(stopping.best, [1, 6])
    np.testing.assert_array_equal(stopping.stopped_epoch, [3, 6])
    assert restored(stopping, net) == [0, 3]


# With real training.


@pytest.fixture(scope="module")
def sets():
    x, labels = moons(160, noise=0.35, rng=np.random.default_rng(0))
    return (x[:40], labels[:40]), (x[40:], labels[40:])


def dev_loss(dev):
    return lambda step: evaluate(step.network, cross_entropy, dev)[0]


def fit_with(stopping, net, data, lr=0.02, epochs=200):
    run = train(
        net, cross_entropy, Optimizer(Adam(), lr), data,
        epochs=epochs, batch_size=10, rng=np.random.default_rng(1),
    )  # fmt: skip
    for step in run:
        if step.ends_epoch and stopping(step):
            break


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_restored_network_is_exactly_the_best(sets, dtype):
    data, dev = [(x.astype(dtype), labels) for x, labels in sets]
    net = mlp([2, 30, 2], rng=np.random.default_rng(0), drop_rate=0.1, dtype=dtype)
    stopping = EarlyStopping(dev_loss(dev), patience=10)
    fit_with(stopping, net, data)
    assert stopping.stopped_epoch == stopping.best_epoch + 10 == len(stopping.values) < 200
    assert evaluate(net, cross_entropy, dev)[0] > stopping.best
    stopping.restore(net)
    assert evaluate(net, cross_entropy, dev)[0] == stopping.best == stopping.values.min()
    assert net.theta.dtype == dtype


def test_a_stack_is_restored_member_by_member(sets):
    data, dev = sets
    lrs = [0.003, 0.02, 0.1]
    net = stack([mlp([2, 30, 2], rng=np.random.default_rng(0)) for _ in lrs])
    stopping = EarlyStopping(dev_loss(dev), patience=10)
    fit_with(stopping, net, data, per_model(lrs))
    stopping.restore(net)
    np.testing.assert_array_equal(evaluate(net, cross_entropy, dev)[0], stopping.best)
    assert len(set(stopping.best_epoch)) == 3
    for k, (lr, member) in enumerate(zip(lrs, unstack(net), strict=True)):
        single = mlp([2, 30, 2], rng=np.random.default_rng(0))
        alone = EarlyStopping(dev_loss(dev), patience=10)
        fit_with(alone, single, data, lr)
        alone.restore(single)
        np.testing.assert_allclose(member.theta, single.theta, rtol=0, atol=1e-10)
        assert stopping.stopped_epoch[k] == alone.stopped_epoch


def test_what_is_kept_does_not_change_with_the_network():
    stopping, net, _ = record([2, 1, 3], patience=9)
    net.theta[...], net.buffers[...] = 99, 99
    assert restored(stopping, net) == 1
    net.theta[...], net.buffers[...] = 99, 99
    assert restored(stopping, net) == 1


def test_an_interrupted_evaluation_leaves_it_usable():
    def interrupted(step):
        if step.number == 3:
            raise KeyboardInterrupt
        return 5 - step.number

    net, stopping = make(), EarlyStopping(interrupted, patience=2)
    for i in range(2):
        net.theta[...], net.buffers[...] = i, i + 0.5
        stopping(step_at(net, i + 1))
    with pytest.raises(KeyboardInterrupt):
        stopping(step_at(net, 3))
    np.testing.assert_array_equal(stopping.values, [4, 3])
    assert restored(stopping, net) == 1
    assert not stopping(step_at(net, 4))


def first_weight(step):
    return step.theta[..., 0, 0]


@pytest.mark.parametrize("models", [(), (2,)])
def test_copies_and_pickles_go_on_from_where_they_are(models):
    net, stopping = make(models), EarlyStopping(first_weight, patience=2)
    for number, weight in enumerate((3, 2, 4), start=1):
        net.theta[...], net.buffers[...] = weight, weight + 0.5
        stopping(step_at(net, number))
    for other in (copy.deepcopy(stopping), pickle.loads(pickle.dumps(stopping))):
        assert other(step_at(net, 4))
        other.restore(net)
        assert (net.theta == 2).all()
        net.theta[...] = 4
    assert (stopping.waited == 1).all()


# Another run.


def test_reset_makes_it_new():
    stopping, net, after = record([1, 2, 3], patience=2)
    assert after == 3
    stopping.reset()
    assert stopping.values.shape == (0,)
    stopping.quantity = lambda step: 5.0
    net.theta[...], net.buffers[...] = 7, 7.5
    assert not stopping(step_at(net, 1))
    assert (stopping.best, stopping.best_epoch) == (5, 1)
    assert restored(stopping, net) == 7


def test_another_run_without_reset_is_refused():
    stopping, net, _ = record([1, 2, 3], patience=5)
    with pytest.raises(ValueError, match=r"up to epoch 3; got epoch 1. Call reset\(\) before"):
        stopping(step_at(net, 1))
    assert len(stopping.values) == 3


# Bad input.


def test_restore_needs_a_record():
    stopping = EarlyStopping(first_weight, patience=1)
    with pytest.raises(ValueError, match="restore needs a record; nothing was recorded yet"):
        stopping.restore(make())


def test_restore_needs_the_network_of_the_run():
    stopping, _, _ = record([1], patience=1)
    before = (other := make((2,))).theta.copy()
    with pytest.raises(
        ValueError, match=r"theta of shape \(1, 2\); got theta of shape \(2, 1, 2\)"
    ):
        stopping.restore(other)
    np.testing.assert_array_equal(other.theta, before)


@pytest.mark.parametrize(
    ("models", "value", "words"),
    [
        ((), [1.0], r"of shape \(\), one number per model; got shape \(1,\)"),
        ((2,), 1.0, r"of shape \(2,\), one number per model; got shape \(\)"),
        ((2,), [1.0, 2.0, 3.0], r"got shape \(3,\)"),
    ],
)
def test_the_quantity_needs_one_number_per_model(models, value, words):
    stopping = EarlyStopping(lambda step: value, patience=1)
    with pytest.raises(ValueError, match=words):
        stopping(step_at(make(models), 1))
    assert len(stopping.values) == 0


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"patience": 0}, "patience must be a whole number, at least 1; got 0"),
        ({"patience": 1.5}, "patience must be a whole number, at least 1; got 1.5"),
        ({"smoothing": 1.0}, r"smoothing must lie in \[0, 1\); got 1.0"),
        ({"smoothing": -0.1}, r"smoothing must lie in \[0, 1\); got -0.1"),
    ],
)
def test_bad_settings_are_named(bad, words):
    with pytest.raises(ValueError, match=words):
        EarlyStopping(first_weight, **{"patience": 3} | bad)


def test_it_says_how_far_it_is():
    assert repr(record([1, 2], patience=5)[0]) == "EarlyStopping(patience=5; 2 records)"
