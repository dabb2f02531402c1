"""The capacity dashboard: its task solved, its words held against the fit."""

import re
import statistics
import time

import pytest

from course_lib.chapters.bias_and_variance.capacity import DEGREES
from course_lib.chapters.bias_and_variance.capacity_dashboard import capacity_dashboard


def read(board):
    """Training, dev and Bayes error, and the verdict, as the words under the picture say."""
    found = re.search(
        r"training ([\d.]+), dev ([\d.]+), Bayes ([\d.]+) · verdict: (.*)$", board.text
    )
    return *map(float, found.groups()[:3]), found.group(4)


@pytest.fixture
def board():
    board = capacity_dashboard()
    yield board
    board.close()


def test_it_begins_with_the_interesting_case(board):
    train, dev, bayes, verdict = read(board)
    assert train == 0
    assert dev > 1
    assert bayes == 0.09
    assert verdict == "high variance"


def test_the_task_has_the_solution_that_the_notebook_gives(board):
    solutions = {
        "high bias": {"degree": 3, "examples": 50, "noise": 0.3},
        "high variance": {"degree": 5, "examples": 12, "noise": 0.35},
        "fine": {"degree": 5, "examples": 200, "noise": 0.45},
    }
    for verdict, setting in solutions.items():
        board.set(**setting)
        _, dev, _, said = read(board)
        assert said == verdict
        assert 0.20 <= dev <= 0.22


def test_more_examples_help_the_one_with_high_variance_alone(board):
    changes = {}
    for degree, noise in ((3, 0.3), (5, 0.35)):
        errors = []
        for examples in (12, 200):
            board.set(degree=degree, examples=examples, noise=noise)
            errors.append(read(board)[1])
        changes[degree] = errors[0] - errors[1]
    assert changes[5] > 0.07
    assert changes[3] < 0.05


def test_with_more_examples_training_error_rises_and_dev_error_falls(board):
    few = read(board)
    board.set(examples=50)
    many = read(board)
    assert many[0] > few[0]
    assert many[1] < few[1]


def test_a_picture_takes_little_work(board):
    took = []
    for degree in [*DEGREES] * 2:
        start = time.process_time()
        board.set(degree=degree)
        took.append(time.process_time() - start)
    assert statistics.median(took) < 0.1
