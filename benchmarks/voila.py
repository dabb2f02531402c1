"""Many open pages at once, served by Voila: how long each takes, and how much memory its kernel.

Once whole notebooks whose kernels start as pages are opened; once pages of dashboards alone, made
beforehand, as deploy/voila has them.
"""

import asyncio
import os
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import nbformat
import psutil
from playwright.async_api import Page, async_playwright
from playwright.async_api import TimeoutError as TooLong

from benchmarks.machine import described
from tests.browser.driving import SLIDERS
from tests.browser.front_ends import ROOT, Voila
from tests.browser.on_page import DASHBOARD, LATENCY, WATCH
from tools.chromium import FLAGS, find_chromium
from tools.dashboard_pages import page_of

PAGES = 10
GOAL = 15  # seconds
REST = 0.2  # seconds of the processor in four: what resting kernels take
PATIENCE = 300_000  # milliseconds
LOOKS = 200  # milliseconds between two looks at a page: looking takes time from ten pages
THIS_MACHINE_ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
VISIBLE = """
() => {
  const image = document.querySelector('.widget-image');
  return image && image.naturalWidth > 0 && image.checkVisibility() && performance.now();
}
"""
KERNEL = "() => JSON.parse(document.getElementById('jupyter-config-data').textContent).kernelId"
ANSWERED = "root => root.watch.pictures.some(at => at > root.watch.pressed)"
HEAD = """## Voila: {count} pages at once

The notebook `{notebook}`, opened {count} times at the same moment. Server, kernels and browser
share one machine; of its time the kernels and the server took {busy:.0f} s, the browser the rest.
"""
HEATED = """

### Made beforehand

Pages of the dashboards alone (`tools/dashboard_pages.py`), {count} kernels ready before they are
opened (`deploy/voila/voila.py`); meanwhile kernels and server take {busy:.0f} s of the
processors, the rest is the ten pages' own work, which for real visitors is other machines' work.
The goal, {goal} s to the first picture, is {reached}: the slowest took {slowest:.1f} s.
"""
COLUMNS = """
| page | to the first picture (s) | memory of its kernel (MB) | not shared (MB) | a key (ms) |
|---|---|---|---|---|
"""


@dataclass(frozen=True)
class Opened:
    """One page and its kernel."""

    seconds: float  # from the address to the first picture of a dashboard
    key: float  # milliseconds from a key to the next picture, once all pages rest
    memory: float  # resident, MB
    unshared: float  # the part of it that no other process uses, MB
    busy: float  # seconds of the processor


def report(notebook: str) -> str:
    """Measure whole notebooks, then pages made beforehand, and say it as tables."""
    load = f"The machine's load before was {os.getloadavg()[0]:.0f} on {os.cpu_count()} cores."
    rows, pages, busy = table(notebook, heated=False)
    text = HEAD.format(count=PAGES, notebook=notebook, busy=busy) + rows
    rows, pages, busy = table(notebook, heated=True)
    slowest = max(page.seconds for page in pages)
    reached = "reached" if slowest <= GOAL else "not reached"
    about = {"count": PAGES, "busy": busy, "goal": GOAL, "slowest": slowest, "reached": reached}
    return text + HEATED.format(**about) + "\n".join([rows, "", load, "", described()])


def table(notebook: str, *, heated: bool) -> tuple[str, list[Opened], float]:
    """Measure one page alone, then many; also what all but the browser took of the processor."""
    (alone,), _ = asyncio.run(measure(notebook, 1, heated=heated))
    pages, server = asyncio.run(measure(notebook, PAGES, heated=heated))
    pages.sort(key=lambda page: page.seconds)
    busy = server + sum(page.busy for page in pages)
    lines = [_row("one alone", alone)]
    lines += [_row(str(number), page) for number, page in enumerate(pages, start=1)]
    middle = Opened(
        *(statistics.median(column) for column in zip(*map(_fields, pages), strict=True))
    )
    lines.append(_row("median of the ten", middle))
    print("\n".join(lines), flush=True)
    return COLUMNS + "\n".join(lines), pages, busy


