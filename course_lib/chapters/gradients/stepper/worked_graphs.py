"""The three graphs of the backprop stepper, with numbers that one can compute by hand.

Numbers 0 are chosen, all others drawn: to one decimal, no ReLU near its corner, and so that one
path, or one example, is never mistaken for the sum.
"""

from collections.abc import Callable, Iterator
from functools import cache

import numpy as np

from course_lib.chapters.gradients.stepper.chain import CHAIN, chain, chains
from course_lib.chapters.gradients.stepper.drawn import Rng
from course_lib.chapters.gradients.stepper.graph import Graph
from course_lib.chapters.gradients.stepper.layer import LAYER, layer, layers
from course_lib.chapters.gradients.stepper.neuron import NEURON, neuron, neurons

NAMES = (NEURON, CHAIN, LAYER)
SEEDS = 10
"""So many sets of numbers there are for each graph."""

Numbers = tuple[object, ...]
"""What a graph is built from."""


@cache
def worked_graph(name: str, seed: int = 0) -> Graph:
    """Build one of the graphs with one of its sets of numbers.

    Examples
    --------
    >>> graph = worked_graph("one neuron")
    >>> graph["z"].value, graph["z"].formula
    (1.0, 'w1 x1 + w2 x2 + b')
    """
    make, first, draw = _MAKERS[name]
    if seed == 0:
        return make(*first)
    rng = np.random.default_rng([seed, NAMES.index(name)])
    return next(make(*numbers) for numbers in draw(rng))


Maker = tuple[Callable[..., Graph], Numbers, Callable[[Rng], Iterator[Numbers]]]
_MAKERS: dict[str, Maker] = {
    NEURON: (neuron, ([2.0, -1.0], [0.8, 0.9], 0.3, 0.0), neurons),
    LAYER: (
        layer,
        (
            [[2.0, -1.0], [-1.0, 3.0]], [[0.6, -0.5], [0.3, 0.8]], [0.1, -0.2], [2.0, 0.5], 0.6,
            [1.0, 4.0],
        ),
        layers,
    ),
    CHAIN: (chain, (2.0, [0.6, 1.5, 2.0], 0.0), chains),
}  # fmt: skip
"""For each graph: what builds it, its first numbers, and what draws others."""
