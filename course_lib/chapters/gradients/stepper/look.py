"""Where everything of a graph stands in its picture."""

from dataclasses import dataclass

from course_lib.chapters.gradients.stepper.chain import CHAIN
from course_lib.chapters.gradients.stepper.graph import Edge
from course_lib.chapters.gradients.stepper.layer import LAYER
from course_lib.chapters.gradients.stepper.neuron import NEURON

WIDTH, HEIGHT = 900, 430

Place = tuple[float, float]


@dataclass(frozen=True)
class Look:
    """Where everything of one graph stands on the page, in pixels from below on the left.

    Attributes
    ----------
    places : dict of node name to the middle of its box
    size : width and height of a box
    flat : names of nodes whose box has one line, value and gradient side by side
    captions : words and where they begin
    work : where the last gradient's calculation is written
    letters : their size, in points
    """

    places: dict[str, Place]
    size: Place
    captions: tuple[tuple[float, float, str], ...]
    work: Place
    letters: float
    flat: frozenset[str] = frozenset()

    def size_of(self, name: str) -> Place:
        """Width and height of a node's box."""
        if name in self.flat:
            return (150, 24)
        return (98 if name.startswith("loss") else self.size[0]), self.size[1]


def _look_of_layer() -> Look:
    places: dict[str, Place] = {"L": (845, 215)}
    for of, top in ((" of example 1", 386), (" of example 2", 94)):
        for k in (0, 1):
            for name, x in (("x", 46), ("z", 363), ("h", 465)):
                places[f"{name}{k + 1}{of}"] = (x, top - 50 * k)
        places |= {f"o{of}": (718, top - 25), f"loss{of}": (845, top - 25)}
    columns = {168: ("w11", "w21", "b1", "w12", "w22", "b2"), 575: ("v1", "v2", "c")}
    flat = frozenset(name for names in columns.values() for name in names)
    for x, names in columns.items():
        for k, name in enumerate(names):
            places[name] = (x, 215 + 28 * ((len(names) - 1) / 2 - k))
    captions = ((5, 418, "example 1"), (5, 126, "example 2"), (330, 187, LEGEND))
    return Look(places, (84, 42), captions, (330, 276), 10, flat)


LEGEND = "∂: dL/d(what stands\nin the same box)"
LOOKS = {
    NEURON: Look(
        {
            "x1": (90, 385), "w1": (90, 308), "x2": (90, 231), "w2": (90, 154), "b": (90, 77),
            "z": (390, 231), "a": (600, 231), "L": (810, 231),
        },
        (112, 48),
        ((720, 385, LEGEND),),
        (300, 70),
        12,
    ),
    LAYER: _look_of_layer(),
    CHAIN: Look(
        {
            "x": (60, 250), "z1": (190, 250), "a1": (320, 250), "z2": (450, 250),
            "a2": (580, 250), "o": (710, 250), "L": (840, 250),
            "w1": (125, 100), "w2": (385, 100), "w3": (645, 100),
        },
        (98, 48),
        ((735, 100, LEGEND),),
        (11, 390),
        10.5,
    ),
}  # fmt: skip


def corner(look: Look, name: str) -> tuple[Place, float, float]:
    """The lower left corner of a box, its width and its height."""
    (x, y), (width, height) = look.places[name], look.size_of(name)
    return (x - width / 2, y - height / 2), width, height


def ends(look: Look, edge: Edge) -> tuple[Place, Place]:
    """Where an edge leaves its first box and enters its second: at the sides that face."""
    (x0, y0), (x1, y1) = look.places[edge.start], look.places[edge.end]
    (width, height), (end_width, end_height) = look.size_of(edge.start), look.size_of(edge.end)
    if x1 - x0 > width * 0.8:
        return (x0 + width / 2, y0), (x1 - end_width / 2, y1)
    up = 1 if y1 > y0 else -1
    return (x0, y0 + up * height / 2), (x1, y1 - up * end_height / 2)
