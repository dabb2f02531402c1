"""Backpropagation on a graph with numbers: the reader fills in each number before it appears."""

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

import ipywidgets
from matplotlib.artist import Artist
from matplotlib.collections import LineCollection, PatchCollection
from matplotlib.patches import Rectangle

from course_lib.chapters.gradients.filling import Filling, asked, rule_of, worked
from course_lib.chapters.gradients.graph import Edge, Graph, Step, written
from course_lib.chapters.gradients.worked_graphs import (
    CHAIN,
    LAYER,
    NAMES,
    NEURON,
    SEEDS,
    worked_graph,
)
from course_lib.dashboards import Dashboard, Picture, linear_slider, menu
from course_lib.dashboards.presenting import css_px
from course_lib.plots import BLUE, GREY, ORANGE
from course_lib.plots.drawing_lock import one_at_a_time

WIDTH, HEIGHT = 900, 430
PALE = "#bbbbbb"
MOST, MOST_LIT = 70, 6
"""Words, and lit edges, that a picture may have."""

Place = tuple[float, float]
Words = tuple[float, float, str, dict[str, Any]]
"""Where words stand, what they are, and how they look."""


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
        pairs = [_ends(look, edge) for edge in graph.edges if edge.start not in look.flat]
        given = ["white" if node.formula else "#f0f0f0" for node in graph.nodes]
        boxes = [Rectangle(*_corner(look, node.name)) for node in graph.nodes]
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
                **dict(zip(("xy", "width", "height"), _corner(look, step.name), strict=True))
            )
            self._asked.set_edgecolor(color)
        for line, head, edge in zip_longest(self._lines, self._heads, lit):
            line.set_visible(edge is not None)
            head.set_visible(edge is not None)
            if edge is not None and step:
                (x0, y0), (x1, y1) = _ends(look, edge)[:: -1 if step.back else 1]
                line.set(data=((x0, x1), (y0, y1)), color=color, linestyle=dashes)
                angle = math.degrees(math.atan2(y1 - y0, x1 - x0)) - 90
                share = 6 / math.hypot(x1 - x0, y1 - y0)  # the tip's middle, from the end
                head.set_data([x1 - share * (x1 - x0)], [y1 - share * (y1 - y0)])
                head.set(marker=(3, 0, angle), color=color, markersize=9)


def backprop_stepper(graph: str = NEURON, seed: int = 0) -> "BackpropStepper":
    """Make the stepper: forward, and back, each number filled in before it appears.

    Parameters
    ----------
    graph : "one neuron", "two units, two examples" or "a chain of two units"
    seed : int from 0 to 9
        Which numbers stand in it.

    Examples
    --------
    >>> stepper = backprop_stepper()
    >>> stepper.answer(1)
    >>> stepper.text[:40]
    'Right: z = 1. Next, 2 of 9: a = ? It is '
    >>> stepper.close()
    """
    return BackpropStepper(graph, seed)


