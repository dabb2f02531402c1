"""A notebook served by Voila: its dashboards without its code."""

import nbformat
import pytest
from playwright.sync_api import Page, expect

from tests.browser.driving import SLIDERS
from tests.browser.front_ends import Voila
from tests.browser.notebook_page import error_texts
from tests.browser.on_page import Seen, dashboards, name_of, wait_for_picture
from tools.dashboard_pages import dashboards_in, reduced, with_dashboards

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("voila")]


def test_sliders_move_the_picture(voila: Voila, page: Page, complaints: list[str]) -> None:
    path = with_dashboards(at_least=2)[0]
    whole = nbformat.read(path, as_version=4)
    voila.put(path.name, reduced(whole))
    page.goto(voila.address(path.name))
    wait_for_picture(page)
    boards = dashboards(page)
    assert len(boards) == dashboards_in(whole)
    for board in boards:
        for handle in board.controls(SLIDERS):
            seen: list[Seen] = []
            for key in ("Home", "End"):
                before = board.seen()
                moved = board.move(handle, key) is not None
                board.must_differ(name_of(handle), seen, before if moved else None)
        board.wait_until_shown()
        board.expect_no_error()
    expect(page.locator(".jp-InputArea:visible")).to_have_count(0)
    assert not error_texts(page)
    assert not complaints
