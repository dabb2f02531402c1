"""Checks of notebook 11: one way back, broadcasting undone, an order, and a listing read."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from course_lib import checks
from course_lib.chapters.onward_to_frameworks import check_answers as answers
from course_lib.chapters.onward_to_frameworks.check_listing import behind
from course_lib.chapters.onward_to_frameworks.check_order import order

__all__ = ["behind", "lse_back", "order", "unbroadcast"]

# Exercise 1: the way back of log(sum(exp(a))).


def lse_back(function: object) -> None:
    """Check ``lse_back(grad, a)``: grad times the softmax of each row.

    Examples
    --------
    >>> lse_back(lambda grad, a: np.exp(a) / np.exp(a).sum(axis=1, keepdims=True))
    Exercise 1 (lse_back): not yet right: what comes from above counts in full:
      a 0.5 1.5, grad 3: expected 0.8068, got 0.2689. It is not multiplied by grad.
    """
    rules = [
        checks.rule("an array like a", _lse_back, np.ones((2, 1)), np.zeros((2, 3))),
        checks.rule("what comes from above", _from_above),
        checks.rule("each row by itself", _each_row),
        checks.rule("large numbers", _large),
        answers.LSE_BACK,
    ]
    checks.report("onward_to_frameworks", 1, "lse_back", function, rules)


def _lse_back(attempt: checks.Attempt, grad: checks.Floats, a: checks.Floats) -> checks.Floats:
    return checks.require_array("the result", attempt(grad=grad, a=a), a.shape)


def _same(
    attempt: checks.Attempt, rule: str, grad: checks.Floats, a: checks.Floats,
    hints: Mapping[str, Any],
) -> None:  # fmt: skip
    got, expected = _lse_back(attempt, grad, a), answers.lse_back(grad, a)
    where = f"a {_told(a)}, grad {_told(grad)}"
    differ = np.argwhere(~np.isclose(got, expected, rtol=1e-5, atol=1e-9))
    if len(differ):
        place = tuple(differ[0])
        hint = checks.hint_for(got, hints)
        checks.require(
            False,
            f"{rule}:\n  {where}: expected {expected[place]:.4g}, got {got[place]:.4g}.{hint}",
        )


def _told(array: checks.Floats) -> str:
    return "; ".join(" ".join(f"{number:g}" for number in row) for row in array)


def _from_above(attempt: checks.Attempt) -> None:
    grad, a = np.array([[3.0]]), np.array([[0.5, 1.5]])
    e = np.exp(a)
    p = e / e.sum()
    hints = {
        "It is not multiplied by grad.": p,
        "exp(a) must be divided by its sum.": grad * e,
        "That is divided by the number of entries as well.": grad * p / 2,
        "That is the softmax's own slope, p (1 - p).": grad * p * (1 - p),
        "That is log p, the value's kind, not the slope.": grad * np.log(p),
        "Divide by the sum of exp(a), not by its log.": grad * e / np.log(e.sum()),
        "That is divided by grad.": p / grad,
        "grad is added, not multiplied.": p + grad,
        "That is p - onehot, of the whole cross-entropy; the label's half has a way of its own.": p
        - [[1, 0]],
        "That is exp(a) divided by the sum of a.": grad * e / a.sum(),
    }
    _same(attempt, "what comes from above counts in full", grad, a, hints)


def _each_row(attempt: checks.Attempt) -> None:
    grad, a = np.array([[1.0], [3.0]]), np.array([[0.0, 1.0], [2.0, 0.5]])
    e = np.exp(a)
    hints = {
        "The sum goes over each row: axis=1.": grad * e / e.sum(axis=0),
        "The sum goes over each row, not over all.": grad * e / e.sum(),
        "Each row has a grad of its own.": grad.sum() * e / e.sum(axis=1, keepdims=True),
        "Each row has a grad of its own; that is their mean.": (
            grad.mean() * e / e.sum(axis=1, keepdims=True)
        ),
        "Each row has a grad of its own: (n, 1) times (n, classes).": (
            grad.T * e / e.sum(axis=1, keepdims=True)
        ),
    }
    _same(attempt, "each row is by itself", grad, a, hints)


def _large(attempt: checks.Attempt) -> None:
    grad, a = np.array([[1.0]]), np.array([[1000.0, 999.0]])
    got = _lse_back(attempt, grad, a)
    checks.require(
        np.isfinite(got).all(),
        f"large numbers:\n  a {_told(a)}: got {_told(got)}. exp(1000) is inf; take the row's "
        "largest off first, which changes nothing.",
    )
    _same(attempt, "large numbers", grad, a, {})


# Exercise 2: broadcasting undone.

TABLE = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])


def unbroadcast(function: object) -> None:
    """Check ``unbroadcast(grad, shape)``: the sum over what broadcasting has repeated.

    Examples
    --------
    >>> unbroadcast(lambda grad, shape: grad.mean(axis=0, keepdims=True))
    Exercise 2 (unbroadcast): not yet right: a row that was repeated:
      grad 1 2 3; 4 5 6, shape (1, 3): expected 5 7 9, got 2.5 3.5 4.5. Sum, do not average: \
each copy had an effect of its own.
    """
    rules = [
        checks.rule("a row repeated", _undone, "a row that was repeated", TABLE, (1, 3)),
        checks.rule("nothing repeated", _undone, "nothing was repeated", TABLE, (2, 3)),
        checks.rule("a column repeated", _undone, "a column that was repeated", TABLE, (2, 1)),
        checks.rule("one number", _undone, "one number, repeated", TABLE, (1, 1)),
        checks.rule("an axis added", _undone, "an axis was put in front", TABLE, (3,)),
        answers.UNBROADCAST,
    ]
    checks.report("onward_to_frameworks", 2, "unbroadcast", function, rules)


def _undone(
    attempt: checks.Attempt, rule: str, grad: checks.Floats, shape: tuple[int, ...]
) -> None:
    said = f"{rule}:\n  grad {_told(grad)}, shape {shape}"
    got, expected = attempt(grad=grad, shape=shape), answers.unbroadcast(grad, shape)
    fits = isinstance(got, np.ndarray) and got.shape == shape
    came = f"shape {got.shape}" if isinstance(got, np.ndarray) else checks.describe(got)
    checks.require(fits, f"{said}: the result must have that shape; got {came}.")
    got = checks.require_array("the result", got, shape)
    hints = {
        "Sum, do not average: each copy had an effect of its own.": (
            expected * expected.size / grad.size
        ),
        "That is the first copy alone: sum over all.": _part(grad, shape, 0),
        "That is the last copy alone: sum over all.": _part(grad, shape, -1),
        "That is the largest: sum over all.": grad.max(),
        "Nothing was repeated: nothing is summed.": np.broadcast_to(grad.sum(0), grad.shape),
    }
    checks.require(
        np.allclose(got, expected, rtol=1e-6, atol=1e-9),
        f"{said}: expected {_flat(expected)}, got {_flat(got)}.{checks.hint_for(got, hints)}",
    )


def _part(grad: checks.Floats, shape: tuple[int, ...], place: int) -> checks.Floats:
    """One copy of what was repeated, in the given shape."""
    for axis in range(grad.ndim - len(shape)):
        grad = np.take(grad, [place], axis=axis)
    grad = grad.reshape(grad.shape[grad.ndim - len(shape) :])
    for axis, length in enumerate(shape):
        if length == 1:
            grad = np.take(grad, [place], axis=axis)
    return np.asarray(grad)


def _flat(array: checks.Floats) -> str:
    return " ".join(f"{number:.4g}" for number in np.ravel(array))
