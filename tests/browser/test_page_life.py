"""A page that is reloaded, or closed and opened again; two dashboards in sight."""

from operator import not_

import nbformat
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.driving import SLIDERS
from tests.browser.eventually import eventually
from tests.browser.front_ends import Lab
from tests.browser.notebook_page import (
    complaints_of,
    error_texts,
    new_page,
    open_notebook,
    run_all,
    wait_for_kernel,
    wait_until_done,
)
from tests.browser.on_page import DASHBOARD, OnPage, dashboards, position, wait_for_picture
from tools.dashboard_pages import reduced, with_dashboards

pytestmark = pytest.mark.browser
NAME = "life.ipynb"
# A page that is slow to meet its kernel again looks for the widgets before the kernel has told of
# them, complains, and looks again.
TOO_EARLY = "widget model not found"


def opened(lab: Lab, page: Page) -> list[OnPage]:
    """The dashboards of the first notebook that has several, after Run All."""
    whole = nbformat.read(with_dashboards(at_least=2)[0], as_version=4)
    open_notebook(lab, page, NAME, reduced(whole))
    run_all(page)
    wait_for_picture(page)
    wait_until_done(page)
    return dashboards(page)


def press_one(board: OnPage) -> str:
    """Move its first slider by a step, which must answer; where it stands then."""
    (handle, *_) = board.controls(SLIDERS)
    before = board.picture()
    # At the left end of a slider there is only the other way.
    assert board.move(handle, "ArrowLeft") or board.move(handle, "ArrowRight")
    eventually(board.page, "another picture", board.picture, lambda now: now != before)
    return position(handle)


def is_alive_at(page: Page, where: str, count: int) -> str:
    """All are there; the first one stands where it was left, and answers; where it stands then."""
    eventually(page, f"{count} dashboards", page.locator(DASHBOARD).count, count.__eq__)
    wait_for_picture(page)
    board = dashboards(page)[0]
    assert position(board.controls(SLIDERS)[0]) == where
    after = press_one(board)
    assert after != where
    assert not error_texts(page)
    return after


def test_a_saved_page_is_alive_again_when_reloaded_or_opened_anew(
    lab: Lab, page: Page, browser: Browser, complaints: list[str]
) -> None:
    boards = opened(lab, page)
    left_at = press_one(boards[0])
    page.keyboard.press("ControlOrMeta+s")
    eventually(page, "a saved page", page.locator(".jp-mod-dirty").count, not_)
    page.reload()
    wait_for_kernel(page)
    left_at = is_alive_at(page, left_at, len(boards))
    assert [each for each in complaints if TOO_EARLY not in each] == []
    address = page.url.partition("?")[0]
    page.close()
    again = new_page(browser)
    again.goto(f"{address}?token={lab.token}")
    wait_for_kernel(again)
    is_alive_at(again, left_at, len(boards))
    again.close()


def test_two_dashboards_in_sight_do_not_disturb_each_other(lab: Lab, lab_page: Page) -> None:
    complaints = complaints_of(lab_page)
    boards = opened(lab, lab_page)
    lab_page.set_viewport_size({"width": 1366, "height": 1600})
    moved, other, *_ = boards
    other.settle()
    seen = other.seen(), other.words()
    press_one(moved)
    moved.settle()
    assert (other.seen(), other.words()) == seen
    # Both train at the same time, and both come to an end.
    for board in boards:
        press_one(board)
    for board in boards:
        board.settle()
        board.expect_no_error()
    assert not error_texts(lab_page)
    assert not complaints
