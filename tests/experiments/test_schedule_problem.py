"""What the chapters on learning rates train: the notebook's problem, and what may vary in it."""

from dataclasses import replace

import numpy as np
import pytest

from course_lib.chapters.learning_rate_schedules import runs
from course_lib.datasets import digits
from course_lib.experiments.contests import bracketed, capped, compared, height
from course_lib.experiments.schedule_problem import (
    RULES,
    Problem,
    data_of,
    first_network,
    pooled,
    sets,
    steps,
)


def last(problem, schedules, seeds):
    *_, step = steps(problem, schedules, seeds)
    return step


def test_the_default_is_the_problem_of_notebook_06_run_for_run():
    step = last(Problem(updates=100), [0.2, 0.4], (0, 1))
    _, networks = runs.run([0.2, 0.4], seeds=(0, 1), epochs=2)
    np.testing.assert_array_equal(step.network.theta, networks.theta)


def test_a_budget_is_one_of_updates_whatever_the_batch():
    for batch_size in (10, 30, 500):
        assert last(Problem(updates=7, batch_size=batch_size), [0.1], (0,)).number == 7


def test_each_seed_may_draw_its_own_data():
    shared, own = data_of(Problem(), (0, 1))[0], data_of(Problem(draw=None), (0, 1))[0]
    assert shared[0].shape == (500, 2)
    assert own[0].shape == (2, 500, 2)
    assert np.abs(own[0][0] - own[0][1]).max() > 0.1
    assert last(Problem(draw=None, updates=3), [0.1, 0.2], (0, 1)).network.models == (4,)


def test_flipped_labels_are_so_many_and_on_training_points_alone():
    clean, flipped = sets(Problem(), 0), sets(Problem(flipped=0.1), 0)
    assert (clean[0][1] != flipped[0][1]).sum() == 50
    np.testing.assert_array_equal(clean[1][1], flipped[1][1])


def test_digits_are_means_of_pixels_and_images_are_not():
    small, large = (Problem(data=name, points=20) for name in ("digits", "images"))
    np.testing.assert_allclose(sets(small, 0)[0][0], pooled(*digits(20))[0])
    np.testing.assert_array_equal(sets(large, 1)[0][0], digits(20, 20)[0])
    corner = digits(1)[0].reshape(28, 28)[4:8, 4:8]
    assert sets(small, 0)[0][0][0, 8] == pytest.approx(corner.mean())
    assert small.coin == pytest.approx(np.log(10))
    assert small.lost == pytest.approx(small.coin / 2)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_trains(rule):
    problem = Problem(rule=rule, updates=20, hidden=(8,))
    before = first_network(problem, 0).theta
    assert np.abs(last(problem, [0.01], (0,)).network.theta - before).max() > 1e-3


def test_gain_and_activation_change_the_first_network():
    usual, large = first_network(Problem(), 0), first_network(Problem(gain=3.0), 0)
    np.testing.assert_allclose(large.weights, 3 * usual.weights)
    assert "tanh" in repr(first_network(Problem(activation="tanh"), 0))


def test_no_loss_counts_for_more_than_a_guess():
    problem = Problem(updates=20)
    step = last(problem, [100.0, 0.1], (0,))
    losses = capped(problem, step.network, data_of(problem, (0,))[0], step.diverged)
    assert losses[0] == problem.coin
    assert losses[1] < problem.coin


def test_a_grid_grows_to_both_sides_and_gives_up_where_there_is_no_best():
    grid = bracketed(lambda rates: [abs(np.log(rate / 0.25)) for rate in rates], [1.0, 2.0])
    assert min(grid, key=grid.get) == 0.25
    assert min(grid) == 0.125
    with pytest.raises(ValueError, match="no best rate lies inside the grid"):
        bracketed(lambda rates: [-rate for rate in rates], [1.0, 2.0])


def test_a_comparison_is_one_of_pairs_and_knows_which_way():
    lower = compared([0.8, 1.6, 2.5], [1.0, 2.0, 3.0])
    assert lower.lower
    assert not lower.higher
    assert lower.change == pytest.approx((0.8 * 0.8 * 2.5 / 3) ** (1 / 3) - 1)
    back = compared([1.0, 2.0, 3.0], [0.8, 1.6, 2.5])
    assert back.errors == pytest.approx(-lower.errors)
    tie = compared([1.0, 2.0], [1.0, 2.0])
    assert not tie.lower
    assert not tie.higher
    assert height(np.array([[1.0, np.e**2]])) == pytest.approx(1)


def test_a_problem_is_a_value():
    assert replace(Problem(), updates=5) == Problem(updates=5)
