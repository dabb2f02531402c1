"""The check of exercise 4: expected improvement."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import report, require_array, require_equal

Floats = npt.NDArray[Any]
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
    rules = [_an_array, _at_the_best, _everywhere, _more_spread_is_more_hope, _far_below]
    report("Exercise 4 (expected_improvement)", function, rules)


def _phi(z: Floats) -> Floats:
    return np.asarray(np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi))


def _below(z: Floats) -> Floats:
    return np.array([(1 + math.erf(each / math.sqrt(2))) / 2 for each in z])


def _expected(mean: Floats, std: Floats, best: float) -> Floats:
    z = (mean - best) / std
    return np.asarray((mean - best) * _below(z) + std * _phi(z))


def _call(attempt: Attempt, mean: Floats, std: Floats, best: float) -> Floats:
    return require_array("the result", attempt(mean=mean, std=std, best=best), mean.shape)


def _an_array(attempt: Attempt) -> None:
    _call(attempt, MEAN, STD, BEST)


def _at_the_best(attempt: Attempt) -> None:
    mean, std = np.array([BEST]), np.array([0.1])
    hints: dict[str, npt.ArrayLike] = {
        "Chance is left out: std must count, and z = (mean - best) / std needs its brackets.": 0.0,
        "phi(z) must be multiplied by std.": _phi(np.zeros(1)),
        "That is the chance of any improvement, not its size.": 0.5,
        "Phi and phi are exchanged.": std / 2,
        "The two parts are added.": -std * _phi(np.zeros(1)),
    }
    got = _call(attempt, mean, std, BEST)
    require_equal("at mean = best only the spread counts", got, std * _phi(np.zeros(1)), hints,
                  mean=mean, std=std, best=BEST)  # fmt: skip


def _everywhere(attempt: Attempt) -> None:
    z, gain = (MEAN - BEST) / STD, MEAN - BEST
    hints: dict[str, npt.ArrayLike] = {
        "A gain is mean - best, not best - mean.": -gain * _below(-z) + STD * _phi(z),
        "z must be divided by std.": gain * _below(gain) + STD * _phi(gain),
        "gain * Phi(z) is missing.": STD * _phi(z),
    }
    got = _call(attempt, MEAN, STD, BEST)
    require_equal("it must be gain * Phi(z) + std * phi(z), z = gain / std", got,
                  _expected(MEAN, STD, BEST), hints, mean=MEAN, std=STD, best=BEST)  # fmt: skip


def _more_spread_is_more_hope(attempt: Attempt) -> None:
    mean, std = np.full(3, 0.7), np.array([0.01, 0.1, 1.0])
    got = _call(attempt, mean, std, BEST)
    require_equal("the same mean with more spread must promise more", got,
                  _expected(mean, std, BEST), mean=mean, std=std, best=BEST)  # fmt: skip


def _far_below(attempt: Attempt) -> None:
    mean, std = np.array([0.1]), np.array([0.01])
    got = _call(attempt, mean, std, BEST)
    require_equal("far below the best nothing is left to hope for", got, np.zeros(1),
                  mean=mean, std=std, best=BEST)  # fmt: skip
