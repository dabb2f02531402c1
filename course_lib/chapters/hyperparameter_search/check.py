"""Checks of notebook 08: two scales, a main effect, expected improvement, and the border."""

import math
from typing import Any

import numpy as np

from course_lib import checks
from course_lib.chapters.hyperparameter_search import check_answers as answers

__all__ = ["expected_improvement", "log_uniform", "main_effect", "near_border", "one_minus_log"]

# Exercises 1 and 2: even draws turned into orders of magnitude.

U, ENDS, MIDDLE = np.array([0.0, 0.25, 0.5, 1.0]), np.array([0.0, 1.0]), np.array([0.5])
LOW, HIGH = 1e-4, 1.0
BETAS = 0.9, 0.999


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


def one_minus_log(function: object) -> None:
    """Check ``one_minus_log(u, low, high)``: 1 - value is log-uniform, from 1 - low to 1 - high.

    Examples
    --------
    >>> one_minus_log(lambda u, low, high: 1 - (1 - low) * ((1 - high) / (1 - low)) ** u)
    Exercise 2 (one_minus_log): passed. 6 rules checked:
      an array of betas; the ends of beta; the middle of beta; every beta; inputs drawn anew; \
arguments untouched.
    """
    rules = [
        checks.rule("an array of betas", _values, U, *BETAS),
        _the_ends_of_beta,
        _the_middle_of_beta,
        _every_beta,
        answers.ONE_MINUS_LOG,
    ]
    checks.report("hyperparameter_search", 2, "one_minus_log", function, rules)


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
    hints = {"That is even on the plain scale.": LOW + MIDDLE * (HIGH - LOW)}
    _compare(attempt, "half way must lie at the middle order of magnitude", MIDDLE, hints)


def _every_place(attempt: checks.Attempt) -> None:
    _compare(attempt, "each u must be turned by itself", U)


def _other_ends(attempt: checks.Attempt) -> None:
    _compare(attempt, "the ends must be those passed in", U, low=0.02, high=5.0)


def _compare_betas(
    attempt: checks.Attempt, rule: str, u: checks.Floats, hints: dict[str, Any] | None = None
) -> None:
    got, expected = _values(attempt, u, *BETAS), 1 - _log(u, 1 - BETAS[0], 1 - BETAS[1])
    checks.require_equal(rule, got, expected, hints, u=u, low=BETAS[0], high=BETAS[1])


def _the_ends_of_beta(attempt: checks.Attempt) -> None:
    hints = {
        "That is 1 - beta: draw it from 1 - low to 1 - high, then take it from 1.": (
            1 - np.array(BETAS)
        ),
        "The ends are exchanged.": BETAS[::-1],
    }
    _compare_betas(attempt, "u = 0 must give low, u = 1 high", ENDS, hints)


def _the_middle_of_beta(attempt: checks.Attempt) -> None:
    hints = {
        "That is even on the plain scale.": np.mean(BETAS),
        "That is log-uniform in beta; 1 - beta must be.": _log(MIDDLE, *BETAS),
    }
    rule = "half way 1 - beta must lie half way between 0.1 and 0.001, in powers of ten"
    _compare_betas(attempt, rule, MIDDLE, hints)


def _every_beta(attempt: checks.Attempt) -> None:
    _compare_betas(attempt, "each u must be turned by itself", U)


# Exercise 3: how much of the spread of scores one hyperparameter explains alone.

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
    Exercise 3 (main_effect): not yet right: average over all axes but the one asked for:
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
    checks.report("hyperparameter_search", 3, "main_effect", function, rules)


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


# Exercise 4: expected improvement.

MEAN, STD, BEST = np.array([0.6, 0.7, 0.8, 0.9]), np.array([0.2, 0.1, 0.05, 0.1]), 0.8


def expected_improvement(function: object) -> None:
    """Check ``expected_improvement(mean, std, best)``: ``gain * Phi(z) + std * phi(z)``.

    Examples
    --------
    >>> expected_improvement(lambda mean, std, best: np.maximum(mean - best, 0))
    Exercise 4 (expected_improvement): not yet right: at mean = best only the spread counts:
      mean 0.8, std 0.1, best 0.8: expected 0.03989, got 0. Chance is left out: std must count, \
and z = (mean - best) / std needs its brackets.
    """
    rules = [
        checks.rule("an array", _improvement, MEAN, STD),
        _at_the_best,
        _everywhere,
        _more_spread_is_more_hope,
        _far_below,
        answers.EXPECTED_IMPROVEMENT,
    ]
    checks.report("hyperparameter_search", 4, "expected_improvement", function, rules)


def _phi(z: checks.Floats) -> checks.Floats:
    return np.asarray(np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi))


def _below(z: checks.Floats) -> checks.Floats:
    return np.array([(1 + math.erf(each / math.sqrt(2))) / 2 for each in z])


def _improvement(attempt: checks.Attempt, mean: checks.Floats, std: checks.Floats) -> checks.Floats:
    return checks.require_array("the result", attempt(mean=mean, std=std, best=BEST), mean.shape)


def _compare_improvement(
    attempt: checks.Attempt,
    rule: str,
    mean: checks.Floats,
    std: checks.Floats,
    hints: dict[str, Any] | None = None,
) -> None:
    got, z = _improvement(attempt, mean, std), (mean - BEST) / std
    expected = (mean - BEST) * _below(z) + std * _phi(z)
    checks.require_equal(rule, got, expected, hints, mean=mean, std=std, best=BEST)


