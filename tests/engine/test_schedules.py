"""Schedules: their values by hand, their ends, their shapes, and schedules inside schedules."""

import copy
import math
import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.engine import (
    Adam,
    Optimizer,
    constant,
    cosine_decay,
    cross_entropy,
    exponential_decay,
    fit,
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
    unstack,
    warm_up,
)
from course_lib.engine.schedules.schedule import Schedule

SCHEDULES: dict[str, Schedule] = {
    "constant": constant(0.1),
    "step": step_decay(0.1, factor=0.5, every=7),
    "exponential": exponential_decay(0.1, decay=0.9),
    "inverse time": inverse_time_decay(0.1, decay=0.3),
    "inverse square root": inverse_square_root_decay(0.1, scale=4),
    "linear": linear_decay(0.1, steps=20, end=0.01),
    "cosine": cosine_decay(0.1, steps=20, end=0.01),
    "piecewise": piecewise([5, 12], [0.1, cosine_decay(0.1, steps=9), 0.0]),
    "per epoch": per_epoch(exponential_decay(0.1, decay=0.5), steps_per_epoch=3),
}
WARMED = {f"warmed {name}": warm_up(schedule, steps=6) for name, schedule in SCHEDULES.items()}
every_schedule = pytest.mark.parametrize(
    "schedule", [*SCHEDULES.values(), *WARMED.values()], ids=[*SCHEDULES, *WARMED]
)

rates = st.floats(0, 10)
counts = st.integers(1, 50)
shares = st.floats(0, 1)


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        (constant(0.3), {0: 0.3, 1: 0.3, 10**9: 0.3}),
        (step_decay(0.8, factor=0.5, every=10), {0: 0.8, 9: 0.8, 10: 0.4, 19: 0.4, 20: 0.2}),
        (exponential_decay(0.2, decay=0.95), {0: 0.2, 1: 0.19, 2: 0.1805, 10: 0.119747387848}),
        (inverse_time_decay(0.2, decay=1.0), {0: 0.2, 1: 0.1, 3: 0.05, 19: 0.01}),
        (inverse_square_root_decay(0.6, scale=10), {0: 0.6, 30: 0.3, 80: 0.2, 350: 0.1}),
        (linear_decay(0.5, steps=10, end=0.1), {0: 0.5, 1: 0.46, 5: 0.3, 10: 0.1, 11: 0.1}),
        (linear_decay(0.1, steps=2, end=0.5), {0: 0.1, 1: 0.3, 2: 0.5, 100: 0.5}),
        (
            cosine_decay(0.5, steps=12, end=0.1),
            {0: 0.5, 3: 0.3 + 0.2 / math.sqrt(2), 4: 0.4, 6: 0.3, 8: 0.2, 12: 0.1, 24: 0.1},
        ),
        (warm_up(0.4, steps=4), {0: 0.1, 1: 0.2, 2: 0.3, 3: 0.4, 4: 0.4, 50: 0.4}),
        (warm_up(0.4, steps=1), {0: 0.4, 1: 0.4}),
        (piecewise([3, 5], [1, 0.5, 0.2]), {0: 1, 2: 1, 3: 0.5, 4: 0.5, 5: 0.2, 99: 0.2}),
        (
            per_epoch(exponential_decay(0.5, decay=0.99), steps_per_epoch=4),
            {0: 0.5, 3: 0.5, 4: 0.495, 7: 0.495, 8: 0.49005},
        ),
    ],
    ids=lambda value: repr(value) if callable(value) else "",
)
def test_values_worked_by_hand(schedule, expected):
    for step, lr in expected.items():
        assert schedule(step) == pytest.approx(lr, rel=1e-12), step


@pytest.mark.parametrize("kind", [linear_decay, cosine_decay])
def test_the_end_is_exact_and_stays(kind):
    schedule = kind(0.3, steps=7, end=0.1)
    assert schedule(0) == 0.3
    np.testing.assert_array_equal(schedule(np.arange(7, 100)), 0.1)
    assert (schedule(np.arange(7)) > 0.1).all()


