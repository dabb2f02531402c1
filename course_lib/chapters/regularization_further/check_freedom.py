"""The check of exercise 2: the effective degrees of freedom."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import report, require_equal, require_number

Floats = npt.NDArray[Any]

# Columns with mean 0; the singular values of WIDE are 2 and 6. It has another number of rows than
# anything in the notebook, so that an n copied from there is noticed.
WIDE = np.array([[1.0, 3.0], [1.0, -3.0], [0.0, 0.0], [0.0, 0.0], [-1.0, 3.0], [-1.0, -3.0]])
LEANING = np.array([[1.0, 2.0], [1.0, 0.0], [-1.0, 1.0], [-1.0, -3.0]])


def degrees_of_freedom(function: object) -> None:
    """Check ``degrees_of_freedom(H, strength)``: sum(s**2 / (s**2 + n * strength)).

    Examples
    --------
    >>> def not_squared(H, strength):
    ...     s = np.linalg.svd(H, compute_uv=False)
    ...     return (s / (s + len(H) * strength)).sum()
    >>> degrees_of_freedom(not_squared)
    Exercise 2 (degrees_of_freedom): not yet right: the result must be sum(s**2 / (s**2 + n * \
strength)):
      s 6 2, n 6, strength 1: expected 1.257, got 0.75. The singular values are not squared.
    """
    rules = [_all_of_them_at_strength_0, _sum_of_the_shares, _features_that_overlap]
    report("Exercise 2 (degrees_of_freedom)", function, rules)


def _count(attempt: Attempt, features: Floats, strength: float) -> float:
    got = attempt(H=features.copy(), strength=strength)
    return require_number("the result", got)


def _shares(features: Floats, strength: float) -> Floats:
    squares = np.linalg.svd(features, compute_uv=False) ** 2
    return np.asarray(squares / (squares + len(features) * strength))


def _all_of_them_at_strength_0(attempt: Attempt) -> None:
    got = _count(attempt, LEANING, 0.0)
    hints = {
        "That is the mean of the shares: add them.": 1,
        "That is what the penalty takes away, not what is left.": 0,
    }
    require_equal("with strength 0 every weight is free", got, 2, hints, strength=0)


def _sum_of_the_shares(attempt: Attempt) -> None:
    got, strength = _count(attempt, WIDE, 1.0), 1.0
    s, n = np.linalg.svd(WIDE, compute_uv=False), len(WIDE)
    hints = {
        "n is missing: the loss is a mean, so strength counts n times.": _shares(WIDE, 1 / n).sum(),
        "The singular values are not squared.": (s / (s + n * strength)).sum(),
        "They are squared twice: eigenvalues of H.T @ H are s**2 already.": (
            s**4 / (s**4 + n * strength)
        ).sum(),
        "The penalty has no effect.": 2,
        "That is what the penalty takes away, not what is left.": (1 - _shares(WIDE, 1.0)).sum(),
        "n is the number of examples, not of features.": _shares(WIDE, 2 / n).sum(),
        "n is the number of rows of this H: len(H), not 4.": _shares(WIDE, 4 / n).sum(),
        "n is the number of rows of this H: len(H), not 12.": _shares(WIDE, 12 / n).sum(),
        "s is squared below the line, but not above it.": (s / (s**2 + n * strength)).sum(),
        "Each direction has a share of its own: divide first, then add.": (
            (s**2).sum() / ((s**2).sum() + n * strength)
        ),
    }
    rule = "the result must be sum(s**2 / (s**2 + n * strength))"
    expected = _shares(WIDE, strength).sum()
    require_equal(rule, got, expected, hints, s=s, n=n, strength=strength)


def _features_that_overlap(attempt: Attempt) -> None:
    got = _count(attempt, LEANING, 0.5)
    lengths = np.square(LEANING).sum(axis=0)
    hints = {
        "Those are the lengths of the columns, not the singular values.": (
            lengths / (lengths + 2)
        ).sum()
    }
    rule = "the directions are those of np.linalg.svd(H), not the features"
    s = np.linalg.svd(LEANING, compute_uv=False)
    require_equal(rule, got, _shares(LEANING, 0.5).sum(), hints, s=s, n=4, strength=0.5)
