"""What a screen reader is told of a dashboard: the accessibility tree that Chromium makes of it."""

from functools import partial
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Locator, Page

from tests.browser.driving import SLIDERS
from tests.browser.eventually import eventually
from tests.browser.front_ends import FrontEnd, Lab
from tests.browser.kernel import wait_until_heard
from tests.browser.notebook_page import complaints_of, open_notebook, run_all, wait_until_done
from tests.browser.on_page import OnPage, dashboards, wait_for_picture
from tools.editions import METADATA

pytestmark = pytest.mark.browser
BOARDS = (
    "from tests.dashboards.example_dashboards import recomputed\nrecomputed()",
    """
from course_lib.chapters.initialization.signal_flow_dashboard import signal_flow_dashboard
signal_flow_dashboard()
""",
    "from course_lib.chapters.playground.dashboard.board import playground\nplayground()",
)


def tree(page: Page, board: OnPage) -> list[dict[str, Any]]:
    """What is told of a dashboard: role, name, value and properties of each part."""
    session = page.context.new_cdp_session(page)
    board.root.evaluate("root => { window.boardToHear = root; }")
    found = session.send("Runtime.evaluate", {"expression": "window.boardToHear"})
    node = session.send("DOM.describeNode", {"objectId": found["result"]["objectId"]})
    within = node["node"]["backendNodeId"]
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    by_id = {each["nodeId"]: each for each in nodes}

    def is_within(each: dict[str, Any] | None) -> bool:
        while each is not None:
            if each.get("backendDOMNodeId") == within:
                return True
            each = by_id.get(each.get("parentId", ""))
        return False

    return [told(each) for each in nodes if not each["ignored"] and is_within(each)]


def told(node: dict[str, Any]) -> dict[str, Any]:
    more = {each["name"]: each["value"].get("value") for each in node.get("properties", [])}
    parts = {key: node.get(key, {}).get("value", "") for key in ("role", "name", "value")}
    return more | parts


def of_role(parts: list[dict[str, Any]], role: str) -> list[dict[str, Any]]:
    return [part for part in parts if part["role"] == role]


def expect_names_and_values(page: Page, board: OnPage) -> None:
    """Sliders as the page shows them, the picture by the words under it, nothing without a name."""
    shown = board.root.locator(".widget-hslider").evaluate_all(
        "rows => rows.filter(row => row.checkVisibility())"
        ".map(row => ['.widget-label', '.widget-readout']"
        ".map(part => row.querySelector(part).textContent.trim()))"
    )
    parts = tree(page, board)
    # Chromium's tree names no value text; the attribute is what it hands to a screen reader.
    texts = board.root.locator(".widget-hslider .noUi-handle").evaluate_all(
        "handles => handles.filter(handle => handle.checkVisibility())"
        ".map(handle => handle.getAttribute('aria-valuetext'))"
    )
    names = [part["name"] for part in of_role(parts, "slider")]
    assert [list(each) for each in zip(names, texts, strict=True)] == shown
    assert all(name and value for name, value in shown)
    edited = "parts => parts.filter(part => part.isContentEditable).length"
    assert board.root.locator(".widget-readout").evaluate_all(edited) == 0
    words = board.root.locator(".course-words").inner_text().strip()
    assert [part["name"] for part in of_role(parts, "image")] == [words]
    (status,) = of_role(parts, "status")
    assert status["live"] == "polite"
    for role in ("button", "checkbox", "combobox", "textbox", "group", "radiogroup"):
        for part in of_role(parts, role):
            assert part["name"], part
            assert part["name"].isprintable(), part  # an icon's letter is of private use


@pytest.mark.parametrize(
    "name", ["lab", pytest.param("notebook7", marks=pytest.mark.xdist_group("notebook7"))]
)
def test_sliders_have_names_and_values_and_pictures_say_their_words(
    page: Page, name: str, request: Any
) -> None:
    front_end: FrontEnd = request.getfixturevalue(name)
    complaints = complaints_of(page)
    cells = [new_code_cell(code) for code in BOARDS]
    open_notebook(front_end, page, "heard.ipynb", new_notebook(cells=cells, metadata=METADATA))
    complaints.clear()  # Notebook 7.6 starts with an error of its own, with any notebook
    run_all(page)
    wait_for_picture(page)
    wait_until_done(page)
    boards = dashboards(page)
    assert len(boards) == len(BOARDS)
    for board in boards:
        board.settle()
        expect_names_and_values(page, board)
        handle = board.controls(SLIDERS)[0]
        before = heard(board, handle)
        board.move(handle, "ArrowLeft")
        board.settle()
        now = partial(heard, board, handle)
        eventually(page, "another value", now, lambda after, value=before[1]: after[1] != value)
        eventually(page, "another alt text", now, lambda after, alt=before[0]: after[0] != alt)
        expect_names_and_values(page, board)
        words = board.root.locator(".course-words .widget-html-content")
        eventually(
            page, "words that rest", lambda w=words: w.get_attribute("aria-busy"), "false".__eq__
        )
    assert not complaints


def test_keys_that_jupyterlab_has_for_cells_stay_with_a_control(lab: Lab, lab_page: Page) -> None:
    """Without a control in focus an arrow key goes to the next cell, and d d deletes one."""
    cells = [new_code_cell(BOARDS[-1]), new_code_cell("1 + 1")]
    open_notebook(lab, lab_page, "keys.ipynb", new_notebook(cells=cells, metadata=METADATA))
    run_all(lab_page)
    wait_for_picture(lab_page)
    wait_until_done(lab_page)
    (board,) = dashboards(lab_page)
    for control in (board.controls(SLIDERS)[0], board.controls("select")[0]):
        board.strike(control, "d")
        board.strike(control, "d")
        wait_until_heard(lab_page)
        assert lab_page.locator(".jp-CodeCell").count() == 2
    menu = board.root.locator("select").first
    before = menu.input_value()
    board.strike(menu, "ArrowDown")
    eventually(lab_page, "another entry of a closed menu", menu.input_value, before.__ne__)
    assert menu.evaluate("menu => menu === document.activeElement")
    # What runs a cell still does.
    board.strike(menu, "Shift+Enter")
    second = lab_page.locator(".jp-CodeCell").nth(1)
    eventually(
        lab_page, "the next cell", lambda: "jp-mod-active" in str(second.get_attribute("class"))
    )


def heard(board: OnPage, handle: Locator) -> tuple[str | None, str | None]:
    """The alt text of its picture, and the value of a slider."""
    picture = board.root.locator("img.widget-image")
    return picture.get_attribute("alt"), handle.get_attribute("aria-valuetext")
