"""Answers of notebook 11 by other routes: RIGHT; SEEN, whose messages are tested; WRONG."""

import numpy as np

from tests.chapters.onward_to_frameworks.test_check import (
    MISTAKES,
    SOLUTIONS,
    lines,
    lse_by_softmax,
    order_by_recursion,
    undone_by_axes,
)

RIGHT = {name: dict(enumerate(known)) for name, _, _, known in SOLUTIONS}
SEEN = MISTAKES
WRONG = {
    "lse_back": {
        "the last row's grad": lambda grad, a: lse_by_softmax(grad[-1:], a),
        "sign dropped": lambda grad, a: lse_by_softmax(np.abs(grad), a),
        "rounded": lambda grad, a: lse_by_softmax(grad, a.round(1)),
    },
    "unbroadcast": {
        "two axes": lambda grad, shape: (
            undone_by_axes(grad, shape) if grad.ndim < 3 else np.zeros(shape)
        ),
        "one axis": lambda grad, shape: (
            grad.sum(axis=0) if len(shape) < grad.ndim else undone_by_axes(grad, shape)
        ),
    },
    "order": {
        "two parts": lambda last: [*last.parents, last][-3:],
        "by name": lambda last: [
            *sorted(order_by_recursion(last)[:-1], key=lambda node: node.name, reverse=True), last
        ],
    },
    "behind": {"two exchanged": lambda: lines() | {"D": 11, "E": 8}},
}  # fmt: skip
