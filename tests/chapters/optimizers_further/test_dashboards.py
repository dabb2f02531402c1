"""The dashboards of notebook 05b: the tasks' answers."""

import re
import time

import numpy as np
import pytest

from course_lib.chapters.optimizers_further.decay_dashboard import STRENGTHS, decay_dashboard
from course_lib.chapters.optimizers_further.saddle_dashboard import (
    BETAS,
    NOISES,
    OFFSETS,
    STYLES,
    saddle_dashboard,
)
from course_lib.chapters.optimizers_further.surfaces import LR
from course_lib.dashboards.controls import values_of

MAKERS = {"saddle": saddle_dashboard, "decay": decay_dashboard}


@pytest.mark.parametrize("name", MAKERS)
def test_the_picture_follows_a_slider(name):
    """Processor time, so that what else the machine does is left out; the aim is 40 ms."""
    board, spent = MAKERS[name](), []
    for key, control in board.controls.items():
        for value in values_of(control):
            start = time.process_time()
            board.set(**{key: value})
            spent.append(time.process_time() - start)
    assert np.median(spent) < 0.1
    board.close()


# Task 1


def step_of(board):
    found = re.search(r"leaves at step (\d+)", board.text)
    return int(found.group(1)) if found else None


def steps_by_hand(beta, y, lr=LR):
    """Momentum beside the ridge, number by number."""
    velocity, steps = 0.0, 0
    while abs(y) < 1:
        velocity = beta * velocity + y**3 / 4 - y
        y, steps = y - lr * velocity, steps + 1
    return steps


def test_the_smallest_beta_that_leaves_within_100_steps():
    board = saddle_dashboard()
    assert (board.controls["rule"].value, board.controls["offset"].value) == ("momentum", 1e-4)
    steps = {}
    for beta in BETAS:
        board.set(beta=beta)
        steps[beta] = step_of(board)
        assert steps[beta] == steps_by_hand(beta, 1e-4)
    assert min(beta for beta, count in steps.items() if count <= 100) == 0.55
    assert (steps[0.55], steps[0]) == (99, 192)
    board.close()


def test_adam_leaves_in_about_as_many_steps_from_any_start():
    board = saddle_dashboard(rule="Adam")
    for offset in OFFSETS[1:]:
        for beta in BETAS:
            board.set(offset=offset, beta=beta)
            assert 10 <= step_of(board) <= 30
    board.close()


def test_on_the_ridge_no_rule_leaves_and_the_least_noise_helps_adam():
    board = saddle_dashboard(offset=0)
    for rule in STYLES:
        board.set(rule=rule, beta=0.9)
        assert board.text.endswith("never leaves")
    board.set(rule="Adam", noise=NOISES[1])
    assert "9 of 9 walks leave within 100 steps" in board.text
    board.set(rule="gradient descent")
    assert "0 of 9 walks leave within 100 steps" in board.text
    board.close()


# Task 2


def shares(board):
    """Percent left of the four weights, for each method."""
    parts = board.text.split(": ", 2)[2].split("; ")
    return [[int(n) for n in re.findall(r"\d+(?=,|$)", part)] for part in parts]


def test_the_smallest_lambda_that_halves_a_weight_under_adam():
    board, halved = decay_dashboard(), []
    for strength in STRENGTHS:
        board.set(strength=strength)
        if shares(board)[1][2] < 50:
            halved.append(strength)
    assert min(halved) == 1
    board.set(strength=1)
    assert shares(board)[1] == [26, 26, 46, 90]
    board.close()


def test_only_the_product_of_lr_and_lambda_counts_but_not_under_adam_with_l2():
    board = decay_dashboard(strength=1, lr=0.001)
    before = np.array(shares(board))
    board.set(strength=0.1, lr=0.01)
    after = np.array(shares(board))
    np.testing.assert_allclose(before[[0, 2]], after[[0, 2]], atol=4)
    assert np.abs(before[1] - after[1]).max() > 20
    board.close()
