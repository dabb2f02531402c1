"""The dashboards of notebook 05c: the answers to their tasks."""

import re
import time

import numpy as np
import pytest

from course_lib.chapters.optimizers_in_practice.batch_size_dashboard import (
    SIZES,
    batch_size_dashboard,
)
from course_lib.chapters.optimizers_in_practice.decay_dashboard import (
    RATES,
    STRENGTHS,
    decay_dashboard,
)
from course_lib.dashboards.controls import values_of

MAKERS = {
    "batch": lambda: batch_size_dashboard(rng=np.random.default_rng(0)),
    "decay": decay_dashboard,
}


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


@pytest.fixture(scope="module")
def batches():
    board = batch_size_dashboard(rng=np.random.default_rng(0))
    yield board
    board.close()


def law(board, **values):
    board.set(**values)
    return float(re.search(r"law: (\d+\.\d+)", board.text).group(1))


def uphill(board, **values):
    board.set(**values)
    return int(re.search(r"(\d+) % of the batches", board.text).group(1))


@pytest.mark.parametrize(("updates", "smallest"), [(0, 4), (30, 256), (1000, None)])
def test_the_smallest_batch_whose_noise_is_below_the_signal(batches, updates, smallest):
    below = [size for size in SIZES if law(batches, size=size, updates=updates) < 1]
    assert min(below, default=None) == smallest


def test_batches_of_four_point_uphill_more_often_than_single_points(batches):
    one, four, many = (uphill(batches, size=size, updates=30) for size in (1, 4, 64))
    assert one == pytest.approx(12, abs=3)
    assert four == pytest.approx(20, abs=4)
    assert many <= 3
    assert four > one


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


def test_only_the_product_counts_for_descent_and_pytorchs_form():
    board = decay_dashboard(strength=1, lr=0.001)
    before = np.array(shares(board))
    board.set(strength=0.1, lr=0.01)
    after = np.array(shares(board))
    np.testing.assert_allclose(before[[0, 2]], after[[0, 2]], atol=4)
    assert np.abs(before[1] - after[1]).max() > 20
    board.close()


@pytest.mark.parametrize(("lr", "pytorchs"), [(0.001, 1), (0.01, 0.1)])
def test_the_papers_lambda_is_that_of_pytorch_times_the_rate(lr, pytorchs):
    board = decay_dashboard(strength=pytorchs, lr=lr)
    wanted = shares(board)[2]
    fits = []
    for strength in STRENGTHS:
        board.set(strength=strength, lr=lr)
        if np.abs(np.subtract(shares(board)[3], wanted)).max() <= 3:
            fits.append(strength)
    assert fits == [0.001]
    assert lr in RATES
    board.close()
