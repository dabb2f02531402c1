"""Checks of notebook 08: a log scale and a main effect; a search and its winner lie beside."""

from typing import Any

import numpy as np

from course_lib import checks
from course_lib.chapters.hyperparameter_search import check_answers as answers
from course_lib.chapters.hyperparameter_search.check_search import my_search, promised_and_kept

__all__ = ["log_uniform", "main_effect", "my_search", "promised_and_kept"]

# Exercise 1: even draws turned into orders of magnitude.

U, ENDS, MIDDLE = np.array([0.0, 0.25, 0.5, 1.0]), np.array([0.0, 1.0]), np.array([0.5])
LOW, HIGH = 1e-4, 1.0


def log_uniform(function: object) -> None:
    """Check ``log_uniform(u, low, high)``: ``10 ** (log10 low + u (log10 high - log10 low))``.

    Examples
    --------
    >>> log_uniform(lambda u, low, high: low + u * (high - low))
    Exercise 1 (log_uniform): not yet right: half way must lie at the middle order of magnitude:
      u 0.5, low 0.0001, high 1: expected 0.01, got 0.5. That is even on the plain scale.
    """
    rules = [
        checks.rule("an array", _values, U, LOW, HIGH),
        _the_ends,
        _the_middle,
        _every_place,
        _other_ends,
        answers.LOG_UNIFORM,
    ]
    checks.report("hyperparameter_search", 1, "log_uniform", function, rules)


def _log(u: checks.Floats, low: float, high: float) -> checks.Floats:
    return np.asarray(10 ** (np.log10(low) + u * (np.log10(high) - np.log10(low))))


def _values(attempt: checks.Attempt, u: checks.Floats, low: float, high: float) -> checks.Floats:
    got = attempt(u=u, low=low, high=high)
    values = checks.require_array("the result", got, u.shape)
    checks.require(np.isfinite(values).all(), "values must be finite; got inf or NaN among them.")
    return values


def _compare(
    attempt: checks.Attempt,
    rule: str,
    u: checks.Floats,
    hints: dict[str, Any] | None = None,
    low: float = LOW,
    high: float = HIGH,
) -> None:
    got, expected = _values(attempt, u, low, high), _log(u, low, high)
    checks.require_equal(rule, got, expected, hints, u=u, low=low, high=high)


def _the_ends(attempt: checks.Attempt) -> None:
    once, again = (_values(attempt, ENDS, LOW, HIGH) for _ in range(2))
    checks.require(
        np.array_equal(once, again),
        "given the same u twice, it answers differently: turn u into rates, and draw nothing.",
    )
    exponents, by_log = np.log10([LOW, HIGH]), np.log([LOW, HIGH])
    hints = {
        "The ends are exchanged.": [HIGH, LOW],
        "That is the exponent: raise 10 to it.": exponents,
        "log and exp must have the same base: np.log10 with 10 **, np.log with np.exp.": (
            np.exp(exponents)
        ),
        "log and 10 ** must have the same base: np.log10, not np.log.": 10**by_log,
    }
    _compare(attempt, "u = 0 must give low, u = 1 high", ENDS, hints)


def _the_middle(attempt: checks.Attempt) -> None:
    hints = {
        "That is even on the plain scale.": LOW + MIDDLE * (HIGH - LOW),
        "u is not used: geomspace, for one, takes places of its own.": [LOW],
    }
    _compare(attempt, "half way must lie at the middle order of magnitude", MIDDLE, hints)


def _every_place(attempt: checks.Attempt) -> None:
    _compare(attempt, "each u must be turned by itself", U)


def _other_ends(attempt: checks.Attempt) -> None:
    low, high = 0.02, 5.0
    whole = 10 ** np.round(np.log10(_log(U, low, high)))
    hints = {"The exponent is rounded: it may be any number.": whole}
    _compare(attempt, "the ends must be those passed in", U, hints, low=low, high=high)


# Exercise 2: how much of the spread of scores one hyperparameter explains alone.

# Three axes of different lengths and effects; the interaction keeps the shares below 1 in all.
SCORES = (
    np.array([0.1, 0.5, 0.8, 0.4]).reshape(4, 1, 1)
    + np.array([0.0, 0.1, 0.3]).reshape(1, 3, 1)
    + np.array([[0.0, 0.2], [0.1, 0.0], [0.0, 0.0], [0.3, 0.0]]).reshape(4, 1, 2)
)
ONE_MATTERS = np.tile(np.arange(5.0), (3, 1))


def main_effect(function: object) -> None:
    """Check ``main_effect(scores, axis)``: the variance of the means along ``axis`` over all.

    ::

        means = scores.mean over all other axes
        share = means.var() / scores.var()

    Examples
    --------
    >>> main_effect(lambda scores, axis: scores.mean(axis=axis).var() / scores.var())
    Exercise 2 (main_effect): not yet right: average over all axes but the one asked for:
      axis 0: expected 0.6524, got 0.2314. You averaged over this axis, and kept the others.
    """
    rules = [
        checks.rule("one number", _ask_share, SCORES, 0),
        _first_axis,
        _every_axis,
        _all_where_only_one_matters,
        _nothing_else,
        answers.MAIN_EFFECT,
    ]
    checks.report("hyperparameter_search", 2, "main_effect", function, rules)


def _ask_share(attempt: checks.Attempt, scores: checks.Floats, axis: int) -> float:
    return checks.require_number("the share", attempt(scores=scores, axis=axis))


def _share(scores: checks.Floats, axis: int) -> float:
    others = tuple(k for k in range(scores.ndim) if k != axis)
    return float(scores.mean(axis=others).var() / scores.var())


def _first_axis(attempt: checks.Attempt) -> None:
    means, whole = SCORES.mean(axis=(1, 2)), SCORES.var()
    of_variances = SCORES.var(axis=0).mean() / whole
    hints = {
        "You averaged over this axis, and kept the others.": SCORES.mean(axis=0).var() / whole,
        "Divide by the variance of all scores.": means.var(),
        "That is a share of standard deviations; take variances.": means.std() / SCORES.std(),
        "That is upside down.": whole / means.var(),
        "That is the mean of variances; take the variance of means.": of_variances,
        "Both variances must be of one kind: the default, without ddof.": means.var(ddof=1) / whole,
        "Both variances without ddof: these are all scores, no sample of more.": (
            means.var(ddof=1) / SCORES.var(ddof=1)
        ),
        "A share, not percent: 1 is all of it.": 100 * means.var() / whole,
    }
    got = _ask_share(attempt, SCORES, 0)
    rule = "average over all axes but the one asked for"
    checks.require_equal(rule, got, _share(SCORES, 0), hints, axis=0)


def _every_axis(attempt: checks.Attempt) -> None:
    rule, hints = (
        "the axis must be the one asked for",
        {"That is the share of axis 0.": _share(SCORES, 0)},
    )
    for axis in (1, 2):
        got, expected = _ask_share(attempt, SCORES, axis), _share(SCORES, axis)
        checks.require_equal(rule, got, expected, hints, axis=axis)


def _all_where_only_one_matters(attempt: checks.Attempt) -> None:
    rule = "where nothing else matters the share must be 1"
    checks.require_equal(rule, _ask_share(attempt, ONE_MATTERS, 1), 1.0, axis=1)


def _nothing_else(attempt: checks.Attempt) -> None:
    rule = "what does not matter must have a share of 0"
    checks.require_equal(rule, _ask_share(attempt, ONE_MATTERS, 0), 0.0, axis=0)
