"""Real front ends and a real Chromium, as a reader has them."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.front_ends import FLAGS, ROOT, Lab, Notebook7, Voila, find_chromium

ARTIFACTS = ROOT / "test-artifacts"
MEASURED = pytest.StashKey[list[str]]()


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


@pytest.fixture(scope="session")
def measured(request: Any) -> list[str]:
    """Lines that stand in the summary at the end, so that a log keeps what was measured."""
    return request.config.stash.setdefault(MEASURED, [])


def pytest_terminal_summary(terminalreporter: Any, config: Any) -> None:
    for line in config.stash.get(MEASURED, []):
        terminalreporter.write_line(f"measured: {line}")


@pytest.fixture(scope="session")
def artifacts() -> Path:
    """Where pictures of the pages are kept."""
    ARTIFACTS.mkdir(exist_ok=True)
    return ARTIFACTS


@pytest.fixture
def page(browser: Browser, request: Any, artifacts: Path) -> Iterator[Page]:
    """A page on a laptop's screen; what it looked like at the end is kept as an artifact."""
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    yield page
    if not page.is_closed():
        page.screenshot(path=artifacts / f"{request.node.name}.png")
        page.close()


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """Errors in the console of the page. Whatever is not of this machine is kept away from it."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda said: found.append(said.text) if said.type == "error" else None)
    # With or without a network the same: the course has to work offline.
    page.route(lambda url: "//127.0.0.1:" not in url, lambda route: route.fulfill(status=204))
    return found
