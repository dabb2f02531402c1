"""The check of exercise 3: LeCun, Glorot and He."""

import numpy as np

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import report, require_equal, require_number

N_IN, N_OUT = 50, 150  # of which no two of the formulas, and no two mistakes, agree


def initial_std(function: object) -> None:
    """Check ``initial_std(name, n_in, n_out)`` for the names "lecun", "glorot" and "he".

    Examples
    --------
    >>> def of_variances(name, n_in, n_out):
    ...     return {"lecun": 1 / n_in, "glorot": 2 / (n_in + n_out), "he": 2 / n_in}[name]
    >>> initial_std(of_variances)
    Exercise 3 (initial_std): not yet right: lecun must be sqrt(1 / n_in):
      n_in 50, n_out 150: expected 0.1414, got 0.02. That is the variance: take its root.
    """
    rules = [_lecun, _he, _glorot, _glorot_is_lecun_where_sides_are_equal]
    report("Exercise 3 (initial_std)", function, rules)


def _ask(
    attempt: Attempt, name: str, formula: str, variance: float, n_in: int, n_out: int,
    **others: float,
) -> None:  # fmt: skip
    got = require_number("the std", attempt(name=name, n_in=n_in, n_out=n_out))
    hints = {
        "That is the variance: take its root.": variance,
        "One root is enough: this takes the std for the variance.": variance**0.25,
        "n_in and n_out are exchanged.": others.get("exchanged", np.nan),
        "The 2 is missing.": np.sqrt(variance / 2),
        "There is a 2 too many.": np.sqrt(variance * 2),
        "Glorot takes both sides: n_in + n_out.": others.get("one_side", np.nan),
    }
    rule = f"{name} must be sqrt({formula})"
    require_equal(rule, got, np.sqrt(variance), hints, n_in=n_in, n_out=n_out)


def _lecun(attempt: Attempt) -> None:
    exchanged = np.sqrt(1 / N_OUT)
    _ask(attempt, "lecun", "1 / n_in", 1 / N_IN, N_IN, N_OUT, exchanged=exchanged)


def _he(attempt: Attempt) -> None:
    exchanged = np.sqrt(2 / N_OUT)
    _ask(attempt, "he", "2 / n_in", 2 / N_IN, N_IN, N_OUT, exchanged=exchanged)


def _glorot(attempt: Attempt) -> None:
    variance, one_side = 2 / (N_IN + N_OUT), np.sqrt(1 / N_IN)
    formula = "2 / (n_in + n_out)"
    _ask(attempt, "glorot", formula, variance, N_IN, N_OUT, one_side=one_side)


def _glorot_is_lecun_where_sides_are_equal(attempt: Attempt) -> None:
    _ask(attempt, "glorot", "2 / (n_in + n_out)", 1 / N_IN, N_IN, N_IN)
