"""The range test: what it records, when it ends, what it reads off, and what it leaves alone."""

import math
import pickle
import warnings

import numpy as np
import pytest

from course_lib.datasets import moons
from course_lib.engine import (
    L2,
    Adam,
    Dense,
    GradientDescent,
    Momentum,
    Network,
    Optimizer,
    RangeTest,
    binary_cross_entropy,
    cross_entropy,
    evaluate,
    fit,
    mlp,
    per_model,
    range_test,
    stack,
    train,
)


@pytest.fixture
def data():
    x, labels = moons(200, noise=0.2, rng=np.random.default_rng(0))
    return x, labels


def make(seed=0, drop_rate=None, dtype=np.float64):
    return mlp([2, 16, 8, 2], rng=np.random.default_rng(seed), drop_rate=drop_rate, dtype=dtype)


def run(network, data, *, optimizer=None, loss=cross_entropy, seed=1, **settings):
    settings = {"batch_size": 20, "rng": np.random.default_rng(seed)} | settings
    return range_test(network, loss, optimizer or Optimizer(), data, **settings)


# The run.


def squared_error(outputs, targets):
    error = outputs[..., 0] - targets
    return (error**2 / 2).mean(axis=-1), error[..., None] / error.shape[-1]


def line_by_hand(x, t, w, b, *, low, high, steps, smoothing):
    """The range test of w x + b under gradient descent, one number at a time."""
    rates, losses, averages = [], [], []
    n = len(x)
    for i in range(steps):
        rates.append(low * (high / low) ** (i / (steps - 1)))
        errors = [w * x[j] + b - t[j] for j in range(n)]
        losses.append(sum(e * e / 2 for e in errors) / n)
        weights = [smoothing**age if age else 1.0 for age in range(i + 1)]
        average = sum(c * v for c, v in zip(weights, reversed(losses), strict=True)) / sum(weights)
        if sum(weights) > 0.5 / (1 - smoothing):
            averages.append(average)
        if averages and average > 4 * min(averages):
            break
        w -= rates[-1] * sum(errors[j] * x[j] for j in range(n)) / n
        b -= rates[-1] * sum(errors) / n
    return rates, losses


@pytest.mark.parametrize("smoothing", [0.0, 0.5, 0.9])
@pytest.mark.parametrize("high", [1.0, 30.0])
def test_a_line_worked_by_hand(smoothing, high):
    x, t = [0.5, -1.0, 2.0, 0.1], [1.0, 0.3, 1.5, -0.7]
    net = Network([Dense(1, 1)], rng=np.random.default_rng(0))
    settings = {"low": 0.01, "high": high, "steps": 40, "smoothing": smoothing}
    rates, losses = line_by_hand(x, t, float(net.theta[0, 0]), 0.0, **settings)
    test = run(
        net, (np.array(x)[:, None], np.array(t)), loss=squared_error, batch_size=4, **settings
    )
    np.testing.assert_allclose(test.rates, rates, rtol=1e-12)
    np.testing.assert_allclose(test.losses, losses, rtol=1e-9)
    assert (len(rates) < 40) == (high == 30.0)  # one runs to its end, the other ends early


def test_it_is_training_under_a_rising_schedule(data):
    optimizer = Optimizer(Momentum(0.8), regularizer=L2(0.01))
    test = run(make(), data, optimizer=optimizer, low=1e-4, high=0.1, steps=25)

    def rising(step):
        return 1e-4 * 1000 ** (step / 24)

    by_hand = train(
        make(), cross_entropy, Optimizer(Momentum(0.8), rising, L2(0.01)), data,
        epochs=3, batch_size=20, rng=np.random.default_rng(1),
    )  # fmt: skip
    losses = [float(step.loss) for step, _ in zip(by_hand, range(25), strict=False)]
    np.testing.assert_allclose(test.losses, losses, rtol=1e-10)
    np.testing.assert_allclose(test.rates, rising(np.arange(25)), rtol=1e-12)
    assert test.rates[0] == 1e-4
    assert test.rates[-1] == 0.1


@pytest.mark.parametrize("batch_size", [1, 60, 200, 999])
def test_it_makes_its_steps_over_as_many_passes_as_they_need(data, batch_size):
    test = run(make(), data, low=1e-4, high=1e-3, steps=30, batch_size=batch_size)
    assert test.rates.shape == test.losses.shape == (30,)


def test_network_and_optimizer_stay_as_they_were(data):
    net, optimizer = make(drop_rate=0.2), Optimizer(Adam(), lr=0.03)
    fit(net, cross_entropy, optimizer, data, epochs=2, batch_size=50, rng=np.random.default_rng(2))
    before = pickle.dumps((net, net.gradient, optimizer))
    run(net, data, optimizer=optimizer)
    assert pickle.dumps((net, net.gradient, optimizer)) == before
    fresh = run(net, data, optimizer=Optimizer(Adam(), lr=9.0))
    np.testing.assert_array_equal(run(net, data, optimizer=optimizer).losses, fresh.losses)


