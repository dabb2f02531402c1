"""The board of one's own digit: what is drawn, by pointer and by keys, and the task's answers."""

import re

import pytest

from course_lib.chapters.models_in_use.deployed import trained
from course_lib.chapters.models_in_use.digit_dashboard import (
    AS_IT_STANDS,
    INVERTED,
    OWN,
    UPSTROKE,
    digit_dashboard,
)
from course_lib.chapters.models_in_use.digit_dashboard_scene import percent
from course_lib.chapters.models_in_use.strokes import PAGES
from course_lib.datasets import like_mnist

FIRST, ONE = 1000, ((0.5, 0.15), (0.5, 0.85))


@pytest.fixture(scope="module")
def made():
    board = digit_dashboard(trained(), like_mnist)
    yield board
    board.close()


@pytest.fixture
def board(made):
    made.reset.click()
    return made


def written(number, ended, line):
    return f"{number} {ended} " + " ".join(f"{round(1000 * x)} {round(1000 * y)}" for x, y in line)


def hear(board, *lines):
    board.drawn.field.value = "|".join(lines)
    board.raise_kept()


def digit(board):
    return int(re.search(r"It says (\d), with", board.text)[1])


def test_a_line_grows_and_stays_one_line(board):
    now = max([FIRST, *board._numbers, board._over]) + 1
    hear(board, written(now, 0, ONE[:1]))
    assert board.quick
    assert board.controls["page"].value == OWN  # the course's page is left
    hear(board, written(now, 0, ONE))
    hear(board, written(now, 1, ONE))
    assert not board.quick
    assert board.lines == [ONE]
    assert digit(board) == 1


def test_what_was_taken_back_does_not_come_again(board):
    now = max([FIRST, *board._numbers, board._over]) + 1
    first, second = written(now, 1, ONE), written(now + 1, 1, ((0.2, 0.2), (0.8, 0.2)))
    hear(board, first, second)
    assert len(board.lines) == 2
    board.press("undo")
    assert board.lines == [ONE]
    hear(board, second)  # a message that repeats it
    assert board.lines == [ONE]
    board.press("clear")
    hear(board, first)
    assert board.lines == []
    assert board.text.startswith("The page is empty.")


@pytest.mark.parametrize(
    "text", ["", "nonsense", "5 1", "5 1 3", "5 2 1 1", "5 1 -1 4", "5 1 9 1001"]
)
def test_what_somebody_else_writes_is_no_line(board, text):
    before = board.text
    hear(board, text)
    assert board.text == before


def test_a_one_by_keys_alone(board):
    for name in ["pen", *["down"] * 10]:
        board.buttons[name].click()
    assert digit(board) == 1
    assert board.text.endswith("the pen is down, at 10 across and 15 down of 20")
    for name in ["pen", "left", "up"]:
        board.buttons[name].click()
    assert board.text.endswith("the pen is up, at 9 across and 14 down of 20")
    assert len(board.lines) == 1
    for _ in range(30):
        board.buttons["left"].click()
    assert "at 1 across" in board.text  # the pen stays on the page


def test_keys_have_names(board):
    for name, button in board.buttons.items():
        assert button.description == name
        assert button.tooltip


def test_the_answers_of_the_task(board):
    small = [(0.12 + 0.25 * (x - 0.3), 0.1 + 0.25 * (y - 0.18)) for x, y in PAGES["a 3"][0]]
    board.set(prepared=AS_IT_STANDS)
    hear(board, written(max([FIRST, *board._numbers, board._over]) + 1, 1, small))
    assert "It says 7, with 88 %" in board.text
    board.reset.click()
    board.set(page=UPSTROKE)
    assert digit(board) == 9
    board.set(width=1.0)
    assert digit(board) == 7
    board.reset.click()
    board.set(page="a 7")
    known = []
    for tilt in range(-45, 46, 5):
        board.set(tilt=tilt)
        known += [tilt] if digit(board) == 7 else []
    assert (known[0], known[-1], len(known)) == (-35, 40, 16)
    board.set(page="the letter A")
    seen = set()
    for tilt in range(-45, 46, 5):
        board.set(tilt=tilt)
        seen.add(digit(board))
    assert seen == {4, 7, 2, 6, 8, 3}
    assert "It says 4, with 99 %" in board.text


def test_a_page_that_is_dark_on_light_is_read_wrongly(board):
    assert digit(board) == 3
    board.set(prepared=INVERTED)
    assert digit(board) != 3


def test_an_error_of_the_readers_is_said_and_the_board_goes_on():
    def fails(ink):
        raise ValueError("no digits today")

    with pytest.raises(ValueError, match="no digits today"):
        digit_dashboard(trained(), fails)


def test_shares_as_one_reads_them():
    assert [percent(x) for x in (0, 0.994, 0.9949, 0.996, 1.0)] == [
        "0 %", "99 %", "99 %", "99.6 %", "99.99 %",
    ]  # fmt: skip
