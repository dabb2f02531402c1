"""A lesson before a class: run when it opens, a key a section, and a dry run that finds faults."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import Browser, Locator, Page, ViewportSize

from tests.browser.eventually import ARTIFACTS, eventually, idle
from tools.editions import METADATA
from tools.present_check import check
from tools.talk_copy import make_talk
from tools.talk_page import (
    faults_of_figures,
    faults_of_letters,
    faults_of_questions,
    go_on,
    wait_until_run,
)
from tools.talk_server import TalkServer

pytestmark = pytest.mark.browser

SCREENS: list[ViewportSize] = [{"width": 1366, "height": 768}, {"width": 1920, "height": 1080}]
BOARD = """
from course_lib.chapters.learning_rate_schedules.rate_dashboard import rate_dashboard
from course_lib.datasets import load_sweep
board = rate_dashboard(load_sweep("learning_rate_schedules_composer"))
board
"""
ADDRESSES = """
  window.addresses = [];
  const push = history.pushState;
  history.pushState = function (state, title, address) {
    window.addresses.push(new URL(address, location.href).pathname);
    return push.call(this, state, title, address);
  };
"""
ASKS = """
from course_lib.dashboards import predict
predict("start_here", "test", "Which?", ["one", "two"], answer="two", because="Count them.")
"""
TABLE = "| a | b |\n|---|---|\n| 1 | 2 |"
LETTERS = "root => getComputedStyle(root).fontSize"
BREAKS = "root => getComputedStyle(root).wordBreak"
HEIGHT = "root => root.getBoundingClientRect().height"
AT_TOP = """
root => Math.abs(root.getBoundingClientRect().top
  - root.closest('.jp-WindowedPanel-outer').getBoundingClientRect().top) < 60
