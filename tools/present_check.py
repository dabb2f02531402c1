"""The dry run of a lesson: run it, go through it on the projector's screen, say what is not ready.

    python -m tools.present_check --notebook=05
    python -m tools.present_check --notebook=05 --screens=1366x768,1920x1080 --zoom=1.3

It needs a Chromium; pictures of each section are kept in work/.talk/. Ends with 0 where all is
ready, with 1 where something is not, with 2 where it could not be tried.
"""

import argparse
import sys
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from playwright.sync_api import Error as BrowserError

from tools.chromium import FLAGS, find_chromium
from tools.environment import ROOT
from tools.notebook_text import LabError
from tools.present import PROJECTOR, zoom_of
from tools.talk_copy import lessons, make_talk
from tools.talk_page import (
    boards_of,
    faults_of_figures,
    faults_of_letters,
    faults_of_questions,
    go_on,
    wait_until_run,
)
from tools.talk_server import TalkServer
from tools.working_copies import find_notebook

SCREENS = "1366x768,1920x1080"


def try_out(page: Page, lesson: list[tuple[str, int]], pictures: Path, zoom: float) -> list[str]:
    """Go through a lesson on one screen; give what is not ready."""
    faults = []
    page.keyboard.press("PageUp")
    for _ in lesson:  # to the beginning, wherever the last screen ended
        page.keyboard.press("PageUp")
    for part, (name, minutes) in enumerate(lesson):
        at_top = go_on(page, part)
        page.screenshot(path=f"{pictures}-{part + 1}.png")
        boards = boards_of(page, part)
        words = "; ".join(map(str, boards)) or "no dashboard"
        print(f"  {name[:44]:44} {minutes:3d} min  {words}", flush=True)
        if not at_top:
            faults.append(f"{name}: its heading does not come to the top")
        found = faults_of_questions(page, part) + faults_of_letters(page, part)
        found += faults_of_figures(page, part, zoom)
        found += [words for board in boards for words in board.faults()]
        faults += [f"{name}: {words}" for words in found]
    return faults


def check(
    root: Path, number: str, screens: list[ViewportSize], zoom: float, browser: Browser
) -> list[str]:
    """Try a lesson out on all screens; give what is not ready."""
    copy, _ = make_talk(root, number)
    lesson = lessons(copy)
    with TalkServer(root, copy, zoom) as server:
        page = browser.new_page(viewport=screens[0])
        begun = time.monotonic()
        page.goto(server.address)
        faults = wait_until_run(page)
        seconds = time.monotonic() - begun
        print(f"{copy.name}: open and run after {seconds:.0f} s, {len(faults)} errors")
        for screen in screens:
            page.set_viewport_size(screen)
            size = f"{screen['width']}x{screen['height']}"
            print(f"on {size}, zoom {zoom:g}")
            pictures = root / "work" / ".talk" / f"{copy.name.partition('_')[0]}-{size}"
            faults += [f"{size}, {words}" for words in try_out(page, lesson, pictures, zoom)]
        page.close()
    return faults


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Try out the notebook named on the command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.present_check", description=__doc__)
    parser.add_argument("--notebook", default="00", help="a notebook's number, such as 03")
    parser.add_argument("--screens", default=SCREENS, help="their sizes in pixels")
    parser.add_argument("--zoom", type=zoom_of, default=PROJECTOR, help="of dashboards and figures")
    given = parser.parse_args(arguments)
    try:
        sizes = [tuple(map(int, each.split("x"))) for each in given.screens.split(",")]
        screens = [ViewportSize(width=width, height=height) for width, height in sizes]
    except ValueError:
        print(f"needed sizes such as {SCREENS}; got {given.screens!r}", file=sys.stderr)
        return 2
    if find_chromium() is None:
        print("no Chromium found; COURSE_CHROMIUM names one", file=sys.stderr)
        return 2
    try:
        find_notebook(root, given.notebook)  # a wrong number is said before a browser starts
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
            faults = check(root, given.notebook, screens, given.zoom, browser)
            browser.close()
    except (LabError, OSError, RuntimeError, BrowserError) as error:
        print(f"it could not be tried: {error}", file=sys.stderr)
        return 2
    print("\n".join(f"not ready: {words}" for words in faults) or "ready")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
