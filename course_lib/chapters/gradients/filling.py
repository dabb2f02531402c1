"""A reader fills in a graph number by number; what is wrong is said in words.

Nothing here draws, and nothing listens: a dashboard does both.
"""

import ast
import math
import operator
import re
from collections.abc import Callable, Iterator

from course_lib.chapters.gradients.graph import Edge, Graph, Step, written

SHARE = 0.01
"""Rounding that is allowed, as a share; and two right digits are always enough."""

ZERO = 1e-6
"""What counts as 0."""

LONGEST = 60
OPERATIONS: dict[type[ast.AST], Callable[..., float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}


def number_in(text: object) -> float:
    """Read what a reader wrote: a number, a fraction, or a small calculation.

    Raises
    ------
    ValueError
        In words, for anything else.

    Examples
    --------
    >>> number_in("-1/2"), number_in("0,5"), number_in("(0.73 - 1) * 2")
    (-0.5, 0.5, -0.54)
    """
    said = str(text).strip()
    if not said:
        raise ValueError("Nothing is filled in yet.")
    plain = said.replace("\N{MINUS SIGN}", "-").replace("·", "*").replace("×", "*")
    plain = re.sub(r"(?<=\d),(?=\d)", ".", plain)
    try:
        if len(plain) > LONGEST or not re.fullmatch(r"[0-9.eE+\-*/() ]*", plain):
            raise ValueError("no calculation")
        found = float(_value(ast.parse(plain, mode="eval").body))
    except ZeroDivisionError:
        raise ValueError(f"{said} divides by 0.") from None
    except (SyntaxError, ValueError, OverflowError, TypeError):
        short = said if len(said) <= LONGEST else f"{said[:LONGEST]} ..."
        raise ValueError(
            f"{short!r} is not a number. Write one such as -0.27, 1/2 or 0.5 * 0.2."
        ) from None
    if not math.isfinite(found):
        raise ValueError(f"{said} is not finite.")
    return found


def _value(node: ast.AST) -> float:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return float(node.value)  # type: ignore[arg-type]
    if isinstance(node, ast.UnaryOp) and type(node.op) in OPERATIONS:
        return OPERATIONS[type(node.op)](_value(node.operand))
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATIONS:
        return OPERATIONS[type(node.op)](_value(node.left), _value(node.right))
    raise ValueError("no number")


def close(got: float, right: float) -> bool:
    """Whether two numbers are the same but for rounding.

    Examples
    --------
    >>> close(-0.27, -0.26894), close(0.1, 0.104), close(-0.25, -0.26894), close(0.001, 0)
    (True, True, False, False)
    """
    if abs(right) < ZERO:
        return abs(got) < ZERO
    second_digit = 10.0 ** (math.floor(math.log10(abs(right))) - 1)
    return abs(got - right) <= max(SHARE * abs(right), 0.5 * second_digit) * (1 + 1e-9)


def fault(graph: Graph, step: Step, got: float) -> str:
    """Say what is wrong with a number; "" where it is right.

    Examples
    --------
    >>> from course_lib.chapters.gradients.worked_graphs import worked_graph
    >>> graph = worked_graph("one neuron")
    >>> fault(graph, Step("z", True), graph.gradients["a"])
    'That is what comes from above alone, dL/da: it has to go through the factor a (1 - a).'
    >>> fault(graph, Step("z", True), 0.73)
    ''
    """
    if close(got, graph.answer(step)):
        return ""
    for words, wrong in _slips(graph, step):
        if close(got, wrong):
            return words
    if not step.back:
        return f"Not yet: it is {graph[step.name].formula}."
    if len(graph.leaving(step.name)) == 1:
        return "Not yet: multiply the factor on the edge by the gradient at its end."
    return "Not yet: multiply the factor on each edge by the gradient at its end, and add up."


def _slips(graph: Graph, step: Step) -> Iterator[tuple[str, float]]:
    """Wrong numbers that one comes to, the most telling first."""
    node, right = graph[step.name], graph.answer(step)
    yield from step.slips.items()
    if not step.back:
        yield from node.slips.items()
        yield "The sign is reversed.", -right
        return
    leaving = graph.leaving(step.name)
    above = [graph.gradients[edge.end] for edge in leaving]
    if len(leaving) > 1:
        yield from _slips_of_sum(graph, step, leaving, above)
    else:
        yield from _slips_of_one(graph, leaving[0], above[0])
    yield "The sign is reversed.", -right
    if not graph.entering(step.name):
        factor = leaving[0].formula
        yield (
            f"That multiplies by {node.short} itself: when {node.short} moves by 1, "
            f"{graph[leaving[0].end].short} moves by {factor}, and that is the factor.",
            node.value * sum(above),
        )
    yield f"That is the value of {node.short}; asked for is dL/d{node.short}.", node.value


def _slips_of_one(graph: Graph, edge: Edge, above: float) -> Iterator[tuple[str, float]]:
    end = graph[edge.end].short
    if edge.factor == 0:
        yield "The ReLU is off here: its slope is 0, and nothing passes.", above
    yield (
        f"That is what comes from above alone, dL/d{end}: it has to go through the factor "
        f"{edge.formula}.",
        above,
    )
    yield (
        f"That is the local factor alone, {edge.formula}: multiply it by what comes from above, "
        f"dL/d{end}.",
        edge.factor,
    )
    if edge.factor:
        yield "That is divided by the factor: the chain rule multiplies.", above / edge.factor


def _slips_of_sum(
    graph: Graph, step: Step, leaving: tuple[Edge, ...], above: list[float]
) -> Iterator[tuple[str, float]]:
    terms = [edge.factor * gradient for edge, gradient in zip(leaving, above, strict=True)]
    of_examples = graph[step.name].example == 0
    live = [term for term in terms if term]
    for edge, term in zip(leaving, terms, strict=True):
        end = graph[edge.end]
        if of_examples:
            yield f"That is example {end.example} alone: sum over both examples.", term
        else:
            yield f"That is the path through {end.short} alone: sum over both paths.", term
    if len(live) > 1:
        kind = "examples" if of_examples else "paths"
        yield f"The two {kind} are subtracted: add them.", terms[0] - terms[1]
        yield f"The two {kind} are subtracted: add them.", terms[1] - terms[0]
    if of_examples:
        yield (
            "That is the mean of both examples: the mean's 1/2 is in dL/dloss already, so sum.",
            sum(terms) / 2,
        )
    crossed = leaving[0].factor * above[1] + leaving[1].factor * above[0]
    yield "They are crossed: each factor goes with the gradient at its own edge's end.", crossed
    yield (
        "That is the sum of the local factors alone: multiply each by what comes from above.",
        sum(edge.factor for edge in leaving),
    )
    yield (
        "That is the sum of what comes from above: each has to go through its factor first.",
        sum(above),
    )


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
    >>> from course_lib.chapters.gradients.worked_graphs import worked_graph
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
    >>> from course_lib.chapters.gradients.worked_graphs import worked_graph
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
    >>> from course_lib.chapters.gradients.worked_graphs import worked_graph
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
