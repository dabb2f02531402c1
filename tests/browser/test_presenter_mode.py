"""Presenter mode on a projector's screen and on a larger one: all of it larger, nothing cut."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell
from playwright.sync_api import Page

from tests.browser.front_ends import ROOT, Lab
from tests.browser.geometry import SCREENS, faults
from tests.browser.notebook_page import error_texts, open_notebook, run_all, wait_until_done
from tests.browser.on_page import OnPage, dashboards, wait_for_picture
from tests.browser.reduced import reduced

ZOOM = 1.5
NOTEBOOKS = ("playground", "05_optimizers")  # the most controls, and the longest names

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("stem", NOTEBOOKS)
def test_everything_grows_and_nothing_is_cut(
    lab: Lab, page: Page, complaints: list[str], stem: str
) -> None:
    usual = widths_at(1, lab, page, stem)
    zoomed = widths_at(ZOOM, lab, page, stem)
    assert not complaints
    for before, after in zip(usual, zoomed, strict=True):
        assert all(after[screen] >= before[screen] for screen in SCREENS)
        assert after[max(SCREENS)] > 1.3 * before[max(SCREENS)]


def widths_at(zoom: float, lab: Lab, page: Page, stem: str) -> list[dict[tuple[int, int], float]]:
    """How wide the picture of each dashboard is at this zoom, on each screen."""
    notebook = reduced(nbformat.read(ROOT / "notebooks" / f"{stem}.ipynb", as_version=4))
    call = f"from course_lib.dashboards import present\npresent({zoom})"
    notebook.cells.insert(0, new_code_cell(call))
    open_notebook(lab, page, f"{stem}.ipynb", notebook)
    run_all(page)
    wait_for_picture(page)
    wait_until_done(page)
    widths = [on_screens(board) for board in dashboards(page)]
    assert not error_texts(page)
    return widths


def on_screens(board: OnPage) -> dict[tuple[int, int], float]:
    """How wide the picture is on each screen, where nothing of the dashboard may be cut."""
    widths = {}
    for width, height in SCREENS:
        board.page.set_viewport_size({"width": width, "height": height})
        board.root.evaluate("root => root.scrollIntoView({block: 'start'})")
        board.settle()
        assert not faults(board.root)
        box = board.root.locator(".widget-image").bounding_box()
        assert box is not None
        assert box["height"] < 0.75 * height
        widths[width, height] = box["width"]
    return widths
