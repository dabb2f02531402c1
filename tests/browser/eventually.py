"""Looking again until it holds: the one place where a browser test waits by the clock.

A busy machine may take its time for anything. So a test never waits for a moment, and never looks
only once: it names the state that it waits for, and fails only after a time that no load excuses.
"""

import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from playwright.sync_api import ElementHandle, Page
from playwright.sync_api import TimeoutError as TooLong

ARTIFACTS = Path(__file__).resolve().parents[2] / "test-artifacts"
GENEROUS = 180.0  # seconds
LOOK = 20  # milliseconds between two looks

WHEN_IDLE = """
() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(
  () => requestIdleCallback(done))))
"""

T = TypeVar("T")


def eventually(
    page: Page | None,
    what: str,
    see: Callable[[], T],
    right: Callable[[T], object] = bool,
    *,
    within: float = GENEROUS,
) -> T:
    """Look until what is seen is right, and give it.

    Where it never is, fail with what was seen last, in words, and with the last picture of the page
    (None where there is no page) in a file.
    """
    deadline = time.monotonic() + within
    while not right(seen := see()):
        if time.monotonic() > deadline:
            raise failure(page, what, seen, within)
        if page is None:
            time.sleep(LOOK / 1000)
        else:
            page.wait_for_timeout(LOOK)
    return seen


def eventually_true(
    page: Page,
    what: str,
    condition: str,
    element: ElementHandle | None = None,
    *more: object,
    within: float = GENEROUS,
) -> None:
    """Wait for a condition in JavaScript on ``[element, ...more]``; else fail the same way.

    The page looks by itself, which disturbs what it measures least.
    """
    try:
        # Looking at every frame, which is the usual, would slow down what is measured.
        page.wait_for_function(condition, arg=[element, *more], timeout=1000 * within, polling=LOOK)
    except TooLong:
        seen = (element or page.locator("body")).inner_text()
        raise failure(page, what, seen, within) from None


def idle(page: Page) -> None:
    """Wait until the page has done, and drawn, all that it was told so far.

    For what must not happen: there is no state to wait for, but a page that could have done it.
    """
    page.evaluate(WHEN_IDLE)


def failure(page: Page | None, what: str, seen: object, within: float) -> AssertionError:
    """Say what was needed, and what came."""
    text = f"needed: {what}, within {within:g} s; seen last: {seen!r}"
    return AssertionError(text if page is None else f"{text}; the page then: {pictured(page)}")


def pictured(page: Page) -> Path:
    """Keep the last picture of a page; where it lies."""
    test = os.environ.get("PYTEST_CURRENT_TEST", "page").rpartition("::")[2].partition(" (")[0]
    path = ARTIFACTS / ("-".join(["failed", *re.findall(r"[\w-]+", test)]) + ".png")
    ARTIFACTS.mkdir(exist_ok=True)
    page.screenshot(path=path)
    return path
