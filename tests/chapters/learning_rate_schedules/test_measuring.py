"""What the claims are measured with: the problem with everything open, tuning, comparing."""

import numpy as np
import pytest

from course_lib.chapters.learning_rate_schedules import runs
from course_lib.chapters.learning_rate_schedules.average_runs import beside
from course_lib.chapters.learning_rate_schedules.drops import by_hand
from course_lib.chapters.learning_rate_schedules.measuring import (
    bracketed,
    compared,
    curves,
    ends,
)
from course_lib.experiments.decay_forms import composed
from course_lib.experiments.schedule_problem import Problem, data_of, sets

SMALL = Problem(points=40, hidden=(4,), updates=12)


def test_the_defaults_are_the_notebooks_runs():
    schedules = [0.4, composed("cosine", 0.8, 0, 0.01, steps=100)]
    ours = curves(Problem(updates=100), schedules, (0, 3), (50, 100))
    theirs = runs.run(schedules, seeds=(0, 3), epochs=2)[0]
    np.testing.assert_array_equal(ours, theirs[:, :, 1:])


def test_a_threshold_is_the_chapters():
    assert Problem().lost == runs.LOST
    assert Problem(data="digits").lost == pytest.approx(np.log(10) / 2)


def test_seeds_redraw_data_start_and_order():
    own = Problem(points=40, hidden=(4,), updates=12, draw=None)
    (x, _), _ = data_of(own, (0, 1))
    assert x.shape == (2, 40, 2)
    assert np.abs(x[0] - x[1]).max() > 0.1
    together = ends(own, [0.1, 0.5], (0, 1))
    alone = ends(own, [0.5], (1,))
    np.testing.assert_allclose(together.loss[1, 1], alone.loss[0, 0], rtol=1e-9)
    np.testing.assert_allclose(together.dev[1, 1], alone.dev[0, 0], rtol=1e-9)


def test_labels_are_flipped_in_training_alone():
    wrong, right = Problem(flipped=0.1), Problem()
    (_, ours), (_, others) = sets(wrong, 0)
    (_, theirs), (_, same) = sets(right, 0)
    assert (ours != theirs).sum() == 50
    np.testing.assert_array_equal(others, same)


@pytest.mark.parametrize(
    "changed",
    [{"data": "digits"}, {"data": "spiral"}, {"rule": "Adam"}, {"activation": "tanh"}],
)
def test_other_problems_train(changed):
    problem = Problem(points=40, hidden=(4,), updates=12, **changed)
    found = ends(problem, [0.01], (0, 1), shares=(0.5,))
    assert found.loss.shape == found.averaged[0.5].shape == (1, 2)
    assert np.all(found.loss <= problem.coin)
    assert np.any(found.loss < found.early)


def test_a_mean_of_one_update_is_the_end():
    found = ends(SMALL, [0.1, 0.3], (0, 1), shares=(1 / 12,))
    np.testing.assert_array_equal(found.averaged[1 / 12], found.loss)
    np.testing.assert_array_equal(found.averaged_dev[1 / 12], found.dev)


def test_what_is_drawn_beside_one_another_is_one_run():
    drawn = beside(SMALL, 0.3, 0.9, seeds=(0, 1), at=(1, 6, 12), beta=0.0)
    np.testing.assert_array_equal(drawn["averaged"], drawn["constant"])  # it forgets at once
    cosine = composed("cosine", 0.9, 0, 0.01, steps=12)
    expected = curves(SMALL, [0.3, cosine], (0, 1), (1, 6, 12))
    np.testing.assert_array_equal([drawn["constant"], drawn["cosine"]], expected)
    slow = beside(SMALL, 0.3, 0.9, seeds=(0, 1), at=(1, 12), beta=0.9)
    np.testing.assert_array_equal(slow["averaged"][:, 0], slow["constant"][:, 0])
    assert np.all(slow["averaged"][:, 1] != slow["constant"][:, 1])


def test_what_diverges_counts_as_guessing():
    found = ends(SMALL, [1e200], (0, 1))
    np.testing.assert_array_equal(found.loss, SMALL.coin)
    np.testing.assert_array_equal(curves(SMALL, [1e200], (0,), (12,)), SMALL.coin)


def test_the_budget_is_counted_in_updates():
    loss = curves(Problem(points=40, hidden=(4,), updates=7), [0.1], (0,), (6, 7, 8))
    assert loss[0, 0, 1] < Problem().coin
    assert loss[0, 0, 2] == Problem().coin  # never reached


def test_a_grid_grows_until_every_best_is_inside():
    def score(rates):
        return [[abs(np.log(rate / 8)), abs(np.log(rate / 0.25))] for rate in rates]

    grid = bracketed(score, [1.0, 2.0])
    assert list(grid) == [0.125, 0.25, 0.5, 1, 2, 4, 8, 16]
    with pytest.raises(ValueError, match="no best rate lies inside"):
        bracketed(lambda rates: list(rates), [1.0, 2.0])


def test_a_comparison_is_by_ratio_and_by_seed():
    theirs = np.array([0.1, 1.0, 10.0])
    change, errors = compared(0.5 * theirs, theirs)
    assert change == pytest.approx(-0.5)
    assert errors < -1000
    assert compared(theirs, theirs) == (0.0, 0.0)


def test_without_noise_a_rate_that_bounces_drops_at_once():
    """Values that were measured apart from this code: 0.0778, after five updates 0.0650."""
    problem = Problem(batch_size=500, updates=505)
    kept, dropped = by_hand(problem, 2.0, drop_at=500, seeds=(0,), at=(500, 505))[:, 0]
    assert dropped == pytest.approx([0.0778, 0.0650], abs=0.002)
    assert kept[1] == pytest.approx(0.0721, abs=0.002)
