"""The check of exercise 4: from examples in columns to examples in rows."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.checks.attempt import Attempt, describe
from course_lib.checks.report import report, require, require_array, require_equal

Floats = npt.NDArray[Any]
Layer = tuple[Floats, Floats, Floats]

# 2 features, 4 examples, 3 outputs: three numbers, so that each axis shows which one it is.
COLUMNS = np.array([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]])
W = np.array([[1.0, -2.0], [0.5, 3.0], [-1.0, 4.0]])
B = np.array([[10.0], [20.0], [30.0]])
LAYER = (COLUMNS, W, B)

# Of everything 2: where all are square, a forgotten turn gives no error of shape.
SQUARE = (COLUMNS[:, :2], W[:2], B[:2])


def to_rows(function: object) -> None:
    """Check ``to_rows(X, W, b)``, which returns ``(x, W, b)`` for ``x @ W + b``.

    Examples
    --------
    >>> to_rows(lambda X, W, b: (X.reshape(4, 2), W.T, b.T))
    Exercise 4 (to_rows): not yet right: row i of x must be column i of X:
      expected 1 5, got 1 2. reshape reads on along the lines; .T turns rows into columns.
    """
    rules = [
        _three_arrays_of_the_right_shapes,
        _an_example_in_each_row,
        _same_outputs,
        _square_matrices_too,
    ]
    report("Exercise 4 (to_rows)", function, rules)


def _turned(attempt: Attempt, layer: Layer) -> Layer:
    got = attempt(**dict(zip(("X", "W", "b"), layer, strict=True)))
    three = isinstance(got, tuple | list) and len(got) == 3
    require(three, f"it must return the three (x, W, b); got {describe(got)}.")
    x, weights, b = (
        require_array(f"the new {name}", array, before.T.shape)
        for name, array, before in zip(("x", "W", "b"), got, layer, strict=True)
    )
    return x, weights, b


def _three_arrays_of_the_right_shapes(attempt: Attempt) -> None:
    _turned(attempt, LAYER)


def _an_example_in_each_row(attempt: Attempt) -> None:
    x, _, _ = _turned(attempt, LAYER)
    wrong = np.flatnonzero((x != COLUMNS.T).any(axis=1))
    if not wrong.size:
        return
    expected, got = (
        " ".join(f"{number:.4g}" for number in rows[wrong[0]]) for rows in (COLUMNS.T, x)
    )
    reshaped = np.array_equal(x, COLUMNS.reshape(x.shape))
    hint = " reshape reads on along the lines; .T turns rows into columns." if reshaped else ""
    rule = "row i of x must be column i of X"
    require(False, f"{rule}:\n  expected {expected}, got {got}.{hint}")


def _same_outputs(attempt: Attempt) -> None:
    _compare("x @ W + b must be (W X + b), turned", attempt, LAYER)


def _square_matrices_too(attempt: Attempt) -> None:
    _compare("the same must hold where W is square and no shape complains", attempt, SQUARE)


def _compare(rule: str, attempt: Attempt, layer: Layer) -> None:
    columns, before, _ = layer
    x, weights, b = _turned(attempt, layer)
    reshaped = before.reshape(weights.shape)
    hints = {
        "W was reshaped; .T turns it.": x @ reshaped + b,
        "The new b is not what b was.": x @ before.T,
    }
    if before.shape == weights.shape:
        hints = {"W was not turned.": x @ before + b} | hints
    require_equal(rule, x @ weights + b, (before @ columns + layer[2]).T, hints)
