"""Checks of notebook 08b: a guess about everywhere, expected improvement, a rule of one's own."""

import math
from typing import Any

import numpy as np

from course_lib import checks
from course_lib.chapters.hyperparameter_search_further import check_answers as answers
from course_lib.chapters.hyperparameter_search_further.check_own import my_rule

__all__ = ["guess", "improvement", "my_rule"]

# Exercise 1: what a Gaussian process expects, and how sure it is.

X = np.array([[0.1], [0.45], [0.95]])
Y = np.array([-1.2, 0.3, 0.9])
LENGTH, NOISE = 0.25, 0.01
ONE, OTHER, THREE = np.array([[0.4]]), np.array([[0.7]]), np.array([[0.4], [0.7], [1.0]])
FAR = np.array([[9.0], [11.0]])


def guess(function: object) -> None:
    """Check ``guess(places, X, y, length, noise)``: means and standard deviations at the places.

    Examples
    --------
    >>> def of_the_best(places, X, y, length, noise):
    ...     return np.full(len(places), y.max()), np.ones(len(places))
    >>> guess(of_the_best)
    Exercise 1 (guess): not yet right: the mean far from all trials must be 0:
      places [9] and [11]: expected [0, 0], got [0.9, 0.9].
    """
    rules = [
        checks.rule("two arrays", _guess, THREE),
        checks.rule("mean far away", _the_mean_far_from_all_trials_is_0),
        checks.rule("mean at 0.4", _the_mean_at_one_place),
        checks.rule("std far away", _the_spread_far_from_all_trials_is_1),
        checks.rule("std at 0.7", _the_spread_at_one_place),
        checks.rule("each place", _each_place_by_itself),
        checks.rule("any trials", _any_trials),
        checks.rule("three hyperparameters", _several_hyperparameters),
        checks.rule("a place tried twice", _a_place_tried_twice),
    ]
    checks.report("hyperparameter_search_further", 1, "guess", function, rules)


def _guess(
    attempt: checks.Attempt, places: checks.Floats, x: checks.Floats = X, y: checks.Floats = Y,
    length: Any = LENGTH, noise: float = NOISE,
) -> tuple[checks.Floats, checks.Floats]:  # fmt: skip
    got = attempt(places=places, X=x, y=y, length=length, noise=noise)
    mean, std = checks.require_pair("(means, standard deviations)", got)
    n = (len(places),)
    return checks.require_array("the means", mean, n), checks.require_array("the stds", std, n)


def _the_mean_far_from_all_trials_is_0(attempt: checks.Attempt) -> None:
    mean, _ = _guess(attempt, FAR)
    rule = "the mean far from all trials must be 0"
    _require(rule, mean, np.zeros(2), None, "places [9] and [11]")


def _the_mean_at_one_place(attempt: checks.Attempt) -> None:
    mean, _ = _guess(attempt, ONE)
    across, among = answers.kernel(ONE, X, LENGTH), answers.kernel(X, X, LENGTH)
    noisy = among + NOISE * np.eye(3)
    hints = {
        "The noise is missing: it stands on the diagonal of K.": across @ np.linalg.solve(among, Y),
        "The noise stands on the diagonal alone, not on all of K.": (
            across @ np.linalg.solve(among + NOISE, Y)
        ),
        "K must be inverted: np.linalg.solve(K, y).": across @ noisy @ Y,
        "K is left out.": across @ Y,
        "That is an average with weights k: K is left out.": across @ Y / across.sum(),
        "Add noise, not its square, and not its root.": (
            across @ np.linalg.solve(among + NOISE**2 * np.eye(3), Y)
        ),
        "Add noise, not its root.": (
            across @ np.linalg.solve(among + math.sqrt(NOISE) * np.eye(3), Y)
        ),
        "The distances are not divided by the length.": (answers.guess(ONE, X, Y, 1.0, NOISE)[0]),
    }
    _require(
        "the mean must be k K^-1 y",
        mean,
        answers.guess(ONE, X, Y, LENGTH, NOISE)[0],
        hints,
        "place 0.4",
    )


