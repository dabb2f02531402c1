"""Checks of notebook 05, a largest rate and settings of momentum: both judged by what they do."""

import numpy as np

from course_lib import checks
from course_lib.chapters.optimizers import check_answers as answers
from course_lib.chapters.optimizers.momenta import best_settings, steps_needed

# Exercise 1: the largest rate, from the largest curvature of a line's loss.

X = np.array([1.0, 2.0, 4.0, 5.0])


def largest_rate(function: object) -> None:
    """Check ``largest_rate(x)``: 2 / L for a line fitted to inputs x, of shape (examples,).

    Examples
    --------
    >>> largest_rate(lambda x: 2 / np.mean(x**2))
    Exercise 1 (largest_rate): not yet right: the largest rate is 2 / L:
      x 1 2 4 5: expected 0.1626, got 0.1739. That is w alone: b has a row, too.
    """
    rules = [
        checks.rule("one number", _rate, X),
        _two_over_the_largest_curvature,
        _uncentred_and_centred_inputs,
        answers.LARGEST_RATE,
    ]
    checks.report("optimizers", 1, "largest_rate", function, rules)


def _rate(attempt: checks.Attempt, x: checks.Floats) -> float:
    return checks.require_number("the rate", attempt(x=x))


def _two_over_the_largest_curvature(attempt: checks.Attempt) -> None:
    matrix = np.array([[np.mean(X**2), np.mean(X)], [np.mean(X), 1.0]])
    low, high = np.linalg.eigvalsh(matrix)
    summed = np.linalg.eigvalsh(len(X) * matrix)[-1]
    spread = np.array([[np.var(X), np.mean(X)], [np.mean(X), 1.0]])
    hints = {
        "That is L: the rate is 2 / L.": high,
        "That is 1 / L, or the matrix is twice too large: of half the squared error there is no "
        "factor 2.": 1 / high,
        "That takes the smallest curvature: the largest one explodes first.": 2 / low,
        "That is the trace, the sum of both curvatures.": 2 / np.trace(matrix),
        "That is the determinant, the product of both curvatures.": 2 / np.linalg.det(matrix),
        "That is w alone: b has a row, too.": 2 / matrix[0, 0],
        "Means, not sums: the loss is a mean over the examples.": 2 / summed,
        "The mean of x**2 is not the variance of x.": 2 / np.linalg.eigvalsh(spread)[-1],
        "The mean of x**2 is not the square of the mean.": 2 / (np.mean(X) ** 2 + 1),
        "That is the best rate, 2 / (L + the smallest); the largest is asked.": 2 / (low + high),
        "That is the largest entry of the matrix: L is its largest eigenvalue.": 2 / matrix.max(),
    }
    checks.require_equal("the largest rate is 2 / L", _rate(attempt, X), 2 / high, hints, x=X)


def _uncentred_and_centred_inputs(attempt: checks.Attempt) -> None:
    for x in (np.array([-1.0, 1.0]), np.array([10.0, 10.0, 13.0])):
        expected = answers.largest_rate(x)
        checks.require_equal("for any inputs it is 2 / L", _rate(attempt, x), expected, x=x)


# Exercise 6: a rate and a beta for a ravine, judged by the steps that they need.

NEAR, LARGER = 1e-6, 1.01
"""How far beside a border still counts as on it, and times our beta as the smallest."""
SLACK, EXTRA = 1.5, 3
"""Times the steps of the best settings, and as many more: enough."""
RAVINES = ((1.0, 4.0), (1.0, 20.0), (1.0, 100.0), (0.25, 90.0), (0.1, 100.0))


def settings(function: object) -> None:
    """Check ``settings(low, high)``: both curvatures within the borders, with the smallest beta.

    Examples
    --------
    >>> settings(lambda low, high: (2 / (low + high), 0.0))
    Exercise 6 (settings): not yet right: curvature 1 of 1 and 4 lies outside:
      lr * c 0.4, left border 1. That is descent.
    >>> settings(lambda low, high: (1 / high, 0.9))
    Exercise 6 (settings): not yet right: curvatures 1 and 4 lie within:
      but beta 0.9 is larger than it need be. One beta for all ravines: flat ones need less.
    """
    rules = [
        checks.rule("a rate and a beta", _pair, 1.0, 20.0),
        checks.rule("within the borders, beta small", _within_all, RAVINES),
        checks.rule("flat and steep ravines", _all_of, RAVINES),
        _any_ravine,
    ]
    checks.report("optimizers", 6, "settings", function, rules)


