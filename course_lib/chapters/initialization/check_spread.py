"""The check of exercise 2: the std of the weights that gives sums of a wanted std."""

from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.checks.attempt import Attempt
from course_lib.checks.report import report, require_equal, require_number

Floats = npt.NDArray[Any]

# Sizes of which no two mistakes agree. (1, 4) has the variance 2.25 and the mean square 8.5.
UNIT, SHIFTED = np.ones((4, 5)), np.tile([1.0, 4.0], (4, 3))
UNIT[::2] = -1


def weight_std(function: object) -> None:
    """Check ``weight_std(target, x)``: the std of W that gives ``x @ W`` the std ``target``.

    ``target / sqrt(n_in * mean(x**2))``, for x of shape (examples, n_in).

    Examples
    --------
    >>> def of_variances(target, x):
    ...     return target**2 / (x.shape[1] * (x**2).mean())
    >>> weight_std(of_variances)
    Exercise 2 (weight_std): not yet right: with inputs of mean square 1 it must be 1 / sqrt(n_in):
      target 1, n_in 5, x**2 1: expected 0.4472, got 0.2. That is a variance: take its root.
    """
    rules = [
        _one_over_the_root_of_n_in,
        _grows_with_the_target,
        _shrinks_with_the_inputs,
        _squares_count_and_not_the_variance,
    ]
    report("Exercise 2 (weight_std)", function, rules)


def _ask(attempt: Attempt, rule: str, target: float, x: Floats) -> None:
    got = require_number("the std", attempt(target=target, x=x))
    (examples, n_in), square = x.shape, float((x**2).mean())
    right = target / np.sqrt(n_in * square)
    hints = {
        "That is a variance: take its root.": right**2,
        "That is the root of a std: one root is enough.": np.sqrt(right),
        "Turn it around: more inputs need smaller weights.": 1 / right,
        "The sum over n_in inputs is missing.": target / np.sqrt(square),
        "Divide by n_in, the number of columns, not by the number of examples.": target
        / np.sqrt(examples * square),
        "The sum adds variances: divide by the root of n_in.": target / (n_in * np.sqrt(square)),
        "The size of the inputs is missing.": target / np.sqrt(n_in),
        "The target is missing.": right / target,
        "The target enters as it is: it is a std already.": right * target,
        "Inputs with a mean count too: take the mean of x**2, not the variance of x.": target
        / np.sqrt(n_in * (x.var() or np.nan)),
    }
    inputs = {"target": target, "n_in": n_in, "x**2": square}
    require_equal(rule, got, right, hints, **inputs)


def _one_over_the_root_of_n_in(attempt: Attempt) -> None:
    _ask(attempt, "with inputs of mean square 1 it must be 1 / sqrt(n_in)", 1.0, UNIT)


def _grows_with_the_target(attempt: Attempt) -> None:
    _ask(attempt, "three times the target needs three times the std", 3.0, UNIT)


def _shrinks_with_the_inputs(attempt: Attempt) -> None:
    _ask(attempt, "inputs three times as large need a third of the std", 1.0, 3 * UNIT)


def _squares_count_and_not_the_variance(attempt: Attempt) -> None:
    rule = "it must be target / sqrt(n_in * mean(x**2)), also where x has a mean"
    _ask(attempt, rule, 3.0, SHIFTED)