class BackpropStepper(Dashboard):
    """A dashboard with a field to fill in.

    Attributes
    ----------
    filling : Filling
        How far one has come with the graph and the numbers that are shown now.
    field : the text field
    buttons : what else a reader can press, by name
    """

    def __init__(self, graph: str, seed: int) -> None:
        self._fillings: dict[tuple[str, int], Filling] = {}
        self._scene, self._entered = Scene(), False
        self.field = ipywidgets.Text(
            continuous_update=False, placeholder="a number, Enter; ? shows it",
            style={"description_width": "initial"},
            layout=ipywidgets.Layout(width=css_px(290), max_width="calc(100% - 4px)"),
        )  # fmt: skip
        self.buttons = {
            name: _button(name, icon, action)
            for name, icon, action in (
                ("check it", "check", self._check),
                ("show me", "eye", lambda: self._do(Filling.show_me)),
                ("back", "step-backward", lambda: self._do(Filling.back)),
                ("to gradients", "fast-forward", lambda: self._do(Filling.to_gradients)),
            )
        }
        controls = {
            "graph": menu("graph", NAMES, graph),
            "seed": linear_slider("numbers", 0, SEEDS - 1, 1, seed, form="d"),
        }
        super().__init__("backprop stepper", self._scene.picture, controls, show=self._show_graph)
        self.field.observe(lambda change: self._written(change.new), names="value")
        self.field.on_msg(self._heard)
        self.reset.on_click(lambda _: self._forget())
        bar, image, *rest = self.children
        wrap = ipywidgets.Layout(flex_flow="row wrap", align_items="center")
        row = ipywidgets.HBox([self.field, *self.buttons.values()], layout=wrap)
        self.children = (bar, image, row, *rest)  # what is said stands right below what is written

    @property
    def filling(self) -> Filling:
        """How far one has come with what is shown now."""
        key = (self.controls["graph"].value, self.controls["seed"].value)
        if key not in self._fillings:
            self._fillings[key] = Filling(worked_graph(*key))
        return self._fillings[key]

    def answer(self, value: object) -> None:
        """Fill in a number, or what a reader may write: "1/2", "0.5 * 0.2"; "?" shows it."""
        self._need_sound()
        self._fill_in(value)

    def show_me(self) -> None:
        """Let the number appear, without credit."""
        self._need_sound()
        self._do(Filling.show_me)

    def back(self) -> None:
        """Go one step back."""
        self._need_sound()
        self._do(Filling.back)

    def to_gradients(self) -> None:
        """Let all values appear, without credit; the gradients are still to come."""
        self._need_sound()
        self._do(Filling.to_gradients)

    def start_over(self) -> None:
        """Forget all that was filled in, in every graph."""
        self._need_sound()
        self._forget()

    def _need_sound(self) -> None:
        """Raise for who asks from Python; a reader on the page is not held up."""
        self.raise_kept()
        self.need_alive()

    def _fill_in(self, value: object) -> None:
        if str(value).strip() == "?":
            self._do(Filling.show_me)
        else:
            self._do(lambda filling: filling.answer(value))

    @one_at_a_time
    def _forget(self) -> None:
        self._fillings.clear()
        self._answer()

    @one_at_a_time
    def _do(self, what: Callable[[Filling], str]) -> None:
        if not self._freed:
            what(self.filling)
            self._answer()

    def _show_graph(self, **_: Any) -> str:
        filling = self.filling
        step = filling.step
        self._scene.show(filling)
        self._entered, self.field.value = False, ""
        self.field.description = f"{asked(step)} =" if step else "all done"
        for name, useful in (
            ("check it", step), ("show me", step), ("back", filling.place),
            ("to gradients", step and not step.back),
        ):  # fmt: skip
            self.buttons[name].disabled = not useful
        self.field.disabled = not step
        return _in_words(filling, self.controls["seed"].value)

    @one_at_a_time
    def _heard(self, _: Any, content: dict[str, Any], __: Any) -> None:
        """Hear the Enter key; the page tells of it before it tells what was written."""
        if content.get("event") == "submit" and not self._freed:
            empty = not self.field.value
            self._check()
            self._entered = empty

    @one_at_a_time
    def _written(self, text: str) -> None:
        """Take what was written with the Enter key; what is left by Tab waits for it."""
        if text and self._entered:
            self._check()

    def _check(self) -> None:
        self._fill_in(self.field.value)

    def let_go(self) -> None:
        """Drop the field, the buttons and the scene too."""
        super().let_go()
        self.buttons, self._fillings = {}, {}
        del self._scene, self.field


def _button(name: str, icon: str, action: Any) -> Any:
    button = ipywidgets.Button(description=name, icon=icon, layout=ipywidgets.Layout(width="auto"))
    button.on_click(lambda _: action())
    return button


def _in_words(filling: Filling, seed: int) -> str:
    """What was said last, what is asked now, and the score."""
    graph, step = filling.graph, filling.step
    of = f"{filling.place + 1} of {len(graph.steps)}"
    if step is None:
        ask = f"All {len(graph.steps)} numbers stand. {graph.end}"
    else:
        ask = (
            f"{'Next' if filling.said else 'First'}, {of}: {asked(step)} = ? {rule_of(graph, step)}"
        )
    score = f" Filled in: {filling.score}." if filling.how else ""
    return f"{filling.said} {ask}{score} ({graph.name}, numbers {seed})".strip()


def _lit(graph: Graph, step: Step | None) -> tuple[Edge, ...]:
    """The edges that feed the number asked for."""
    if step is None:
        return ()
    return graph.leaving(step.name) if step.back else graph.entering(step.name)


def _corner(look: Look, name: str) -> tuple[Place, float, float]:
    """The lower left corner of a box, its width and its height."""
    (x, y), (width, height) = look.places[name], look.size_of(name)
    return (x - width / 2, y - height / 2), width, height


def _ends(look: Look, edge: Edge) -> tuple[Place, Place]:
    """Where an edge leaves its first box and enters its second: at the sides that face."""
    (x0, y0), (x1, y1) = look.places[edge.start], look.places[edge.end]
    (width, height), (end_width, end_height) = look.size_of(edge.start), look.size_of(edge.end)
    if x1 - x0 > width * 0.8:
        return (x0 + width / 2, y0), (x1 - end_width / 2, y1)
    up = 1 if y1 > y0 else -1
    return (x0, y0 + up * height / 2), (x1, y1 - up * end_height / 2)


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
    (x0, y0), (x1, y1) = _ends(look, edge)
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