def _fields(page: Opened) -> tuple[float, ...]:
    return (page.seconds, page.key, page.memory, page.unshared, page.busy)


def _row(name: str, page: Opened) -> str:
    numbers = f"{page.seconds:.1f} | {page.memory:.0f} | {page.unshared:.0f} | {page.key:.0f}"
    return f"| {name} | {numbers} |"


async def measure(notebook: str, count: int, *, heated: bool) -> tuple[list[Opened], float]:
    """Open that many pages at once; also the seconds of the processor that the server took."""
    path = ROOT / "notebooks" / f"{notebook}.ipynb"
    whole = nbformat.read(path, as_version=4)
    options = [f"--Voila.config_file_paths={ROOT / 'deploy' / 'voila'}"] if heated else []
    os.environ["VOILA_POOL"] = str(count)
    with tempfile.TemporaryDirectory() as folder:
        voila = Voila(Path(folder), *options)
        voila.put(path.name, page_of(whole) if heated else whole)
        with voila:
            before = await _at_rest(voila, count) if heated else 0.0
            opened = await _open(voila, path.name, count)
            took = sum(psutil.Process(voila.process.pid).cpu_times()[:2])
            return opened, took - before


async def _open(voila: Voila, name: str, count: int) -> list[Opened]:
    async with async_playwright() as p:
        browser = await p.chromium.launch(
            executable_path=find_chromium(), args=[*FLAGS, THIS_MACHINE_ALONE]
        )
        pages = [await browser.new_page() for _ in range(count)]
        waits = [_seconds(page, voila.address(name)) for page in pages]
        seconds = await asyncio.gather(*waits)
        opened = []
        for page, took in zip(pages, seconds, strict=True):
            key = await _key(page)
            opened.append(Opened(took, key, *_kernel(voila, str(await page.evaluate(KERNEL)))))
        await browser.close()
    return opened


async def _at_rest(voila: Voila, count: int) -> float:
    """Wait until as many kernels are there and have run all; seconds that all of it has taken."""
    seen, end = -1.0, time.monotonic() + PATIENCE / 1000
    while True:
        kernels = psutil.Process(voila.process.pid).children(recursive=True)
        took = sum(sum(each.cpu_times()[:2]) for each in kernels)
        if len(kernels) >= count and took - seen < REST:
            return took + sum(psutil.Process(voila.process.pid).cpu_times()[:2])
        if time.monotonic() > end:
            raise TimeoutError(f"{len(kernels)} of {count} kernels, which still run")
        seen = took
        await asyncio.sleep(4)


async def _seconds(page: Page, address: str) -> float:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    await page.goto(address, wait_until="commit", timeout=PATIENCE)
    try:
        seen = await page.wait_for_function(VISIBLE, timeout=PATIENCE, polling=LOOKS)
    except TooLong as error:
        last = "\n".join(said[-20:])
        raise RuntimeError(f"a page without a picture; its console said last:\n{last}") from error
    return float(await seen.json_value()) / 1000


async def _key(page: Page) -> float:
    """Press a key on the first slider."""
    board = page.locator(DASHBOARD).first
    root = await board.element_handle()
    await board.evaluate(WATCH)
    await board.locator(SLIDERS).first.focus()
    await page.keyboard.press("ArrowRight")
    await page.wait_for_function(ANSWERED, arg=root, timeout=PATIENCE, polling=20)
    return float(await board.evaluate(LATENCY))


def _kernel(voila: Voila, kernel: str) -> tuple[float, float, float]:
    """Memory of the process of a kernel, the part of it that is its own, and its seconds."""
    for process in psutil.Process(voila.process.pid).children(recursive=True):
        if any(kernel in word for word in process.cmdline()):
            sizes = process.memory_full_info()
            return sizes.rss / 1e6, sizes.uss / 1e6, sum(process.cpu_times()[:2])
    raise LookupError(f"no process belongs to the kernel {kernel}")