def test_the_same_generator_gives_the_same_test(data):
    one, other = (run(make(drop_rate=0.5), data) for _ in range(2))
    np.testing.assert_array_equal(one.losses, other.losses)
    assert (run(make(drop_rate=0.5), data, seed=2).losses[:20] != one.losses[:20]).any()


def test_float32_is_kept_in_training(data):
    x, labels = data
    test = run(make(dtype=np.float32), (x.astype(np.float32), labels))
    exact = run(make(), data)
    assert test.losses.dtype == np.float32
    assert test.rates.dtype == np.float64
    np.testing.assert_allclose(test.losses[:40], exact.losses[:40], rtol=1e-3)


# The end.


def test_a_divergence_ends_it_without_a_warning(data):
    test = run(make(), data, low=1e-3, high=1e300, steps=4)  # a warning would be an error
    assert test.losses.shape == (3,)
    assert test.losses[-1] == np.inf
    assert np.isfinite(test.losses[:-1]).all()
    assert np.isfinite(test.smoothed).all()


def test_a_divergence_at_the_first_step_leaves_nothing_to_read(data):
    def steep(logits, labels):
        value, grad = cross_entropy(logits, labels)
        return value, grad * np.inf

    test = run(make(), data, loss=steep, low=1e200, high=1e300)
    assert test.losses.tolist() == [np.inf]
    assert np.isnan(test.steepest)
    assert test.lowest == 1e200


def test_other_warnings_come_through(data):
    def complaining(logits, labels):
        warnings.warn("a loss of its own", RuntimeWarning, stacklevel=1)
        return cross_entropy(logits, labels)

    with pytest.warns(RuntimeWarning, match="a loss of its own"):
        run(make(), data, loss=complaining, steps=2)


def scripted(losses):
    """A loss that is what a list says, whatever the network computes."""
    values = iter(losses)

    def loss(logits, labels):
        return np.array(next(values)), np.zeros_like(logits)

    return loss


def test_it_ends_when_the_loss_exceeds_four_times_the_best(data):
    losses = [1.0, 0.5, 1.9, 2.0, 2.1, 0.1]
    test = run(make(), data, loss=scripted(losses), smoothing=0.0, steps=6, batch_size=200)
    np.testing.assert_array_equal(test.losses, losses[:5])


def test_one_bad_batch_does_not_end_it(data):
    losses = [1.0] * 20 + [10.0] + [1.0] * 9
    test = run(make(), data, loss=scripted(losses), steps=30, batch_size=200)
    np.testing.assert_array_equal(test.losses, losses)


def test_one_lucky_batch_at_the_start_does_not_end_it(data):
    losses = [0.01] + [1.0] * 29
    test = run(make(), data, loss=scripted(losses), steps=30, batch_size=200)
    np.testing.assert_array_equal(test.losses, losses)


# What is read off.


def of(losses, smoothing=0.0):
    losses = np.array(losses)
    return RangeTest(10.0 ** np.arange(len(losses)), losses, smoothing)


def test_readings_without_smoothing():
    test = of([5, 5, 4, 1, 0.5, 2, 8])
    np.testing.assert_array_equal(test.smoothed[:5], [5, 5, 4, 1, 0.5])
    assert test.steepest == 1e2  # the update that led from 4 to 1
    assert test.lowest == 1e4


def test_a_fall_after_the_lowest_does_not_count():
    assert of([5, 4, 1, 30, 2]).steepest == 10


@pytest.mark.parametrize("losses", [[1.0, 2.0, 3.0], [1.0, 1.0], [1.0], [math.inf]])
def test_a_loss_that_never_falls_has_no_steepest(losses):
    test = of(losses)
    assert np.isnan(test.steepest)
    assert test.lowest == 1


def test_smoothing_by_hand():
    losses, beta = [3.0, 1.0, 2.0, 0.5, 0.7], 0.6
    by_hand = []
    for i in range(5):
        weights = [beta ** abs(i - j) for j in range(5)]
        by_hand.append(sum(w * v for w, v in zip(weights, losses, strict=True)) / sum(weights))
    np.testing.assert_allclose(of(losses, beta).smoothed, by_hand, rtol=1e-14)


def test_smoothing_does_not_move_a_fall_in_time():
    losses = [2.0] * 20 + [1.0] * 20
    assert of(losses, 0.9).steepest == of(losses).steepest == 1e19


@pytest.mark.parametrize("end", [3.0, 1e3, 1e100, math.inf])
def test_the_height_of_the_end_changes_no_reading(end):
    usual = [3.0, 3.0, 2.5, 1.5, 1.0, 0.9, 1.4]
    test = of([*usual, end], 0.8)
    np.testing.assert_array_equal(test.smoothed, of([*usual, 3.0], 0.8).smoothed)


