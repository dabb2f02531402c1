"""The three graphs of the backprop stepper, with numbers that one can compute by hand.

Numbers 0 are chosen, all others drawn: to one decimal, no ReLU near its corner, and so that one
path, or one example, is never mistaken for the sum.
"""

import math
from collections.abc import Callable, Iterator
from functools import cache

import numpy as np
import numpy.typing as npt

from course_lib.chapters.gradients.graph import Edge, Graph, Node, Step, written

NEURON, LAYER, CHAIN = "one neuron", "two units, two examples", "a chain of two units"
NAMES = (NEURON, LAYER, CHAIN)
SEEDS = 10
"""So many sets of numbers there are for each graph."""

FAR = 0.05
"""A sum differs from each of its terms by at least this share."""

MANY = 500
"""Candidates that are drawn at once."""

Rng = np.random.Generator
Floats = npt.NDArray[np.float64]


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


def sigmoid(z: float) -> float:
    """The logistic function of one number."""
    return 1 / (1 + math.exp(-z))


# One neuron, one example.


def _neuron(x: list[float], w: list[float], b: float, y: float) -> Graph:
    z = w[0] * x[0] + w[1] * x[1] + b
    a = sigmoid(z)
    loss = -y * math.log(a) - (1 - y) * math.log(1 - a)
    truth = "a" if y else "1 - a"
    nodes = (
        *(Node(f"{kind}{k + 1}", of[k]) for k in (0, 1) for kind, of in (("x", x), ("w", w))),
        Node("b", b),
        Node("z", z, "w1 x1 + w2 x2 + b", _slips_of_sum([w[0] * x[0], w[1] * x[1]], b)),
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


def _neurons(rng: Rng) -> Iterator[tuple[list[float], list[float], float, float]]:
    while True:
        x, w, b = _whole(rng, 2).tolist(), _tenths(rng, 2).tolist(), float(_tenths(rng, most=0.9))
        z = w[0] * x[0] + w[1] * x[1] + b
        if 0.4 <= abs(z) <= 2 and x[0] != x[1]:
            yield x, w, b, float(rng.integers(2))


# Two inputs, two ReLU units, one output; the mean of half the squared error over two examples.

Numbers = tuple[object, ...]
"""What a graph is built from."""

Layer = tuple[list[list[float]], list[list[float]], list[float], list[float], float, list[float]]


def _layer(
    x: list[list[float]],
    w: list[list[float]],
    b: list[float],
    v: list[float],
    c: float,
    y: list[float],
) -> Graph:
    both, nodes, edges, o = (0, 1), [], [], []
    for i in both:
        nodes += [Node(f"w{i + 1}{j + 1}", w[i][j]) for j in both]
    nodes += [Node(f"b{j + 1}", b[j]) for j in both]
    nodes += [*(Node(f"v{j + 1}", v[j]) for j in both), Node("c", c)]
    losses = []
    for e, of in enumerate((" of example 1", " of example 2")):
        nodes += [Node(f"x{i + 1}{of}", x[e][i]) for i in both]
        h = []
        for j in both:
            unit, terms = j + 1, [x[e][i] * w[i][j] for i in both]
            z = sum(terms) + b[j]
            h.append(max(z, 0.0))
            other = x[e][0] * w[j][0] + x[e][1] * w[j][1] + b[j]
            transposed = f"z{unit} takes the weights w1{unit} and w2{unit}, a column of W."
            nodes += [
                Node(
                    f"z{unit}{of}", z, f"x1 w1{unit} + x2 w2{unit} + b{unit}",
                    _slips_of_sum(terms, b[j]) | {transposed: other},
                ),
                Node(
                    f"h{unit}{of}", h[j], f"ReLU(z{unit})",
                    {"That is z: the ReLU lets nothing below 0 pass.": z},
                ),
            ]  # fmt: skip
            edges += [
                *(Edge(f"x{i + 1}{of}", f"z{unit}{of}", w[i][j], f"w{i + 1}{unit}") for i in both),
                *(Edge(f"w{i + 1}{unit}", f"z{unit}{of}", x[e][i], f"x{i + 1}") for i in both),
                Edge(f"b{unit}", f"z{unit}{of}", 1.0, "1"),
                Edge(f"z{unit}{of}", f"h{unit}{of}", float(z > 0), "ReLU's slope"),
                Edge(f"h{unit}{of}", f"o{of}", v[j], f"v{unit}"),
                Edge(f"v{unit}", f"o{of}", h[j], f"h{unit}"),
            ]
        terms = [v[j] * h[j] for j in both]
        o.append(sum(terms) + c)
        wrong = o[e] - y[e]
        losses.append(wrong**2 / 2)
        nodes += [
            Node(f"o{of}", o[e], "v1 h1 + v2 h2 + c", _slips_of_sum(terms, c)),
            Node(
                f"loss{of}", losses[e], f"(o - y)² / 2, y is {y[e]:g}",
                {
                    "The half is missing.": wrong**2,
                    "That is o - y: square it, and halve it.": wrong,
                    "That is half of o - y: the square is missing.": wrong / 2,
                },
            ),
        ]  # fmt: skip
        edges += [
            Edge("c", f"o{of}", 1.0, "1"),
            Edge(f"o{of}", f"loss{of}", wrong, "o - y"),
            Edge(f"loss{of}", "L", 0.5, "1/2"),
        ]
    slips = {
        "That is the sum: L is the mean over both examples.": sum(losses),
        "That is example 1 alone: L is the mean over both.": losses[0],
        "That is example 2 alone: L is the mean over both.": losses[1],
    }
    nodes.append(Node("L", sum(losses) / 2, "(loss of example 1 + loss of example 2) / 2", slips))
    end = (
        "A parameter serves both examples, so its gradient is a sum over examples (x.T @ grad); "
        "an input feeds both units, so its gradient is a sum over paths (grad @ W.T)."
    )
    return Graph(LAYER, tuple(nodes), tuple(edges), _steps_of_layer(x, w, v, o, y), end)


def _steps_of_layer(
    x: list[list[float]], w: list[list[float]], v: list[float], o: list[float], y: list[float]
) -> tuple[Step, ...]:
    one, two = " of example 1", " of example 2"
    wrong = [o[e] - y[e] for e in (0, 1)]
    above = [wrong[1] / 2 * v[j] for j in (0, 1)]  # dL/dz of example 2, where both units are on
    columns = above[0] * w[0][0] + above[1] * w[1][0]
    return (
        Step(f"z1{one}", False, (f"z2{one}", f"h1{one}")),
        Step(f"h2{one}", False, note="This unit is off for example 1."),
        Step(f"o{one}", False),
        Step(f"loss{one}", False, (f"z1{two}", f"z2{two}", f"h1{two}", f"h2{two}"),
             note="Example 2 goes through the same weights; both of its units are on."),
        Step(f"o{two}", False, (f"loss{two}",)),
        Step("L", False),
        Step(f"loss{one}", True, (f"loss{two}",),
             note="The mean's 1/2 comes in here, once for all."),
        Step(f"o{one}", True, slips=_half(wrong[0])),
        Step(f"o{two}", True, slips=_half(wrong[1])),
        Step(f"h1{one}", True, (f"h2{one}",)),
        Step(f"z2{one}", True, (f"z1{one}", f"h1{two}", f"h2{two}"),
             note="Nothing passes a ReLU that is off."),
        Step(f"z1{two}", True, (f"z2{two}",)),
        Step("c", True, note="Both examples pull at c: a bias sums what comes from above."),
        Step("v1", True, ("v2",)),
        Step("w11", True, ("w21",),
             note="All four at once are x.T @ grad: a sum over examples."),
        Step("w12", True, ("w22",), note="Example 1 adds nothing: there the unit is off."),
        Step("b1", True, ("b2",)),
        Step(f"x1{two}", True, (f"x2{two}",),
             note="Both at once are grad @ W.T: a sum over paths.",
             slips={
                 "That takes w11 and w21: the edges that leave x1 carry w11 and w12, a row of W."
                 " Hence W.T on the way back.": columns,
             }),
        Step(f"x1{one}", True, (f"x2{one}",), note="One path is shut: it adds 0."),
    )  # fmt: skip


def _half(wrong: float) -> dict[str, float]:
    return {"The mean's 1/2 came in twice.": wrong / 4}


def _layers(rng: Rng) -> Iterator[Layer]:
    while True:
        x, w, b = _whole(rng, MANY, 2, 2), _tenths(rng, MANY, 2, 2), _tenths(rng, MANY, 2, most=0.5)
        z = x @ w + b[:, None]
        on = [[True, False], [True, True]]
        fits = ((z > 0) == on).all((1, 2)) & (np.abs(z).min((1, 2)) > 0.25)
        for k in np.flatnonzero(fits):
            v, c = rng.choice([-2, -1.5, -0.5, 0.5, 1.5, 2], 2), float(_tenths(rng, most=0.9))
            y = rng.integers(-2, 4, 2).astype(float)
            if _layer_tells(x[k], w[k], v, np.maximum(z[k], 0), np.maximum(z[k], 0) @ v + c - y):
                yield x[k].tolist(), w[k].tolist(), b[k].tolist(), v.tolist(), c, y.tolist()


def _layer_tells(x: Floats, w: Floats, v: Floats, h: Floats, wrong: Floats) -> bool:
    """Whether every sum that is asked for differs from what it could be taken for."""
    back = wrong[:, None] / 2 * v * (h > 0)
    sums = (wrong, h[:, 0] * wrong, x[:, 0] * back[:, 0], back[:, 0], w[0] * back[1])
    sizes = np.abs(wrong)
    return bool(
        sizes.min() > 0.25 and sizes.max() < 4 and w[0, 1] != w[1, 0] and all(map(_tells, sums))
    )


def _tells(terms: Floats) -> bool:
    """Whether nobody could take one term for the sum."""
    whole = abs(float(terms.sum()))
    return whole > 0.1 and bool((np.abs(terms) > FAR * whole).all())


# Two sigmoid units in a row, then an output; half the squared error of one example.


def _chain(x: float, w: list[float], y: float) -> Graph:
    z1 = w[0] * x
    a1 = sigmoid(z1)
    z2 = w[1] * a1
    a2 = sigmoid(z2)
    o = w[2] * a2
    wrong = o - y
    slopes = [a1 * (1 - a1), a2 * (1 - a2)]
    nodes = (
        Node("x", x), *(Node(f"w{k + 1}", w[k]) for k in range(3)),
        Node("z1", z1, "w1 x"), Node("a1", a1, "sigmoid(z1)", _slips_of_sigmoid(z1)),
        Node("z2", z2, "w2 a1", {"a1 goes in, not z1.": w[1] * z1}),
        Node("a2", a2, "sigmoid(z2)", _slips_of_sigmoid(z2)),
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


def _chains(rng: Rng) -> Iterator[tuple[float, list[float], float]]:
    while True:
        x, w, y = float(_whole(rng)), _tenths(rng, 3, most=2.5).tolist(), float(rng.integers(-1, 3))
        wrong = w[2] * sigmoid(w[1] * sigmoid(w[0] * x)) - y
        if min(map(abs, w)) >= 0.5 and 0.3 <= abs(w[0] * x) <= 2.5 and 0.4 <= abs(wrong) <= 3:
            yield x, w, y


# Numbers, and what goes wrong with a sum.


def _whole(rng: Rng, *shape: int) -> Floats:
    """Whole numbers other than 0 and 1: a factor of 1 could be forgotten unseen."""
    return rng.choice([-3.0, -2.0, -1.0, 2.0, 3.0], shape)


def _tenths(rng: Rng, *shape: int, most: float = 1.5) -> Floats:
    """Numbers to one decimal, none of them 0, 1 or -1."""
    steps = [k for k in range(2, round(10 * most) + 1) if k != 10]
    return rng.choice([*steps, *(-k for k in steps)], shape) / 10


def _slips_of_sum(terms: list[float], bias: float) -> dict[str, float]:
    """What a weighted sum with a bias is taken for."""
    return {
        "The bias is missing.": sum(terms),
        "The first product is missing.": terms[1] + bias,
        "The second product is missing.": terms[0] + bias,
        "The bias came in with the wrong sign.": sum(terms) - bias,
    }


def _slips_of_sigmoid(z: float) -> dict[str, float]:
    return {"The sigmoid is missing.": z, "That is sigmoid(-z).": sigmoid(-z)}


Maker = tuple[Callable[..., Graph], Numbers, Callable[[Rng], Iterator[Numbers]]]
_MAKERS: dict[str, Maker] = {
    NEURON: (_neuron, ([2.0, -1.0], [0.8, 0.9], 0.3, 0.0), _neurons),
    LAYER: (
        _layer,
        (
            [[2.0, -1.0], [-1.0, 3.0]], [[0.6, -0.5], [0.3, 0.8]], [0.1, -0.2], [2.0, 0.5], 0.6,
            [1.0, 4.0],
        ),
        _layers,
    ),
    CHAIN: (_chain, (2.0, [0.6, 1.5, 2.0], 0.0), _chains),
}  # fmt: skip
"""For each graph: what builds it, its first numbers, and what draws others."""
