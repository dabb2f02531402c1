"""A stack trains exactly as its members would alone."""

import numpy as np
import pytest

from course_lib.engine import (
    L2,
    Adam,
    GradientDescent,
    Momentum,
    Optimizer,
    Tanh,
    cross_entropy,
    mlp,
    per_model,
    stack,
    train,
    unstack,
)

RATES = [0.0, 0.2, 0.5]
STRENGTHS = [0.0, 0.01, 0.3]
LRS = [0.01, 0.05, 0.1]
RULES = [GradientDescent(), Momentum(0.9), Adam()]


def make(seed, drop_rate=0.0):
    return mlp([4, 8, 8, 3], rng=np.random.default_rng(seed), drop_rate=drop_rate)


@pytest.fixture
def data():
    rng = np.random.default_rng(0)
    return rng.standard_normal((50, 4)), rng.integers(3, size=50)


def run(network, optimizer, data, rng, sampling="shuffle"):
    # 50 examples in batches of 16: four updates an epoch, the last one short
    for _ in train(
        network, cross_entropy, optimizer, data, epochs=50, batch_size=16, rng=rng,
        sampling=sampling,
    ):  # fmt: skip
        pass
    assert optimizer.steps == 200
    return network


@pytest.mark.parametrize("sampling", ["shuffle", "replacement"])
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: type(rule).__name__)
def test_comparing_settings_with_one_generator(data, rule, sampling):
    together = stack([make(5, rate) for rate in RATES])
    optimizer = Optimizer(rule, per_model(LRS), L2(per_model(STRENGTHS)))
    run(together, optimizer, data, np.random.default_rng(9), sampling)
    for member, rate, strength, lr in zip(unstack(together), RATES, STRENGTHS, LRS, strict=True):
        alone = run(
            make(5, rate),
            Optimizer(rule, lr, L2(strength)),
            data,
            np.random.default_rng(9),
            sampling,
        )
        np.testing.assert_allclose(member.theta, alone.theta, rtol=0, atol=1e-10)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: type(rule).__name__)
def test_bands_over_seeds_with_a_generator_each(data, rule):
    seeds = [1, 2, 3]
    together = run(
        stack([make(seed, 0.3) for seed in seeds]),
        Optimizer(rule, 0.05),
        data,
        [np.random.default_rng(seed) for seed in seeds],
    )
    for seed, member in zip(seeds, unstack(together), strict=True):
        # A list of one generator is for stacks: a single network takes the generator itself.
        alone = run(make(seed, 0.3), Optimizer(rule, 0.05), data, np.random.default_rng(seed))
        np.testing.assert_allclose(member.theta, alone.theta, rtol=0, atol=1e-10)


def test_own_data_for_each_model(data):
    rng = np.random.default_rng(4)
    x, labels = rng.standard_normal((2, 50, 4)), rng.integers(3, size=(2, 50))
    together = run(
        stack([make(0), make(1)]), Optimizer(lr=0.1), (x, labels), np.random.default_rng(8)
    )
    for k, member in enumerate(unstack(together)):
        alone = run(make(k), Optimizer(lr=0.1), (x[k], labels[k]), np.random.default_rng(8))
        np.testing.assert_allclose(member.theta, alone.theta, rtol=0, atol=1e-10)


def test_unstack_gives_back_what_was_stacked():
    members = [make(seed, rate) for seed, rate in enumerate(RATES)]
    for before, after in zip(members, unstack(stack(members)), strict=True):
        np.testing.assert_array_equal(before.theta, after.theta)
        assert before["dropout 1"].drop_rate == after["dropout 1"].drop_rate


def test_equal_hyperparameters_stay_one_number():
    assert stack([make(0, 0.3), make(1, 0.3)])["dropout 1"].drop_rate == 0.3


def test_stacking_leaves_the_members_alone():
    member = make(0)
    together = stack([member, member])
    together.theta += 1
    np.testing.assert_array_equal(member.theta, make(0).theta)


def test_members_taken_out_leave_the_stack_alone():
    together = stack([make(0), make(1)])
    before = together.theta.copy()
    for member in unstack(together):
        member.theta += 1
    np.testing.assert_array_equal(together.theta, before)


def test_what_cannot_be_stacked():
    with pytest.raises(ValueError, match="at least one network"):
        stack([])
    with pytest.raises(ValueError, match="single networks; got a stack of 2"):
        stack([stack([make(0), make(1)])])
    with pytest.raises(ValueError, match="takes a stack"):
        unstack(make(0))


@pytest.mark.parametrize(
    "changed",
    [{"sizes": [4, 9, 8, 3]}, {"activation": Tanh}, {"dtype": np.float32}],
    ids=["sizes", "layers", "dtype"],
)
def test_networks_that_differ_cannot_be_stacked(changed):
    settings = {"sizes": [4, 8, 8, 3], "drop_rate": 0.0} | changed
    other = mlp(rng=np.random.default_rng(0), **settings)
    with pytest.raises(ValueError, match="networks of one shape"):
        stack([make(0), other])


def test_own_data_needs_as_many_sets_as_models(data):
    three = tuple(np.stack([array] * 3) for array in data)
    with pytest.raises(ValueError, match="x holds data for 3 models; the network holds 2"):
        train(
            stack([make(0), make(1)]), cross_entropy, Optimizer(), three,
            epochs=1, batch_size=5, rng=np.random.default_rng(0),
        )  # fmt: skip


def test_a_generator_list_needs_one_for_each_model(data):
    generators = [np.random.default_rng(0)]
    with pytest.raises(ValueError, match="got 1 for 2"):
        train(
            stack([make(0), make(1)]), cross_entropy, Optimizer(), data,
            epochs=1, batch_size=5, rng=generators,
        )  # fmt: skip
