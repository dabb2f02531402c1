"""One neuron, one example: a sigmoid and the cross-entropy."""

import math
from collections.abc import Iterator

from course_lib.chapters.gradients.stepper.drawn import Rng, sigmoid, slips_of_sum, tenths, whole
from course_lib.chapters.gradients.stepper.graph import Edge, Graph, Node, Step

NEURON = "one neuron"


def neuron(x: list[float], w: list[float], b: float, y: float) -> Graph:
    """Build the graph of two inputs, two weights, a bias and a target."""
    z = w[0] * x[0] + w[1] * x[1] + b
    a = sigmoid(z)
    loss = -y * math.log(a) - (1 - y) * math.log(1 - a)
    truth = "a" if y else "1 - a"
    nodes = (
        *(Node(f"{kind}{k + 1}", of[k]) for k in (0, 1) for kind, of in (("x", x), ("w", w))),
        Node("b", b),
        Node("z", z, "w1 x1 + w2 x2 + b", slips_of_sum([w[0] * x[0], w[1] * x[1]], b)),
        Node(
            "a", a, "sigmoid(z)",
            {
                "That is z: the sigmoid is missing.": z,
                "That is sigmoid(-z): the exponent is -z, so e^(-z).": 1 - a,
                "That is e^(-z) alone: a is 1 / (1 + e^(-z)).": math.exp(-z),
                "That is the sigmoid's slope.": a * (1 - a),
            },
        ),
        Node(
            "L", loss, f"-log({truth}), as y is {y:g}",
            {
                "The logarithm is the natural one, to the base e.": loss / math.log(10),
                "The sign is reversed: the logarithm of a number below 1 is negative, L is minus"
                " that.": -loss,
                f"That is the logarithm for the other class: y is {y:g}.":
                    -math.log(1 - a) if y else -math.log(a),
                "That is a - y: no loss yet, but its gradient by z.": a - y,
                "That is half the squared error; here L is the cross-entropy.": (a - y) ** 2 / 2,
            },
        ),
    )  # fmt: skip
    edges = (
        *(Edge(f"x{k}", "z", w[k - 1], f"w{k}") for k in (1, 2)),
        *(Edge(f"w{k}", "z", x[k - 1], f"x{k}") for k in (1, 2)),
        Edge("b", "z", 1.0, "1"),
        Edge("z", "a", a * (1 - a), "a (1 - a)"),
        Edge("a", "L", -1 / a if y else 1 / (1 - a), "-1 / a" if y else "1 / (1 - a)"),
    )
    slope = a * (1 - a)
    steps = (
        Step("z", False), Step("a", False), Step("L", False),
        Step("a", True, slips={
            "That is dL/dz already: the sigmoid's slope is not in dL/da.": a - y,
        }),
        Step("z", True,
             note="The slope a (1 - a) has cancelled.", same="a - y",
             slips={"The slope came in twice.": (a - y) * slope}),
        Step("w1", True, slips={"That is dL/dw2: w1 stands beside x1.": (a - y) * x[1]}),
        Step("w2", True, slips={"That is dL/dw1: w2 stands beside x2.": (a - y) * x[0]}),
        Step("b", True),
        Step("x1", True, ("x2",), note="A layer below would get this as what comes from above."),
    )  # fmt: skip
    end = "dL/dz is a - y, and every parameter's gradient is that times what stood beside it."
    return Graph(NEURON, nodes, edges, steps, end)


def neurons(rng: Rng) -> Iterator[tuple[list[float], list[float], float, float]]:
    """Draw numbers for it, for ever."""
    while True:
        x, w, b = whole(rng, 2).tolist(), tenths(rng, 2).tolist(), float(tenths(rng, most=0.9))
        z = w[0] * x[0] + w[1] * x[1] + b
        if 0.4 <= abs(z) <= 2 and x[0] != x[1]:
            yield x, w, b, float(rng.integers(2))
