"""A reader fills in a graph number by number. Nothing here draws, and nothing listens."""

from course_lib.chapters.gradients.stepper.graph import Graph, Step, written
from course_lib.chapters.gradients.stepper.numbers import number_in
from course_lib.chapters.gradients.stepper.slips import fault


class Filling:
    """How far a reader has come with one graph.

    Attributes
    ----------
    graph : Graph
    place : int
        The step that is to be filled in; ``len(graph.steps)`` once all of it stands.
    how : dict of step to "at once", "later" or "shown"
        How each number came; going back forgets none of it.
    said : str
        What is said of the last number.
    tried : bool
        Whether a wrong number was given for this step.

    Examples
    --------
    >>> from course_lib.chapters.gradients.stepper.worked_graphs import worked_graph
    >>> filling = Filling(worked_graph("one neuron"))
    >>> filling.answer("-1")
    'You wrote -1. The sign is reversed.'
    >>> filling.answer("1")
    'Right: z = 1.'
    """

    def __init__(self, graph: Graph) -> None:
        self.graph, self.place, self.said, self.tried = graph, 0, "", False
        self.how: dict[int, str] = {}

    @property
    def step(self) -> Step | None:
        """The step that is to be filled in."""
        steps = self.graph.steps
        return steps[self.place] if self.place < len(steps) else None

    def answer(self, text: object) -> str:
        """Take a number; where it is right, go on. Returns what is said of it."""
        step = self.step
        if step is None:
            self.said = "All of it stands already."
            return self.said
        try:
            got = number_in(text)
        except ValueError as error:
            self.said = str(error)
            return self.said
        wrong = fault(self.graph, step, got)
        if wrong:
            self.said = f"You wrote {_as_written(text)}. {wrong}"
            self.tried = True
            return self.said
        self._go_on("later" if self.tried else "at once", "Right")
        return self.said

    def show_me(self) -> str:
        """Let the number appear, without credit."""
        if self.step is not None:
            self._go_on("shown", "Shown")
        return self.said

    def to_gradients(self) -> str:
        """Let all that is left of the values appear, without credit."""
        while self.step is not None and not self.step.back:
            self.show_me()
        return self.said

    def back(self) -> str:
        """Go one step back; what was filled in keeps its credit, what was shown earns none."""
        if self.place:
            self.place -= 1
            self.tried, self.said = False, "One step back."
        return self.said

    def _go_on(self, how: str, word: str) -> None:
        step = self.step
        assert step is not None
        self.how.setdefault(self.place, how)
        right = worked(self.graph, step) if step.back else written(self.graph.answer(step))
        self.said = f"{word}: {asked(step)} = {right}. {step.note}".strip()
        self.place, self.tried = self.place + 1, False

    @property
    def score(self) -> str:
        """How many numbers were filled in."""
        ways = list(self.how.values())
        filled, at_once = len(ways) - ways.count("shown"), ways.count("at once")
        return f"{filled} of {len(ways)}, {at_once} at the first try"


def asked(step: Step) -> str:
    """Name the number that a step asks for.

    Examples
    --------
    >>> asked(Step("h1 of example 2", True))
    'dL/dh1 of example 2'
    """
    return f"dL/d{step.name}" if step.back else step.name


def rule_of(graph: Graph, step: Step) -> str:
    """Say where a step's number comes from.

    Examples
    --------
    >>> from course_lib.chapters.gradients.stepper.worked_graphs import worked_graph
    >>> rule_of(worked_graph("one neuron"), Step("z", True))
    'Back along the edge from a, factor a (1 - a).'
    """
    if not step.back:
        return f"It is {graph[step.name].formula}."
    parts = [f"from {edge.end}, factor {edge.formula}" for edge in graph.leaving(step.name)]
    return f"Back along the edge{'s' if len(parts) > 1 else ''} {'; and '.join(parts)}."


def worked(graph: Graph, step: Step) -> str:
    """Work a gradient out: as symbols where one path leads to it, as numbers where it is a sum.

    Examples
    --------
    >>> from course_lib.chapters.gradients.stepper.worked_graphs import worked_graph
    >>> worked(worked_graph("one neuron"), Step("z", True, same="a - y"))
    '1 / (1 - a) · a (1 - a) = a - y = 0.731'
    >>> worked(worked_graph("two units, two examples"), Step("c", True))
    '1 · 0.8 + 1 · (-0.625) = 0.175'
    """
    number = written(graph.answer(step))
    path = graph.product(step.name)
    if path and not graph[graph.edges[-1].start].example:
        parts = [
            f"({edge.formula})" if " - " in edge.formula and "(" not in edge.formula
            else edge.formula
            for edge in reversed(path)
        ]  # fmt: skip
        words = path[0].formula if len(path) == 1 else " · ".join(parts)
        same = f" = {step.same}" if step.same else ""
        return f"{words}{same} = {number}"
    terms = [
        f"{_in_brackets(edge.factor)} · {_in_brackets(graph.gradients[edge.end])}"
        for edge in graph.leaving(step.name)
    ]
    return f"{' + '.join(terms)} = {number}"


def _in_brackets(number: float) -> str:
    words = written(number)
    return f"({words})" if words.startswith("-") else words


def _as_written(text: object) -> str:
    return written(text) if isinstance(text, float) else str(text).strip()
