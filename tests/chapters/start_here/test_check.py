"""The checks of notebook 00: solutions pass, and each plausible mistake meets its message."""
# ruff: noqa: N803 - X and W are the letters of the exercise

import math

import numpy as np
import pytest

from course_lib.chapters.start_here import check as start_here
from tests.checks.saying import said_of


def trained_to_the_end(iterations, n, batch_size):
    updates, epochs = 0, 0
    while updates < iterations:
        updates += len(range(0, n, batch_size))
        epochs += 1
    return epochs


SOLUTIONS = [
    (start_here.to_drop_rate, 1, lambda keep_prob: 1 - keep_prob),
    (start_here.to_drop_rate, 1, lambda keep_prob: -keep_prob + 1.0),
    (start_here.to_drop_rate, 1, lambda keep_prob: np.subtract(1, keep_prob)),
    (start_here.to_strength, 2, lambda lam, m: lam / m),
    (start_here.to_strength, 2, lambda lam, m: 2 * lam / (2 * m)),
    (start_here.to_epochs, 3, trained_to_the_end),
    (start_here.to_epochs, 3, lambda iterations, n, b: math.ceil(iterations / math.ceil(n / b))),
    (start_here.to_epochs, 3, lambda iterations, n, b: -(-iterations // -(-n // b))),
    (start_here.to_epochs, 3, lambda iterations, n, b: np.int64(np.ceil(iterations / -(-n // b)))),
    (start_here.to_rows, 4, lambda X, W, b: (X.T, W.T, b.T)),
    (start_here.to_rows, 4, lambda X, W, b: [X.T.copy(), W.transpose(), b.reshape(1, -1)]),
]


@pytest.mark.parametrize(("check", "number", "solution"), SOLUTIONS)
def test_solutions_pass(check, number, solution, capsys):
    out = said_of(check, solution, capsys)
    assert out.startswith(f"Exercise {number} ({check.__name__}): passed. ")
    assert "arguments untouched" in out


def in_place(keep_prob):
    keep_prob *= -1
    keep_prob += 1
    return keep_prob


def only_numbers(keep_prob):
    return 1 - float(np.mean(keep_prob))


DROP_RATE = [
    (lambda keep_prob: keep_prob, "keep_prob 0.8: expected 0.2, got 0.8. That is still the share"),
    (lambda keep_prob: keep_prob - 1, "expected 0.2, got -0.2. The sign is reversed."),
    (lambda keep_prob: 1 / keep_prob, "expected 0.2, got 1.25. A share of units is dropped, so"),
    (lambda keep_prob: 100 * (1 - keep_prob), "got 20. The course counts shares, not percent."),
    (lambda keep_prob: 0.2, "keep_prob 0.7: expected 0.3, got 0.2."),
    (lambda keep_prob: np.array([1 - keep_prob]), "the drop rate must be one number; got an array"),
    (lambda keep_prob: f"{1 - keep_prob}", "must be one number; got something of type str."),
    (in_place, "keep_prob was edited in place, and whoever passed it in has lost it:"),
    (only_numbers, "must be an array of shape (4,); got something of type float."),
    (lambda keep_prob: 1 - np.sort(keep_prob), "each entry has its own drop rate:"),
]
STRENGTH = [
    (lambda lam, m: lam, "lam 3, m 5: expected 0.6, got 3. That is lambda as it was."),
    (lambda lam, m: lam / (2 * m), "got 0.3. Both sides have a 2 below: it cancels."),
    (lambda lam, m: 2 * lam / m, "got 1.2. The 2 stands below the line on both sides"),
    (lambda lam, m: lam * m, "got 15. The sum is divided by m there"),
    (lambda lam, m: m / lam, "got 1.667. It is upside down."),
    (lambda lam, m: lam // m, "got 0. A whole number is too coarse: / and not //"),
    (lambda lam, m: np.full(m, lam / m), "the strength must be one number; got an array of shape"),
    (lambda lam, m: (lam / m,), "the strength must be one number; got a tuple of 1."),
    (lambda lam, m: lam / 5, "lam 0.6, m 150: expected 0.004, got 0.12."),
]
ceil = math.ceil
EPOCHS = [
    (lambda i, n, b: i * b / n, "must be a whole number of type int:\n  got 100, a float."),
    (lambda i, n, b: np.ceil(i / -(-n // b)), "of type int:\n  got 100, a float64."),
    (lambda i, n, b: [i] * n, "the number of epochs must be one number; got a list of 150."),
    (lambda i, n, b: i, "expected 100, got 1000. An iteration is one update here, not one pass."),
    (lambda i, n, b: ceil(n / b), "expected 100, got 10. Those are the updates of one epoch."),
    (lambda i, n, b: i * ceil(n / b), "expected 100, got 1e+04. An epoch has several iterations"),
    (lambda i, n, b: ceil(i / n), "expected 100, got 7. An iteration uses a whole batch, not one"),
    (lambda i, n, b: i // ceil(n / b) + 1, "got 101. What fits exactly needs no further epoch."),
    (lambda i, n, b: ceil(i * b / n), "batch_size 40: expected 10, got 12. Not every batch is"),
    (lambda i, n, b: ceil(i / (n // b)), "expected 10, got 15. The short batch was left out."),
    (lambda i, n, b: ceil(i / (n // b + 1)), "batch_size 15: expected 100, got 91."),
    (lambda i, n, b: ceil(i / ((n + b // 2) // b)), "n 129, batch_size 32: expected 100, got 125."),
    (lambda i, n, b: i // ceil(n / b), "expected 11, got 10. 10 epochs make 30 updates, one too"),
    (lambda i, n, b: round(i / ceil(n / b)), "expected 11, got 10. 10 epochs make 30 updates"),
    (
        lambda i, n, b: -(-i // -(-n // b)) if b <= n else 0,
        "a batch larger than the set is the whole set:\n  iterations 7, n 20, batch_size 32: exp",
    ),
]


def turned_in_place(X, W, b):
    X.shape = X.shape[::-1]
    return X, W.T, b.T


def edited_in_place(X, W, b):
    x, weights, bias = X.T.copy(), W.T.copy(), b.T.copy()
    X[...] = 0
    return x, weights, bias


def where_shapes_differ(X, W, b):
    return X.T, W if W.shape[0] == W.shape[1] else W.T, b.T


ROWS = [
    (lambda X, W, b: (X, W, b), "the new x must be an array of shape (4, 2); got an array of"),
    (lambda X, W, b: (X.T, W, b.T), "the new W must be an array of shape (2, 3); got an array of"),
    (lambda X, W, b: (X.T, W.T, b), "the new b must be an array of shape (1, 3); got an array of"),
    (lambda X, W, b: (X.T, W.T, b.ravel()), "of shape (1, 3); got an array of shape (3,)."),
    (lambda X, W, b: X.T @ W.T + b.T, "it must return the three (x, W, b); got an array of shape"),
    (lambda X, W, b: (W.T, X.T, b.T), "the new x must be an array of shape (4, 2); got an array"),
    (
        lambda X, W, b: (X.reshape(4, 2), W.T, b.T),
        "row i of x must be column i of X:\n  expected 1 5, got 1 2. reshape reads on along",
    ),
    (lambda X, W, b: (X.T[::-1], W.T, b.T), "expected 1 5, got 4 8."),
    (
        lambda X, W, b: (X.T, W.reshape(2, 3), b.T),
        "x @ W + b must be (W X + b), turned:\n  expected 1, got 26. W was reshaped; .T",
    ),
    (lambda X, W, b: (X.T, W.T, 0 * b.T), "got -9. The new b is not what b was."),
    (
        where_shapes_differ,
        "the same must hold where W is square and no shape complains:\n  expected 1, got",
    ),
    (turned_in_place, "row i of x must be column i of X"),
    (edited_in_place, "X was edited in place"),
]
MISTAKES = [
    *((start_here.to_drop_rate, *mistake) for mistake in DROP_RATE),
    *((start_here.to_strength, *mistake) for mistake in STRENGTH),
    *((start_here.to_epochs, *mistake) for mistake in EPOCHS),
    *((start_here.to_rows, *mistake) for mistake in ROWS),
]


@pytest.mark.parametrize(("check", "function", "message"), MISTAKES)
def test_mistakes(check, function, message, capsys):
    assert message in said_of(check, function, capsys)
