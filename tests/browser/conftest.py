"""Real front ends and a real Chromium, as a reader has them."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.eventually import ARTIFACTS
from tests.browser.front_ends import Lab, Notebook7, Voila
from tests.browser.notebook_page import LAPTOP, complaints_of, new_page
from tools.chromium import FLAGS, find_chromium

MEASURED = "measured"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium found; CI must have one (COURSE_CHROMIUM names it)")
        pytest.skip("no Chromium found: the browser tests need one (COURSE_CHROMIUM names it)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    with Lab(tmp_path_factory.mktemp("lab")) as lab:
        yield lab


@pytest.fixture(scope="session")
def notebook7(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Notebook7]:
    with Notebook7(tmp_path_factory.mktemp("notebook7")) as notebook7:
        yield notebook7


@pytest.fixture(scope="session")
def voila(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Voila]:
    with Voila(tmp_path_factory.mktemp("voila")) as voila:
        yield voila


@pytest.fixture
def measured(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Keeps a line for the summary at the end, so that a log has what was measured."""
    return partial(record_property, MEASURED)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            for name, line in report.user_properties:
                if name == MEASURED:
                    terminalreporter.write_line(f"measured: {line}")


@pytest.fixture(scope="session")
def artifacts() -> Path:
    """Where pictures of the pages are kept."""
    ARTIFACTS.mkdir(exist_ok=True)
    return ARTIFACTS


def keep(page: Page, artifacts: Path, request: Any) -> None:
    """Keep what a page looks like at the end of a test."""
    if not page.is_closed():
        page.screenshot(path=artifacts / f"{request.node.name}.png")


@pytest.fixture
def page(browser: Browser, request: Any, artifacts: Path) -> Iterator[Page]:
    """A page of the test's own."""
    page = new_page(browser)
    yield page
    keep(page, artifacts, request)
    page.close()


@pytest.fixture(scope="session")
def opened_lab(browser: Browser) -> Iterator[Page]:
    """One page for many notebooks: to load JupyterLab takes longer than to open one in it."""
    page = new_page(browser)
    yield page
    page.close()


@pytest.fixture
def lab_page(opened_lab: Page, request: Any, artifacts: Path) -> Iterator[Page]:
    """The page of JupyterLab that tests have one after the other."""
    opened_lab.set_viewport_size(LAPTOP)
    yield opened_lab
    keep(opened_lab, artifacts, request)


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """Errors in the console of the page."""
    return complaints_of(page)