"""
AT_THE_END = [
    new_markdown_cell("## 4 · Left out, too", metadata={"teaching": {}}),
    new_code_cell("print('hidden output')"),
]
FIGURE = """
from course_lib.plots import new_figure
new_figure({width}, 2)[0]
"""
LONG = "\n\n".join(f"Line {k} of many." for k in range(60))


def lesson(minutes: int) -> dict[str, object]:
    return {"teaching": {"lesson": True, "minutes": minutes, "ask": "a", "answers": "b"}}


def notebook_in(root: Path, *more: nbformat.NotebookNode) -> None:
    cells = [
        new_markdown_cell("# A title"),
        new_markdown_cell("## 1 · First\n\n" + LONG, metadata=lesson(5)),
        new_code_cell(BOARD),
        new_markdown_cell("## 2 · Left out\n\nhidden words", metadata={"teaching": {}}),
        new_code_cell("print('hidden output')"),
        new_markdown_cell("## 3 · Last", metadata=lesson(3)),
        *more,
    ]
    for folder in (root / "notebooks", root / "notebooks" / "solutions"):
        folder.mkdir()
        nbformat.write(new_notebook(cells=cells, metadata=METADATA), folder / "05_topic.ipynb")


@contextmanager
def opened(
    root: Path, browser: Browser, screen: ViewportSize, *more: nbformat.NotebookNode
) -> Iterator[Page]:
    """A lesson before a class, which has been run."""
    notebook_in(root, *more)
    copy, _ = make_talk(root, "05")
    with TalkServer(root, copy, 1.3) as server:
        page = browser.new_page(viewport=screen)
        page.goto(server.address)
        assert wait_until_run(page) == []
        yield page
        page.close()


def at_top(place: Locator) -> bool:
    """Whether something stands at the upper edge of the notebook."""
    return bool(place.evaluate(AT_TOP))


def test_the_dry_run_goes_through_a_lesson_that_is_ready(
    tmp_path: Path, browser: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    notebook_in(tmp_path)
    assert check(tmp_path, "05", SCREENS, 1.3, browser) == []
    said = capsys.readouterr().out
    assert said.count("1 · First") == said.count("3 · Last") == len(SCREENS)
    assert said.count("answers in") == len(SCREENS)
    assert "Left out" not in said
    assert len(list((tmp_path / "work" / ".talk").glob("05-*.png"))) == 2 * len(SCREENS)


def test_the_dry_run_names_an_error(tmp_path: Path, browser: Browser) -> None:
    notebook_in(tmp_path, new_code_cell("1 / 0"))
    assert any(
        "ZeroDivisionError" in words for words in check(tmp_path, "05", SCREENS[:1], 1.3, browser)
    )


def test_a_slip_of_the_hand_cuts_nothing_and_code_that_was_clicked_is_left(
    tmp_path: Path, browser: Browser
) -> None:
    with opened(tmp_path, browser, SCREENS[0]) as page:
        strip = page.locator(".course-talk-strip")
        assert go_on(page, 0)
        heading = page.locator("h2", has_text="1 · First")
        heading.click()
        for key in ("x", "b", ".", "d", "d", "Delete", "Enter"):
            page.keyboard.press(key)
        idle(page)
        assert strip.inner_text().startswith("1 of 2")
        assert heading.is_visible()
        assert page.locator(".jp-Notebook.jp-mod-editMode").count() == 0
        page.locator(".jp-CodeCell .cm-content").first.click()
        page.keyboard.type("# ")
        assert page.locator(".cm-content", has_text="# ").count()
        assert go_on(page, 1)


def test_only_the_lesson_is_in_sight_and_a_key_goes_on_from_a_slider(
    tmp_path: Path, browser: Browser
) -> None:
    with opened(tmp_path, browser, SCREENS[0], new_markdown_cell(LONG), *AT_THE_END) as page:
        strip = page.locator(".course-talk-strip")
        assert strip.inner_text() == "0 of 2"
        assert go_on(page, 0)
        assert strip.inner_text() == "1 of 2 · 5 min, to end at 5 · now 0 of 8"
        slider = page.locator(".noUi-handle").first
        slider.scroll_into_view_if_needed()
        slider.focus()
        before = slider.get_attribute("aria-valuetext")
        assert go_on(page, 1)
        assert slider.get_attribute("aria-valuetext") == before
        eventually(
            page, "no tabs at the side", lambda: page.locator(".jp-SideBar:visible").count() == 0
        )
        assert not page.locator("p", has_text="hidden words").is_visible()
        for output in page.locator("pre", has_text="hidden output").all():
            assert not output.is_visible()
        board = page.locator(".jp-OutputArea-output:has(.widget-image)")
        page.keyboard.press("d")
        eventually(page, "the dashboard of the section before", lambda: at_top(board))
        page.keyboard.press("d")
        eventually(
            page,
            "the place that was left",
            lambda: at_top(page.get_by_role("heading", name="3 · Last")),
        )
        page.keyboard.press("PageUp")
        eventually(
            page, "the first section", strip.inner_text, lambda said: said.startswith("1 of 2")
        )
        page.keyboard.press("ArrowLeft")  # JupyterLab's key to fold a section
        idle(page)
        assert slider.is_visible()
        slider.scroll_into_view_if_needed()
        slider.focus()
        page.keyboard.press("ArrowRight")
        assert slider.get_attribute("aria-valuetext") != before
        ARTIFACTS.mkdir(exist_ok=True)
        page.screenshot(path=ARTIFACTS / "talk.png")


def test_a_page_that_is_loaded_again_goes_on_where_the_lesson_stood(
    tmp_path: Path, browser: Browser
) -> None:
    notebook_in(tmp_path)
    copy, _ = make_talk(tmp_path, "05")
    with TalkServer(tmp_path, copy, 1.3) as server:
        page = browser.new_page(viewport=SCREENS[0])
        page.add_init_script(ADDRESSES)
        for _ in range(2):  # opened again, JupyterLab puts the file browser's folder in the address
            page.goto(server.address)
            assert wait_until_run(page) == []
        page.wait_for_function("() => window.addresses.some((each) => /tree.work$/.test(each))")
        eventually(page, "its address", lambda: page.url, lambda url: url.endswith(copy.name))
        assert go_on(page, 0)
        assert go_on(page, 1)
        page.reload()
        assert wait_until_run(page) == []
        strip = page.locator(".course-talk-strip")
        eventually(
            page, "the second section", strip.inner_text,
            lambda said: said.startswith("2 of 2") and said.endswith("of 8"),
        )  # fmt: skip
        page.close()


def test_an_answer_is_out_of_sight_until_it_is_opened_and_the_dry_run_says_where_not(
    tmp_path: Path, browser: Browser
) -> None:
    told = new_code_cell("print('it is two')")
    asked = (new_markdown_cell(TABLE), new_code_cell(ASKS), told)
    with opened(tmp_path, browser, SCREENS[1], *asked) as page:
        assert go_on(page, 0)
        assert go_on(page, 1)
        assert faults_of_questions(page, 1) == []
        first_lines = page.locator(".jp-PlaceholderText")
        assert first_lines.count() > 0
        assert not any(line.is_visible() for line in first_lines.all())
        assert page.locator("td").first.evaluate(LETTERS) == "17px"
        assert page.locator("pre", has_text="it is two").evaluate(BREAKS) == "normal"
        assert faults_of_letters(page, 1) == []
        page.add_style_tag(content="td { font-size: 13px !important; }")
        assert faults_of_letters(page, 1) == ["letters of 13 px, too small for the last row"]
        question = page.locator("[class*='-asked']")
        low = question.evaluate(HEIGHT)
        question.locator("summary").click()
        eventually(page, "room", lambda: question.evaluate(HEIGHT), lambda now: now < low / 2)
        assert faults_of_questions(page, 1) == [
            "the answer of a prediction is open",
            "what follows a prediction is in sight beside it",
        ]
        page.locator(".jp-Cell:has([class*='-asked']) .jp-InputCollapser").click()
        eventually(page, "its code", lambda: len(faults_of_questions(page, 1)), (3).__eq__)


def test_the_dry_run_says_where_a_figure_is_too_wide_for_the_page(
    tmp_path: Path, browser: Browser
) -> None:
    fits, wide = (new_code_cell(FIGURE.format(width=width)) for width in (11, 14))
    last = new_markdown_cell("## 4 · Wide", metadata=lesson(1))
    with opened(tmp_path, browser, SCREENS[0], fits, last, wide) as page:
        assert go_on(page, 0)
        assert go_on(page, 1)
        assert faults_of_figures(page, 1, 1.3) == []
        assert go_on(page, 2)
        (fault,) = faults_of_figures(page, 2, 1.3)
        assert "shrunk to 8" in fault
        page.set_viewport_size(SCREENS[1])
        eventually(page, "room", lambda: faults_of_figures(page, 2, 1.3), lambda found: not found)