def _the_spread_far_from_all_trials_is_1(attempt: checks.Attempt) -> None:
    _, std = _guess(attempt, FAR)
    rule = "the standard deviation far from all trials must be 1"
    _require(rule, std, np.ones(2), None, "places [9] and [11]")


def _the_spread_at_one_place(attempt: checks.Attempt) -> None:
    _, std = _guess(attempt, OTHER)
    right = answers.guess(OTHER, X, Y, LENGTH, NOISE)[1]
    across, among = answers.kernel(OTHER, X, LENGTH), answers.kernel(X, X, LENGTH)
    noisy = among + NOISE * np.eye(3)
    explained = (across @ np.linalg.solve(noisy, across.T))[0]
    hints = {
        "That is the variance: take its root.": right**2,
        "That is what the trials explain; the variance is 1 minus it.": np.sqrt(explained),
        "That is what the trials explain, and no root of it.": explained,
        "The noise is missing in K.": np.sqrt(
            np.maximum(1 - (across @ np.linalg.solve(among, across.T))[0], 0)
        ),
        "K is left out of the variance.": np.sqrt(np.maximum(1 - (across**2).sum(axis=1), 0)),
        "The scores do not enter: how sure it is depends on the places alone.": np.sqrt(
            np.maximum(1 - across @ np.linalg.solve(noisy, Y), 0)
        ),
        "The noise is none of the guess: it is about the setting, not about one run of it.": (
            np.sqrt(right**2 + NOISE)
        ),
    }
    _require(
        "the standard deviation must be the root of 1 - k K^-1 k", std, right, hints, "place 0.7"
    )


def _each_place_by_itself(attempt: checks.Attempt) -> None:
    mean, std = _guess(attempt, THREE)
    expected = answers.guess(THREE, X, Y, LENGTH, NOISE)
    _require("each place has a mean of its own", mean, expected[0], None, "places 0.4, 0.7, 1")
    _require("each place has a std of its own", std, expected[1], None, "places 0.4, 0.7, 1")


def _any_trials(attempt: checks.Attempt) -> None:
    for _ in range(3):
        n, m, length, noise = checks.draw(
            checks.size(2, 7), checks.size(1, 6), checks.number(0.1, 0.9), checks.number(0.02, 0.5)
        )
        x, places, y = checks.draw(
            checks.array(n, 1, low=0, high=1), checks.array(m, 1, low=0, high=1),
            checks.array(n, low=-2, high=2),
        )  # fmt: skip
        got = _guess(attempt, places, x, y, length, noise)
        _both("it must hold for any trials", got, places, x, y, length, noise)


def _several_hyperparameters(attempt: checks.Attempt) -> None:
    x, places, y = checks.draw(
        checks.array(5, 3, low=0, high=1), checks.array(2, 3, low=0, high=1),
        checks.array(5, low=-2, high=2),
    )  # fmt: skip
    length = np.array([0.2, 0.5, 0.9])
    got = _guess(attempt, places, x, y, length, 0.1)
    rule = "with three hyperparameters, and a length for each"
    _both(rule, got, places, x, y, length, 0.1)


def _a_place_tried_twice(attempt: checks.Attempt) -> None:
    x, y = np.array([[0.3], [0.3]]), np.array([1.0, -1.0])
    got = _guess(attempt, np.array([[0.3], [0.5]]), x, y, 0.25, 0.2)
    _both("a place may be tried twice", got, np.array([[0.3], [0.5]]), x, y, 0.25, 0.2)


def _both(
    rule: str, got: tuple[checks.Floats, checks.Floats], places: checks.Floats, x: checks.Floats,
    y: checks.Floats, length: Any, noise: float,
) -> None:  # fmt: skip
    expected = answers.guess(places, x, y, length, noise)
    for name, ours, theirs in zip(("means", "stds"), expected, got, strict=True):
        _require(f"{rule}; {name}", theirs, ours)


