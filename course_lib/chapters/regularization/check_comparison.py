"""The check of exercise 2: the paired difference of two methods."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import report, require_equal, require_number, require_pair

Floats = npt.NDArray[Any]

# The differences are 13, 1, 1, 1: their mean, standard error, median and so on are all different.
SCORES, REFERENCE = np.array([93.0, 85.0, 71.0, 86.0]), np.array([80.0, 84.0, 70.0, 85.0])
DIFFERENCES = SCORES - REFERENCE
ERROR = DIFFERENCES.std(ddof=1) / 2  # the root of 4 differences


def paired_difference(function: object) -> None:
    """Check ``paired_difference(scores, reference)``, which returns ``(mean, standard_error)``.

    The mean of ``scores - reference``, seed by seed, and its standard error
    ``std(ddof=1) / sqrt(n)``.

    Examples
    --------
    >>> def reversed_sign(scores, reference):
    ...     difference = reference - scores
    ...     return difference.mean(), difference.std(ddof=1) / np.sqrt(len(difference))
    >>> paired_difference(reversed_sign)
    Exercise 2 (paired_difference): not yet right: the mean must be that of scores - reference:
      scores 93 85 71 86, reference 80 84 70 85: expected 4, got -4. The sign is reversed.
    """
    rules = [
        _two_numbers,
        _mean_of_the_differences,
        _no_error_for_a_constant_shift,
        _standard_error_of_the_differences,
    ]
    report("Exercise 2 (paired_difference)", function, rules)


def _compare(attempt: Attempt, scores: Floats) -> tuple[float, float]:
    got = attempt(scores=scores, reference=REFERENCE)
    mean, error = require_pair("(mean, standard_error)", got)
    return require_number("the mean", mean), require_number("the standard error", error)


def _two_numbers(attempt: Attempt) -> None:
    _compare(attempt, SCORES)


def _mean_of_the_differences(attempt: Attempt) -> None:
    mean, _ = _compare(attempt, SCORES)
    hints = {
        "The sign is reversed.": -DIFFERENCES.mean(),
        "That is the median.": np.median(DIFFERENCES),
        "The mean comes first, then the error.": ERROR,
    }
    rule = "the mean must be that of scores - reference"
    require_equal(rule, mean, DIFFERENCES.mean(), hints, scores=SCORES, reference=REFERENCE)


def _no_error_for_a_constant_shift(attempt: Attempt) -> None:
    shifted = REFERENCE + 2
    _, error = _compare(attempt, shifted)
    rule = "subtract first, then take the spread: where all differences are equal, it is 0"
    require_equal(rule, error, 0, scores=shifted, reference=REFERENCE)


def _standard_error_of_the_differences(attempt: Attempt) -> None:
    _, error = _compare(attempt, SCORES)
    n, pairs_lost = len(DIFFERENCES), np.sort(SCORES) - np.sort(REFERENCE)
    hints = {
        "The spread needs ddof=1: n - 1 under the sum of squares.": DIFFERENCES.std() / np.sqrt(n),
        "That is the spread of one seed: divide by sqrt(n).": DIFFERENCES.std(ddof=1),
        "Divide by sqrt(n), not by n.": DIFFERENCES.std(ddof=1) / n,
        "That is a variance: take its root.": DIFFERENCES.var(ddof=1),
        "That is the variance of the mean: take its root.": ERROR**2,
        "Sorting breaks the pairs.": pairs_lost.std(ddof=1) / np.sqrt(n),
    }
    rule = "the error must be std(ddof=1) / sqrt(n) of the differences"
    require_equal(rule, error, ERROR, hints, scores=SCORES, reference=REFERENCE)
