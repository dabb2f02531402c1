"""Two inputs, two ReLU units, one output; the mean of half the squared error over two examples."""

from collections.abc import Iterator

import numpy as np

from course_lib.chapters.gradients.stepper.drawn import Floats, Rng, slips_of_sum, tenths, whole
from course_lib.chapters.gradients.stepper.graph import Edge, Graph, Node, Step

LAYER = "two units, two examples"
FAR = 0.05
"""A sum differs from each of its terms by at least this share."""

MANY = 500
"""Candidates that are drawn at once."""

Layer = tuple[list[list[float]], list[list[float]], list[float], list[float], float, list[float]]


def layer(
    x: list[list[float]],
    w: list[list[float]],
    b: list[float],
    v: list[float],
    c: float,
    y: list[float],
) -> Graph:
    """Build the graph of a batch x, the weights and biases w, b, v, c, and two targets."""
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
                    slips_of_sum(terms, b[j]) | {transposed: other},
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
            Node(f"o{of}", o[e], "v1 h1 + v2 h2 + c", slips_of_sum(terms, c)),
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
        "A parameter serves both examples, so its gradient is a sum over examples; an input "
        "feeds both units, so its gradient is a sum over paths."
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
             note="A weight serves both examples: a sum over examples."),
        Step("w12", True, ("w22",), note="Example 1 adds nothing: there the unit is off."),
        Step("b1", True, ("b2",)),
        Step(f"x1{two}", True, (f"x2{two}",),
             note="An input feeds both units: a sum over paths.",
             slips={
                 "That takes w11 and w21: the edges that leave x1 carry w11 and w12, a row of W.":
                     columns,
             }),
        Step(f"x1{one}", True, (f"x2{one}",), note="One path is shut: it adds 0."),
    )  # fmt: skip


def _half(wrong: float) -> dict[str, float]:
    return {"The mean's 1/2 came in twice.": wrong / 4}


def layers(rng: Rng) -> Iterator[Layer]:
    """Draw numbers for it, for ever: the second unit is off for the first example alone."""
    while True:
        x, w, b = whole(rng, MANY, 2, 2), tenths(rng, MANY, 2, 2), tenths(rng, MANY, 2, most=0.5)
        z = x @ w + b[:, None]
        on = [[True, False], [True, True]]
        fits = ((z > 0) == on).all((1, 2)) & (np.abs(z).min((1, 2)) > 0.25)
        for k in np.flatnonzero(fits):
            v, c = rng.choice([-2, -1.5, -0.5, 0.5, 1.5, 2], 2), float(tenths(rng, most=0.9))
            y = rng.integers(-2, 4, 2).astype(float)
            if _layer_tells(x[k], w[k], v, np.maximum(z[k], 0), np.maximum(z[k], 0) @ v + c - y):
                yield x[k].tolist(), w[k].tolist(), b[k].tolist(), v.tolist(), c, y.tolist()


def _layer_tells(x: Floats, w: Floats, v: Floats, h: Floats, wrong: Floats) -> bool:
    """Whether every sum that is asked for differs from what it could be taken for."""
    back = wrong[:, None] / 2 * v * (h > 0)
    sums = (wrong, h[:, 0] * wrong, x[:, 0] * back[:, 0], back[:, 0], w[0] * back[1])
    sizes = np.abs(wrong)
    return bool(
        sizes.min() > 0.25
        and sizes.max() < 4
        and w[0, 1] != w[1, 0]
        and v[0] != v[1]
        and all(map(_tells, sums))
    )


def _tells(terms: Floats) -> bool:
    """Whether nobody could take one term for the sum."""
    whole = abs(float(terms.sum()))
    return whole > 0.1 and bool((np.abs(terms) > FAR * whole).all())
