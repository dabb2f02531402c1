"""The check of exercise 3: a gradient clipped by its norm."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import report, require, require_array, require_equal

Floats = npt.NDArray[Any]

LONG = np.array([6.0, 0.5, -8.0])
SHORT = np.array([0.3, -0.4, 1.0])
LIMIT = 2.0


def clip_by_norm(function: object) -> None:
    """Check ``clip_by_norm(grad, limit)``: the gradient, at most ``limit`` long.

    Examples
    --------
    >>> clip_by_norm(lambda grad, limit: np.clip(grad, -limit, limit))
    Exercise 3 (clip_by_norm): not yet right: a long gradient must become grad * limit / norm:
      grad 6, limit 2: expected 1.199, got 2. That clips each entry by itself.
    """
    rules = [
        _shape_kept,
        _long_ones_are_shortened,
        _short_ones_stay,
        _zero_stays_zero,
        _at_the_limit_nothing_changes,
    ]
    report("Exercise 3 (clip_by_norm)", function, rules)


def _clipped(attempt: Attempt, grad: Floats, limit: float = LIMIT) -> Floats:
    return require_array("the gradient", attempt(grad=grad, limit=limit), grad.shape)


def _shape_kept(attempt: Attempt) -> None:
    _clipped(attempt, LONG)


def _long_ones_are_shortened(attempt: Attempt) -> None:
    norm = np.linalg.norm(LONG)
    hints = {
        "That clips each entry by itself.": np.clip(LONG, -LIMIT, LIMIT),
        "It came back as it was.": LONG,
        "Its length is now 1, not the limit: multiply by limit.": LONG / norm,
        "limit and norm are exchanged.": LONG * norm / LIMIT,
        "That divides by the limit alone.": LONG / LIMIT,
        "The norm needs a root: it is the length, not the sum of squares.": LONG * LIMIT / norm**2,
        "That is the sum of sizes; the norm is the root of the sum of squares.": LONG
        * LIMIT
        / np.abs(LONG).sum(),
        "That is the largest entry; the norm is the root of the sum of squares.": LONG
        * LIMIT
        / np.abs(LONG).max(),
        "That is the root of the mean; the norm is the root of the sum of squares.": LONG
        * LIMIT
        / np.sqrt(np.mean(LONG**2)),
        "The direction is turned round.": -LONG * LIMIT / norm,
    }
    rule = "a long gradient must become grad * limit / norm"
    got = _clipped(attempt, LONG)
    require_equal(rule, got, LONG * LIMIT / norm, hints, grad=LONG, limit=LIMIT)


def _short_ones_stay(attempt: Attempt) -> None:
    hints = {
        "That makes every gradient as long as the limit: take the smaller of 1 and limit / norm.": (
            SHORT * LIMIT / np.linalg.norm(SHORT)
        ),
        "It became 0.": np.zeros(3),
    }
    rule = "a gradient shorter than the limit must stay as it is"
    require_equal(rule, _clipped(attempt, SHORT), SHORT, hints, grad=SHORT, limit=LIMIT)


def _zero_stays_zero(attempt: Attempt) -> None:
    zero = np.zeros(3)
    got = _clipped(attempt, zero)
    rule = "a gradient of 0 must stay 0"
    require(
        np.isfinite(got).all(), f"{rule}:\n  it became NaN: its norm is 0, and you divide by it."
    )
    require_equal(rule, got, zero, {}, grad=zero, limit=LIMIT)


def _at_the_limit_nothing_changes(attempt: Attempt) -> None:
    grad = np.array([3.0, -4.0])
    rule = "a gradient just as long as the limit must stay as it is"
    require_equal(rule, _clipped(attempt, grad, limit=5.0), grad, {}, grad=grad, limit=5.0)