def _require(
    rule: str, got: checks.Floats, expected: checks.Floats, hints: dict[str, Any] | None = None,
    where: str = "",
) -> None:  # fmt: skip
    close = np.allclose(got, expected, rtol=1e-6, atol=1e-6)
    hint = "" if close else checks.hint_for(got, hints or {})
    checks.require(
        close,
        f"{rule}:\n  {where + ': ' if where else ''}expected {_told(expected)}, "
        f"got {_told(got)}.{hint}",
    )


def _told(values: checks.Floats) -> str:
    """One number, or several in brackets."""
    each = [f"{value:.4g}" for value in np.ravel(values)]
    return each[0] if len(each) == 1 else f"[{', '.join(each)}]"


# Exercise 2: expected improvement.

MEAN, STD, BEST = np.array([0.6, 0.7, 0.8, 0.9]), np.array([0.2, 0.1, 0.05, 0.1]), 0.8
SUM = "a sum needs ten thousand scores or more, evenly spaced and not drawn."


def improvement(function: object) -> None:
    """Check ``improvement(mean, std, best)``: ``gain * Phi(z) + std * phi(z)``.

    Examples
    --------
    >>> improvement(lambda mean, std, best: np.maximum(mean - best, 0))
    Exercise 2 (improvement): not yet right: at mean = best only the spread counts:
      mean 0.8, std 0.1, best 0.8: expected 0.03989, got 0. Chance is left out: std must count, \
and z = (mean - best) / std needs its brackets.
    """
    rules = [
        checks.rule("an array", _improvement, MEAN, STD),
        _at_the_best,
        _everywhere,
        _more_spread_is_more_hope,
        _far_below,
        answers.IMPROVEMENT,
    ]
    checks.report("hyperparameter_search_further", 2, "improvement", function, rules)


def _phi(z: checks.Floats) -> checks.Floats:
    return np.asarray(np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi))


def _below(z: checks.Floats) -> checks.Floats:
    return np.array([(1 + math.erf(each / math.sqrt(2))) / 2 for each in z])


def _improvement(attempt: checks.Attempt, mean: checks.Floats, std: checks.Floats) -> checks.Floats:
    return checks.require_array("the result", attempt(mean=mean, std=std, best=BEST), mean.shape)


def _compare(
    attempt: checks.Attempt, rule: str, mean: checks.Floats, std: checks.Floats,
    hints: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    got = _improvement(attempt, mean, std)
    expected = answers.improvement(mean, std, BEST)
    nearly = np.allclose(got, expected, rtol=0.03, atol=1e-6)
    if nearly and not np.allclose(got, expected, rtol=1e-5, atol=1e-9):
        checks.require(False, f"nearly, {_told(got)} for {_told(expected)}: {SUM}")
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
    _compare(attempt, "at mean = best only the spread counts", mean, std, hints)


def _everywhere(attempt: checks.Attempt) -> None:
    z, gain = (MEAN - BEST) / STD, MEAN - BEST
    hints = {
        "A gain is mean - best, not best - mean.": -gain * _below(-z) + STD * _phi(z),
        "z must be divided by std.": gain * _below(gain) + STD * _phi(gain),
        "gain * Phi(z) is missing.": STD * _phi(z),
        "z is gain / std, not gain / std**2.": gain * _below(z / STD) + STD * _phi(z / STD),
        "gain may be below 0: leave max out.": np.maximum(gain, 0) * _below(z) + STD * _phi(z),
    }
    rule = "it must be gain * Phi(z) + std * phi(z), z = gain / std"
    _compare(attempt, rule, MEAN, STD, hints)


def _more_spread_is_more_hope(attempt: checks.Attempt) -> None:
    mean, std = np.full(3, 0.7), np.array([0.01, 0.1, 1.0])
    _compare(attempt, "the same mean with more spread must promise more", mean, std)


def _far_below(attempt: checks.Attempt) -> None:
    mean, std = np.array([0.1]), np.array([0.01])
    _compare(attempt, "far below the best nothing is left to hope for", mean, std)
