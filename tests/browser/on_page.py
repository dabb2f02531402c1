"""A dashboard on a page: what it shows, and how it answers the keyboard."""

import re
import time

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as TooLong

# The frame in which a front end shows one output.
DASHBOARD = ".jp-OutputArea-output:has(.widget-image)"
SEVERAL_SECONDS = 10_000  # milliseconds
# So long nothing changes: longer than any pause of a dashboard that trains.
QUIET = 700
REST = 8000  # milliseconds without an answer until a control is taken to have none at rest
LOOK = 20  # milliseconds between two looks at a page

# Times are taken in the page itself: that of a key, and those of the pictures that came after it.
# A picture counts when the browser has loaded it, the same for a widget's picture that is replaced
# and for one of matplotlib that is put in anew.
WATCH = """
root => {
  const watch = root.watch = {pictures: [], pressed: 0, changed: performance.now()};
  const change = () => { watch.changed = performance.now(); };
  root.addEventListener('keydown', () => { watch.pressed = performance.now(); }, true);
  root.addEventListener('load', event => {
    if (event.target.tagName === 'IMG') { watch.pictures.push(performance.now()); change(); }
  }, true);
  new MutationObserver(change).observe(
    root, {childList: true, subtree: true, characterData: true}
  );
}
"""
LATENCY = """
root => (root.watch.pictures.find(at => at > root.watch.pressed) ?? NaN) - root.watch.pressed
"""
QUIET_FOR = "([root, time]) => performance.now() - root.watch.changed > time"
FINGERPRINT = """
async image => {
  const bytes = await (await fetch(image.src)).arrayBuffer();
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)).join();
}
"""
WORDS = "root => [...root.querySelectorAll('.widget-html')].map(e => e.textContent).join('\\n')"
FIELDS = "root => [...root.querySelectorAll('.widget-text input')].map(e => e.value).join('\\n')"
# A new picture; or other words, and no picture on their heels.
ANSWERED = f"""
([root, said]) => root.watch.pictures.some(at => at > root.watch.pressed)
  || (performance.now() - root.watch.changed > 120
      && ({WORDS})(root) + ({FIELDS})(root) !== said)
"""


class OnPage:
    """One dashboard on a page."""

    def __init__(self, page: Page, root: Locator) -> None:
        self.page, self.root = page, root
        root.scroll_into_view_if_needed()
        root.evaluate(WATCH)
        self._element = root.element_handle()
        # A dashboard with a run that plays may have controls that show nothing while it rests.
        self.plays = bool(self.buttons("play"))
        self.silent: set[str] = set()

    def controls(self, kind: str) -> list[Locator]:
        """Those of its controls that fit a CSS selector and can be used now."""
        found = self.root.locator(kind).all()
        return [each for each in found if each.is_visible() and each.is_enabled()]

    def buttons(self, text: str) -> list[Locator]:
        """Its buttons with this inscription."""
        exactly = re.compile(rf"^\s*{text}$")
        return self.root.locator(".widget-button").filter(has_text=exactly).all()

    def picture(self) -> str:
        """A fingerprint of what the image shows."""
        return str(self.root.locator(".widget-image").evaluate(FINGERPRINT))

    def seen(self) -> tuple[str, str]:
        """The picture, and the text fields in which a dashboard keeps its state."""
        return self.picture(), self.root.evaluate(FIELDS)

    def words(self) -> str:
        """All that it says."""
        return str(self.root.evaluate(WORDS))

    def press(self, control: Locator, key: str) -> float:
        """Press a key and wait for the answer; milliseconds to the picture, NaN for words alone."""
        said = self._said()
        self.strike(control, key)
        return self._answer(control, key, said)

    def move(self, handle: Locator, key: str) -> float | None:
        """Press a key on a slider; the same, or None where it stood at its end already."""
        said, before = self._said(), position(handle)
        self.strike(handle, key)
        return None if position(handle) == before else self._answer(handle, key, said)

    def strike(self, control: Locator, key: str) -> None:
        """Press a key, whatever comes of it."""
        control.focus()
        self.page.keyboard.press(key)

    def settle(self, within: float = SEVERAL_SECONDS) -> bool:
        """Wait until nothing changes any more; False where something always does."""
        try:
            self._wait_for(QUIET_FOR, QUIET, within)
        except TooLong:
            return False
        return True

    def must_differ(self, name: str, seen: list[tuple[str, str]]) -> None:
        """Each position of a control shows something else, unless it concerns a run that plays.

        What it shows now joins ``seen``. A busy machine may take its time for the picture; words
        that came before it are no answer yet.
        """
        deadline = time.monotonic() + SEVERAL_SECONDS / 1000
        while (now := self.seen()) in seen and name not in self.silent:
            assert time.monotonic() < deadline, f"{name!r} shows twice the same"
            self.page.wait_for_timeout(LOOK)
        seen.append(now)

    def expect_no_error(self) -> None:
        """It must not say that something went wrong."""
        expect(self.root.locator("[role='alert']")).to_have_count(0)

    def _said(self) -> str:
        return self.words() + str(self.root.evaluate(FIELDS))

    def _answer(self, control: Locator, key: str, said: str) -> float:
        try:
            self._wait_for(ANSWERED, said, REST if self.plays else SEVERAL_SECONDS)
        except TooLong:
            assert self.plays, f"{name_of(control)!r} does not answer to {key}"
            self.silent.add(name_of(control))
        return float(self.root.evaluate(LATENCY))

    def _wait_for(self, condition: str, what: object, within: float) -> None:
        # Looking at every frame, which is the usual, would slow down what is measured.
        self.page.wait_for_function(
            condition, arg=[self._element, what], timeout=within, polling=LOOK
        )


def name_of(control: Locator) -> str:
    """What a control is called."""
    row = control.locator("xpath=ancestor-or-self::*[contains(@class, 'widget-inline-hbox')][1]")
    words = row.locator(".widget-label, .widget-label-basic").all_inner_texts()
    # An empty label holds a space of no width.
    return next((text for each in words if (text := each.strip("\u200b \n"))), "view")


def position(handle: Locator) -> str:
    """Where a slider stands."""
    return str(handle.get_attribute("aria-valuetext"))


def wait_for_picture(page: Page) -> None:
    """Wait until a dashboard shows its picture."""
    first = page.locator(f"{DASHBOARD} .widget-image").first
    first.wait_for(timeout=90_000)
    page.wait_for_function("image => image.naturalWidth > 0", arg=first.element_handle())


def dashboards(page: Page) -> list[OnPage]:
    """All dashboards of a page."""
    return [OnPage(page, root) for root in page.locator(DASHBOARD).all()]
