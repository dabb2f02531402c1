"""A real JupyterLab and a real Chromium, as a reader has them."""

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tools.lab import copy_unrun, lab_command

ROOT = Path(__file__).resolve().parents[2]
ARTIFACTS = ROOT / "test-artifacts"
NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


MEASURED = pytest.StashKey[list[str]]()


def find_chromium() -> str | None:
    """The browser named in COURSE_CHROMIUM, or one in a usual place."""
    named = os.environ.get("COURSE_CHROMIUM")
    found = [named] if named else [*map(shutil.which, NAMES), *PLACES]
    return next((path for path in found if path and Path(path).exists()), None)


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


class Lab:
    """A JupyterLab server on a folder with working copies of the notebooks."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start the server as `make lab` does, with settings and state of its own."""
        first = self.fresh_copy(NOTEBOOKS[0])
        extra = ["--no-browser", f"--port={self.port}", "--IdentityProvider.token="]
        private = {
            name: str(self.folder / "jupyter" / name.lower())
            for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
        }
        self.log = self.folder / "server.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                lab_command(self.folder, first, extra),
                cwd=self.folder,
                env=os.environ | private,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + 60
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                pytest.fail("JupyterLab did not start: " + self.log.read_text()[-2000:])
            time.sleep(0.2)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=30)

    def fresh_copy(self, name: str) -> Path:
        """A working copy of a notebook, as nobody has touched it."""
        copy = self.folder / "work" / name
        copy.parent.mkdir(exist_ok=True)
        copy_unrun(ROOT / "notebooks" / name, copy)
        return copy

    def open(self, page: Page, name: str) -> None:
        """Open a fresh working copy of a notebook and wait for its kernel."""
        copy = self.fresh_copy(name).relative_to(self.folder)
        page.goto(f"{self.url}/lab/tree/{copy.as_posix()}")
        page.locator(".jp-NotebookPanel").wait_for(timeout=60_000)
        page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']").wait_for(timeout=60_000)
        # The page says idle a moment before it is connected; a Run All in that moment is lost.
        deadline = time.monotonic() + 60
        while not self._kernel_is_connected():
            assert time.monotonic() < deadline, "the kernel was never connected"
            page.wait_for_timeout(200)
        page.wait_for_timeout(1000)

    def _answers(self) -> bool:
        try:
            return "started" in self._ask("status")
        except (urllib.error.URLError, OSError):
            return False

    def _kernel_is_connected(self) -> bool:
        kernels = self._ask("kernels")
        return any(k["connections"] and k["execution_state"] == "idle" for k in kernels)

    def _ask(self, what: str) -> Any:
        with urllib.request.urlopen(f"{self.url}/api/{what}", timeout=5) as answer:
            return json.load(answer)


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    lab = Lab(tmp_path_factory.mktemp("lab"))
    lab.start()
    yield lab
    lab.stop()


@pytest.fixture(scope="session")
def measured(request: Any) -> list[str]:
    """Lines that stand in the summary at the end, so that a log keeps what was measured."""
    return request.config.stash.setdefault(MEASURED, [])


def pytest_terminal_summary(terminalreporter: Any, config: Any) -> None:
    for line in config.stash.get(MEASURED, []):
        terminalreporter.write_line(f"measured: {line}")


@pytest.fixture
def page(browser: Browser, request: Any) -> Iterator[Page]:
    """A page on a laptop's screen; what it looked like at the end is kept as an artifact."""
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.console_errors = []
    page.on("pageerror", lambda error: page.console_errors.append(str(error)))
    yield page
    ARTIFACTS.mkdir(exist_ok=True)
    page.screenshot(path=ARTIFACTS / f"{request.node.name}.png")
    page.close()
