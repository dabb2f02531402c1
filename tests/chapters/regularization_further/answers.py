"""Answers of notebook 03b by other routes: RIGHT; SEEN, whose messages are tested; WRONG."""
# ruff: noqa: N803 - W and the like are the letters of the exercises

import numpy as np

from course_lib import engine
from tests.chapters.regularization_further.test_check import (
    FREEDOM_MISTAKES,
    OURS_MISTAKES,
    RIDGE_MISTAKES,
    SOFT_MISTAKES,
    SOLUTIONS,
)


def ridge_by_more_rows(H, t, strength):
    n, d = H.shape
    rows = np.vstack([H, np.sqrt(n * strength) * np.eye(d)])
    return np.linalg.lstsq(rows, np.vstack([t, np.zeros((d, 1))]), rcond=None)[0]


def freedom_by_trace(H, strength):
    gram = H.T @ H / len(H)
    return np.trace(gram @ np.linalg.inv(gram + strength * np.eye(len(gram))))


def soft_by_cases(z, amount):
    return np.where(z > amount, z - amount, np.where(z < -amount, z + amount, 0.0))


def soft_by_vectorize(z, amount):
    def one(x):
        return x - amount if x > amount else x + amount if x < -amount else 0.0

    return np.vectorize(one, otypes=[float])(z)


def ours_by_match(number, form, m):
    match form:
        case "no half":
            return number + number
        case "lambda/2":
            return number
    return np.divide(number, m)


RIGHT = {check.__name__: dict(enumerate(known)) for check, _, known in SOLUTIONS}
RIGHT["ridge_weights"]["more rows"] = ridge_by_more_rows
RIGHT["degrees_of_freedom"]["engine"] = engine.effective_degrees_of_freedom  # a 0-d array
RIGHT["degrees_of_freedom"]["trace"] = freedom_by_trace
RIGHT["soft_threshold"] |= {"cases": soft_by_cases, "vectorize": soft_by_vectorize}
RIGHT["to_ours"]["match"] = ours_by_match
RIGHT["to_ours"]["select"] = lambda number, form, m: np.select(
    [form == "lambda/2", form == "no half"], [number, 2 * number], number / m
)
SEEN = {
    "ridge_weights": RIDGE_MISTAKES,
    "degrees_of_freedom": FREEDOM_MISTAKES,
    "soft_threshold": SOFT_MISTAKES,
    "to_ours": OURS_MISTAKES,
}
WRONG = {
    "ridge_weights": {
        "two features": lambda H, t, strength: np.linalg.solve(
            H.T @ H / len(H) + strength * np.eye(2), H.T @ t / len(H)
        ),
    },
    "degrees_of_freedom": {},
    "soft_threshold": {
        "1e-12 is left": lambda z, amount: np.sign(z) * np.maximum(np.abs(z) - amount, 1e-12),
        "1e-10 is left": lambda z, amount: soft_by_cases(z, amount) + 1e-10 * (abs(z) <= amount),
    },
    "to_ours": {
        "three decimals": lambda number, form, m: round(float(ours_by_match(number, form, m)), 3),
    },
}
