"""A notebook on a page: opened, run, and what it says of errors."""

import time

from nbformat import NotebookNode
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as TooLong

from tests.browser.front_ends import FrontEnd

WRONG = (
    "[data-mime-type='application/vnd.jupyter.error'], "
    "[data-mime-type='application/vnd.jupyter.stderr'], [role='alert']"
)


def open_notebook(front_end: FrontEnd, page: Page, name: str, notebook: NotebookNode) -> None:
    """Open a notebook and wait for its kernel."""
    front_end.put(name, notebook)
    page.goto(front_end.address(name))
    wait_for_kernel(front_end, page, name)


def wait_for_kernel(front_end: FrontEnd, page: Page, name: str) -> None:
    """Wait until a page that shows a notebook is connected to its kernel."""
    page.locator(".jp-NotebookPanel").wait_for(timeout=60_000)
    deadline = time.monotonic() + 60
    while not front_end.is_connected(name):
        assert time.monotonic() < deadline, "the kernel was never connected"
        page.wait_for_timeout(100)


def run_all(page: Page) -> float:
    """Choose Run All from the menu; returns when that was."""
    for _ in range(10):
        started = time.monotonic()
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        # A page that has only just met its kernel may let the command go by.
        prompts = page.locator(".jp-CodeCell .jp-InputPrompt").filter(has_text="[*]")
        numbers = page.locator(".jp-CodeCell .jp-InputPrompt").filter(has_text="[1]")
        try:
            prompts.or_(numbers).first.wait_for(timeout=2000)
        except TooLong:
            continue
        return started
    raise AssertionError("Run All does nothing")


def wait_until_done(page: Page) -> None:
    """Wait until every cell has its number, and none the star of a waiting one."""
    page.wait_for_function(
        """() => {
          const prompts = [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')];
          return prompts.length > 0 && prompts.every(p => /\\[\\d+\\]/.test(p.textContent));
        }""",
        timeout=90_000,
    )


def error_texts(page: Page) -> list[str]:
    """What a page says of errors and warnings."""
    return [text for text in page.locator(WRONG).all_inner_texts() if text.strip()]