def _at_the_best(attempt: checks.Attempt) -> None:
    mean, std = np.array([BEST]), np.array([0.1])
    phi_0 = _phi(np.zeros(1))
    hints = {
        "Chance is left out: std must count, and z = (mean - best) / std needs its brackets.": 0.0,
        "phi(z) must be multiplied by std.": phi_0,
        "That is the chance of any improvement, not its size.": 0.5,
        "Phi and phi are exchanged.": std / 2,
        "The two parts are added.": -std * phi_0,
    }
    _compare_improvement(attempt, "at mean = best only the spread counts", mean, std, hints)


def _everywhere(attempt: checks.Attempt) -> None:
    z, gain = (MEAN - BEST) / STD, MEAN - BEST
    hints = {
        "A gain is mean - best, not best - mean.": -gain * _below(-z) + STD * _phi(z),
        "z must be divided by std.": gain * _below(gain) + STD * _phi(gain),
        "gain * Phi(z) is missing.": STD * _phi(z),
    }
    rule = "it must be gain * Phi(z) + std * phi(z), z = gain / std"
    _compare_improvement(attempt, rule, MEAN, STD, hints)


def _more_spread_is_more_hope(attempt: checks.Attempt) -> None:
    mean, std = np.full(3, 0.7), np.array([0.01, 0.1, 1.0])
    _compare_improvement(attempt, "the same mean with more spread must promise more", mean, std)


def _far_below(attempt: checks.Attempt) -> None:
    mean, std = np.array([0.1]), np.array([0.01])
    _compare_improvement(attempt, "far below the best nothing is left to hope for", mean, std)


# Exercise 5: whether a value lies at the border of the range searched.

BORDER_LOW, BORDER_HIGH, SHARE = 1e-6, 1e-2, 0.1
AT_THE_UPPER, INSIDE, AT_THE_LOWER = 8e-3, 1e-3, 2e-6


def near_border(function: object) -> None:
    """Check ``near_border(value, low, high, share)``: in the outermost ``share`` of the log range.

    Examples
    --------
    >>> def upper(value, low, high, share):
    ...     return np.log(value / low) >= (1 - share) * np.log(high / low)
    >>> near_border(upper)
    Exercise 5 (near_border): not yet right: the lower end is a border too:
      value 2e-06, low 1e-06, high 0.01, share 0.1: expected True, got False.
    """
    rules = [
        checks.rule("true or false", _ask_border, AT_THE_UPPER, BORDER_LOW, BORDER_HIGH, SHARE),
        _the_upper_end_is_a_border,
        _the_lower_end_is_a_border_too,
        _the_middle_is_none,
        _measured_in_orders_of_magnitude,
        _the_share_counts,
        _other_ranges,
        answers.NEAR_BORDER,
    ]
    checks.report("hyperparameter_search", 5, "near_border", function, rules)


def _ask_border(
    attempt: checks.Attempt, value: float, low: float, high: float, share: float
) -> bool:
    got = attempt(value=value, low=low, high=high, share=share)
    plain = isinstance(got, bool | np.bool)
    checks.require(plain, f"it must return True or False; got {type(got).__name__}.")
    return bool(got)


def _expect(
    attempt: checks.Attempt,
    wanted: bool,
    rule: str,
    value: float,
    low: float = BORDER_LOW,
    high: float = BORDER_HIGH,
    share: float = SHARE,
) -> None:
    got = _ask_border(attempt, value, low, high, share)
    given = f"value {value:.3g}, low {low:.3g}, high {high:.3g}, share {share:g}"
    checks.require(got == wanted, f"{rule}:\n  {given}: expected {wanted}, got {got}.")


def _the_upper_end_is_a_border(attempt: checks.Attempt) -> None:
    rule = "the upper end, counted in orders of magnitude, is a border"
    for value in (AT_THE_UPPER, BORDER_HIGH):
        _expect(attempt, True, rule, value=value)


def _the_lower_end_is_a_border_too(attempt: checks.Attempt) -> None:
    for value in (AT_THE_LOWER, BORDER_LOW):
        _expect(attempt, True, "the lower end is a border too", value=value)


def _the_middle_is_none(attempt: checks.Attempt) -> None:
    _expect(attempt, False, "the middle order of magnitude is no border", value=1e-4)


def _measured_in_orders_of_magnitude(attempt: checks.Attempt) -> None:
    rule = "count in orders of magnitude: a tenth of four decades is a factor of 2.5"
    _expect(attempt, False, rule, value=INSIDE)
    _expect(attempt, True, rule, value=4.2e-3)
    _expect(attempt, False, rule, value=3.8e-3)
    _expect(attempt, False, rule, value=3e-6)


def _the_share_counts(attempt: checks.Attempt) -> None:
    rule = "share says how much of the range is border, at each end"
    _expect(attempt, True, rule, value=2e-3, share=0.25)
    _expect(attempt, False, rule, value=AT_THE_UPPER, share=0.01)


def _other_ranges(attempt: checks.Attempt) -> None:
    rule = "the range must be the one passed in"
    _expect(attempt, False, rule, value=8e-3, low=1e-6, high=1.0)
    _expect(attempt, True, rule, value=0.8, low=1e-3, high=1.0)
