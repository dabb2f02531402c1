"""The check of exercise 3 of notebook 11: an order in which parts come first."""

from collections import Counter
from typing import Any

from course_lib import checks
from course_lib.chapters.onward_to_frameworks.check_answers import Graph, Node, any_graph, graph


def order(function: object) -> None:
    """Check ``order(last)``: all that it was made of, parts first, each once, ``last`` at the end.

    Examples
    --------
    >>> order(lambda last: [last, *last.parents])
    Exercise 3 (order): not yet right: one part:
      a; b = (a): got b, a. The last node comes last: it was made of all the others.
    """
    rules = [
        checks.rule("one node", _in_order, "one node", graph({"a": ""})),
        checks.rule("one part", _in_order, "one part", graph({"a": "", "b": "a"})),
        checks.rule("a chain", _in_order, "a chain", graph({"a": "", "b": "a", "c": "b"})),
        checks.rule("a shared part", _in_order, "a shared part", DIAMOND),
        checks.rule("a short way and a long one", _in_order, "a short way and a long one", LONG),
        checks.rule("twice the same part", _in_order, "twice the same part", TWICE),
        checks.rule("any graph", _any_graph),
        checks.rule("each call by itself", _again),
    ]
    checks.report("onward_to_frameworks", 3, "order", function, rules)


DIAMOND = graph({"a": "", "b": "a", "c": "a", "d": "bc"})
LONG = graph({"a": "", "b": "a", "c": "b", "d": "ac"})
TWICE = graph({"a": "", "b": "aa", "c": "b"})


def _in_order(attempt: checks.Attempt, rule: str, last: Graph) -> None:
    got = attempt(last=last)
    several = isinstance(got, tuple | list)
    checks.require(several, f"{rule}: it must return a list of nodes; got {checks.describe(got)}.")
    strangers = [each for each in got if not isinstance(each, Node)]
    if strangers:
        came = checks.describe(strangers[0])
        checks.require(False, f"{rule}: the list holds the nodes themselves; it has {came}.")
    names, known = [node.name for node in got], _nodes(last)
    others = [node.name for node in got if id(node) not in known]
    fault = _fault(names, last)
    if others:
        fault = f"{others[0]} is of an earlier graph: does your list outlive the call?"
    said = f"{rule}:\n  {last!r}: got {', '.join(names) or 'an empty list'}."
    checks.require(not fault, f"{said} {fault}")


def _fault(names: list[str], last: Node) -> str:
    """What is wrong with an order, or ""."""
    made_of = _made_of(last)
    for name, count in Counter(names).items():
        if count > 1:
            return f"{name} stands {count} times: it would hand its gradient on as often."
    for name in made_of:
        if name not in names:
            return f"{name} is missing."
    place = {name: k for k, name in enumerate(names)}
    if place[last.name] < len(names) - 1:
        return "The last node comes last: it was made of all the others."
    for name, parts in made_of.items():
        for part in parts:
            if place[part] > place[name]:
                return f"{part} comes after {name}, which was made of it."
    return ""


def _made_of(last: Node) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    waiting: list[Any] = [last]
    while waiting:
        node = waiting.pop()
        if node.name not in found:
            found[node.name] = [part.name for part in node.parents]
            waiting += node.parents
    return found


def _nodes(last: Any) -> set[int]:
    """The ids of all nodes of a graph."""
    found, waiting = set(), [last]
    while waiting:
        node = waiting.pop()
        found.add(id(node))
        waiting += node.parents
    return found


def _any_graph(attempt: checks.Attempt) -> None:
    for _ in range(30):
        (drawn,) = checks.draw(checks.made(any_graph, checks.size(3, 9)))
        _in_order(attempt, "it must hold for any graph", drawn)


def _again(attempt: checks.Attempt) -> None:
    _in_order(attempt, "asked a second time of the same graph", DIAMOND)
    _in_order(attempt, "asked a second time of the same graph", DIAMOND)
