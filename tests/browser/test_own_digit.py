"""A digit drawn on a page: by mouse, by keys on the picture, and by the buttons' own keys."""

from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Page

from course_lib.chapters.models_in_use.digit_dashboard_scene import page_on_picture
from tests.browser.eventually import eventually
from tests.browser.front_ends import FrontEnd
from tests.browser.kernel import run, wait_until_heard
from tests.browser.notebook_page import open_notebook, run_all, wait_until_done
from tests.browser.on_page import OnPage, dashboards, wait_for_picture
from tools.editions import METADATA

pytestmark = pytest.mark.browser

SHOW = """
from course_lib.chapters.models_in_use.deployed import Recipe, trained
from course_lib.chapters.models_in_use.digit_dashboard import digit_dashboard
from course_lib.datasets import like_mnist
board = digit_dashboard(trained(Recipe(count=2000)), like_mnist)
board
"""
ONE = [(0.5, 0.15), (0.5, 0.35), (0.5, 0.6), (0.5, 0.85)]
HEARS = "picture => picture.dataset.drawnOn ?? ''"
CELLS = "() => document.querySelectorAll('.jp-Notebook .jp-Cell').length"


def opened(front_end: FrontEnd, page: Page) -> OnPage:
    """The board alone, in a page that hears what is drawn."""
    notebook = new_notebook(cells=[new_code_cell(SHOW)], metadata=METADATA)
    open_notebook(front_end, page, "digit.ipynb", notebook)
    run_all(page)
    wait_for_picture(page)
    wait_until_done(page)
    (board,) = dashboards(page)
    picture = board.root.locator("img.widget-image")
    eventually(page, "a page to draw on", lambda: picture.evaluate(HEARS), "yes".__eq__)
    return board


def draw(board: OnPage, line: list[tuple[float, float]]) -> None:
    """Draw a line with the mouse, in shares of the page."""
    box = board.root.locator("img.widget-image").bounding_box()
    assert box is not None
    left, top, width, height = page_on_picture()
    places = [
        (
            box["x"] + (left + across * width) * box["width"],
            box["y"] + (top + down * height) * box["height"],
        )
        for across, down in line
    ]
    mouse = board.page.mouse
    mouse.move(*places[0])
    mouse.down()
    for place in places[1:]:
        mouse.move(*place, steps=8)
    mouse.up()


def has_lines(board: OnPage, count: int) -> None:
    """Wait until the kernel has so many lines, the last one ended, and the page shows them.

    While a line grows, its pictures are rougher.
    """

    def asked() -> bool:
        try:
            run(board.page, f"assert len(board.lines) == {count} and not board.quick")
        except AssertionError:
            return False
        return True

    eventually(board.page, f"{count} lines", asked)
    board.settle()


def shows_the_kernels(board: OnPage) -> None:
    """Wait until the page shows the very picture that the kernel has."""
    code = "import hashlib; now = hashlib.sha256(board.picture.widget.value).digest()\n"

    def same() -> bool:
        try:
            run(board.page, f"{code}assert list(now) == [{board.picture()}]")
        except AssertionError:
            return False
        return True

    eventually(board.page, "the kernel's picture", same)


def says(board: OnPage, digit: int) -> None:
    """Wait until it says this digit."""
    eventually(
        board.page, f"words of {digit}", board.words, lambda said: f"It says {digit}, with" in said
    )


@pytest.mark.parametrize(
    "name", ["lab", pytest.param("notebook7", marks=pytest.mark.xdist_group("notebook7"))]
)
def test_a_digit_is_drawn_with_the_mouse_and_taken_back(
    page: Page, name: str, request: Any
) -> None:
    board = opened(request.getfixturevalue(name), page)
    says(board, 3)
    before = board.picture()
    draw(board, ONE)
    has_lines(board, 1)
    says(board, 1)
    shows_the_kernels(board)
    drawn = board.picture()
    assert drawn != before
    run(page, "kept = board.picture.widget.value")
    draw(board, [(0.2, 0.2), (0.8, 0.2)])
    has_lines(board, 2)
    run(page, "assert board.picture.widget.value != kept")
    (undo,) = board.buttons("undo")
    undo.click()
    has_lines(board, 1)
    run(page, "assert board.picture.widget.value == kept")
    says(board, 1)
    draw(board, [(1.3, 0.2), (1.5, 0.6)])  # beside the page
    has_lines(board, 1)
    run(page, "assert board.picture.widget.value == kept")
    eventually(page, "the same on the page", board.picture, drawn.__eq__)
    (clear,) = board.buttons("clear")
    clear.click()
    eventually(page, "an empty page", board.words, lambda said: "The page is empty" in said)
    board.expect_no_error()


def test_a_digit_is_drawn_by_keys_on_the_picture_and_by_buttons(lab: FrontEnd, page: Page) -> None:
    board = opened(lab, page)
    cells = page.evaluate(CELLS)
    picture = board.root.locator("img.widget-image")
    board.strike(picture, "Delete")
    eventually(page, "an empty page", board.words, lambda said: "The page is empty" in said)
    board.strike(picture, " ")
    for _ in range(10):
        board.strike(picture, "ArrowDown")
        wait_until_heard(page)
    says(board, 1)
    there = "the pen is down, at 10 across and 15 down of 20"
    eventually(page, "the pen's place", board.words, lambda said: there in said)
    board.strike(picture, "Backspace")
    eventually(page, "no line", board.words, lambda said: "The page is empty" in said)
    for name, times in (("pen", 1), ("down", 5), ("left", 2)):  # the same without a script
        (button,) = board.buttons(name)
        for _ in range(times):
            board.strike(button, "Enter")
            wait_until_heard(page)
    eventually(page, "the pen", board.words, lambda said: "at 8 across and 20 down" not in said)
    assert "The page is empty" not in board.words()
    assert page.evaluate(CELLS) == cells  # no key reached the notebook
    board.expect_no_error()