@every_schedule
def test_an_array_of_steps_gives_what_single_steps_give(schedule):
    steps = np.arange(45)
    together = schedule(steps)
    assert together.shape == (45,)
    assert together.dtype == np.float64
    alone = [schedule(int(step)) for step in steps]
    np.testing.assert_allclose(together, alone, rtol=1e-14)  # powers may round otherwise
    np.testing.assert_array_equal(schedule(steps.reshape(5, 9)), together.reshape(5, 9))
    np.testing.assert_array_equal(schedule(steps.astype(np.uint8)), together)
    np.testing.assert_array_equal(schedule(list(steps)), together)


@every_schedule
def test_one_step_gives_a_number(schedule):
    for step in (0, np.int64(3), 30):
        assert isinstance(schedule(step), float)


@every_schedule
def test_steps_stay_as_they_were(schedule):
    steps = np.arange(45)
    schedule(steps)
    np.testing.assert_array_equal(steps, np.arange(45))


@every_schedule
def test_copies_and_pickles_are_the_same_schedule(schedule):
    for other in (copy.deepcopy(schedule), pickle.loads(pickle.dumps(schedule))):
        assert other == schedule
        np.testing.assert_array_equal(other(np.arange(40)), schedule(np.arange(40)))


@every_schedule
def test_a_schedule_prints_as_the_code_that_makes_it(schedule):
    names = {
        kind.__name__: kind
        for kind in (
            constant, cosine_decay, exponential_decay, inverse_square_root_decay,
            inverse_time_decay, linear_decay, per_epoch, piecewise, step_decay, warm_up,
        )
    }  # fmt: skip
    assert eval(repr(schedule), names) == schedule


def test_an_optimizer_with_a_schedule_can_be_pickled_in_mid_run():
    rng = np.random.default_rng(0)
    net, data = mlp([2, 3, 2], rng=rng), (rng.standard_normal((6, 2)), np.arange(6) % 2)
    optimizer = Optimizer(lr=warm_up(cosine_decay(0.1, steps=20), steps=3))
    fit(net, cross_entropy, optimizer, data, epochs=5, batch_size=6, rng=rng)
    for other in (copy.deepcopy(optimizer), pickle.loads(pickle.dumps(optimizer))):
        assert other.current_lr() == optimizer.current_lr() == optimizer.lr(5)


# Warm-up.


@pytest.mark.parametrize("name", SCHEDULES)
def test_after_the_warm_up_the_schedule_begins_at_its_step_0(name):
    inner, steps = SCHEDULES[name], np.arange(60)
    warmed = warm_up(inner, steps=8)
    np.testing.assert_array_equal(warmed(steps + 8), inner(steps))
    expected = [inner(0) * share / 8 for share in range(1, 9)]
    np.testing.assert_allclose(warmed(np.arange(8)), expected, rtol=1e-15)
    assert warmed(7) == inner(0)


def test_the_curve_of_the_transformer():
    """Vaswani et al. (2017), with steps from 1: lr * min(step / n, sqrt(n / step))."""
    schedule = warm_up(inverse_square_root_decay(0.01, scale=50), steps=50)
    for step in range(51):
        assert schedule(step) == pytest.approx(0.01 * min(step + 1, 50) / 50)
    for step in range(51, 1000):
        assert schedule(step) == pytest.approx(0.01 * math.sqrt(50 / step))


# Pieces.

THIRD = [1e-4] * 400 + [1e-5] * 250 + [1e-6] * 250


