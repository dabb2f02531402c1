"""The checks of exercises 1 and 2: even draws turned into orders of magnitude."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import report, require, require_array, require_equal

Floats = npt.NDArray[Any]
U = np.array([0.0, 0.25, 0.5, 1.0])
LOW, HIGH = 1e-4, 1.0
BETA_LOW, BETA_HIGH = 0.9, 0.999


def log_uniform(function: object) -> None:
    """Check ``log_uniform(u, low, high)``: ``10 ** (log10 low + u (log10 high - log10 low))``.

    Examples
    --------
    >>> log_uniform(lambda u, low, high: low + u * (high - low))
    Exercise 1 (log_uniform): not yet right: half way must lie at the middle order of magnitude:
      u 0.5, low 0.0001, high 1: expected 0.01, got 0.5. That is even on the plain scale.
    """
    rules = [_an_array, _the_ends, _the_middle, _every_place, _other_ends]
    report("Exercise 1 (log_uniform)", function, rules)


def one_minus_log(function: object) -> None:
    """Check ``one_minus_log(u, low, high)``: 1 - value is log-uniform, from 1 - low to 1 - high.

    Examples
    --------
    >>> one_minus_log(lambda u, low, high: 1 - (1 - low) * ((1 - high) / (1 - low)) ** u)
    Exercise 2 (one_minus_log): passed. 5 rules checked:
      an array of betas; the ends of beta; the middle of beta; every beta; arguments untouched.
    """
    rules = [_an_array_of_betas, _the_ends_of_beta, _the_middle_of_beta, _every_beta]
    report("Exercise 2 (one_minus_log)", function, rules)


def _log(u: Floats, low: float, high: float) -> Floats:
    return np.asarray(10 ** (np.log10(low) + u * (np.log10(high) - np.log10(low))))


def _call(attempt: Attempt, u: Floats, low: float, high: float) -> Floats:
    got = attempt(u=u, low=low, high=high)
    values = require_array("the result", got, u.shape)
    require(np.isfinite(values).all(), "values must be finite; got inf or NaN among them.")
    return values


def _an_array(attempt: Attempt) -> None:
    _call(attempt, U, LOW, HIGH)


def _the_ends(attempt: Attempt) -> None:
    ends = np.array([0.0, 1.0])
    hints = {
        "The ends are exchanged.": np.array([HIGH, LOW]),
        "That is the exponent: raise 10 to it.": np.log10([LOW, HIGH]),
        "log and exp must have the same base: np.log10 with 10 **, np.log with np.exp.": np.exp(
            np.log10([LOW, HIGH])
        ),
        "log and 10 ** must have the same base: np.log10, not np.log.": 10 ** np.log([LOW, HIGH]),
    }
    got = _call(attempt, ends, LOW, HIGH)
    require_equal("u = 0 must give low, u = 1 high", got, np.array([LOW, HIGH]), hints,
                  u=ends, low=LOW, high=HIGH)  # fmt: skip


def _the_middle(attempt: Attempt) -> None:
    u = np.array([0.5])
    hints = {"That is even on the plain scale.": LOW + u * (HIGH - LOW)}
    got = _call(attempt, u, LOW, HIGH)
    require_equal("half way must lie at the middle order of magnitude", got, _log(u, LOW, HIGH),
                  hints, u=u, low=LOW, high=HIGH)  # fmt: skip


def _every_place(attempt: Attempt) -> None:
    got = _call(attempt, U, LOW, HIGH)
    require_equal("each u must be turned by itself", got, _log(U, LOW, HIGH),
                  u=U, low=LOW, high=HIGH)  # fmt: skip


def _other_ends(attempt: Attempt) -> None:
    got = _call(attempt, U, 0.02, 5.0)
    require_equal("the ends must be those passed in", got, _log(U, 0.02, 5.0),
                  u=U, low=0.02, high=5.0)  # fmt: skip


def _betas(u: Floats) -> Floats:
    return 1 - _log(u, 1 - BETA_LOW, 1 - BETA_HIGH)


def _an_array_of_betas(attempt: Attempt) -> None:
    _call(attempt, U, BETA_LOW, BETA_HIGH)


def _the_ends_of_beta(attempt: Attempt) -> None:
    ends = np.array([0.0, 1.0])
    hints = {
        "That is 1 - beta: draw it from 1 - low to 1 - high, then take it from 1.": np.array(
            [1 - BETA_LOW, 1 - BETA_HIGH]
        ),
        "The ends are exchanged.": np.array([BETA_HIGH, BETA_LOW]),
    }
    got = _call(attempt, ends, BETA_LOW, BETA_HIGH)
    require_equal("u = 0 must give low, u = 1 high", got, np.array([BETA_LOW, BETA_HIGH]), hints,
                  u=ends, low=BETA_LOW, high=BETA_HIGH)  # fmt: skip


def _the_middle_of_beta(attempt: Attempt) -> None:
    u = np.array([0.5])
    hints: dict[str, npt.ArrayLike] = {
        "That is even on the plain scale.": (BETA_LOW + BETA_HIGH) / 2,
        "That is log-uniform in beta; 1 - beta must be.": _log(u, BETA_LOW, BETA_HIGH),
    }
    got = _call(attempt, u, BETA_LOW, BETA_HIGH)
    require_equal("half way 1 - beta must lie half way between 0.1 and 0.001, in powers of ten",
                  got, _betas(u), hints, u=u, low=BETA_LOW, high=BETA_HIGH)  # fmt: skip


def _every_beta(attempt: Attempt) -> None:
    got = _call(attempt, U, BETA_LOW, BETA_HIGH)
    require_equal("each u must be turned by itself", got, _betas(U),
                  u=U, low=BETA_LOW, high=BETA_HIGH)  # fmt: skip
