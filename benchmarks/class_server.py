"""A class on one machine: many users of a JupyterHub who all begin at the same moment."""

import asyncio
import os
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
from nbformat import from_dict
from playwright.async_api import Page, async_playwright

from benchmarks.hub import NEEDED, Hub, User, is_installed
from benchmarks.machine import described
from tools.chromium import FLAGS, find_chromium
from tools.rules_tasks import is_dashboard

USERS = 20  # one of them with a page in a browser
NOTEBOOK = "05_optimizers.ipynb"
MACHINES = (8, 32, 128)  # GB
SYSTEM = 1.0  # GB for the system itself
ROOM = 0.8  # the part of the rest that is planned for: a second notebook open, a long run
PATIENCE = 600_000  # milliseconds
VISIBLE = """
() => {
  const image = document.querySelector('.widget-image');
  return image && image.naturalWidth > 0;
}
"""
READY = """
() => {
  if (document.querySelector('h1')?.innerText.startsWith('404')) {
    throw new Error(`the user's server has no JupyterLab: ${location.pathname}`);
  }
  const cell = document.querySelector('.jp-NotebookPanel .jp-CodeCell');
  const bar = document.querySelector('#jp-main-statusbar');
  return cell && bar && bar.innerText.includes('| Idle');
}
"""
NOTE = "from course_lib.guide.record import note; print(note({topic!r}, {name!r}, passed=True))"
PAGE = "from course_lib.guide import progress_page; print(progress_page())"
HEAD = """## A class server: {count} users at once

JupyterHub with `deploy/jupyterhub/trial_config.py`: {count} users start their servers at the same
moment, open their own copies of `{notebook}` and run its cells up to the first dashboard;
{through} of them through Jupyter's REST and websocket interfaces, one with a page in a Chromium on
the same machine, who runs all cells.

| | median | slowest |
|---|---|---|
"""


@dataclass
class Seen:
    """What one user saw."""

    started: float = 0.0  # seconds until the server answered
    first: float = 0.0  # and until the first picture of a dashboard
    server: float = 0.0  # memory that no other process uses, MB
    kernel: float = 0.0
    busy: float = 0.0  # seconds of the processor, server and kernel


def report() -> str:
    """Measure, and say it as a table; nothing where there is no JupyterHub."""
    if not is_installed():
        print(f"class_server is left out: it needs {NEEDED}", flush=True)
        return ""
    load = os.getloadavg()[0]
    seen, page, shared = asyncio.run(measure())
    rows = {
        "the server answers (s)": [each.started for each in seen],
        "the first picture (s)": [each.first for each in seen],
        "memory of a server, not shared (MB)": [each.server for each in seen],
        "memory of a kernel, not shared (MB)": [each.kernel for each in seen],
        "processor time until then (s)": [each.busy for each in seen],
    }
    lines = [f"| {name} | {statistics.median(x):.1f} | {max(x):.1f} |" for name, x in rows.items()]
    lines += [f"| the page in the browser: the first picture (s) | {page:.1f} | {page:.1f} |"]
    user = statistics.median(each.server + each.kernel for each in seen)
    text = HEAD.format(count=USERS, notebook=NOTEBOOK, through=USERS - 1) + "\n".join(lines)
    text += f"""

None failed. Each saved a mark into the copy and passed an exercise; no other user's copy or
progress has it. The hub and its proxy take {shared:.0f} MB.
The machine's load before was {load:.0f} on {os.cpu_count()} cores; an idle one is faster.

{holds(user, shared)}

{described()}"""
    print(text, flush=True)
    return text


def holds(user: float, shared: float) -> str:
    """Say how many users a machine's memory holds.

    Parameters
    ----------
    user : MB of a user's server and kernel
    shared : MB of the hub and its proxy
    """
    counts = [int((1000 * (size - SYSTEM) - shared) * ROOM / user) for size in MACHINES]
    table = "\n".join(f"| {size} | {n} |" for size, n in zip(MACHINES, counts, strict=True))
    return f"""By memory alone, with one notebook open each ({user:.0f} MB), {SYSTEM:.0f} GB for the
system, and a fifth kept free:

| machine (GB) | users |
|---|---|
{table}"""


