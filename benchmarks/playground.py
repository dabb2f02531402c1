"""How many pictures a second the playground shows while it trains, in a JupyterLab in Chromium."""

import os
import re
import tempfile
import time
from pathlib import Path

from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Page, sync_playwright

from benchmarks.machine import described
from course_lib.chapters.playground.dashboard.board import playground
from course_lib.chapters.playground.dashboard.words import in_words
from tests.browser.front_ends import Lab
from tests.browser.notebook_page import open_notebook, run_all, wait_until_done
from tests.browser.on_page import OnPage, dashboards
from tools.chromium import FLAGS, find_chromium
from tools.editions import METADATA

SECONDS = 6
ROUNDS = 40
PICTURES, UPDATES = 15, 30  # goals: a second, and between two pictures
SITUATIONS = {
    "moons, 2-8-8-1": "stop_after=100000",
    "spiral, 2-32-32-32-1": "data=spiral layers=32-32-32 stop_after=100000",
    "mnist, 784-32-10": "data=mnist layers=32 activation=relu initializer=he stop_after=100000",
}
COUNT = """
board => {
  window.shown = 0;
  board.querySelector('.widget-image').addEventListener('load', () => window.shown++);
}
"""
HEAD = f"""## The playground at play

Pictures that arrive on the page in {SECONDS} seconds of play at full speed; the map (or 30 digits),
the network with each unit's own map and each weight's line, curves and layers are drawn anew for
each. Of the spiral's network the units are too many: all its weights are drawn in one histogram.

TensorFlow Playground was not found on npm, so it was not built, and is not compared.

| playground | pictures a second | updates between two pictures |
|---|---|---|
"""


ALONE = f"""### Of one core

Milliseconds of processor time in a kernel without a page, and the pictures a second that one busy
core could make, with {UPDATES} updates before each.

| playground | {UPDATES} updates | one picture | pictures a second |
|---|---|---|---|
"""


def report() -> str:
    """Measure, and say it as a table."""
    cells = [new_code_cell("from course_lib.chapters.playground.dashboard.board import playground")]
    cells += [new_code_cell(f"playground({text!r})") for text in SITUATIONS.values()]
    lines = []
    with tempfile.TemporaryDirectory() as folder, Lab(Path(folder)) as lab, sync_playwright() as p:
        browser = p.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        open_notebook(lab, page, "play.ipynb", new_notebook(cells=cells, metadata=METADATA))
        run_all(page)
        wait_until_done(page)
        for name, board in zip(SITUATIONS, dashboards(page), strict=True):
            pictures, updates = play(page, board)
            lines.append(
                f"| {name} | {pictures / SECONDS:.1f} | {updates / max(pictures, 1):.0f} |"
            )
            print(lines[-1], flush=True)
        browser.close()
    goal = f"Goal for the moons: at least {PICTURES} pictures a second with {UPDATES} updates each."
    return HEAD + "\n".join([*lines, "", goal, busy(), "", kernel_alone(), "", described()])


def busy() -> str:
    """How much else the machine did meanwhile: on a busy one the first table tells little."""
    return (
        f"The machine's load meanwhile was {os.getloadavg()[0]:.0f} on {os.cpu_count()} cores; "
        "these alone make about 2."
    )


def alone(text: str) -> tuple[float, float]:
    """Milliseconds of processor time that a kernel takes for 30 updates, and for a picture."""
    board = playground(text)
    board.step()
    board.quick = True
    board.draw("")  # the first picture pays for what is made once
    training = drawing = 0.0
    for _ in range(ROUNDS):
        started = time.process_time()
        for _ in range(UPDATES):
            board.session.step()
        trained = time.process_time()
        board.scene.show(board.session)
        board.draw(in_words(board.session))
        training, drawing = training + trained - started, drawing + time.process_time() - trained
    board.close()
    return 1000 * training / ROUNDS, 1000 * drawing / ROUNDS


def kernel_alone() -> str:
    """The same without a browser, in processor time: other programs do not count."""
    lines = []
    for name, text in SITUATIONS.items():
        training, drawing = alone(text)
        rate = 1000 / (training + drawing)
        lines.append(f"| {name} | {training:.1f} | {drawing:.1f} | {rate:.1f} |")
        print(lines[-1], flush=True)
    return ALONE + "\n".join(lines)


def play(page: Page, board: OnPage) -> tuple[int, int]:
    """Let it play; returns the pictures that arrived and the updates that were made meanwhile."""
    board.root.scroll_into_view_if_needed()
    button = board.root.locator(".widget-button").first
    button.click()
    page.wait_for_timeout(1500)  # the first pictures pay for what is made once
    board.root.evaluate(COUNT)
    before = _updates(board)
    page.wait_for_timeout(1000 * SECONDS)
    shown, after = page.evaluate("window.shown"), _updates(board)
    button.click()
    return shown, after - before


def _updates(board: OnPage) -> int:
    found = re.search(r"(\d+) updates", board.root.inner_text())
    if found is None:
        raise RuntimeError(f"the playground does not say its updates: {board.root.inner_text()}")
    return int(found[1])
