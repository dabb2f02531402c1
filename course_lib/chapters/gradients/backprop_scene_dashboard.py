"""The picture of the backprop stepper: boxes, edges with their factors, what is asked for."""

import math
import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from matplotlib.artist import Artist
from matplotlib.collections import LineCollection, PatchCollection
from matplotlib.patches import Rectangle

from course_lib.chapters.gradients.stepper.filling import Filling, asked, worked
from course_lib.chapters.gradients.stepper.graph import Edge, Graph, Step, written
from course_lib.chapters.gradients.stepper.look import HEIGHT, LOOKS, WIDTH, Look, corner, ends
from course_lib.dashboards import Picture
from course_lib.plots import BLUE, GREY, ORANGE

PALE = "#bbbbbb"
MOST, MOST_LIT = 70, 6
"""Words, and lit edges, that a picture may have."""

Words = tuple[float, float, str, dict[str, Any]]
"""Where words stand, what they are, and how they look."""


class Scene:
    """The graph: boxes with value and gradient, edges with their factors, what is asked for.

    Boxes and pale edges are drawn once for each graph; words, and what is lit, move.
    """

    def __init__(self) -> None:
        self.picture = Picture(WIDTH, HEIGHT)
        (self._ax,) = self.picture.panels(1)
        self._ax.set_axis_off()
        self._ax.set(xlim=(0, WIDTH), ylim=(0, HEIGHT))
        self._shown: Graph | None = None
        self._still: list[Artist] = []
        self._asked = self._ax.add_patch(Rectangle((0, 0), 1, 1, fill=False, linewidth=2.6))
        self._lines = [self._ax.plot([], [], linewidth=2.2)[0] for _ in range(MOST_LIT)]
        self._heads = [self._ax.plot([], [], marker=(3, 0, 0))[0] for _ in range(MOST_LIT)]
        self._words = [self._ax.text(0, 0, "", va="center", clip_on=False) for _ in range(MOST)]
        self.picture.moves(*self._lines, *self._heads, self._asked, *self._words)

    def show(self, filling: Filling) -> None:
        """Draw a graph as far as it is filled in."""
        graph, step, look = filling.graph, filling.step, LOOKS[filling.graph.name]
        if self._shown is None or self._shown.name != graph.name:
            self._draw_still(graph, look)
        self._shown = graph
        words = [*_words_of_boxes(filling, look), *_targets(graph, look)]
        lit = _lit(graph, step)
        for edge in graph.edges:
            if edge in lit and step and step.back:
                words.append(_factor(look, edge, with_number=filling.tried, lit=True))
            elif edge.start in graph.known(filling.place)[1] and not look.flat and edge not in lit:
                words.append(_factor(look, edge, with_number=True))
        words.append(_work(look, filling))
        self._say(words, look.letters)
        self._light(look, step, lit)

    def _draw_still(self, graph: Graph, look: Look) -> None:
        """Draw boxes, pale edges and captions of another graph."""
        for artist in self._still:
            artist.remove()
        pairs = [ends(look, edge) for edge in graph.edges if edge.start not in look.flat]
        given = ["white" if node.formula else "#f0f0f0" for node in graph.nodes]
        boxes = [Rectangle(*corner(look, node.name)) for node in graph.nodes]
        self._still = [
            self._ax.add_collection(LineCollection(pairs, colors=PALE, linewidths=1)),
            self._ax.add_collection(
                PatchCollection(boxes, facecolors=given, edgecolors="black", linewidths=1)
            ),
            *(self._ax.text(x, y, words, color=GREY, fontsize=look.letters, va="center")
              for x, y, words in look.captions),
        ]  # fmt: skip
        self.picture.redraw_still()

    def _say(self, words: list[Words], letters: float) -> None:
        """Put the words where they belong; what is left over says nothing."""
        nothing: Words = (0.0, 0.0, "", {})
        padded = words + [nothing] * (MOST - len(words))
        for artist, (x, y, said, looks) in zip(self._words, padded, strict=True):
            artist.set_visible(bool(said))
            artist.set(
                **{"text": said, "position": (x, y), "ha": "center", "color": "black",
                   "fontsize": letters, "fontweight": "normal", "bbox": None} | looks
            )  # fmt: skip

    def _light(self, look: Look, step: Step | None, lit: tuple[Edge, ...]) -> None:
        """Light the edges that feed the number asked for, and its box."""
        color, dashes = (ORANGE, (0, (3, 1.5))) if step and step.back else (BLUE, "-")
        self._asked.set_visible(step is not None)
        if step:
            self._asked.set(
                **dict(zip(("xy", "width", "height"), corner(look, step.name), strict=True))
            )
            self._asked.set_edgecolor(color)
        for line, head, edge in zip_longest(self._lines, self._heads, lit):
            line.set_visible(edge is not None)
            head.set_visible(edge is not None)
            if edge is not None and step:
                (x0, y0), (x1, y1) = ends(look, edge)[:: -1 if step.back else 1]
                line.set(data=((x0, x1), (y0, y1)), color=color, linestyle=dashes)
                angle = math.degrees(math.atan2(y1 - y0, x1 - x0)) - 90
                share = 6 / math.hypot(x1 - x0, y1 - y0)  # the tip's middle, from the end
                head.set_data([x1 - share * (x1 - x0)], [y1 - share * (y1 - y0)])
                head.set(marker=(3, 0, angle), color=color, markersize=9)


