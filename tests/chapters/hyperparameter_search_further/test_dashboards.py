"""The dashboard of notebook 08b: the answers to its task, and that every control is seen."""

import re

import pytest

from course_lib.chapters.hyperparameter_search_further.process_dashboard import (
    LENGTHS,
    NOISES,
    OFFERED,
    TRIALS,
    process_dashboard,
)


@pytest.fixture(scope="module")
def board():
    dashboard = process_dashboard()
    yield dashboard
    dashboard.close()


def state(board, **values):
    board.set(
        **{"rule": "expected improvement", "trials": 3, "length": 0.25, "noise": 0.01} | values
    )
    found = re.search(r"at (\d+) places; best found [\d.]+ %, ([\d.]+) points", board.text)
    return int(found[1]), float(found[2])


def test_the_answers_of_task_1(board):
    assert state(board, rule="the mean alone", trials=12) == (6, 12.8)
    assert state(board, rule="the mean alone", trials=6) == (6, 12.8)
    assert state(board, rule="the mean alone", trials=12, length=0.5)[1] == 0.0
    assert state(board, trials=8, length=0.5)[1] == 0.0
    assert state(board, trials=8, length=0.05)[1] == 4.3
    assert state(board, rule="the spread alone", trials=12)[1] == 0.8
    assert state(board, trials=12)[1] == 0.8


def test_the_answer_of_exercise_3_is_not_on_its_menu():
    assert OFFERED == ("expected improvement", "the mean alone", "the spread alone")


@pytest.mark.parametrize(
    ("control", "ends"),
    [
        ("rule", OFFERED[1:]),
        ("trials", (TRIALS[1], TRIALS[-1])),
        ("length", (LENGTHS[0], LENGTHS[-1])),
        ("noise", (NOISES[0], NOISES[-1])),
    ],
)
def test_each_control_changes_the_picture(board, control, ends):
    def lines():
        return [
            tuple(line.get_ydata()) + tuple(line.get_xdata())
            for ax in board.picture.figure.axes
            for line in ax.get_lines()
        ]

    for end in ends:
        state(board, trials=6)
        before = lines()
        state(board, **{"trials": 6, control: end})
        assert lines() != before
