"""The network as a picture: units with what they answer, and weights as lines between them.

A weight above 0 is a solid orange line, one below a dashed blue one; the larger, the thicker.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgba

from course_lib.chapters.playground.dashboard.blocks import Blocks, Box
from course_lib.chapters.playground.dashboard.numbers import Numbers
from course_lib.chapters.playground.settings import PlaygroundSettings
from course_lib.chapters.playground.units import Unit, columns
from course_lib.engine.arrays import Array

TOP, NAMES, BESIDE = 20.0, 62.0, 22.0
"""CSS pixels above the units for the columns' names, left of the inputs for theirs, and right."""

LARGEST = 36.0
POSITIVE, NEGATIVE = to_rgba("#b35a0f"), to_rgba("#2a78ad")
THINNEST, THICKEST = 0.4, 4.0
CROWDED = 120
"""Lines from which on they are drawn thinner."""

WEAKEST = 0.02
"""Of the largest weight: what is smaller has no line."""

QUIET = 0.18
"""How much of its ink a line keeps that does not lead to the unit one looks at."""

SIGNS = "weights: solid orange above 0, dashed blue below; thick: large"
KEY = -7.5
"""What the lines mean, and how high that stands from the panel's lower edge."""

BENDS = 12
LETTERS = 9  # points


class Edge(NamedTuple):
    """A weight, by the unit it leads to and the place of the one it comes from."""

    to: Unit
    source: int


class NetPanel:
    """The panel with the network.

    Attributes
    ----------
    artists : list of Artist
        What changes while it learns.
    boxes : dict of Unit to Box
    """

    def __init__(self, ax: Axes, width: float, height: float) -> None:
        self._ax, self._width, self._height = ax, width, height
        ax.set(xlim=(0, width), ylim=(0, height))
        ax.set_axis_off()
        self._solid = LineCollection([], capstyle="round")
        self._dashed = LineCollection([], linestyles=[(0, (2.2, 1.4))])
        self._frames = LineCollection([])
        self._blocks = Blocks()
        self.artists: list[Artist] = [self._solid, self._dashed, self._blocks, self._frames]
        for lines in (self._solid, self._dashed, self._frames):
            ax.add_collection(lines, autolim=False)
        ax.add_artist(self._blocks)
        self._numbers = Numbers(ax)
        self.artists += self._numbers.artists
        ax.text(width / 2, KEY, SIGNS, fontsize=LETTERS, ha="center", va="center", color="#333333")
        self._names: list[Artist] = []
        self.boxes: dict[Unit, Box] = {}
        self._edges: list[Edge] = []

    def begin(self, settings: PlaygroundSettings) -> None:
        """Give each unit its place, and name the columns."""
        for name in self._names:
            name.remove()
        counts = columns(settings)
        self.boxes = places(counts, self._width, self._height)
        self._blocks.place(list(self.boxes.values()))
        self._frames.set_segments([_outline(box) for box in self.boxes.values()])
        self._name(settings, counts)
        self._edges, curves = [], []
        for unit, box in self.boxes.items():
            if unit.column:
                for source in range(counts[unit.column - 1]):
                    self._edges.append(Edge(unit, source))
                    curves.append(_curve(self.boxes[Unit(unit.column - 1, source)], box))
        self._curves = np.array(curves)
        self._thickest = max(THICKEST * min(1.0, (CROWDED / len(curves)) ** 0.5), 1.2)

    def show(
        self, weights: Sequence[Array], shades: Sequence[Array], crossed: list[bool],
        chosen: Unit | None, edge: Edge | None,
    ) -> None:  # fmt: skip
        """Show each column's weights, of shape (n_in, n_out), and each unit's small map."""
        self._blocks.set_shades(list(shades), crossed)
        # By unit, then by source, as the edges are.
        flat = np.concatenate([matrix.T.ravel() for matrix in weights])
        reach = max(1.0, float(np.abs(flat).max(initial=0)))
        strength = np.nan_to_num(np.abs(flat) / reach)
        ink = 0.35 + 0.65 * strength
        if chosen is not None:
            ink *= [1 if each.to == chosen else QUIET for each in self._edges]
        width = THINNEST + (self._thickest - THINNEST) * strength
        if edge is not None:
            at = self._edges.index(edge)
            ink[at], width[at] = 1, max(width[at], 2.5)
        for lines, colour, own in (
            (self._solid, POSITIVE, flat > 0), (self._dashed, NEGATIVE, flat < 0),
        ):  # fmt: skip
            shown = np.flatnonzero(own & (strength > WEAKEST))
            rgba = np.tile(colour, (len(shown), 1))
            rgba[:, 3] = ink[shown]
            lines.set_segments(list(self._curves[shown]) if len(shown) else [])
            lines.set(color=rgba, linewidths=width[shown])
        looks = [2.6 if unit == chosen else 0.7 for unit in self.boxes]
        self._frames.set(linewidths=looks, color=["black" if w > 1 else "#555555" for w in looks])

    def number(self, numbers: Mapping[Unit, Sequence[str]]) -> int:
        """Write numbers beside units, each in one of its forms; gives how many have no room."""
        return self._numbers.show(numbers, self.boxes)

    def has(self, edge: Edge) -> bool:
        """Whether this network has such a weight."""
        return edge in self._edges

    def found(self, x: float, y: float) -> tuple[Unit, int | None] | None:
        """The unit at a place, or that to which the line there leads, and where it comes from."""
        if not (0 <= x <= self._width and 0 <= y <= self._height):
            return None
        unit, edge = self.at(x, y), self.edge_at(x, y)
        if unit is not None:
            return unit, None
        return None if edge is None else (edge.to, edge.source)

    def at(self, x: float, y: float) -> Unit | None:
        """The unit at a place of the panel, in CSS pixels from its lower left corner."""
        return next((unit for unit, box in self.boxes.items() if box.holds(x, y)), None)

    def edge_at(self, x: float, y: float, within: float = 4.0) -> Edge | None:
        """The line that passes nearest to a place, if it is near enough."""
        if not len(self._curves):
            return None
        starts, along = self._curves[:, :-1], np.diff(self._curves, axis=1)
        to = np.array([x, y]) - starts
        share = np.clip((to * along).sum(axis=-1) / (along**2).sum(axis=-1), 0, 1)
        away = np.linalg.norm(to - share[..., None] * along, axis=-1).min(axis=1)
        nearest = int(away.argmin())
        return self._edges[nearest] if away[nearest] <= within else None

    def _name(self, settings: PlaygroundSettings, counts: Sequence[int]) -> None:
        hidden = ["hidden {}" if len(counts) < 7 else "{}"] * (len(counts) - 2)
        titles = ["inputs", *(each.format(k) for k, each in enumerate(hidden, start=1)), "output"]
        where = [self.boxes[Unit(column, 0)].x for column in range(len(counts))]
        put: dict[str, Any] = {"fontsize": LETTERS, "ha": "center", "va": "top", "color": "#333333"}
        self._names = [
            self._ax.text(x, self._height - 3, title, **put)
            for x, title in zip(where, titles, strict=True)
        ]
        told = ["pixels"] if settings.data == "mnist" else [pretty(n) for n in settings.inputs]
        for place, name in enumerate(told):
            box = self.boxes[Unit(0, place)]
            self._names.append(
                self._ax.text(box.x - box.half - 4, box.y, name, fontsize=LETTERS, ha="right",
                              va="center")
            )  # fmt: skip


