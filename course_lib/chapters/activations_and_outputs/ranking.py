"""Which function is best? Each with weights and a rate of its own, on 300 digits of each seed."""

from collections.abc import Sequence
from typing import Any

from course_lib.chapters.activations_and_outputs.functions import FUNCTIONS
from course_lib.chapters.activations_and_outputs.trained import (
    Floats,
    Problem,
    best_rate,
    trained,
)
from course_lib.datasets import Sweep
from course_lib.experiments.swept import swept

DEPTHS = (2, 6)
SAME = 0.1
"""One rate for all, as such comparisons are often made."""
CHOOSE, JUDGE = range(4), range(100, 110)
"""Seeds that choose the rate on dev sets, and others that judge on test sets."""

ROWS: dict[str, tuple[str, float]] = {
    "sigmoid, 1/n": ("sigmoid", 1.0),
    "sigmoid, 16/n": ("sigmoid", 16.0),
} | {name: (name, function.own) for name, function in FUNCTIONS.items() if name != "sigmoid"}
"""What is compared: words -> a function, and the numerator of its weights' variance."""


def problem(depth: int) -> Problem:
    """300 images of digits, all 28 x 28 pixels; hidden layers of 50, 100 epochs."""
    return Problem(data="images", depth=depth, width=50, updates=300, batch_size=100)


def compared(
    of: Problem, row: str, *, choose: Sequence[int] = CHOOSE, judge: Sequence[int] = JUDGE
) -> dict[str, float | Floats]:
    """One function: its best rate, its test accuracy there, and at the rate that all share.

    Examples
    --------
    >>> of = Problem(data="digits", depth=1, width=10, updates=30, batch_size=100)
    >>> sorted(compared(of, "tanh", choose=range(1), judge=range(2)))
    ['own', 'rate', 'same']
    """
    name, scale = ROWS[row]
    rate, _ = best_rate(of, name, scale, choose)
    return {
        "rate": rate,
        "own": trained(of, name, scale, rate, judge, part=2),
        "same": trained(of, name, scale, SAME, judge, part=2),
    }


def ranking_sweep(
    *,
    rows: Sequence[str] = tuple(ROWS),
    choose: Sequence[int] = CHOOSE,
    judge: Sequence[int] = JUDGE,
    **how: Any,
) -> Sweep:
    """Every function, shallow and deep: about five minutes.

    Returns
    -------
    Sweep with axes (row, hidden)
    """

    def run(row: str, hidden: int) -> dict[str, float | Floats]:
        return compared(problem(hidden), row, choose=choose, judge=judge)

    return swept(
        run,
        {"row": rows, "hidden": DEPTHS},
        settings={"width": 50, "epochs": problem(2).epochs, "batch_size": 100},
        seeds=[*choose, *judge],
        **how,
    )
