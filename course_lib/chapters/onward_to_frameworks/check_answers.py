"""The course's own answers of notebook 11, and the inputs that its checks draw."""

from typing import Any

import numpy as np

from course_lib import checks
from course_lib.chapters.onward_to_frameworks import autodiff
from course_lib.chapters.onward_to_frameworks.listing import LINES, RUNS

Floats = checks.Floats


def lse_back(grad: Floats, a: Floats) -> Floats:
    """Each row's softmax times its gradient."""
    return autodiff.lse_back(grad, a)


def unbroadcast(grad: Floats, shape: tuple[int, ...]) -> Floats:
    """Sums over what was repeated."""
    return autodiff.unbroadcast(grad, shape)


def order(last: Any) -> list[Any]:
    """Parts first."""
    return autodiff.order(last)


def behind() -> dict[str, int]:
    """The first line that counts for each run's slip."""
    return {run: min(LINES[slip]) for run, slip in RUNS.items()}


class Node:
    """What an order is asked of: a name, and what it was made of."""

    def __init__(self, name: str, parents: tuple["Node", ...] = ()) -> None:
        self.name, self.parents = name, parents

    def __repr__(self) -> str:
        made_of = ", ".join(part.name for part in self.parents)
        return f"{self.name} = ({made_of})" if self.parents else self.name


class Graph(Node):
    """A last node that shows all of its graph, for who looks at it."""

    def __repr__(self) -> str:
        return "; ".join(Node.__repr__(node) for node in autodiff.order(self))


def graph(made_of: dict[str, str]) -> Graph:
    """Build a graph from the names of each node's parts; the last one named is its end.

    Examples
    --------
    >>> graph({"a": "", "b": "a", "c": "ab"})
    a; b = (a); c = (a, b)
    """
    nodes: dict[str, Node] = {}
    *first, end = made_of
    for name in first:
        nodes[name] = Node(name, tuple(nodes[part] for part in made_of[name]))
    return Graph(end, tuple(nodes[part] for part in made_of[end]))


def any_graph(rng: np.random.Generator, size: int) -> Graph:
    """Each node of one or two before it, but for a few that are made of nothing."""
    names = "abcdefghijkl"[:size]
    made_of = {names[0]: ""}
    for k, name in enumerate(names[1:], start=1):
        count = int(rng.integers(0, 3)) if k < size - 1 else 2
        made_of[name] = "".join(names[j] for j in rng.integers(0, k, count))
    return graph(made_of)


def _to_shape(rng: np.random.Generator, grad: Floats) -> tuple[int, ...]:
    """A shape that broadcasts to the gradient's: some axes of length 1, the first ones left out."""
    left = grad.shape[int(rng.integers(grad.ndim)) :]
    return tuple(1 if rng.random() < 0.4 else length for length in left)


def _pair(rng: np.random.Generator, rows: int, classes: int) -> Floats:
    return np.asarray(np.round(rng.uniform(-4, 4, (rows, classes)) * rng.choice([1, 300]), 2))


_rows, _classes = checks.size(1, 4), checks.size(2, 5)
LSE_BACK = checks.drawn(
    lse_back,
    {"grad": np.array([[1.0]]), "a": np.array([[0.0, 1.0]])},
    {"grad": np.array([[0.5], [-2.0]]), "a": np.array([[0.0, 1.0], [2.0, 2.0]])},
    grad=checks.array(_rows, 1),
    a=checks.made(_pair, _rows, _classes),
)
_grad = checks.one_of(
    checks.array(checks.size(2, 4)),
    checks.array(checks.size(2, 4), checks.size(1, 4)),
    checks.array(checks.size(1, 3), checks.size(2, 4), checks.size(2, 3)),
)
UNBROADCAST = checks.drawn(
    unbroadcast,
    {"grad": np.array([[1.0, 2.0], [3.0, 4.0]]), "shape": (2, 2)},
    grad=_grad,
    shape=checks.made(_to_shape, _grad),
)
