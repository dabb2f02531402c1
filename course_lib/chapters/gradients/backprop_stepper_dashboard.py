"""Backpropagation on a graph with numbers: the reader fills in each number before it appears."""

from collections.abc import Callable
from typing import Any

import ipywidgets

from course_lib.chapters.gradients.backprop_scene_dashboard import Scene
from course_lib.chapters.gradients.stepper.filling import Filling, asked, rule_of
from course_lib.chapters.gradients.stepper.neuron import NEURON
from course_lib.chapters.gradients.stepper.worked_graphs import NAMES, SEEDS, worked_graph
from course_lib.dashboards import Dashboard, linear_slider, menu
from course_lib.dashboards.presenting import css_px
from course_lib.plots.drawing_lock import one_at_a_time


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
