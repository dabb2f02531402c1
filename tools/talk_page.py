"""What a lesson looks like on a screen: its sections, its dashboards, and how fast they answer."""

import json
from contextlib import suppress
from dataclasses import dataclass

from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as TooLong

from course_lib.plots.style import DPI

LONGEST = 600.0
"""Seconds that a notebook gets to be run."""
ANSWER = 10.0
"""Seconds that a dashboard gets to answer a key."""

PANEL = ".jp-NotebookPanel:not(.lm-mod-hidden)"
"""The notebook in sight: another may be open behind it."""
OVER = f"""
() => ['ready', 'not run to its end'].includes(
  document.querySelector('{PANEL}')?.dataset.talkState
)
"""
ERRORS = f"() => document.querySelector('{PANEL}')?.dataset.talkErrors ?? '[]'"
AT = f"""
part => {{
  const panel = document.querySelector('{PANEL}');
  if (panel?.dataset.talkSection !== String(part)) {{ return false; }}
  const heading = panel.querySelector(`.jp-Cell[data-talk-part='${{part}}']`);
  const window_ = panel.querySelector('.jp-WindowedPanel-outer, .jp-Notebook');
  const top = window_.getBoundingClientRect().top;
  return Math.abs(heading.getBoundingClientRect().top - top) < 8;
}}
"""
BOARDS = f"{PANEL} .jp-Cell[data-talk-part='{{part}}'] .jp-OutputArea-output:has(.widget-image)"
SLIDER = ".noUi-target:not([disabled]) .noUi-handle"
HEIGHTS = """
root => [root, root.closest('.jp-WindowedPanel-outer, .jp-Notebook')]
  .map(each => Math.round(each.getBoundingClientRect().height))
"""
ASKING = f"{PANEL} .jp-Cell[data-talk-part='{{part}}']:has([class*='-asked'])"
QUESTIONS = f"""
part => [...document.querySelectorAll(`{PANEL} .jp-Cell[data-talk-part='${{part}}']`)]
  .filter(cell => cell.checkVisibility() && cell.querySelector("[class*='-asked']"))
  .map(cell => ({{
    told: Boolean(cell.querySelector('.cm-content')?.checkVisibility()),
    opened: Boolean(cell.querySelector('details[open]')),
    height: Math.round(cell.getBoundingClientRect().height),
    window: Math.round(cell.closest('.jp-WindowedPanel-outer').getBoundingClientRect().height),
  }}))
"""
LEAST = 14
"""Pixels of letters that a last row can read on 1366 x 768."""
LETTERS = f"""
part => Math.min({LEAST}, ...[...document.querySelectorAll(
    `{PANEL} .jp-Cell[data-talk-part='${{part}}'] :is(p, li, td, th, pre)`)]
  .filter(each => each.checkVisibility() && each.textContent.trim())
  .map(each => parseFloat(getComputedStyle(each).fontSize)))
"""
FIGURES = f"{PANEL} .jp-Cell[data-talk-part='{{part}}'] .jp-RenderedImage img"
SHARE = "image => image.clientWidth / image.naturalWidth"
SMALLEST = 10 * DPI / 72
"""Pixels of the smallest letters in a figure, at its own size."""
ALONE = f"part => ({QUESTIONS})(part).every(each => each.height >= each.window)"
WATCH = """
root => {
  root.watch = {pressed: 0, shown: 0};
  root.addEventListener('keydown', () => {
    root.watch = {pressed: performance.now(), shown: 0};
  }, true);
  root.addEventListener('load', () => { root.watch.shown ||= performance.now(); }, true);
}
"""
SHOWN = "root => root.watch.shown > root.watch.pressed && root.watch.pressed > 0"
TOOK = "root => root.watch.shown - root.watch.pressed"


@dataclass(frozen=True)
class Board:
    """A dashboard: its height and the window's in pixels, and the milliseconds of its answer."""

    height: int
    window: int
    answer: float | None

    def __str__(self) -> str:
        answer = "no answer" if self.answer is None else f"answers in {self.answer:.0f} ms"
        return f"{self.height} of {self.window} px, {answer}"

    def faults(self) -> list[str]:
        """Say what would trouble a talk."""
        high = f"a dashboard is {self.height} px high, the window {self.window}"
        slow = f"a slider has no new picture within {ANSWER:g} s"
        return [high] * (self.height > self.window) + [slow] * (self.answer is None)


def wait_until_run(page: Page) -> list[str]:
    """Wait until the notebook has been run; give the errors that it shows."""
    page.wait_for_function(OVER, timeout=1000 * LONGEST)
    return [str(words) for words in json.loads(page.evaluate(ERRORS))]


def go_on(page: Page, part: int) -> bool:
    """Press the one key; tell whether the next heading of the lesson comes to the top."""
    page.keyboard.press("PageDown")
    try:
        page.wait_for_function(AT, arg=part, timeout=1000 * ANSWER)
    except TooLong:
        return False
    return True


def faults_of_questions(page: Page, part: int) -> list[str]:
    """Say where a section's predictions can be read before the answer is opened."""
    faults = []
    for cell in page.locator(ASKING.format(part=part)).all():
        if cell.is_visible():  # what was never in sight has but a guessed height
            cell.scroll_into_view_if_needed()
    with suppress(TooLong):
        page.wait_for_function(ALONE, arg=part, timeout=1000 * ANSWER)
    for told in page.evaluate(QUESTIONS, part):
        follows = told["height"] < told["window"]
        faults += ["the code of a prediction is in sight, and tells its answer"] * told["told"]
        faults += ["the answer of a prediction is open"] * told["opened"]
        faults += ["what follows a prediction is in sight beside it"] * follows
    return faults


def faults_of_letters(page: Page, part: int) -> list[str]:
    """Say where a section's words are too small for the last row."""
    least = page.evaluate(LETTERS, part)
    return [f"letters of {least:g} px, too small for the last row"] * (least < LEAST)


def faults_of_figures(page: Page, part: int, zoom: float) -> list[str]:
    """Say where a figure is wider than the page, which shrinks it and its letters."""
    figures = page.locator(FIGURES.format(part=part)).all()
    share = min([figure.evaluate(SHARE) for figure in figures if figure.is_visible()], default=1)
    letters = SMALLEST * zoom * share
    words = f"a figure is shrunk to {share:.0%}, its smallest letters to {letters:.1f} px"
    return [words] * (share < 1 and letters < LEAST)


def boards_of(page: Page, part: int) -> list[Board]:
    """Try each dashboard of a section."""
    found = page.locator(BOARDS.format(part=part)).all()
    return [tried(page, root) for root in found if root.is_visible()]


def tried(page: Page, root: Locator) -> Board:
    """Measure a dashboard, and move its first slider there and back."""
    root.scroll_into_view_if_needed()
    height, window = root.evaluate(HEIGHTS)
    sliders = [each for each in root.locator(SLIDER).all() if each.is_visible()]
    if not sliders:
        return Board(height, window, 0.0)
    root.evaluate(WATCH)
    slider = sliders[0]
    before = slider.get_attribute("aria-valuetext")
    slider.focus()
    page.keyboard.press("ArrowRight")
    back = "ArrowLeft"
    if slider.get_attribute("aria-valuetext") == before:  # it stood at its end
        page.keyboard.press("ArrowLeft")
        back = "ArrowRight"
    try:
        page.wait_for_function(SHOWN, arg=root.element_handle(), timeout=1000 * ANSWER)
    except TooLong:
        return Board(height, window, None)
    took = float(root.evaluate(TOOK))
    page.keyboard.press(back)
    return Board(height, window, took)
