"""The neuron with one weight, and its dashboard: the answers of its task, both ends."""

import numpy as np
import pytest

from course_lib.chapters.gradients.one_weight import depth_of_moons
from course_lib.chapters.gradients.one_weight_dashboard import (
    MOST_STEPS,
    RATES,
    START,
    one_weight_dashboard,
)


@pytest.fixture
def board():
    made = one_weight_dashboard()
    yield made
    made.close()


def test_the_slope_is_that_of_the_loss():
    problem, hair = depth_of_moons(), 1e-6
    for w in (-2.0, 0.0, 3.0):
        numeric = (problem.loss(w + hair) - problem.loss(w - hair)) / (2 * hair)
        assert float(problem.slope(w)) == pytest.approx(float(numeric), abs=1e-8)
    np.testing.assert_allclose(problem.slope([-2.0, 3.0])[1], problem.slope(3.0))


def test_task_1_the_largest_rate_that_never_goes_past_the_bottom():
    problem = depth_of_moons()
    bottom = problem.path(2.0, 4, 200)[-1]
    past = {lr: bool((problem.path(START, lr, MOST_STEPS) > bottom + 1e-3).any()) for lr in RATES}
    assert max(lr for lr, gone in past.items() if not gone) == 4
    assert past[8]


def test_task_1_and_the_prediction_steps_until_it_is_near():
    problem = depth_of_moons()
    low = float(problem.loss(problem.path(2.0, 4, 200)[-1]))

    def until_near(lr):
        return int(np.argmax(problem.loss(problem.path(START, lr, 100)) < low + 0.005))

    assert {lr: until_near(lr) for lr in (1, 4, 8)} == {1: 22, 4: 5, 8: 4}
    assert problem.path(START, 8, 1)[-1] > 3
    steps = -np.diff(problem.path(START, 1, 20))
    assert (np.abs(np.diff(np.abs(steps))) > 0).all()


def test_both_ends_of_every_control(board):
    pictures = set()
    for lr in (RATES[0], RATES[-1]):
        for steps in (0, 1, MOST_STEPS):
            board.set(lr=lr, steps=steps)
            assert f"after {steps} step{'' if steps == 1 else 's'}:" in board.text
            pictures.add(board.picture.widget.value)
    assert len(pictures) == 5  # without a step the rate does not show


def test_the_words_compute_the_next_step(board):
    board.set(lr=1, steps=0)
    assert "next: -2.00 - 1 x (-0.670) = -1.33" in board.text
