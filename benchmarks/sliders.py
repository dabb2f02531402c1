"""From a key press to the new picture, in a JupyterLab in a headless Chromium.

On one page: a dashboard whose settings were all trained beforehand, one that computes anew, and
``ipywidgets.interact`` with a new figure and ``plt.show()`` of the first one's picture. Their
sliders are pressed in turns, in blocks; the times are taken in the page.
"""

import statistics
import tempfile
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Page, sync_playwright

from benchmarks.machine import described
from tests.browser.driving import SLIDERS
from tests.browser.front_ends import Lab
from tests.browser.notebook_page import open_notebook, run_all, wait_until_done
from tests.browser.on_page import OnPage, dashboards
from tools.chromium import FLAGS, find_chromium
from tools.editions import METADATA

BLOCKS, PRESSES = 5, 6  # of each
PAUSE = 200  # milliseconds between two presses, as a reader makes them
NAMES = {
    "swept": "dashboard, all settings trained beforehand",
    "recomputed": "dashboard, 100 steps of descent at each move",
    "interact": "`interact` and `plt.show()` of the first one's picture, nothing trained",
    "spared": "the same, spared the search for a layout",
}
RATIO, MEDIAN = 0.4, 100  # goals: of swept in interact; milliseconds of swept
CELLS = (
    "from benchmarks.interact_peer import same_picture\n"
    "from tests.dashboards.example_dashboards import recomputed, swept",
    "board = swept()\nboard",
    "recomputed()",
    "same_picture(board)",
    "same_picture(board, spared=True)",
)
HEAD = f"""## From a key to the picture

Milliseconds from a key press on a slider to the new picture on the page, in JupyterLab in a
headless Chromium: {BLOCKS * PRESSES} presses each, on one page, in alternating blocks.

| slider of | median | p95 |
|---|---|---|
"""


def report() -> str:
    """Measure, and say it as a table."""
    times = measure()
    lines = [f"| {NAMES[name]} | {_median(t):.0f} | {_p95(t):.0f} |" for name, t in times.items()]
    ratio = _median(times["swept"]) / _median(times["interact"])
    goals = (
        f"The first one's median is {ratio:.2f} of that of `interact` (goal: at most {RATIO}), and "
        f"{_median(times['swept']):.0f} ms (goal: under {MEDIAN})."
    )
    print("\n".join([*lines, goals]), flush=True)
    return HEAD + "\n".join([*lines, "", goals, "", described()])


def measure() -> dict[str, list[float]]:
    """Milliseconds of each press, by name."""
    cells = [new_code_cell(source) for source in CELLS]
    with tempfile.TemporaryDirectory() as folder, Lab(Path(folder)) as lab, sync_playwright() as p:
        browser = p.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        boards = opened(lab, page, new_notebook(cells=cells, metadata=METADATA))
        times: dict[str, list[float]] = {name: [] for name in NAMES}
        for board in boards.values():
            block(board)  # the first pictures pay for what is made once
        for turn in range(BLOCKS):
            for name in list(NAMES)[:: 1 if turn % 2 == 0 else -1]:
                times[name] += block(boards[name])
        browser.close()
    return times


def opened(lab: Lab, page: Page, notebook: NotebookNode) -> dict[str, OnPage]:
    """Open and run the notebook; its three boards by name."""
    open_notebook(lab, page, "sliders.ipynb", notebook)
    run_all(page)
    wait_until_done(page)
    peers = page.locator(".jp-Cell-outputArea > * > .jp-OutputArea-output:has(.widget-interact)")
    boards = [*dashboards(page), *(OnPage(page, peer) for peer in peers.all())]
    return dict(zip(NAMES, boards, strict=True))


def block(board: OnPage) -> list[float]:
    """Press keys on the two sliders in turn, there and back."""
    board.root.scroll_into_view_if_needed()
    handles = board.controls(SLIDERS)
    times = []
    for press in range(PRESSES):
        handle = handles[press // 2 % len(handles)]
        times.append(board.press(handle, "ArrowLeft" if press % 2 == 0 else "ArrowRight"))
        board.page.wait_for_timeout(PAUSE)
    return times


def _median(times: list[float]) -> float:
    return statistics.median(times)


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]