def _pair(attempt: checks.Attempt, low: float, high: float) -> tuple[float, float]:
    got = checks.require_pair("the pair (lr, beta)", attempt(low=low, high=high))
    lr, beta = checks.require_number("lr", got[0]), checks.require_number("beta", got[1])
    checks.require(bool(np.isfinite(lr) and lr > 0), f"lr must be above 0; got {lr:.4g}.")
    swapped = " Return lr first, then beta." if 0 <= lr < 1 < beta else ""
    fit = bool(0 <= beta < 1)
    checks.require(fit, f"beta must be at least 0 and below 1; got {beta:.4g}.{swapped}")
    return lr, beta


def _all_of(attempt: checks.Attempt, ravines: tuple[tuple[float, float], ...]) -> None:
    for low, high in ravines:
        _arrives_soon(attempt, low, high)


def _within_all(attempt: checks.Attempt, ravines: tuple[tuple[float, float], ...]) -> None:
    for low, high in ravines:
        _lies_within(attempt, low, high)


def _lies_within(attempt: checks.Attempt, low: float, high: float) -> None:
    lr, beta = _pair(attempt, low, high)
    left, right = (float((1 + side * np.sqrt(beta)) ** 2) for side in (-1, 1))
    odd = _what_is_odd(attempt, lr, beta, low, high)
    for c in (low, high):
        border = f"left border {left:.3g}" if lr * c < left else f"right border {right:.3g}"
        checks.require(
            bool(left - NEAR <= lr * c <= right + NEAR),
            f"curvature {c:g} of {low:g} and {high:g} lies outside:\n  lr * c {lr * c:.3g}, "
            f"{border}.{odd}",
        )
    checks.require(
        bool(beta <= LARGER * best_settings(low, high)[1]),
        f"curvatures {low:g} and {high:g} lie within:\n  but beta {beta:.3g} is larger than it "
        f"need be.{odd}",
    )


def _any_ravine(attempt: checks.Attempt) -> None:
    for _ in range(3):
        low, k = checks.draw(checks.number(0.01, 10, log=True), checks.number(3, 500, log=True))
        high = float(f"{low * k:.3g}")
        _lies_within(attempt, low, high)
        _arrives_soon(attempt, low, high)


def _arrives_soon(attempt: checks.Attempt, low: float, high: float) -> None:
    lr, beta = _pair(attempt, low, high)
    ours = steps_needed(low, high, *best_settings(low, high)) or 0
    enough = round(SLACK * ours + EXTRA)
    took = steps_needed(low, high, lr, beta, most=max(10 * enough, 600))
    if took is not None and took <= enough:
        return
    descent = steps_needed(low, high, 2 / (low + high), 0.0)
    came = "never arrives" if took is None else f"arrives at step {took}"
    checks.require(
        False,
        f"curvatures {low:g} and {high:g}:\n  {came}; {enough} is soon enough, "
        f"descent at its best rate needs {descent}.{_what_is_odd(attempt, lr, beta, low, high)}",
    )


def _what_is_odd(attempt: checks.Attempt, lr: float, beta: float, low: float, high: float) -> str:
    k = high / low
    root = (np.sqrt(k) - 1) / (np.sqrt(k) + 1)
    hints = {
        "That is descent.": 0.0,
        "k stands where its root belongs.": ((k - 1) / (k + 1)) ** 2,
        "That is the root of beta: square it.": root,
    }
    said = checks.hint_for(beta, hints)
    if lr >= 2 * (1 + beta) / high:
        return " It explodes: the limit with momentum is 2 (1 + beta) / high."
    if not said and _pair(attempt, 1.0, 1000.0)[1] == _pair(attempt, 1.0, 4.0)[1]:
        return " One beta for all ravines: flat ones need less."
    if not said and np.isclose(beta, root**2):
        return " This beta is right; lr must put both curvatures on a border."
    return said or " Put the smallest curvature on the left border, the largest on the right."
