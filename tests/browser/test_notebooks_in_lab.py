"""Every dashboard of every notebook in a real JupyterLab: each control by keyboard to both ends."""

import json
import re
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Page

from tests.browser.driving import drive
from tests.browser.front_ends import Lab
from tests.browser.geometry import SCREENS, on_screen
from tests.browser.notebook_page import error_texts, open_notebook, run_all, wait_until_done
from tests.browser.on_page import OnPage, dashboards, wait_for_picture
from tools.dashboard_pages import dashboards_in, reduced, with_dashboards

# What no busy machine excuses. The goals, a fifth and a tenth of it, are for `make bench`.
ALIVE_WITHIN = 50.0  # seconds from Run All to the first dashboard
FOLLOWS_WITHIN = 1000  # milliseconds from a key to the new picture, median
# Controls that show nothing while a run rests.
ONLY_WHILE_IT_PLAYS = {"speed"}

pytestmark = pytest.mark.browser


@pytest.fixture
def page(lab_page: Page) -> Page:
    return lab_page


@pytest.mark.parametrize("path", with_dashboards(), ids=lambda path: path.stem)
def test_dashboards(
    lab: Lab,
    page: Page,
    complaints: list[str],
    measured: Callable[[str], None],
    artifacts: Path,
    path: Path,
) -> None:
    whole = nbformat.read(path, as_version=4)
    open_notebook(lab, page, path.name, reduced(whole))
    started = run_all(page)
    wait_for_picture(page)
    report: dict[str, object] = {"first dashboard after (s)": round(time.monotonic() - started, 1)}
    wait_until_done(page)
    boards = dashboards(page)
    assert len(boards) == dashboards_in(whole)
    assert not error_texts(page)
    medians = []
    for number, board in enumerate(boards, start=1):
        name = f"{path.stem}-{number}"
        on_each_screen(board, artifacts / name)
        times = drive(board, partial(shoot, board, artifacts / name))
        report[f"dashboard {number}"] = in_numbers(times)
        assert board.silent <= ONLY_WHILE_IT_PLAYS
        medians.append(statistics.median(times))
    assert not error_texts(page)
    assert not complaints
    (artifacts / f"{path.stem}.json").write_text(json.dumps(report, indent=2))
    measured(f"{path.name}: {json.dumps(report)}")
    assert report["first dashboard after (s)"] < ALIVE_WITHIN
    assert max(medians) < FOLLOWS_WITHIN


def on_each_screen(board: OnPage, shot: Path) -> None:
    """Keep what a dashboard looks like on a laptop and on a larger screen; nothing may be cut."""
    for screen in reversed(SCREENS):
        on_screen(board.root, screen)
        board.page.screenshot(path=f"{shot}-{screen[0]}x{screen[1]}.png")


def shoot(board: OnPage, path: Path, what: str) -> None:
    """Keep what a dashboard looks like now."""
    file = re.sub(r"\W+", "-", what)
    board.root.screenshot(path=f"{path}-{file}.png")


def in_numbers(times: list[float]) -> dict[str, float]:
    """Median and 95th percentile, in milliseconds."""
    return {
        "median (ms)": round(statistics.median(times), 1),
        "p95 (ms)": round(statistics.quantiles(times, n=20)[-1], 1),
        "presses": len(times),
    }