@pytest.mark.parametrize(
    "schedule",
    [
        warm_up(piecewise([400, 650], [1e-4, 1e-5, 1e-6]), steps=100),
        piecewise([100, 500, 750], [warm_up(1e-4, steps=100), 1e-4, 1e-5, 1e-6]),
    ],
    ids=["warmed pieces", "a warm-up among the pieces"],
)
def test_a_tenth_of_warm_up_then_two_drops_to_a_tenth(schedule):
    """10 % of the run rising, 40 % at 1e-4, 25 % at a tenth of it, 25 % at a hundredth."""
    by_hand = [1e-6 * (step + 1) for step in range(100)] + THIRD
    np.testing.assert_allclose(schedule(np.arange(1000)), by_hand, rtol=1e-12)


def test_a_piece_counts_its_own_steps():
    schedule = piecewise([4, 9], [0.5, linear_decay(0.4, steps=4), exponential_decay(1, 0.5)])
    by_hand = [0.5] * 4 + [0.4, 0.3, 0.2, 0.1, 0.0] + [1, 0.5, 0.25]
    np.testing.assert_allclose(schedule(np.arange(12)), by_hand, rtol=1e-12)


def test_a_triangle_of_rising_and_falling_lines():
    schedule = piecewise([2], [linear_decay(0.1, 2, end=0.3), linear_decay(0.3, 2, end=0.1)])
    np.testing.assert_allclose(schedule(np.arange(5)), [0.1, 0.2, 0.3, 0.2, 0.1])


def test_pieces_are_not_changed_by_the_lists_they_came_from():
    boundaries, lrs = [2, 4], [0.1, 0.2, 0.3]
    schedule = piecewise(boundaries, lrs)
    boundaries[0], lrs[0] = 3, 9.0
    np.testing.assert_array_equal(schedule(np.arange(5)), [0.1, 0.1, 0.2, 0.2, 0.3])


def test_any_function_is_a_schedule_among_others():
    def halves(step):
        return 0.5 ** np.asarray(step, float)

    np.testing.assert_array_equal(warm_up(halves, steps=2)(np.arange(4)), [0.5, 1, 1, 0.5])
    np.testing.assert_array_equal(piecewise([1], [9, halves])(np.arange(3)), [9, 1, 0.5])
    np.testing.assert_array_equal(per_epoch(halves, 2)(np.arange(4)), [1, 1, 0.5, 0.5])


def test_a_schedule_inside_another_sees_whole_steps():
    table = np.array([0.3, 0.2, 0.1])
    schedules = per_epoch(table.__getitem__, 2), piecewise([3], [9, table.__getitem__])
    assert [schedule(5) for schedule in schedules] == [0.1, 0.1]
    assert warm_up(table.__getitem__, 3)(4) == 0.2
    assert piecewise([50], [9, table.__getitem__])(0) == 9  # never read before its step 0


# Properties.


@settings(deadline=None, derandomize=True)
@given(lr=rates, decay=shares, every=counts, scale=counts, time=st.floats(0, 5))
def test_decays_start_at_lr_and_never_rise(lr, decay, every, scale, time):
    for schedule in (
        step_decay(lr, decay, every),
        exponential_decay(lr, decay),
        inverse_time_decay(lr, time),
        inverse_square_root_decay(lr, scale),
    ):
        values = schedule(np.arange(200))
        assert values[0] == lr
        assert (np.diff(values) <= 0).all()
        assert (values >= 0).all()


@settings(deadline=None, derandomize=True)
@given(lr=rates, end=rates, steps=counts)
def test_annealing_goes_one_way_from_lr_to_end(lr, end, steps):
    for kind in (linear_decay, cosine_decay):
        values = kind(lr, steps, end)(np.arange(2 * steps + 1))
        assert values[0] == lr
        assert (values[steps:] == end).all()
        assert (np.diff(values) * np.sign(end - lr) >= -1e-15 * max(lr, end)).all()
        assert (
            (values >= min(lr, end) * (1 - 1e-15)) & (values <= max(lr, end) * (1 + 1e-15))
        ).all()
        # half a turn around the middle leaves the way as it is
        np.testing.assert_allclose(values[: steps + 1] + values[steps::-1], lr + end, atol=1e-14)


