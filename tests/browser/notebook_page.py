"""A notebook on a page: opened, run, and what the page says of errors."""

import re
import time

from nbformat import NotebookNode
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser import kernel
from tests.browser.eventually import eventually, eventually_true
from tests.browser.front_ends import FrontEnd

LAPTOP = ViewportSize(width=1366, height=768)
WRONG = (
    "[data-mime-type='application/vnd.jupyter.error'], "
    "[data-mime-type='application/vnd.jupyter.stderr'], [role='alert']"
)
DONE = r"""
() => {
  const prompts = [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')];
  return prompts.length > 0 && prompts.every(prompt => /\[\d+\]/.test(prompt.textContent));
}
"""


def new_page(browser: Browser) -> Page:
    """Give a page on a laptop's screen. Whatever is not of this machine is kept away from it."""
    page = browser.new_page(viewport=LAPTOP)
    # With or without a network the same: the course has to work offline.
    page.route(lambda url: "//127.0.0.1:" not in url, lambda route: route.fulfill(status=204))
    return page


LEFT_BEHIND = "before replies were done"
"""JupyterLab says so of its own questions to a kernel that another notebook has taken the place of:

"Canceled future for debug_request message before replies were done", or create_subshell_request.
"""


def complaints_of(page: Page) -> list[str]:
    """Give a list that errors in the console of a page are added to from now on."""
    found: list[str] = []

    def heard(text: str) -> None:
        if LEFT_BEHIND not in text:
            found.append(text)

    page.on("pageerror", lambda error: heard(str(error)))
    page.on("console", lambda said: heard(said.text) if said.type == "error" else None)
    return found


def open_notebook(front_end: FrontEnd, page: Page, name: str, notebook: NotebookNode) -> None:
    """Open a notebook and wait for its kernel."""
    if page.url.startswith(front_end.url):
        open_instead(front_end, page, name, notebook)
    else:
        front_end.put(name, notebook)
        page.goto(front_end.address(name))
    wait_for_kernel(page)


def open_instead(front_end: FrontEnd, page: Page, name: str, notebook: NotebookNode) -> None:
    """Open a notebook on a page of JupyterLab in the place of another, which is not saved."""
    page.evaluate("() => [...jupyterapp.shell.widgets('main')].forEach(tab => tab.dispose())")
    front_end.put(name, notebook)
    page.evaluate("path => jupyterapp.commands.execute('docmanager:open', {path})", f"work/{name}")


def wait_for_kernel(page: Page) -> None:
    """Wait until a page shows a notebook and is connected to its idle kernel."""
    eventually(page, "an open notebook", page.locator(".jp-NotebookPanel").is_visible)
    eventually_true(page, "a connected kernel", kernel.READY)
    kernel.listen(page)


def run_all(page: Page) -> float:
    """Choose Run All from the menu, with no output of an earlier run; returns when that was."""
    page.evaluate("() => jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
    # A star while a cell waits, then its number.
    begun = page.locator(".jp-CodeCell .jp-InputPrompt").filter(has_text=re.compile(r"\[[*\d]"))
    page.get_by_role("menuitem", name="Run", exact=True).click()
    started = time.monotonic()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    eventually(page, "a cell that runs", begun.count)
    return started


def wait_until_done(page: Page) -> None:
    """Wait until every cell has its number, and none the star of a waiting one."""
    eventually_true(page, "a number at every cell", DONE)
    kernel.wait_until_heard(page)


def error_texts(page: Page) -> list[str]:
    """What a page says of errors and warnings."""
    return [text for text in page.locator(WRONG).all_inner_texts() if text.strip()]
