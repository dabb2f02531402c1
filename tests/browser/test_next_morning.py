"""A notebook that was saved, and opened again when its kernel is gone."""

import base64
import re
from operator import not_
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser, Page

from tests.browser import kernel
from tests.browser.eventually import eventually
from tests.browser.front_ends import Lab
from tests.browser.notebook_page import (
    error_texts,
    new_page,
    open_notebook,
    run_all,
    wait_for_kernel,
    wait_until_done,
)
from tests.browser.on_page import dashboards, wait_for_picture
from tools.editions import METADATA

pytestmark = pytest.mark.browser
NAME = "morning.ipynb"
BOARD = """
from tests.dashboards.example_dashboards import recomputed
recomputed()
"""
WORDS = r"after 100 steps \d\.\de-\d\d from the bottom"
TO_DO = "run this cell"


def run_and_save(lab: Lab, page: Page) -> None:
    open_notebook(lab, page, NAME, new_notebook(cells=[new_code_cell(BOARD)], metadata=METADATA))
    run_all(page)
    wait_for_picture(page)
    wait_until_done(page)
    page.keyboard.press("ControlOrMeta+s")
    eventually(page, "a saved page", page.locator(".jp-mod-dirty").count, not_)


def expect_picture_and_words(page: Page) -> None:
    """The first picture, its words as alt text and below, and what to do."""
    picture = page.locator(".jp-OutputArea img")
    eventually(page, "one picture", picture.count, (1).__eq__)
    assert re.search(WORDS, str(picture.get_attribute("alt")))
    shown = page.locator(".jp-OutputArea-output").inner_text()
    assert re.search(WORDS, shown)
    assert TO_DO in shown
    assert "model not found" not in page.inner_text("body")
    png = base64.b64decode(str(picture.get_attribute("src")).partition("base64,")[2])
    assert png.startswith(b"\x89PNG")


def test_the_picture_is_there_and_the_words_say_how_to_go_on(
    tmp_path: Path, browser: Browser
) -> None:
    with Lab(tmp_path) as lab:
        page = new_page(browser)
        run_and_save(lab, page)
        page.close()
        lab.end_kernels()  # a tab that was shut down, while the server goes on
        page = new_page(browser)
        page.goto(lab.address(NAME))
        wait_for_kernel(page)
        expect_picture_and_words(page)
        page.close()
    with Lab(tmp_path) as lab:
        page = new_page(browser)
        page.goto(lab.address(NAME))
        wait_for_kernel(page)
        expect_picture_and_words(page)
        run_all(page)  # and it is alive again
        wait_for_picture(page)
        dashboards(page)[0].expect_no_error()
        page.close()


def test_a_kernel_that_was_restarted_is_spoken_of_where_the_dashboard_stays(
    lab: Lab, lab_page: Page
) -> None:
    run_and_save(lab, lab_page)
    assert TO_DO not in after(lab_page)
    lab_page.evaluate(f"() => {kernel.KERNEL}.restart()")
    what = "words that say how to go on"
    eventually(lab_page, what, lambda: after(lab_page), lambda seen: TO_DO in seen)
    assert not error_texts(lab_page)


def after(page: Page) -> str:
    """What the style sheet adds to a dashboard."""
    board = page.locator(".jp-OutputArea-output .widget-vbox").first
    return str(board.evaluate("e => getComputedStyle(e, '::after').content"))