@settings(deadline=None, derandomize=True)
@given(lr=rates, decay=shares, steps=counts)
def test_a_warm_up_rises_by_equal_amounts_to_the_first_rate(lr, decay, steps):
    values = warm_up(exponential_decay(lr, decay), steps)(np.arange(steps))
    np.testing.assert_allclose(np.diff(values, prepend=0), lr / steps, atol=1e-14)
    assert values[-1] == lr


@settings(deadline=None, derandomize=True)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=5, unique=True), st.data())
def test_pieces_are_a_search_in_the_boundaries(boundaries, data):
    boundaries = sorted(boundaries)
    size = len(boundaries) + 1
    lrs = data.draw(st.lists(rates, min_size=size, max_size=size))
    values = piecewise(boundaries, lrs)(np.arange(70))
    by_hand = [lrs[sum(step >= b for b in boundaries)] for step in range(70)]
    np.testing.assert_array_equal(values, by_hand)


# The model axis.


def of_three(lr, share, end):
    return {
        "constant": constant(lr),
        "step": step_decay(lr, factor=share, every=3),
        "exponential": exponential_decay(lr, decay=share),
        "inverse time": inverse_time_decay(lr, decay=share),
        "inverse square root": inverse_square_root_decay(lr, scale=5),
        "linear": linear_decay(lr, steps=8, end=end),
        "cosine": cosine_decay(lr, steps=8, end=end),
        "warm-up": warm_up(lr, steps=4),
        "warmed cosine": warm_up(cosine_decay(lr, steps=8, end=end), steps=4),
        "piecewise": piecewise([3, 6], [lr, 0.5, exponential_decay(lr, share)]),
        "per epoch": per_epoch(exponential_decay(lr, decay=share), steps_per_epoch=2),
    }


LRS, SHARES, ENDS = [0.1, 0.2, 0.4], [0.5, 0.9, 1.0], [0.0, 0.01, 0.3]


@pytest.mark.parametrize("name", of_three(0.1, 0.5, 0.0))
def test_a_value_for_each_model_is_a_schedule_for_each(name):
    together = of_three(*map(per_model, (LRS, SHARES, ENDS)))[name]
    assert together(5).shape == (3, 1, 1)
    assert together(np.arange(12)).shape == (3, 1, 12)
    for k, settings_of_one in enumerate(zip(LRS, SHARES, ENDS, strict=True)):
        alone = of_three(*settings_of_one)[name]
        np.testing.assert_allclose(together(5)[k, 0, 0], alone(5), rtol=1e-14)
        steps = np.arange(12)
        np.testing.assert_allclose(together(steps)[k, 0], alone(steps), rtol=1e-14)


def test_a_stack_with_schedules_trains_as_its_members_would_alone():
    rng = np.random.default_rng(0)
    data = rng.standard_normal((20, 2)), np.arange(20) % 3
    nets = [mlp([2, 4, 3], rng=np.random.default_rng(seed)) for seed in range(3)]
    together = stack(nets)

    def run(net, lr):
        schedule = warm_up(cosine_decay(lr, steps=12), steps=4)
        fit(
            net, cross_entropy, Optimizer(Adam(), schedule), data,
            epochs=8, batch_size=10, rng=np.random.default_rng(1),
        )  # fmt: skip

    run(together, per_model(LRS))
    for member, net, lr in zip(unstack(together), nets, LRS, strict=True):
        run(net, lr)
        np.testing.assert_allclose(member.theta, net.theta, rtol=0, atol=1e-12)


@every_schedule
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_network_keeps_its_dtype(schedule, dtype):
    rng = np.random.default_rng(0)
    net = mlp([2, 4, 2], rng=rng, dtype=dtype)
    data = rng.standard_normal((6, 2)).astype(dtype), np.arange(6) % 2
    before = net.theta.copy()
    run = train(
        net, cross_entropy, Optimizer(Adam(), schedule), data, epochs=1, batch_size=6, rng=rng
    )
    for step in run:
        assert step.theta.dtype == net.gradient.dtype == step.loss.dtype == dtype
        assert (step.theta != before).any()


