"""What a test takes for the answer of a dashboard is the answer, and not what came before it."""

import pytest
from playwright.sync_api import Page

from tests.browser.eventually import eventually_true
from tests.browser.on_page import SHOWN, OnPage

pytestmark = pytest.mark.browser
DOT = "<svg xmlns='http://www.w3.org/2000/svg' width='{0}' height='{0}'/>"
ADDRESSES = [f"data:image/svg+xml,{DOT.format(side)}" for side in (10, 20)]
BOARD = f"""
<div id="other"><img src="{ADDRESSES[1]}"></div>
<div id="board"><img class="widget-image" src="{ADDRESSES[0]}"></div>
"""
CHANGE = f"""
address => {{
  const root = document.querySelector('#board'), image = root.querySelector('img');
  image.src = address;
  const there = image.complete;
  return [there, ({SHOWN})([root])];
}}
"""


def test_a_page_rests_when_it_was_told_of_its_newest_picture(page: Page) -> None:
    page.set_content(BOARD)
    board = OnPage(page, page.locator("#board"))
    board.wait_until_shown()
    there, rests = page.evaluate(CHANGE, ADDRESSES[1])
    assert there, "a picture that the page has already is complete at once"
    assert not rests
    board.wait_until_shown()
    told = "([root]) => root.watch.pictures.length === 1"
    eventually_true(page, "the new picture", told, page.locator("#board").element_handle())