def places(counts: Sequence[int], width: float, height: float) -> dict[Unit, Box]:
    """Squares of one size, in columns from left to right, as large as there is room.

    Examples
    --------
    >>> boxes = places([2, 8, 1], 400, 280)
    >>> len(boxes), boxes[Unit(0, 0)].y > boxes[Unit(0, 1)].y
    (11, True)
    """
    room, apart = height - TOP, (width - NAMES - BESIDE) / max(1, len(counts) - 1)
    step = min(room / max(counts), 1.35 * LARGEST)
    half = min(LARGEST, 0.82 * step, 0.42 * apart) / 2
    first, middle = NAMES + half, room / 2
    apart = (width - BESIDE - half - first) / max(1, len(counts) - 1)
    return {
        Unit(column, place): Box(
            first + column * apart, middle + step * ((count - 1) / 2 - place), half
        )
        for column, count in enumerate(counts)
        for place in range(count)
    }


def _curve(start: Box, end: Box) -> Array:
    """From the right side of a square to the left one of another, leaving and arriving level."""
    share = np.linspace(0, 1, BENDS)
    x0, x1 = start.x + start.half, end.x - end.half
    rise = share**2 * (3 - 2 * share)
    return np.stack([x0 + share * (x1 - x0), start.y + rise * (end.y - start.y)], axis=1)


def _outline(box: Box) -> list[tuple[float, float]]:
    corners = [(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]
    return [(box.x + a * box.half, box.y + b * box.half) for a, b in corners]


def pretty(name: str) -> str:
    """An input as it is written on paper.

    Examples
    --------
    >>> [pretty(name) for name in ("x1", "x2^2", "x1*x2", "sin(3*x1)")]
    ['x₁', 'x₂²', 'x₁x₂', 'sin 3x₁']
    """
    for plain, written in (("x1", "x₁"), ("x2", "x₂"), ("^2", "²"), ("*", ""), (")", ""),
                           ("(", " ")):  # fmt: skip
        name = name.replace(plain, written)
    return name
