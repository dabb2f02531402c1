"""The check of exercise 3: the gradient by a two-sided difference."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import report, require_array, require_equal

Floats = npt.NDArray[Any]

THETA = np.array([1.0, -2.0, 0.5])
EPSILON = 0.1  # so large that every form of the difference gives other numbers


def numeric_gradient(function: object) -> None:
    """Check ``numeric_gradient(f, theta, epsilon)``, which returns the gradient of f at theta.

    For each entry by itself ``(f(theta + e) - f(theta - e)) / (2 epsilon)``, where e is epsilon at
    this entry and 0 elsewhere.

    Examples
    --------
    >>> def one_sided(f, theta, epsilon):
    ...     steps = epsilon * np.eye(theta.size)
    ...     return np.array([(f(theta + step) - f(theta)) / epsilon for step in steps])
    >>> numeric_gradient(one_sided)
    Exercise 3 (numeric_gradient): not yet right: on theta**2 a two-sided difference is exact:
      theta 1, epsilon 0.1: expected 2, got 2.1. That is one-sided: go down by epsilon, too.
    """
    rules = [
        _same_shape_as_theta,
        _exact_on_squares,
        _each_entry_by_itself,
        _the_epsilon_that_is_given,
    ]
    report("Exercise 3 (numeric_gradient)", function, rules)


def _squares(theta: Floats) -> float:
    return float(np.sum(theta**2))


def _product(theta: Floats) -> float:
    return float(np.prod(theta))


def _cubes(theta: Floats) -> float:
    return float(np.sum(theta**3))


def _numeric(attempt: Attempt, f: Callable[[Floats], float], epsilon: float = EPSILON) -> Floats:
    got = attempt(f=f, theta=THETA, epsilon=epsilon)
    return require_array("the gradient", got, THETA.shape)


def _same_shape_as_theta(attempt: Attempt) -> None:
    _numeric(attempt, _squares)


def _exact_on_squares(attempt: Attempt) -> None:
    right, rule = 2 * THETA, "on theta**2 a two-sided difference is exact"
    together = _squares(THETA + EPSILON) - _squares(THETA - EPSILON)
    hints = {
        "That is one-sided: go down by epsilon, too.": right + EPSILON,
        "That is one-sided: go up by epsilon, too.": right - EPSILON,
        "The two points are 2 epsilon apart.": 2 * right,
        "The two points are 2 epsilon apart, not 4.": right / 2,
        "The sign is reversed: up minus down.": -right,
        "The division by 2 * epsilon is missing.": right * 2 * EPSILON,
        "In a / 2 * b Python multiplies by b: write a / (2 * b).": right * EPSILON**2,
        "Up, then down by epsilon, is theta again: down by 2 epsilon.": right / 2 + EPSILON / 2,
        "up = theta is no copy (theta.copy() is), or nothing was filled in.": 0 * right,
        "Only one entry moves at a time.": np.full(3, together / (2 * EPSILON)),
    }
    require_equal(rule, _numeric(attempt, _squares), right, hints, theta=THETA, epsilon=EPSILON)


def _each_entry_by_itself(attempt: Attempt) -> None:
    rule = "theta must be back where it was before the next entry moves (f is the product of all)"
    right = np.prod(THETA) / THETA
    hints = {"f wants the whole array, not one entry.": np.ones(3)}
    require_equal(rule, _numeric(attempt, _product), right, hints, theta=THETA, epsilon=EPSILON)


def _the_epsilon_that_is_given(attempt: Attempt) -> None:
    for epsilon in (EPSILON, 0.5):
        got = _numeric(attempt, _cubes, epsilon)
        rule = (
            "the step must be the epsilon that is given: on theta**3 it shows, 3 theta**2 + eps**2"
        )
        hints = {"A smaller step was taken.": 3 * THETA**2}
        require_equal(rule, got, 3 * THETA**2 + epsilon**2, hints, theta=THETA, epsilon=epsilon)
