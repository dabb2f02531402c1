"""Two sigmoid units in a row, then an output; half the squared error of one example."""

from collections.abc import Iterator

from course_lib.chapters.gradients.stepper.drawn import (
    Rng,
    sigmoid,
    slips_of_sigmoid,
    tenths,
    whole,
)
from course_lib.chapters.gradients.stepper.graph import Edge, Graph, Node, Step, written

CHAIN = "a chain of two units"


def chain(x: float, w: list[float], y: float) -> Graph:
    """Build the graph of an input, three weights and a target."""
    z1 = w[0] * x
    a1 = sigmoid(z1)
    z2 = w[1] * a1
    a2 = sigmoid(z2)
    o = w[2] * a2
    wrong = o - y
    slopes = [a1 * (1 - a1), a2 * (1 - a2)]
    nodes = (
        Node("x", x), *(Node(f"w{k + 1}", w[k]) for k in range(3)),
        Node("z1", z1, "w1 x"), Node("a1", a1, "sigmoid(z1)", slips_of_sigmoid(z1)),
        Node("z2", z2, "w2 a1", {"a1 goes in, not z1.": w[1] * z1}),
        Node("a2", a2, "sigmoid(z2)", slips_of_sigmoid(z2)),
        Node("o", o, "w3 a2", {"a2 goes in, not z2.": w[2] * z2}),
        Node(
            "L", wrong**2 / 2, f"(o - y)² / 2, y is {y:g}",
            {
                "The half is missing.": wrong**2,
                "That is o - y: square it, and halve it.": wrong,
            },
        ),
    )  # fmt: skip
    edges = (
        Edge("x", "z1", w[0], "w1"), Edge("w1", "z1", x, "x"),
        Edge("z1", "a1", slopes[0], "a1 (1 - a1)"),
        Edge("a1", "z2", w[1], "w2"), Edge("w2", "z2", a1, "a1"),
        Edge("z2", "a2", slopes[1], "a2 (1 - a2)"),
        Edge("a2", "o", w[2], "w3"), Edge("w3", "o", a2, "a2"),
        Edge("o", "L", wrong, "o - y"),
    )  # fmt: skip
    to_w1 = wrong * w[2] * slopes[1] * w[1] * slopes[0] * x
    steps = (
        Step("z1", False), Step("a1", False), Step("z2", False), Step("a2", False),
        Step("o", False), Step("L", False),
        Step("o", True), Step("w3", True), Step("a2", True),
        Step("z2", True, ("w2",), slips={
            "The slope is a2 (1 - a2), not z2 (1 - z2).": wrong * w[2] * z2 * (1 - z2),
        }),
        Step("a1", True),
        Step("z1", True, ("x",), slips={
            "The slope is a1 (1 - a1), not z1 (1 - z1).":
                wrong * w[2] * slopes[1] * w[1] * z1 * (1 - z1),
        }),
        Step("w1", True, slips={
            "That is the product without its first slope, a1 (1 - a1).": to_w1 / slopes[0],
        }),
    )  # fmt: skip
    parts = (wrong, w[2], slopes[1], w[1], slopes[0], x)
    product = " · ".join(f"({written(k)})" if k < 0 else written(k) for k in parts)
    end = f"dL/dw1 is {product}. Each sigmoid brings a slope of at most 1/4."
    return Graph(CHAIN, nodes, edges, steps, end)


def chains(rng: Rng) -> Iterator[tuple[float, list[float], float]]:
    """Draw numbers for it, for ever."""
    while True:
        x, w, y = float(whole(rng)), tenths(rng, 3, most=2.5).tolist(), float(rng.integers(-1, 3))
        wrong = w[2] * sigmoid(w[1] * sigmoid(w[0] * x)) - y
        if min(map(abs, w)) >= 0.5 and 0.3 <= abs(w[0] * x) <= 2.5 and 0.4 <= abs(wrong) <= 3:
            yield x, w, y