def test_training_reads_the_schedule_from_step_0_once_per_update():
    rng = np.random.default_rng(0)
    seen = []

    def spy(step):
        seen.append(step)
        return 0.1

    data = rng.standard_normal((6, 2)), np.arange(6) % 2
    fit(mlp([2, 2], rng=rng), cross_entropy, Optimizer(lr=spy), data,
        epochs=2, batch_size=2, rng=rng)  # fmt: skip
    assert seen == [0, 0, 1, 2, 3, 4, 5]  # the first look is the check before the run


# Bad input.


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: constant(-0.1), r"lr must lie in \[0, inf\); got -0.1"),
        (lambda: constant(math.nan), r"lr must lie in \[0, inf\); got nan"),
        (lambda: constant(math.inf), r"lr must lie in \[0, inf\); got inf"),
        (lambda: constant(np.array([0.1, 0.2])), r"lr: one value per model .* got shape \(2,\)"),
        (lambda: step_decay(-1, 0.5, 3), "lr must lie in"),
        (lambda: step_decay(1, 1.5, 3), r"factor must lie in \[0, 1\]; got 1.5"),
        (lambda: step_decay(1, 0.5, 0), "every must be a whole number, at least 1; got 0"),
        (lambda: exponential_decay(-1, 0.5), "lr must lie in"),
        (lambda: exponential_decay(1, -0.1), r"decay must lie in \[0, 1\]; got -0.1"),
        (lambda: exponential_decay(1, 1.01), r"decay must lie in \[0, 1\]; got 1.01"),
        (lambda: inverse_time_decay(-1, 0.5), "lr must lie in"),
        (lambda: inverse_time_decay(1, -0.5), r"decay must lie in \[0, inf\); got -0.5"),
        (lambda: inverse_square_root_decay(-1, 3), "lr must lie in"),
        (lambda: inverse_square_root_decay(1, 0), "scale must be a whole number"),
        (lambda: linear_decay(-1, 3), "lr must lie in"),
        (lambda: linear_decay(1, 0), "steps must be a whole number, at least 1; got 0"),
        (lambda: linear_decay(1, 2.5), "steps must be a whole number, at least 1; got 2.5"),
        (lambda: linear_decay(1, 3, -0.1), r"end must lie in \[0, inf\); got -0.1"),
        (lambda: cosine_decay(1, -3), "steps must be a whole number, at least 1; got -3"),
        (lambda: cosine_decay(1, 3, math.nan), "end must lie in"),
        (lambda: warm_up(0.1, 0), "steps must be a whole number, at least 1; got 0"),
        (lambda: warm_up(-0.1, 5), r"schedule must lie in \[0, inf\); got -0.1"),
        (lambda: piecewise([3, 3], [1, 2, 3]), r"boundaries must rise; got \(3, 3\)"),
        (lambda: piecewise([5, 3], [1, 2, 3]), r"boundaries must rise; got \(5, 3\)"),
        (lambda: piecewise([0], [1, 2]), "a boundary must be a whole number, at least 1; got 0"),
        (lambda: piecewise([1.5], [1, 2]), "a boundary must be a whole number"),
        (lambda: piecewise([3], [1, 2, 3]), "got 1 boundaries and 3 rates"),
        (lambda: piecewise([], [1]), "needs one boundary or more"),
        (lambda: piecewise([3], [1, -2]), r"rates\[1\] must lie in \[0, inf\); got -2"),
        (lambda: per_epoch(constant(1), 0), "steps_per_epoch must be a whole number"),
    ],
)
def test_bad_numbers_are_named(make, words):
    with pytest.raises(ValueError, match=words):
        make()


def test_per_epoch_takes_a_schedule():
    with pytest.raises(TypeError, match=r"per_epoch takes a schedule; got 0\.1"):
        per_epoch(0.1, 10)