async def measure() -> tuple[list[Seen], float, float]:
    """Let all begin at once; also the page's seconds, and the memory of hub and proxy in MB."""
    with tempfile.TemporaryDirectory() as folder, Hub(Path(folder)) as hub:
        await hub.wait()
        users = [User(hub, f"user{number:02}") for number in range(1, USERS)]
        for user in users:
            await user.come_in()
        async with async_playwright() as p:
            browser = await p.chromium.launch(executable_path=find_chromium(), args=FLAGS)
            page = await browser.new_page(viewport={"width": 1366, "height": 768})
            *seen, of_page = await asyncio.gather(*map(first_picture, users), by_page(hub, page))
            for user, each in zip(users, seen, strict=True):
                weigh(user, each)
            await keep_apart(users)
            shared = sum(_own(process) for process in _of_the_hub(hub))
            await browser.close()
        return seen, of_page, shared


async def first_picture(user: User) -> Seen:
    """Start a server, open a kernel, run the copy's cells up to the first dashboard."""
    begun, seen = time.monotonic(), Seen()
    await user.start()
    seen.started = time.monotonic() - begun
    notebook = await user.notebook(NOTEBOOK)
    await user.open_kernel(NOTEBOOK)
    for cell in map(from_dict, notebook["cells"]):
        if cell.cell_type == "code":
            _, picture = await user.run(cell.source)
            if picture and is_dashboard(cell):
                seen.first = time.monotonic() - begun
                return seen
    raise LookupError(f"{user.name}: no dashboard in {NOTEBOOK}")


async def by_page(hub: Hub, page: Page) -> float:
    """Log in, follow a link to the notebook, run all cells; seconds to the first picture."""
    await page.route(lambda url: "//127.0.0.1:" not in url, lambda route: route.fulfill(status=204))
    begun = time.monotonic()
    await page.goto(f"{hub.url}/hub/user-redirect/lab/tree/{NOTEBOOK}", timeout=PATIENCE)
    await page.fill("input[name=username]", "user00")
    await page.fill("input[name=password]", hub.password)
    await page.click("input[type=submit]", timeout=PATIENCE, no_wait_after=True)
    await page.wait_for_function(READY, timeout=PATIENCE, polling=200)
    await page.get_by_role("menuitem", name="Run", exact=True).click(timeout=PATIENCE)
    await page.get_by_role("menuitem", name="Run All Cells", exact=True).click(timeout=PATIENCE)
    await page.wait_for_function(VISIBLE, timeout=PATIENCE, polling=100)
    return time.monotonic() - begun


def weigh(user: User, seen: Seen) -> None:
    """Note the memory of a user's server and kernel, and what they took of the processor."""
    for process in user.hub.processes(user.name):
        seen.busy += sum(process.cpu_times()[:2])
        if "ipykernel_launcher" in " ".join(process.cmdline()):
            seen.kernel += _own(process)
        else:
            seen.server += _own(process)


async def keep_apart(users: list[User]) -> None:
    """Let each save a mark and pass an exercise; fail where another one sees either.

    Raises
    ------
    AssertionError
        Where work or progress is not the user's own.
    """
    for user in users:
        copy = await user.notebook(NOTEBOOK)
        copy["cells"][0]["source"] += f"\n\nThis copy is {user.name}'s."
        await user.save(NOTEBOOK, copy)
        said, _ = await user.run(NOTE.format(topic=user.name, name="exercise"))
        assert said == "\n", said
    for user in users:
        source = (await user.notebook(NOTEBOOK))["cells"][0]["source"]
        marks = [each.name for each in users if f"This copy is {each.name}'s." in source]
        folder = user.hub.home(user.name) / "progress"
        kept = sorted(path.stem for path in folder.glob("user*.json"))
        assert marks == kept == [user.name], (user.name, marks, kept)
        said, _ = await user.run(PAGE)
        assert str(folder) in said, said


def _own(process: psutil.Process) -> float:
    return float(process.memory_full_info().uss / 1e6)


def _of_the_hub(hub: Hub) -> list[psutil.Process]:
    """The hub, its proxy and its services: what is no user's."""
    top = psutil.Process(hub.process.pid)
    family = top.children(recursive=True)
    return [top, *(each for each in family if "JUPYTERHUB_USER" not in each.environ())]
