"""Bars and shares of a part of the table: both are asked of ranges, not of hyperparameters."""

from collections.abc import Callable
from typing import Any

import numpy as np

from course_lib.chapters.hyperparameter_search.tables import Floats, Table, trained
from course_lib.experiments.searched_table import CENTRE, NAMES, nearest

Share = Callable[[Floats, int], float]
"""A function of (scores, axis) that gives what one axis explains alone."""


def part_of(low: float, high: float, strength: float) -> Table:
    """The first table with rates from ``low`` to ``high``, and weight decay up to ``strength``.

    Examples
    --------
    >>> part_of(0.001, 0.1, 0.1).worth.shape
    (9, 7, 5, 5)
    """
    if low > high:
        raise ValueError(f"needed a range of rates, low <= high; got {low:g} and {high:g}")
    return trained("first").part(lr=(low, high), strength=(1e-5, strength))


def bars(part: Table) -> dict[str, tuple[float, float]]:
    """From the worst to the best, one hyperparameter moved and the others as in CENTRE.

    Examples
    --------
    >>> low, high = bars(part_of(0.001, 10, 0.1))["lr"]
    >>> low < 0.2 < 0.7 < high
    True
    """
    whole, centre = trained("first"), nearest(CENTRE)
    found = {}
    for k, name in enumerate(NAMES):
        at: tuple[Any, ...] = (*centre[:k], slice(None), *centre[k + 1 :])
        along = whole.worth[at]
        kept = along[np.isin(whole.axes[name], part.axes[name])]
        found[name] = (float(kept.min()), float(kept.max()))
    return found


def alone(scores: Floats, share: Share) -> dict[str, float]:
    """What each hyperparameter explains alone; 0 where only one of its values is left.

    Examples
    --------
    >>> from course_lib.chapters.hyperparameter_search.check_answers import main_effect
    >>> round(alone(part_of(0.001, 0.1, 0.1).worth, main_effect)["beta"], 3)
    0.201
    """
    return {
        name: float(share(scores, k)) if scores.shape[k] > 1 else 0.0
        for k, name in enumerate(NAMES)
    }


def together(scores: Floats) -> dict[str, float]:
    """How much is left to each once all others are set, on average over their settings."""
    return {name: float(scores.var(axis=k).mean() / scores.var()) for k, name in enumerate(NAMES)}
