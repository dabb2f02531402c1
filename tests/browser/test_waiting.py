"""Browser tests wait for a state, in one place, and say what they saw where it never comes."""

import ast
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.eventually import eventually, eventually_true, idle, pictured

HERE = Path(__file__).parent
WAITING = "eventually.py"


def waits(code: str) -> list[str]:
    """The names by which code waits for a moment."""
    names = [getattr(node, "attr", getattr(node, "id", "")) for node in ast.walk(ast.parse(code))]
    imported = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.ImportFrom)]
    names += [alias.name for node in imported for alias in node.names]
    return [name for name in names if name in ("sleep", "wait_for_timeout")]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("page.wait_for_timeout(100)", ["wait_for_timeout"]),
        ("import time\ntime.sleep(1)", ["sleep"]),
        ("from time import sleep as pause\npause(1)", ["sleep"]),
        ("eventually(page, 'words', board.words)", []),
    ],
)
def test_what_waits_for_a_moment_is_recognized(code: str, expected: list[str]) -> None:
    assert waits(code) == expected


def test_only_the_helper_waits_by_the_clock() -> None:
    files = {path.name: path.read_text(encoding="utf-8") for path in HERE.glob("*.py")}
    assert len(files) > 10
    assert [name for name, code in files.items() if waits(code)] == [WAITING]


def test_it_looks_again_until_what_it_sees_is_right() -> None:
    looks = iter([0, 0, 3, 4])
    assert eventually(None, "three", looks.__next__) == 3
    assert eventually(None, "more", looks.__next__, lambda seen: seen > 3) == 4


def test_without_a_page_it_fails_with_what_was_seen_last() -> None:
    with pytest.raises(AssertionError, match=r"needed: an answer, within 0 s; seen last: \[\]$"):
        eventually(None, "an answer", list, within=0)


@pytest.mark.browser
def test_it_fails_with_the_last_picture_of_the_page(page: Page) -> None:
    page.set_content("<p>not yet</p>")
    path = pictured(page)
    for wait in (
        lambda: eventually(page, "a word", page.locator("p").inner_text, "now".__eq__, within=0),
        lambda: eventually_true(page, "a word", "() => false", within=0.05),
    ):
        path.unlink()
        with pytest.raises(
            AssertionError, match=r"needed: a word, .*'not yet'; the page then"
        ) as e:
            wait()
        assert str(e.value).endswith(str(path))
        assert path.read_bytes().startswith(b"\x89PNG")
    path.unlink()


@pytest.mark.browser
def test_what_becomes_true_in_the_page_is_seen(page: Page) -> None:
    page.set_content("<p>not yet</p>")
    paragraph = page.locator("p").element_handle()
    page.evaluate("() => setTimeout(() => { document.querySelector('p').textContent = 'now' }, 50)")
    right = "([element, word]) => element.textContent === word"
    eventually_true(page, "a word", right, paragraph, "now")
    assert paragraph.inner_text() == "now"


@pytest.mark.browser
def test_an_idle_page_has_done_and_drawn_what_it_was_told(page: Page) -> None:
    page.set_content("<p>not yet</p>")
    page.evaluate(
        "() => requestAnimationFrame(() => setTimeout("
        "() => { document.querySelector('p').textContent = 'now' }))"
    )
    idle(page)
    assert page.locator("p").inner_text() == "now"
