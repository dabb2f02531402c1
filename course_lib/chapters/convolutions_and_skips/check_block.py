"""Check of exercise 3: a residual block, forward and back."""

from collections.abc import Callable
from typing import Any

import numpy as np

from course_lib import checks

X = np.array([[1.0, -2.0], [0.5, 3.0]])
GRAD = np.array([[1.0, 10.0], [-1.0, 2.0]])


def _linear(weights: checks.Floats) -> list[Callable[[Any], Any]]:
    return [lambda x: x @ weights, lambda grad: grad @ weights.T]


WEIGHTS = np.array([[2.0, 1.0], [0.0, -3.0]])


def block(function: object) -> None:
    """Check ``block(x, f, f_back)``, which returns ``(y, back)``; back goes from grad_y to grad_x.

    Examples
    --------
    >>> block(lambda x, f, f_back: (x + f(x), f_back))
    Exercise 3 (block): not yet right: the gradient goes both ways, through f and around it:
      expected 13, got 12. The way around is missing: x stands in y, too.
    """
    rules = [
        checks.rule("y and a function", _made, X, WEIGHTS),
        _forward,
        _backward,
        _of_a_block_that_does_nothing,
        inputs_drawn_anew,
    ]
    checks.report("convolutions_and_skips", 3, "block", function, rules)


def _made(attempt: checks.Attempt, x: checks.Floats, weights: checks.Floats) -> tuple[Any, Any]:
    f, f_back = _linear(weights)
    y, back = checks.require_pair("(y, back)", attempt(x=x, f=f, f_back=f_back))
    got = checks.describe(back)
    checks.require(callable(back), f"back must be a function of grad_y; got {got}.")
    return checks.require_array("y", y, x.shape), back


def _gone_back(back: Any, grad: checks.Floats) -> checks.Floats:
    given = grad.copy()
    try:
        got = back(given)
    except Exception as error:
        checks.require(False, f"back(grad_y) raised {type(error).__name__}: {error}")
    checks.require(np.array_equal(given, grad), "back must leave grad_y as it is.")
    return checks.require_array("what back gives", got, grad.shape)


def _forward(attempt: checks.Attempt) -> None:
    through = X @ WEIGHTS
    hints = {
        "x is missing: it goes around f.": through,
        "f(x) is missing.": X,
        "The sum, not the difference.": X - through,
        "That is f(x) - x.": through - X,
        "That is x times f(x).": X * through,
        "x goes around once.": 2 * X + through,
        "A sum, not a mean.": (X + through) / 2,
    }
    rule = "y is x, with f(x) added"
    checks.require_equal(rule, _made(attempt, X, WEIGHTS)[0], X + through, hints)


def _backward(attempt: checks.Attempt) -> None:
    through = GRAD @ WEIGHTS.T
    hints = {
        "The way around is missing: x stands in y, too.": through,
        "The way through f is missing.": GRAD,
        "The two ways add up.": GRAD - through,
        "The two ways add up, they do not multiply.": GRAD * through,
        "The two ways add up: f_back(grad_y) has grad_y in it already.": GRAD * (1 + through),
        "f_back goes from grad_y, not from x.": GRAD + X @ WEIGHTS.T,
        "A sum, not a mean.": (GRAD + through) / 2,
        "The way around adds grad_y, not 1.": 1 + through,
        "Through f it goes by f_back, not by f.": GRAD + GRAD @ WEIGHTS,
        "f_back goes once.": GRAD + 2 * through,
        "The way around adds grad_y once.": 2 * GRAD + through,
        "The way around adds grad_y, not x.": X + through,
    }
    rule = "the gradient goes both ways, through f and around it"
    got = _gone_back(_made(attempt, X, WEIGHTS)[1], GRAD)
    checks.require_equal(rule, got, GRAD + through, hints)


def _of_a_block_that_does_nothing(attempt: checks.Attempt) -> None:
    y, back = _made(attempt, X, np.zeros((2, 2)))
    rule = "where f gives 0, the block passes all on, forward and back"
    checks.require_equal(rule, y, X)
    checks.require_equal(rule, _gone_back(back, GRAD), GRAD)


def inputs_drawn_anew(attempt: checks.Attempt) -> None:
    """Three blocks with weights of their own; each way back belongs to its own block."""
    rows, features = checks.size(1, 4), checks.size(1, 5)
    made = []
    x, weights, grad = checks.draw(
        checks.array(rows, features), checks.array(features, features), checks.array(rows, features)
    )
    for scale in (1.0, 0.5, -2.0):
        y, back = _made(attempt, scale * x, scale * weights)
        checks.require_equal("it must hold for any inputs", y, scale * x + scale**2 * (x @ weights))
        made.append((scale, back))
    for scale, back in made:
        right = grad + grad @ (scale * weights).T
        checks.require_equal(
            "each way back belongs to its own block", _gone_back(back, grad), right
        )
