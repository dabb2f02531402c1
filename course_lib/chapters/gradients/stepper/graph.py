"""A computational graph with numbers: nodes, edges with their local factors, and an order of steps.

Values go forward, node by node. The gradient of a node is a sum over the edges that leave it: the
edge's factor (the local derivative) times the gradient at the edge's end. Nothing else is done
here, and nothing of the engine is used: a test holds every number against it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Node:
    """One number of the graph.

    Attributes
    ----------
    name : str
        Unique; what two examples have each for itself ends in " of example 1".
    value : float
    formula : str
        How it is computed from the nodes before it; "" for what is given.
    slips : dict of words to float
        Wrong values that a reader may find, and what to say of them.
    """

    name: str
    value: float
    formula: str = ""
    slips: Mapping[str, float] = field(default_factory=dict)

    @property
    def short(self) -> str:
        """Its name without the example.

        Examples
        --------
        >>> Node("h1 of example 2", 0.5).short
        'h1'
        """
        return self.name.partition(" ")[0]

    @property
    def example(self) -> int:
        """The example that it belongs to; 0 for what belongs to all.

        Examples
        --------
        >>> Node("h1 of example 2", 0.5).example
        2
        """
        return int(self.name[-1]) if " of example " in self.name else 0


@dataclass(frozen=True)
class Edge:
    """From one node to another that is computed from it: how fast the second follows the first."""

    start: str
    end: str
    factor: float
    formula: str


@dataclass(frozen=True)
class Step:
    """A number that a reader fills in, and what appears with it.

    Attributes
    ----------
    name : str
        The node.
    back : bool
        Whether its gradient is asked for, and not its value.
    alike : tuple of names
        Nodes whose numbers of the same kind appear with it.
    note : str
        What is said once it stands.
    same : str
        What its product of factors collapses to.
    slips : dict of words to float
        Wrong numbers beyond those that every graph knows.
    """

    name: str
    back: bool
    alike: tuple[str, ...] = ()
    note: str = ""
    same: str = ""
    slips: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Graph:
    """Nodes in the order in which they are computed, the loss ``L`` last.

    Examples
    --------
    >>> nodes = (Node("w", 3.0), Node("z", 6.0, "2 w"), Node("L", 36.0, "z²"))
    >>> graph = Graph("square", nodes, (Edge("w", "z", 2.0, "2"), Edge("z", "L", 12.0, "2 z")), ())
    >>> graph.gradients
    {'L': 1.0, 'z': 12.0, 'w': 24.0}
    """

    name: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    steps: tuple[Step, ...]
    end: str = ""
    """What is said when all of it stands."""

    def __getitem__(self, name: str) -> Node:
        """The node of that name."""
        return next(node for node in self.nodes if node.name == name)

    @cached_property
    def gradients(self) -> dict[str, float]:
        """The derivative of L by every node, from the last node to the first."""
        found = {self.nodes[-1].name: 1.0}
        for node in self.nodes[-2::-1]:
            terms = [edge.factor * found[edge.end] for edge in self.leaving(node.name)]
            found[node.name] = sum(terms, 0.0)
        return found

    def leaving(self, name: str) -> tuple[Edge, ...]:
        """The edges that leave a node: along them its gradient comes back."""
        return tuple(edge for edge in self.edges if edge.start == name)

    def entering(self, name: str) -> tuple[Edge, ...]:
        """The edges that enter a node: along them its value is computed."""
        return tuple(edge for edge in self.edges if edge.end == name)

    def answer(self, step: Step) -> float:
        """The number that a step asks for."""
        return self.gradients[step.name] if step.back else self[step.name].value

    def known(self, steps: int) -> tuple[set[str], set[str]]:
        """The nodes whose values, and those whose gradients, stand after so many steps."""
        values = {node.name for node in self.nodes if not node.formula}
        gradients: set[str] = set()
        for step in self.steps[:steps]:
            (gradients if step.back else values).update((step.name, *step.alike))
        if steps >= self.forward:
            gradients.add(self.nodes[-1].name)  # dL/dL = 1: the way back begins
        return values, gradients

    def product(self, name: str) -> tuple[Edge, ...]:
        """The edges from a node to L where there is one path only; else nothing."""
        path: tuple[Edge, ...] = ()
        while leaving := self.leaving(name):
            if len(leaving) > 1:
                return ()
            path, name = (*path, leaving[0]), leaving[0].end
        return path

    @property
    def forward(self) -> int:
        """How many of the steps go forward; they are the first."""
        return sum(not step.back for step in self.steps)


def written(number: float) -> str:
    """Write a number for a reader: what is round as it is, all else with three digits.

    Examples
    --------
    >>> written(-1.25), written(0.73106), written(2.0), written(-0.0), written(0.00413223)
    ('-1.25', '0.731', '2', '0', '0.00413')
    """
    two = round(number, 2) + 0.0
    return f"{two:.2f}".rstrip("0").rstrip(".") if abs(two - number) < 1e-9 else f"{number:.3g}"
