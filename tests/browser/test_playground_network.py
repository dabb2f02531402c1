"""The playground's network on a page: clicked and by keys, in sight with its buttons, at play."""

from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Locator, Page, ViewportSize

from course_lib.chapters.playground.dashboard.net import places
from course_lib.chapters.playground.dashboard.scene import HEIGHT, NET, WIDTH
from course_lib.chapters.playground.units import Unit
from tests.browser.eventually import eventually
from tests.browser.front_ends import FrontEnd
from tests.browser.geometry import on_screen
from tests.browser.kernel import wait_until_heard
from tests.browser.notebook_page import LAPTOP, open_notebook, run_all, wait_until_done
from tests.browser.on_page import OnPage, dashboards, wait_for_picture
from tools.editions import METADATA

pytestmark = pytest.mark.browser

SHOW = "from course_lib.chapters.playground.dashboard.board import playground\nplayground('seed=5')"
ZOOM = "from course_lib.dashboards import present\npresent({})"
BOXES = places([2, 8, 8, 1], *NET[2:])
PARTS = "['img.widget-image', '.widget-button', '.widget-hslider', '.widget-dropdown select']"
IN_SIGHT = """
root => {
  const pane = root.closest('.jp-WindowedPanel-outer, .jp-NotebookPanel-notebook');
  const {top, bottom} = pane.getBoundingClientRect();
  const parts = %s;
  const seen = part => {
    const place = part.getBoundingClientRect();
    let low = bottom + 2;  // whatever holds it may cut it off, be it by a line
    for (let box = part.parentElement; box && box !== pane; box = box.parentElement)
      if (getComputedStyle(box).overflowY !== 'visible')
        low = Math.min(low, box.getBoundingClientRect().bottom + 0.2);
    return place.height > 0 && place.top >= top - 2 && place.bottom <= low;
  };
  return parts.map(kind => [...root.querySelectorAll(kind)].filter(seen).length);
}
""".replace("%s", PARTS)


def click(board: OnPage, unit: Unit) -> None:
    """Click the middle of a unit."""
    picture = board.root.locator("img.widget-image")
    size = picture.bounding_box()
    assert size is not None
    box = BOXES[unit]
    across, up = (NET[0] + box.x) / WIDTH, (NET[1] + box.y) / HEIGHT
    picture.click(position={"x": across * size["width"], "y": (1 - up) * size["height"]})


def control(board: OnPage, kind: str, name: str) -> Locator:
    """A menu or slider by its label."""
    return board.root.locator(kind).filter(has_text=name).first


def chosen(menu: Locator) -> str:
    """What a menu shows."""
    text = str(menu.locator("select").evaluate("menu => menu.selectedOptions[0].textContent"))
    return text.replace("\xa0", " ")


@pytest.mark.parametrize(
    "name", ["lab", pytest.param("notebook7", marks=pytest.mark.xdist_group("notebook7"))]
)
def test_a_unit_is_looked_at_by_click_and_key_and_its_weight_is_set(
    page: Page, name: str, request: Any
) -> None:
    front_end: FrontEnd = request.getfixturevalue(name)
    cells = [new_code_cell(SHOW)]
    open_notebook(front_end, page, "units.ipynb", new_notebook(cells=cells, metadata=METADATA))
    run_all(page)
    wait_for_picture(page)
    wait_until_done(page)
    (board,) = dashboards(page)
    unit, source = (control(board, ".widget-dropdown", name) for name in ("look at", "weight from"))
    eventually(page, "the whole network", lambda: chosen(unit), "the whole".__eq__)
    before = board.picture()
    picture = board.root.locator("img.widget-image")
    cursor = "picture => getComputedStyle(picture).cursor"
    eventually(
        page, "a picture that hears clicks", lambda: picture.evaluate(cursor), "pointer".__eq__
    )
    click(board, Unit(2, 3))
    eventually(page, "the unit that was clicked", lambda: chosen(unit), "h2.4".__eq__)
    eventually(page, "its map", board.picture, before.__ne__)
    eventually(page, "its equation", board.words, lambda words: "h2.4 = tanh(" in words)
    click(board, Unit(2, 3))
    eventually(page, "the whole network again", lambda: chosen(unit), "the whole".__eq__)
    for _ in range(3):  # to the first hidden unit, by keys alone
        board.strike(unit.locator("select"), "ArrowDown")
        wait_until_heard(page)
    eventually(page, "the first hidden unit", lambda: chosen(unit), "h1.1".__eq__)
    board.strike(source.locator("select"), "ArrowDown")
    wait_until_heard(page)
    eventually(page, "a weight", lambda: chosen(source), "x1".__eq__)
    handle = control(board, ".widget-hslider", "set to").locator(".noUi-handle")
    eventually(page, "a slider for it", handle.is_visible)
    before = board.picture()
    board.strike(handle, "End")
    eventually(page, "another map", board.picture, before.__ne__)
    eventually(page, "the weight in its equation", board.words, lambda said: "tanh(5 x1" in said)
    board.expect_no_error()


@pytest.mark.parametrize(
    ("width", "height", "zoom"), [(1366, 768, 1), (1366, 768, 1.3), (1920, 1080, 1)]
)
def test_picture_buttons_and_controls_are_in_sight_together(
    lab: FrontEnd, lab_page: Page, width: int, height: int, zoom: float
) -> None:
    page = lab_page
    cells = [new_code_cell(ZOOM.format(zoom)), new_code_cell(SHOW)]
    open_notebook(lab, page, "sight.ipynb", new_notebook(cells=cells, metadata=METADATA))
    run_all(page)
    wait_for_picture(page)
    wait_until_done(page)
    (board,) = dashboards(page)
    on_screen(board.root, (width, height))
    board.root.evaluate("root => root.scrollIntoView({block: 'start'})")
    expected = board.root.evaluate(
        f"root => {PARTS}"
        ".map(kind => [...root.querySelectorAll(kind)].filter(e => e.offsetHeight).length)"
    )
    seen = eventually(
        page, "the whole board", lambda: board.root.evaluate(IN_SIGHT), expected.__eq__
    )
    assert seen[0] == 1
    assert seen[2] > 10
    page.set_viewport_size(ViewportSize(**LAPTOP))
