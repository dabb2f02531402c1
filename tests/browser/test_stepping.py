"""The backprop stepper by keyboard alone: a number, Enter, what is said of it, and back."""

import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Page

from tests.browser.eventually import eventually
from tests.browser.front_ends import Lab
from tests.browser.kernel import wait_until_heard
from tests.browser.notebook_page import (
    complaints_of,
    error_texts,
    open_notebook,
    run_all,
    wait_until_done,
)
from tests.browser.on_page import OnPage, dashboards, wait_for_picture
from tools.editions import METADATA

pytestmark = pytest.mark.browser
SHOW = """
from course_lib.chapters.gradients.backprop_stepper_dashboard import backprop_stepper
backprop_stepper()
"""
FOCUSED = """
() => document.activeElement.closest('button')?.textContent.trim()
  ?? document.activeElement.getAttribute('aria-label')
  ?? document.activeElement.labels?.[0]?.textContent.trim() ?? ''
"""


def says(board: OnPage, words: str) -> None:
    """Wait until the line of words begins so, and the picture's alt text with it."""
    wait_until_heard(board.page)
    line = board.root.locator(".course-words")
    eventually(board.page, words, line.inner_text, lambda said: said.strip().startswith(words))
    alt = board.root.locator("img.widget-image")
    what = "the alt text"
    eventually(board.page, what, lambda: str(alt.get_attribute("alt")).startswith(words))


def tab_to(page: Page, label: str, key: str = "Tab") -> None:
    """Reach a control by the Tab key alone."""
    seen: list[str] = []
    for _ in range(12):
        page.keyboard.press(key)
        seen.append(page.evaluate(FOCUSED))
        if seen[-1] == label:
            return
    raise AssertionError(f"{key} does not lead to {label!r} but to {seen}")


def test_numbers_are_filled_in_by_keyboard_alone(lab: Lab, lab_page: Page) -> None:
    page, complaints = lab_page, complaints_of(lab_page)
    notebook = new_notebook(cells=[new_code_cell(SHOW)], metadata=METADATA)
    open_notebook(lab, page, "stepping.ipynb", notebook)
    run_all(page)
    wait_for_picture(page)
    wait_until_done(page)
    (board,) = dashboards(page)
    board.root.locator("select").first.focus()
    tab_to(page, "z =")

    field = board.root.locator(".widget-text input")

    def enter(text: str) -> None:
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        wait_until_heard(page)
        eventually(page, "an empty field", field.input_value, "".__eq__)

    enter("-1")
    says(board, "You wrote -1. The sign is reversed. Next, 1 of 9: z = ?")
    enter("-1")  # the same again: the field was emptied in between
    says(board, "You wrote -1. The sign is reversed. Next, 1 of 9: z = ?")
    enter("")
    says(board, "Nothing is filled in yet. Next, 1 of 9")
    enter("1")
    says(board, "Right: z = 1. Next, 2 of 9: a = ?")
    enter("0,73")  # the field keeps the focus
    says(board, "Right: a = 0.731. Next, 3 of 9: L = ?")
    enter("?")
    says(board, "Shown: L = 1.31. Next, 4 of 9: dL/da = ?")
    page.keyboard.type("17")
    tab_to(page, "show me")  # what is left in the field by Tab is no answer
    page.keyboard.press("Enter")
    says(board, "Shown: dL/da = 1 / (1 - a) = 3.72. Next, 5 of 9: dL/dz = ?")
    tab_to(page, "back")
    page.keyboard.press("Space")
    says(board, "One step back. Next, 4 of 9: dL/da = ?")
    tab_to(page, "dL/da =", "Shift+Tab")
    enter("1/0.27")
    says(board, "Right: dL/da = 1 / (1 - a) = 3.72. Next, 5 of 9: dL/dz = ?")
    assert "Filled in: 2 of 4, 1 at the first try." in board.words()
    board.expect_no_error()
    assert not error_texts(page)
    assert not complaints
