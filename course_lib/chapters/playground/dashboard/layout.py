"""Where the panels of the playground's picture lie, and what stands over the large one."""

from course_lib.chapters.playground.session import PlaygroundSession
from course_lib.chapters.playground.units import Unit, name_of

WIDTH, HEIGHT = 700, 470
"""CSS pixels of the picture, as wide as there is room for on a laptop's page."""

NET = (4, 168, 448, 296)
STAGE, LOSS, ACCURACY, LAYERS = (
    (464, 196, 228, 228), (58, 42, 168, 92), (292, 42, 164, 92), (526, 42, 166, 92),
)  # fmt: skip
WEIGHTS = (64, 232, 360, 180)
"""Left, bottom, width and height of each panel in these pixels; the weights' in the network's place
where its units are too many.

Fixed, because finding room for every label takes longer than all drawing.
"""


def share(place: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """A panel's place in shares of the picture."""
    left, bottom, width, height = place
    return left / WIDTH, bottom / HEIGHT, width / WIDTH, height / HEIGHT


def in_net(across: float, up: float) -> tuple[float, float]:
    """A place in shares of the picture, in pixels of the network's panel."""
    return across * WIDTH - NET[0], up * HEIGHT - NET[1]


def title_for(session: PlaygroundSession, unit: Unit | None) -> str:
    """What stands over the map of one unit."""
    if unit is None:
        return ""
    last = len(session.settings.layers) + 1
    where = {0: "input", last: "output"}.get(unit.column, f"hidden layer {unit.column}")
    images = session.settings.data == "mnist" and unit.column == 1
    what = "its weights" if images else "what it answers"
    return f"{name_of(session.settings, unit)} ({where}): {what}"