@pytest.mark.parametrize("rule", [GradientDescent(), Momentum(0.9), Adam()])
def test_the_steepest_rate_is_large_enough_to_learn(data, rule):
    net = make()
    steepest = float(run(net, data, optimizer=Optimizer(rule)).steepest)
    losses = []
    for lr in (steepest, steepest / 100):
        trained = net.copy()
        fit(
            trained, cross_entropy, Optimizer(rule, lr), data,
            epochs=10, batch_size=20, rng=np.random.default_rng(3),
        )  # fmt: skip
        losses.append(float(evaluate(trained, cross_entropy, data)[0]))
    assert losses[0] < 0.7 * losses[1]


@pytest.mark.parametrize("seed", range(8))
def test_the_readings_agree_between_seeds(data, seed):
    """Noise at the small rates, where nothing is learned, is not taken for the steepest fall."""
    test = run(make(seed), data, optimizer=Optimizer(Adam()), batch_size=10, seed=seed)
    assert 1e-4 < test.steepest < 0.05
    assert 0.01 < test.lowest < 1


# The model axis.


def assert_member_is_like(together, k, alone):
    steps = len(alone.rates)
    np.testing.assert_array_equal(together.rates[:steps], alone.rates)
    np.testing.assert_allclose(together.losses[:steps, k], alone.losses, rtol=1e-6)
    assert np.isnan(together.losses[steps:, k]).all()
    np.testing.assert_allclose(together.smoothed[:steps, k], alone.smoothed, rtol=1e-6)
    assert together.steepest[k] == pytest.approx(float(alone.steepest), nan_ok=True)
    assert together.lowest[k] == pytest.approx(float(alone.lowest))


@pytest.mark.parametrize("smoothing", [0.0, 0.9])
def test_a_stack_is_tested_as_its_members_would_be_alone(data, smoothing):
    drops, betas = [0.0, 0.3, 0.6], [0.0, 0.9, 0.99]
    settings = {"low": 1e-3, "high": 1e3, "steps": 60, "smoothing": smoothing}
    together = run(
        stack([make(4, rate) for rate in drops]), data,
        optimizer=Optimizer(Momentum(per_model(betas))), **settings,
    )  # fmt: skip
    ends = []
    for k, (rate, beta) in enumerate(zip(drops, betas, strict=True)):
        alone = run(make(4, rate), data, optimizer=Optimizer(Momentum(beta)), **settings)
        assert_member_is_like(together, k, alone)
        ends.append(len(alone.rates))
    assert len(set(ends)) > 1  # so that some end before others
    assert together.losses.shape == (max(ends), 3)


def test_a_generator_for_each_member(data):
    rngs = [np.random.default_rng(seed) for seed in (5, 6)]
    together = run(stack([make(5), make(6)]), data, rng=rngs)
    for k, seed in enumerate((5, 6)):
        assert_member_is_like(together, k, run(make(seed), data, seed=seed))


@pytest.mark.parametrize("smoothing", [0.0, 0.9])
def test_a_member_that_diverges_at_once_leaves_the_others_alone(data, smoothing):
    pair = stack([make(), make()])
    pair.theta[0] *= 1e200
    together = run(pair, data, smoothing=smoothing)
    assert together.losses[0, 0] == np.inf
    assert np.isnan(together.losses[1:, 0]).all()
    assert np.isnan(together.steepest[0])
    assert_member_is_like(together, 1, run(make(), data, smoothing=smoothing))


def test_weights_of_the_examples_and_other_losses(data):
    x, labels = data
    net = mlp([2, 8, 1], rng=np.random.default_rng(0))
    assert run(net, (x, labels), loss=binary_cross_entropy).steepest > 0


# Bad input.


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"low": 0.0}, r"needs rates 0 < low < high; got low=0\.0 and high=10\.0"),
        ({"low": -1.0}, "needs rates 0 < low < high"),
        ({"low": 2.0, "high": 1.0}, r"got low=2\.0 and high=1\.0"),
        ({"high": math.inf}, "got low=1e-06 and high=inf"),
        ({"high": math.nan}, "got low=1e-06 and high=nan"),
        ({"steps": 0}, "steps must be a whole number, at least 2; got 0"),
        ({"steps": 1}, "steps must be a whole number, at least 2; got 1"),
        ({"smoothing": 1.0}, r"smoothing must lie in \[0, 1\); got 1"),
        ({"batch_size": 0}, "batch_size must be a whole number, at least 1; got 0"),
    ],
)
def test_bad_numbers_are_named(data, bad, words):
    with pytest.raises(ValueError, match=words):
        run(make(), data, **bad)


def test_a_test_says_what_it_covers():
    assert repr(of([1.0, 2.0, 3.0])) == "RangeTest(3 rates, 1 to 100)"
