"""A dashboard on a page: what it shows, and how it answers the keyboard."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser import kernel
from tests.browser.eventually import eventually, eventually_true

# The frame in which a front end shows one output.
DASHBOARD = ".jp-OutputArea-output:has(.widget-image)"
FAILED = "[data-mime-type='application/vnd.jupyter.error']"
CALM = 100  # milliseconds from the last change until a page has shown all that has come

# Times are taken in the page itself: that of a key, and those of the pictures that came after it.
# A picture counts when the browser has loaded it, the same for a widget's picture that is replaced
# and for one of matplotlib that is put in anew.
WATCH = """
root => {
  const watch = root.watch = {pictures: [], pressed: 0, changed: performance.now()};
  const change = () => { watch.changed = performance.now(); };
  root.addEventListener('keydown', () => { watch.pressed = performance.now(); }, true);
  watch.loaded = new Map([...root.querySelectorAll('img')].map(image => [image, image.src]));
  root.addEventListener('load', event => {
    if (event.target.tagName === 'IMG') {
      watch.pictures.push(performance.now());
      watch.loaded.set(event.target, event.target.src);
      change();
    }
  }, true);
  new MutationObserver(change).observe(
    root, {childList: true, subtree: true, characterData: true}
  );
}
"""
LATENCY = """
root => (root.watch.pictures.find(at => at > root.watch.pressed) ?? NaN) - root.watch.pressed
"""
# A picture may be complete before the page is told so: what it was told last must be what is there.
SHOWN = f"""
([root]) => performance.now() - root.watch.changed > {CALM}
  && [...root.querySelectorAll('img')].every(image =>
    image.complete && (root.watch.loaded.get(image) ?? image.src) === image.src)
"""
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
  || (performance.now() - root.watch.changed > {CALM}
      && ({WORDS})(root) + ({FIELDS})(root) !== said)
"""
LIVE = "train live"
# A run that follows the move of a control has its own pictures after the first answer.
TRAINS_IF_LIVE = f"""
([root]) => root.watch.pictures.filter(at => at > root.watch.pressed).length > 1
  || ![...root.querySelectorAll('.widget-checkbox')].some(
    e => e.checkVisibility() && e.textContent.trim() === '{LIVE}' && e.querySelector(':checked')
  )
"""
NAME = r"""
control => {
  const row = control.closest('.widget-inline-hbox');
  const labels = row ? [...row.querySelectorAll('.widget-label, .widget-label-basic')] : [];
  // An empty label holds a space of no width.
  return labels.map(e => e.innerText.replace(/\u200b/g, '').trim()).find(Boolean) ?? 'view';
}
"""

Seen = tuple[str, str]
"""What a dashboard shows: its picture, and its fields."""


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

    def seen(self) -> Seen:
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

    def settle(self) -> None:
        """Wait until nothing trains, and the page shows what came of it."""
        kernel.wait_until_finished(self.page)
        self.wait_until_shown()

    def wait_until_it_trains(self) -> None:
        """Where live training is switched on, wait until it has begun."""
        self._wait_for("a live run", TRAINS_IF_LIVE)

    def wait_until_shown(self) -> None:
        """Wait until the page shows all that has come."""
        self._wait_for("a page that rests", SHOWN)

    def must_differ(self, name: str, seen: list[Seen], before: Seen | None = None) -> None:
        """Each position of a control shows something else, unless it concerns a run that plays.

        What it shows now joins ``seen``. Words that came before their picture are no answer yet,
        nor is what it showed ``before`` it was moved.
        """
        if name in self.silent:
            seen.append(self.seen())
            return
        what = f"something that {name!r} has not shown before"
        old = (*seen, before)
        seen.append(eventually(self.page, what, self.seen, lambda now: now not in old))

    def expect_no_error(self) -> None:
        """It must not say that something went wrong."""
        expect(self.root.locator("[role='alert']")).to_have_count(0)

    def _said(self) -> str:
        return self.words() + str(self.root.evaluate(FIELDS))

    def _answer(self, control: Locator, key: str, said: str) -> float:
        if not self.plays:
            self._wait_for(f"an answer of {name_of(control)!r} to {key}", ANSWERED, said)
        else:
            self.settle()
            if not self.root.evaluate(f"(root, said) => ({ANSWERED})([root, said])", said):
                # It concerns a run that plays, and none does.
                self.silent.add(name_of(control))
        return float(self.root.evaluate(LATENCY))

    def _wait_for(self, what: str, condition: str, *more: object) -> None:
        eventually_true(self.page, what, condition, self._element, *more)


def name_of(control: Locator) -> str:
    """What a control is called."""
    return str(control.evaluate(NAME))


def position(handle: Locator) -> str:
    """Where a slider stands."""
    return str(handle.get_attribute("aria-valuetext"))


def wait_for_picture(page: Page) -> None:
    """Wait until a dashboard shows its picture; a cell that fails instead ends the wait."""
    first, failed = page.locator(f"{DASHBOARD} .widget-image").first, page.locator(FAILED)
    eventually(page, "a dashboard", lambda: first.is_visible() or failed.count())
    assert failed.all_inner_texts() == []
    loaded = "([image]) => image.naturalWidth > 0"
    eventually_true(page, "the picture of a dashboard", loaded, first.element_handle())


def dashboards(page: Page) -> list[OnPage]:
    """All dashboards of a page."""
    return [OnPage(page, root) for root in page.locator(DASHBOARD).all()]
