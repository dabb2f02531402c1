"""Answers of notebook 03b by other routes: RIGHT; SEEN, whose messages are tested; WRONG."""
# ruff: noqa: N803 - H and the like are the letters of the exercises

import numpy as np

from course_lib import engine
from tests.chapters.regularization_further.test_check import (
    BEST_MISTAKES,
    RIDGE_MISTAKES,
    SOFT_MISTAKES,
    SOLUTIONS,
    TRUTH_MISTAKES,
)


def ridge_by_more_rows(H, t, strength):
    n, d = H.shape
    rows = np.vstack([H, np.sqrt(n * strength) * np.eye(d)])
    return np.linalg.lstsq(rows, np.vstack([t, np.zeros((d, 1))]), rcond=None)[0]


def soft_by_cases(z, amount):
    return np.where(z > amount, z - amount, np.where(z < -amount, z + amount, 0.0))


def soft_by_vectorize(z, amount):
    def one(x):
        return x - amount if x > amount else x + amount if x < -amount else 0.0

    return np.vectorize(one, otypes=[float])(z)


def best_by_the_others(H, t, w, j, strength):
    others = [k for k in range(H.shape[1]) if k != j]
    left_over = t - H[:, others] @ w[others]
    return engine.soft_threshold(H[:, j] @ left_over, len(t) * strength) / (H[:, j] @ H[:, j])


def three_by_list():
    rest = 37 * [0.1]
    return np.array(3 * [(3.63 / 3) ** 0.5] + rest)


RIGHT = {check.__name__: dict(enumerate(known)) for check, _, known in SOLUTIONS}
RIGHT["ridge_weights"]["more rows"] = ridge_by_more_rows
RIGHT["soft_threshold"] |= {"cases": soft_by_cases, "vectorize": soft_by_vectorize}
RIGHT["best_weight"]["the others"] = best_by_the_others
RIGHT["my_truth"]["a list"] = three_by_list
SEEN = {
    "best_weight": BEST_MISTAKES,
    "my_truth": TRUTH_MISTAKES,
    "ridge_weights": RIDGE_MISTAKES,
    "soft_threshold": SOFT_MISTAKES,
}
WRONG = {
    "ridge_weights": {
        "two features": lambda H, t, strength: np.linalg.solve(
            H.T @ H / len(H) + strength * np.eye(2), H.T @ t / len(H)
        ),
    },
    "soft_threshold": {
        "1e-12 is left": lambda z, amount: np.sign(z) * np.maximum(np.abs(z) - amount, 1e-12),
        "1e-10 is left": lambda z, amount: soft_by_cases(z, amount) + 1e-10 * (abs(z) <= amount),
    },
    "best_weight": {
        "8 examples": lambda H, t, w, j, strength: (
            engine.soft_threshold(H[:, j] @ (t - H @ w + H[:, j] * w[j]) / 8, strength)
            / (H[:, j] @ H[:, j] / 8)
        ),
        "of the example": lambda H, t, w, j, strength: 3.0,
    },
    "my_truth": {},
}
