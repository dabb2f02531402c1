"""A tenth of the rate in the middle of a run: what the loss does at that moment, and why."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from course_lib.chapters.learning_rate_schedules.contest import seeds_of
from course_lib.chapters.learning_rate_schedules.measuring import (
    Floats,
    Seeds,
    compared,
    curves,
)
from course_lib.engine import piecewise
from course_lib.engine.schedules.schedule import Schedule
from course_lib.experiments.schedule_problem import Problem

WINDOW = 40
"""Updates before the drop over which the loss is averaged, and after it."""

WAIT = 10
"""Updates in between: one step of the full rate, in steps of a tenth of it."""


def by_hand(
    problem: Problem, rate: float, *, drop_at: int, seeds: Seeds, at: Sequence[int]
) -> Floats:
    """Training loss after ``at`` updates, of the rate kept, and of a tenth of it from a drop on.

    Returns
    -------
    array of shape (2, seeds, records): kept, dropped

    Examples
    --------
    >>> problem = Problem(batch_size=500, updates=6)
    >>> kept, dropped = by_hand(problem, 0.4, drop_at=3, seeds=(0,), at=(3, 6))
    >>> bool(kept[0, 0] == dropped[0, 0]), bool(kept[0, 1] < dropped[0, 1])
    (True, True)
    """
    return curves(problem, [rate, piecewise([drop_at], [rate, rate / 10])], seeds, at)


def drop(group: int, rate: float, **fields: object) -> dict[str, float]:
    """What the loss does at once where the rate falls to a tenth, half way through the budget.

    The 40 updates before are compared with 40 after it. ``rises`` is the share of updates before
    in which the loss of all points rose; ``change`` is that of the run that drops, ``kept`` that of
    the run that keeps its rate, ``against`` the one compared with the other, after the drop.
    """
    problem = Problem(**fields)  # type: ignore[arg-type]
    half = problem.updates // 2
    last = half + WAIT + WINDOW
    kept, dropped = by_hand(
        replace(problem, updates=last), rate, drop_at=half, seeds=judges(problem, group),
        at=range(half - WINDOW, last + 1),
    )  # fmt: skip
    before = typical(kept[:, : WINDOW + 1])
    after, after_kept = typical(dropped[:, -WINDOW:]), typical(kept[:, -WINDOW:])
    numbers = {
        "rises": float(np.mean(np.diff(kept[:, : WINDOW + 1]) > 0)),
        "before": float(before.mean()),
    }
    for words, ours, theirs in (
        ("change", after, before), ("kept", after_kept, before), ("against", after, after_kept)
    ):  # fmt: skip
        numbers[words], numbers[f"{words}_errors"] = compared(ours, theirs)
    return numbers


def two_rates(group: int, rate: float, **fields: object) -> dict[str, float]:
    """A rate and a quarter of it: who is behind early, and how far the loss drops from each.

    ``behind`` compares the quarter with the rate after a tenth of the budget; ``drop`` and
    ``quarter_drop`` say what ``drop`` says of each, ``less`` compares the two.
    """
    problem = Problem(**fields)  # type: ignore[arg-type]
    half = problem.updates // 2
    last = half + WAIT + WINDOW
    at = [problem.updates // 10, *range(half - WINDOW, last + 1)]
    schedules: list[Schedule | float] = [
        schedule
        for each in (rate, rate / 4)
        for schedule in (each, piecewise([half], [each, each / 10]))
    ]
    losses = curves(replace(problem, updates=last), schedules, judges(problem, group), at)
    early = losses[::2, :, 0]
    befores = typical(losses[::2, :, 1 : WINDOW + 2])
    afters = typical(losses[1::2, :, -WINDOW:])
    numbers: dict[str, float] = {}
    for words, ours, theirs in (
        ("behind", early[1], early[0]),
        ("drop", afters[0], befores[0]),
        ("quarter_drop", afters[1], befores[1]),
        ("less", afters[1] / befores[1], afters[0] / befores[0]),
    ):
        numbers[words], numbers[f"{words}_errors"] = compared(ours, theirs)
    return numbers


def judges(problem: Problem, group: int) -> Seeds:
    """The seeds that judge; twelve of them where there is no noise, and each update is dear."""
    seeds = seeds_of(group)[1]
    return seeds[:12] if problem.batch_size >= problem.points else seeds


def typical(losses: Floats) -> Floats:
    """The geometric mean of the last axis, a stretch of updates."""
    return np.asarray(np.exp(np.log(np.maximum(losses, 1e-12)).mean(axis=-1)))
