"""Presenter mode on a projector's screen and on a larger one: all of it larger, nothing cut."""

import nbformat
import pytest
from playwright.sync_api import Page

from tests.browser import kernel
from tests.browser.eventually import eventually
from tests.browser.front_ends import ROOT, Lab
from tests.browser.geometry import SCREENS, on_screen
from tests.browser.notebook_page import LAPTOP, error_texts, open_notebook, run_all, wait_until_done
from tests.browser.on_page import OnPage, dashboards, wait_for_picture
from tools.dashboard_pages import reduced

ZOOM = 1.5
NOTEBOOKS = ("playground", "05_optimizers")  # the most controls, and the longest names

pytestmark = pytest.mark.browser


@pytest.fixture
def page(lab_page: Page) -> Page:
    return lab_page


@pytest.mark.parametrize("stem", NOTEBOOKS)
def test_everything_grows_and_nothing_is_cut(
    lab: Lab, page: Page, complaints: list[str], stem: str
) -> None:
    notebook = nbformat.read(ROOT / "notebooks" / f"{stem}.ipynb", as_version=4)
    open_notebook(lab, page, f"{stem}.ipynb", reduced(notebook))
    usual = sizes_at(1, page)
    zoomed = sizes_at(ZOOM, page)
    assert not complaints
    for before, after in zip(usual, zoomed, strict=True):
        assert all(after[screen][0] >= before[screen][0] for screen in SCREENS)
        width, height = before[max(SCREENS)]
        full = height > FULL * max(SCREENS)[1]
        assert full or after[max(SCREENS)][0] > 1.3 * width


FULL = 0.6  # of a window's height: a picture that takes it has no room to grow
HALL = 1.3  # what README names for a projector of 1366 x 768 pixels
IN_SIGHT = """
root => [
  root.getBoundingClientRect().height,
  root.closest('.jp-NotebookPanel-notebook').getBoundingClientRect().height,
]
"""


# The highest, and those whose words carry the answers of their tasks.
TO_BE_READ = ("04_initialization", "05_optimizers", "07_batch_normalization",
              "08_hyperparameter_search")  # fmt: skip


@pytest.mark.parametrize("stem", TO_BE_READ)
def test_controls_picture_and_words_are_in_sight_together(lab: Lab, page: Page, stem: str) -> None:
    notebook = nbformat.read(ROOT / "notebooks" / f"{stem}.ipynb", as_version=4)
    open_notebook(lab, page, f"{stem}.ipynb", reduced(notebook))
    for zoom in (1, HALL):
        sizes_at(zoom, page)
        page.set_viewport_size(LAPTOP)
        for board in dashboards(page):
            expect_in_sight(board)


SIDE_BAR = "() => jupyterapp.commands.execute('application:toggle-left-area')"
WIDTH = "root => root.getBoundingClientRect().width"


def test_the_playground_is_in_sight_beside_the_side_bar_and_without_it(
    lab: Lab, page: Page
) -> None:
    notebook = nbformat.read(ROOT / "notebooks" / "playground.ipynb", as_version=4)
    open_notebook(lab, page, "playground.ipynb", reduced(notebook))
    for zoom in (1, HALL):
        sizes_at(zoom, page)
        page.set_viewport_size(LAPTOP)
        (board, *_) = dashboards(page)
        expect_in_sight(board)
        toggle_side_bar(board)
        expect_in_sight(board)
        toggle_side_bar(board)  # it is there again


def expect_in_sight(board: OnPage) -> None:
    """All of a dashboard is on a laptop's screen at once."""
    on_screen(board.root, SCREENS[0])
    height, room = board.root.evaluate(IN_SIGHT)
    assert height <= room


def toggle_side_bar(board: OnPage) -> None:
    """Hide JupyterLab's side bar, or show it again."""
    width = board.root.evaluate(WIDTH)
    board.page.evaluate(SIDE_BAR)
    eventually(board.page, "another width", lambda: board.root.evaluate(WIDTH), width.__ne__)


Size = tuple[float, float]


def sizes_at(zoom: float, page: Page) -> list[dict[tuple[int, int], Size]]:
    """Width and height of each dashboard's picture when made at this zoom, on each screen."""
    kernel.run(page, f"from course_lib.dashboards import present\npresent({zoom})")
    run_all(page)
    wait_for_picture(page)
    wait_until_done(page)
    sizes = [on_screens(board) for board in dashboards(page)]
    assert sizes
    assert not error_texts(page)
    return sizes


def on_screens(board: OnPage) -> dict[tuple[int, int], Size]:
    """How large the picture is on each screen, where nothing of the dashboard may be cut."""
    sizes = {}
    for screen in SCREENS:
        on_screen(board.root, screen)
        box = board.root.locator(".widget-image").bounding_box()
        assert box is not None
        assert box["height"] < 0.75 * screen[1]
        sizes[screen] = (box["width"], box["height"])
    return sizes
