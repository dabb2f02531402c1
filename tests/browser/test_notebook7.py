"""A dashboard in Notebook 7: alive, and sliders move it."""

from collections.abc import Iterator

import nbformat
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.driving import SLIDERS
from tests.browser.front_ends import Notebook7
from tests.browser.notebook_page import (
    complaints_of,
    error_texts,
    new_page,
    open_notebook,
    run_all,
    wait_until_done,
)
from tests.browser.on_page import OnPage, Seen, dashboards, name_of, position, wait_for_picture
from tools.dashboard_pages import dashboards_in, reduced, with_dashboards

# On one worker, for all of them look at one page.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("notebook7")]


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = new_page(browser)
    yield page
    page.close()


@pytest.fixture(scope="module")
def complaints(page: Page) -> list[str]:
    return complaints_of(page)


@pytest.fixture(scope="module")
def boards(notebook7: Notebook7, page: Page, complaints: list[str]) -> list[OnPage]:
    """The dashboards of the first notebook that has several."""
    path = with_dashboards(at_least=2)[0]
    whole = nbformat.read(path, as_version=4)
    open_notebook(notebook7, page, path.name, reduced(whole))
    complaints.clear()  # Notebook 7.6 starts with an error of its own, with any notebook
    run_all(page)
    wait_for_picture(page)
    wait_until_done(page)
    found = dashboards(page)
    assert len(found) == dashboards_in(whole)
    return found


def test_sliders_move_the_picture(boards: list[OnPage], page: Page, complaints: list[str]) -> None:
    for board in boards:
        for handle in board.controls(SLIDERS):
            seen: list[Seen] = []
            for key in ("Home", "End", "PageDown"):
                before = board.seen()
                moved = board.move(handle, key) is not None
                board.must_differ(name_of(handle), seen, before if moved else None)
        board.settle()
        board.expect_no_error()
    assert not error_texts(page)
    assert not complaints


def test_arrow_keys_move_a_slider(boards: list[OnPage]) -> None:
    (handle, *_) = boards[0].controls(SLIDERS)
    before = position(handle)
    boards[0].strike(handle, "ArrowLeft")
    assert position(handle) != before
