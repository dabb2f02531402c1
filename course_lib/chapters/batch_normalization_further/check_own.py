"""Check of notebook 07b: a stack of 34 layers of one's own, which is trained."""

from typing import Any

import numpy as np

from course_lib import checks
from course_lib.chapters.batch_normalization_further.nets import Setting, right
from course_lib.chapters.batch_normalization_further.norms import KINDS

DEPTH, WIDTH, BATCH_SIZE, UPDATES, SEEDS = 34, 30, 50, 200, (20, 21)
"""The seeds have not been seen anywhere."""
NEEDED = 75.0
CHOICES = ("none", *KINDS)
NAMES = ("norm", "skip", "lr")


def deep(norm: str = "none", skip: bool = False, *, depth: int = DEPTH) -> Setting:
    """The setting of a deep stack.

    Examples
    --------
    >>> deep("layer norm").depth, deep(skip=True, depth=5).depth
    (34, 5)
    """
    return Setting(
        norm, skip=skip, depth=depth, width=WIDTH, batch_size=BATCH_SIZE, updates=UPDATES
    )


def thirty_four(function: object) -> None:
    """Check ``thirty_four()``: a dict of norm, skip and lr with which 34 layers learn.

    Examples
    --------
    >>> thirty_four(lambda: {"norm": "batch norm", "skip": False, "lr": 0.1})
    ... # doctest: +ELLIPSIS
    Exercise 4 (thirty_four): not yet right: 34 layers must have 75 % of the new digits right:
      after 200 updates ... A norm alone does not keep the gradient's size.
    """
    rules = [checks.rule("a norm, a skip and a rate", _chosen), _learns]
    checks.report("batch_normalization_further", 4, "thirty_four", function, rules)


def _chosen(attempt: checks.Attempt) -> tuple[str, bool, float]:
    told = attempt()
    ok = isinstance(told, dict) and sorted(told) == sorted(NAMES)
    keys = f"needed a dict with norm, skip and lr, no more; got {checks.describe(told)}."
    checks.require(ok, keys)
    norm, skip = told["norm"], told["skip"]
    known = isinstance(norm, str) and norm in CHOICES
    checks.require(known, f"norm must be one of {', '.join(CHOICES)}; got {norm!r}.")
    checks.require(isinstance(skip, bool | np.bool_), f"skip must be True or False; got {skip!r}.")
    lr = checks.require_number("lr", told["lr"])
    checks.require(0 < lr < 1000, f"lr must be a number above 0; got {lr:g}.")
    return norm, bool(skip), lr


def _learns(attempt: checks.Attempt) -> None:
    norm, skip, lr = _chosen(attempt)
    score = float(right(deep(norm, skip), [lr], SEEDS)[2].mean())
    checks.require(
        score >= NEEDED,
        f"34 layers must have {NEEDED:.0f} % of the new digits right:\n  after {UPDATES} updates "
        f"these have {score:.0f} %, the mean of two seeds. {_why_not(norm, skip, lr)}",
    )


def _why_not(norm: str, skip: bool, lr: float) -> str:
    if norm == "none" and skip:
        return "Every block adds to x, and nothing keeps its size."
    if norm == "none":
        return "He's start alone is slow through so many layers."
    if not skip:
        return "A norm alone does not keep the gradient's size."
    return "Try a smaller rate." if lr >= 1 else "Try another rate."


def outcome(chosen: dict[str, Any]) -> float:
    """Right answers of what was chosen, in percent, with another seed."""
    one = deep(str(chosen["norm"]), bool(chosen["skip"]))
    return float(right(one, [float(chosen["lr"])], (30,))[2].mean())