def _lit(graph: Graph, step: Step | None) -> tuple[Edge, ...]:
    """The edges that feed the number asked for."""
    if step is None:
        return ()
    return graph.leaving(step.name) if step.back else graph.entering(step.name)


def _words_of_boxes(filling: Filling, look: Look) -> Iterator[Words]:
    """Values and gradients that stand, and a question mark for the number that is asked for."""
    graph, step = filling.graph, filling.step
    values, gradients = graph.known(filling.place)
    for node in graph.nodes:
        (x, y), (width, height) = look.places[node.name], look.size_of(node.name)
        flat, here = node.name in look.flat, step is not None and step.name == node.name
        value = gradient = ""
        if node.name in values:
            value = f"{'' if flat else '= '}{_minus(written(node.value))}"
        if node.name in gradients:
            gradient = f"∂ {_minus(written(graph.gradients[node.name]))}"
        if here and step:
            value, gradient = (value, "∂ ?") if step.back else ("= ?", gradient)
        orange = {"color": ORANGE, "fontweight": "bold"}
        first = f"{node.short} {value}".strip()
        if flat:
            yield x - width / 2 + 5, y, first, {"ha": "left"}
            yield x + width / 2 - 5, y, gradient, orange | {"ha": "right"}
        else:
            yield x, y + height / 4 - 1, first, {}
            yield x, y - height / 4, gradient, orange


def _factor(look: Look, edge: Edge, *, with_number: bool, lit: bool = False) -> Words:
    """The local derivative beside its edge."""
    words = edge.formula
    if with_number and not words.replace("/", "").isdigit():
        between = "\n" if not look.flat and len(words) > 5 else " "
        words += f"{between}= {_minus(written(edge.factor))}"
    (x0, y0), (x1, y1) = ends(look, edge)
    share = 0.42 if edge.end == "z" else 0.5
    x, y = x0 + share * (x1 - x0), y0 + share * (y1 - y0)
    if abs(y1 - y0) < 1 and x1 - x0 < 70:  # no room between two boxes of a row
        below = edge.start.startswith("z2 of")
        y += (-1 if below else 1) * (look.size[1] / 2 + (11 if look.flat else 22))
    box = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
    return x, y, words, {"color": "black" if lit else GREY, "bbox": box}


def _targets(graph: Graph, look: Look) -> Iterator[Words]:
    """What each loss compares with, above its box, or below where an edge goes up."""
    for node in graph.nodes:
        _, is_y, target = node.formula.partition("y is ")
        if is_y:
            x, y = look.places[node.name]
            away = (look.size[1] / 2 + 11) * (-1 if node.example == 2 else 1)
            yield x, y + away, f"y = {_minus(target)}", {"ha": "left", "color": GREY}


def _work(look: Look, filling: Filling) -> Words:
    """How the last gradient came about."""
    step = filling.graph.steps[filling.place - 1] if filling.place else None
    words = ""
    if step and step.back:
        words = _minus(f"{asked(step)} = {worked(filling.graph, step)}")
        if look.flat:
            words = words.replace(" = ", " =\n", 1)
    return *look.work, words, {"ha": "left", "va": "center"}


def _minus(number: str) -> str:
    """Write minus signs as they are printed."""
    return re.sub(r"-(?=[\d?])", "\N{MINUS SIGN}", number)
