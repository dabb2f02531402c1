"""Where the parts of a dashboard lie on a page: nothing cut, nothing on top of something else."""

from dataclasses import dataclass
from operator import not_

from playwright.sync_api import Locator

from tests.browser.eventually import eventually

SCREENS = ((1366, 768), (1920, 1080))  # a laptop or a small projector, and a large one
TOLERATED = 1.0  # CSS pixels: browsers round

# The smallest parts that a reader sees as one: a control with its name and value, a picture, words.
PARTS = """
root => [...root.querySelectorAll(
  '.widget-inline-hbox, .widget-button, .widget-image, .widget-html, .widget-checkbox'
)].map(part => {
  const {left, top, right, bottom} = part.getBoundingClientRect();
  const name = part.matches('.widget-image') ? 'picture' : part.textContent.trim().slice(0, 30);
  return {name, left, top, right, bottom};
}).filter(part => part.right > part.left && part.bottom > part.top)
"""
FRAME = """
root => {
  const {left, top} = root.getBoundingClientRect();
  return {
    name: 'the output', left, top, right: left + root.clientWidth, bottom: top + root.clientHeight
  };
}
"""
# What JupyterLab leaves free to the right of a notebook and under it, once it has laid it out.
AROUND = """
() => {
  const {right, bottom} = document.querySelector('.jp-NotebookPanel').getBoundingClientRect();
  return [Math.round(innerWidth - right), Math.round(innerHeight - bottom)];
}
"""
CUT = """
root => [...root.querySelectorAll('.widget-label, .widget-readout, .widget-button, select')]
  .filter(e => e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1)
  .map(e => e.textContent.trim().slice(0, 30))
"""


@dataclass
class Place:
    """A rectangle on the page, in CSS pixels."""

    name: str
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, other: "Place") -> bool:
        """Whether the other one lies within."""
        return (
            self.left - TOLERATED <= other.left
            and self.top - TOLERATED <= other.top
            and other.right <= self.right + TOLERATED
            and other.bottom <= self.bottom + TOLERATED
        )

    def meets(self, other: "Place") -> bool:
        """Whether the two share more than an edge."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > TOLERATED and down > TOLERATED


def on_screen(root: Locator, screen: tuple[int, int]) -> None:
    """Show a dashboard on a screen of this size, where nothing of it may be cut."""
    page, (width, height) = root.page, screen
    around = page.evaluate(AROUND)
    page.set_viewport_size({"width": width, "height": height})
    eventually(page, "a notebook that fills the page", lambda: page.evaluate(AROUND), around.__eq__)
    root.evaluate("root => root.scrollIntoView({block: 'start'})")
    eventually(page, "nothing cut or covered", lambda: faults(root), not_)


def faults(root: Locator) -> list[str]:
    """What is cut or lies on something else, in words."""
    frame = Place(**root.evaluate(FRAME))
    parts = [Place(**part) for part in root.evaluate(PARTS)]
    found = [f"{part.name!r} sticks out" for part in parts if not frame.holds(part)]
    found += [f"{text!r} is cut" for text in root.evaluate(CUT)]
    for k, part in enumerate(parts):
        found += [
            f"{part.name!r} lies on {other.name!r}"
            for other in parts[k + 1 :]
            # A group, such as a row of buttons, holds its parts.
            if part.meets(other) and not (part.holds(other) or other.holds(part))
        ]
    return found
