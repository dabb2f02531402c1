"""What is wrong with a number, in words: the slips that every chain of factors invites."""

from collections.abc import Iterator

from course_lib.chapters.gradients.stepper.graph import Edge, Graph, Step
from course_lib.chapters.gradients.stepper.numbers import close


def fault(graph: Graph, step: Step, got: float) -> str:
    """Say what is wrong with a number; "" where it is right.

    Examples
    --------
    >>> from course_lib.chapters.gradients.stepper.worked_graphs import worked_graph
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
    if edge.factor == -1:
        yield (
            f"The sign is reversed, or the factor {edge.formula}, which is -1, was left out.",
            above,
        )
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
