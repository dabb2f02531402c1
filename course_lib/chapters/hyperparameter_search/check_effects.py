"""The check of exercise 3: how much of the spread of scores one hyperparameter explains alone."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import report, require_equal, require_number

Floats = npt.NDArray[Any]

# Three axes of different lengths and effects; the interaction keeps the shares below 1 in all.
SCORES = (
    np.array([0.1, 0.5, 0.8, 0.4]).reshape(4, 1, 1)
    + np.array([0.0, 0.1, 0.3]).reshape(1, 3, 1)
    + np.array([[0.0, 0.2], [0.1, 0.0], [0.0, 0.0], [0.3, 0.0]]).reshape(4, 1, 2)
)


def main_effect(function: object) -> None:
    """Check ``main_effect(scores, axis)``: the variance of the means along ``axis`` over all.

    ::

        means = scores.mean over all other axes
        share = means.var() / scores.var()

    Examples
    --------
    >>> main_effect(lambda scores, axis: scores.mean(axis=axis).var() / scores.var())
    Exercise 3 (main_effect): not yet right: average over all axes but the one asked for:
      axis 0: expected 0.6524, got 0.2314. You averaged over this axis, and kept the others.
    """
    rules = [_one_number, _first_axis, _every_axis, _all_where_only_one_matters, _nothing_else]
    report("Exercise 3 (main_effect)", function, rules)


def _share(scores: Floats, axis: int) -> float:
    others = tuple(k for k in range(scores.ndim) if k != axis)
    return float(scores.mean(axis=others).var() / scores.var())


def _call(attempt: Attempt, scores: Floats, axis: int) -> float:
    return require_number("the share", attempt(scores=scores, axis=axis))


def _one_number(attempt: Attempt) -> None:
    _call(attempt, SCORES, 0)


def _first_axis(attempt: Attempt) -> None:
    others = (1, 2)
    means = SCORES.mean(axis=others)
    hints = {
        "You averaged over this axis, and kept the others.": SCORES.mean(axis=0).var()
        / SCORES.var(),
        "Divide by the variance of all scores.": means.var(),
        "That is a share of standard deviations; take variances.": means.std() / SCORES.std(),
        "That is upside down.": SCORES.var() / means.var(),
        "That is the mean of variances; take the variance of means.": SCORES.var(axis=0).mean()
        / SCORES.var(),
        "Both variances must be of one kind: the default, without ddof.": means.var(ddof=1)
        / SCORES.var(),
    }
    got = _call(attempt, SCORES, 0)
    rule = "average over all axes but the one asked for"
    require_equal(rule, got, _share(SCORES, 0), hints, axis=0)


def _every_axis(attempt: Attempt) -> None:
    for axis in (1, 2):
        hints = {"That is the share of axis 0.": _share(SCORES, 0)}
        got = _call(attempt, SCORES, axis)
        require_equal("the axis must be the one asked for", got, _share(SCORES, axis), hints,
                      axis=axis)  # fmt: skip


def _all_where_only_one_matters(attempt: Attempt) -> None:
    only = np.broadcast_to(np.arange(5.0).reshape(1, 5), (3, 5)).copy()
    rule = "where nothing else matters the share must be 1"
    require_equal(rule, _call(attempt, only, 1), 1.0, axis=1)


def _nothing_else(attempt: Attempt) -> None:
    only = np.broadcast_to(np.arange(5.0).reshape(1, 5), (3, 5)).copy()
    rule = "what does not matter must have a share of 0"
    require_equal(rule, _call(attempt, only, 0), 0.0, axis=0)
