"""The checks of notebook 03b: solutions pass, and each plausible mistake meets its message."""

# ruff: noqa: N803, N806, E741 - letters as in the notebook: H the features, I the unit matrix

import re

import numpy as np
import pytest

from course_lib import engine
from course_lib.chapters.regularization_further import check as penalties
from tests.checks.saying import said_of

# Solutions, each in two ways.


def ridge_solved(H, t, strength):
    n, d = H.shape
    return np.linalg.solve(H.T @ H / n + strength * np.eye(d), H.T @ t / n)


def ridge_inverted(H, t, strength):
    n = len(H)
    return np.linalg.inv(H.T @ H + n * strength * np.identity(H.shape[1])) @ H.T @ t


def soft_by_sign(z, amount):
    return np.sign(z) * np.maximum(np.abs(z) - amount, 0)


def soft_by_cases(z, amount):
    return np.where(z > amount, z - amount, np.where(z < -amount, z + amount, 0.0))


def best_by_parts(H, t, w, j, strength):
    h = H[:, j]
    left_over = t - H @ w + h * w[j]
    return soft_by_sign(h @ left_over / len(t), strength) / np.mean(h**2)


def best_by_step(H, t, w, j, strength):
    size = H[:, j] @ H[:, j] / len(t)
    z = w[j] + H[:, j] @ (t - H @ w) / len(t) / size
    return np.sign(z) * max(abs(z) - strength / size, 0.0)


def three_large():
    weights = np.full(40, 0.1)
    weights[:3] = np.sqrt((4 - 37 * 0.01) / 3)
    return weights


def one_large():
    return np.array([np.sqrt(4 - 39 * 0.01)] + 39 * [-0.1])


SOLUTIONS = [
    (penalties.ridge_weights, "Exercise 1 (ridge_weights)", [ridge_solved, ridge_inverted]),
    (penalties.soft_threshold, "Exercise 2 (soft_threshold)", [soft_by_sign, soft_by_cases]),
    (penalties.best_weight, "Exercise 3 (best_weight)", [best_by_parts, best_by_step]),
    (penalties.my_truth, "Exercise 4 (my_truth)", [three_large, one_large]),
]


@pytest.mark.parametrize(("check", "title", "solutions"), SOLUTIONS)
def test_solutions_pass(check, title, solutions, capsys):
    for solution in solutions:
        assert re.match(
            rf"{re.escape(title)}: passed. \d rules checked:\n  ", said_of(check, solution, capsys)
        )


def test_the_solutions_are_what_the_engine_computes():
    rng = np.random.default_rng(0)
    features, targets = rng.standard_normal((9, 3)), rng.standard_normal((9, 1))
    H, t = features - features.mean(axis=0), targets - targets.mean()
    np.testing.assert_allclose(
        ridge_solved(H, t, 0.3), engine.ridge(features, targets, strength=0.3).weights
    )
    np.testing.assert_allclose(soft_by_sign(t, 0.4), engine.soft_threshold(t, 0.4))
    w = np.zeros(3)
    for _ in range(200):
        for j in range(3):
            w[j] = best_by_parts(H, t[:, 0], w, j, 0.2)
    np.testing.assert_allclose(
        w, engine.lasso(features, targets, strength=0.2).weights[:, 0], atol=1e-8
    )


# Mistakes, one line each, with the words that they must meet.


def ridge(make):
    """A mistake in terms of H.T @ H / n, H.T @ t / n, the strength, the unit matrix and n."""

    def attempt(H, t, strength):
        n, d = H.shape
        return make(H.T @ H / n, H.T @ t / n, strength, np.eye(d), n)

    return attempt


solve = np.linalg.solve


def ridge_in_place(H, t, strength):
    solution = ridge_solved(H, t, strength)
    H -= H.mean(axis=0) + 1
    return solution


RIDGE_MISTAKES = {
    "summed": (ridge(lambda G, m, s, I, n: solve(n * G + s * I, n * m)), "The loss is a mean"),
    "n on the left only": (
        ridge(lambda G, m, s, I, n: solve(G + s * I, n * m)), "so H.T @ t must be, too."
    ),
    "n on the right only": (
        ridge(lambda G, m, s, I, n: solve(n * G + s * I, m)), "so H.T @ H must be, too."
    ),
    "sign": (ridge(lambda G, m, s, I, n: solve(G - s * I, m)), "must pull towards 0"),
    "all reversed": (ridge(lambda G, m, s, I, n: -solve(G + s * I, m)), "The sign is reversed."),
    "everywhere": (ridge(lambda G, m, s, I, n: solve(G + s, m)), "stands on the diagonal"),
    "half": (ridge(lambda G, m, s, I, n: solve(G + s / 2 * I, m)), "not half of it"),
    "twice": (ridge(lambda G, m, s, I, n: solve(G + 2 * s * I, m)), "not twice that"),
    "no penalty": (ridge(lambda G, m, s, I, n: solve(G, m)), "The penalty has no effect."),
    "evenly": (ridge(lambda G, m, s, I, n: solve(G, m) / (1 + s)), "Not evenly"),
    "squared": (ridge(lambda G, m, s, I, n: solve(G + s**2 * I, m)), "not squared"),
    "strength by n": (
        ridge(lambda G, m, s, I, n: solve(G + s / n * I, m)), "The loss is a mean"
    ),
    "n of the notebook": (
        ridge(lambda G, m, s, I, n: solve(n * G / 12 + s * I, n * m / 12)), "len(H), not 12."
    ),
    "not solved": (ridge(lambda G, m, s, I, n: m), "H.T @ H is missing on the left"),
    "flat": (ridge(lambda G, m, s, I, n: solve(G + s * I, m)[:, 0]), "of shape (2, 1); got"),
    "in place": (ridge_in_place, "H was edited in place"),
}  # fmt: skip


@pytest.mark.parametrize("name", RIDGE_MISTAKES)
def test_mistakes_in_ridge(name, capsys):
    attempt, message = RIDGE_MISTAKES[name]
    assert message in said_of(penalties.ridge_weights, attempt, capsys)


def soft_one_by_one(z, amount):
    """Right for a flat array: its message must name what is asked."""
    out = np.zeros_like(z)
    for i, v in enumerate(z):
        out[i] = v - amount if v > amount else v + amount if v < -amount else 0.0
    return out


def soft_in_place(z, amount):
    z[np.abs(z) <= amount] = 0
    return soft_by_sign(z, amount)


SOFT_MISTAKES = {
    "hard": (lambda z, a: np.where(np.abs(z) > a, z, 0), "That is hard thresholding"),
    "sign lost": (lambda z, a: np.maximum(np.abs(z) - a, 0), "The sign is lost."),
    "negative cut": (lambda z, a: np.maximum(z - a, 0), "Negative ones count, too."),
    "z by its size": (
        lambda z, a: z / np.abs(z) * np.maximum(np.abs(z) - a, 0), "nan at z = 0: z / |z| has no"
    ),
    "z compared": (lambda z, a: np.where(z < a, z + a, z - a), "Compare the size |z|"),
    "past zero": (lambda z, a: z - a * np.sign(z), "It must stop at zero, not cross it."),
    "half": (
        lambda z, a: np.where(np.abs(z) <= a, 0, z - a / 2 * np.sign(z)), "not by half of it"
    ),
    "factor": (lambda z, a: z * (1 - a), "A factor never reaches zero: subtract."),
    "L2": (lambda z, a: z / (1 + a), "A factor never reaches zero; subtract."),
    "down": (lambda z, a: z - a, "Negative ones are pulled up"),
    "away": (lambda z, a: z + a * np.sign(z), "It pulls away from zero."),
    "clipped": (lambda z, a: np.clip(z, -a, a), "That is the part taken away"),
    "a list": (lambda z, a: list(soft_by_sign(z, a)), "must be an array of shape (6,)"),
    "in place": (soft_in_place, "z was edited in place"),
    "one number only": (lambda z, a: z - a if z > a else 0.0, "it stopped with ValueError"),
    "one axis only": (soft_one_by_one, "an array of any shape"),
}  # fmt: skip


@pytest.mark.parametrize("name", SOFT_MISTAKES)
def test_mistakes_in_the_threshold(name, capsys):
    attempt, message = SOFT_MISTAKES[name]
    assert message in said_of(penalties.soft_threshold, attempt, capsys)


def best(make):
    """A mistake in terms of h, what the others leave over, its parts, the strength and n."""

    def attempt(H, t, w, j, strength):
        h, n = H[:, j], len(t)
        return make(h, t - H @ w + h * w[j], t, H @ w, strength, n)

    return attempt


soft = soft_by_sign
BEST_MISTAKES = {
    "own part left in": (
        best(lambda h, r, t, Hw, s, n: soft(h @ (t - Hw) / n, s) / np.mean(h**2)),
        "put its own part back first",
    ),
    "size forgotten": (
        best(lambda h, r, t, Hw, s, n: soft(h @ r / n, s)), "a mean square of its own"
    ),
    "divided first": (
        best(lambda h, r, t, Hw, s, n: soft(h @ r / n / np.mean(h**2), s)), "First the distance"
    ),
    "lambda times the size": (
        best(lambda h, r, t, Hw, s, n: soft(h @ r / (h @ h), s * np.mean(h**2))),
        "divide lambda, too",
    ),
    "L2": (
        best(lambda h, r, t, Hw, s, n: h @ r / n / (np.mean(h**2) + s)), "L1 takes a distance"
    ),
    "no penalty": (
        best(lambda h, r, t, Hw, s, n: h @ r / (h @ h)), "The penalty has no effect."
    ),
    "the others ignored": (
        best(lambda h, r, t, Hw, s, n: soft(h @ t / n, s) / np.mean(h**2)), "take it off t"
    ),
    "half": (
        best(lambda h, r, t, Hw, s, n: soft(h @ r / n, s / 2) / np.mean(h**2)), "not half of it"
    ),
    "n missing": (
        best(lambda h, r, t, Hw, s, n: soft(h @ r, s) / (h @ h)), "divide by n above and below"
    ),
    "n missing above": (
        best(lambda h, r, t, Hw, s, n: soft(h @ r, s) / np.mean(h**2)), "n above and below"
    ),
    "n missing below": (
        best(lambda h, r, t, Hw, s, n: soft(h @ r / n, s) / (h @ h)), "expected 3"
    ),
    "reversed": (
        best(lambda h, r, t, Hw, s, n: -soft(h @ r / n, s) / np.mean(h**2)), "sign is reversed"
    ),
    "all of them": (lambda H, t, w, j, strength: w, "the result must be one number"),
}  # fmt: skip


@pytest.mark.parametrize("name", BEST_MISTAKES)
def test_mistakes_in_one_weight(name, capsys):
    attempt, message = BEST_MISTAKES[name]
    assert message in said_of(penalties.best_weight, attempt, capsys)


def of_squares(*sizes):
    """40 weights of these sizes, in equal parts, stretched until the squares add up to 4."""
    weights = np.resize(np.array(sizes, float), 40)
    return lambda: weights * np.sqrt(4 / np.sum(weights**2))


def large_ones(k):
    """The k largest carry what 40 - k of the smallest size leave over."""
    return lambda: np.array(k * [np.sqrt((4 - (40 - k) * 0.01) / k)] + (40 - k) * [0.1])


TRUTH_MISTAKES = {
    "all alike": (of_squares(1.0), "all alike, which is what L2 assumes"),
    "signs only": (of_squares(1.0, -1.0), "all alike"),
    "half large": (of_squares(2.0, 0.8), "20 large ones are too many"),
    "a third large": (of_squares(2.0, 0.8, 0.8), "14 large ones are too many"),
    "a slope": (of_squares(*np.linspace(0.5, 1.5, 40)), "large ones are too many"),
    "ten large": (large_ones(10), "10 large ones are too many"),
    "the others large, too": (of_squares(2.0, *(39 * [0.5])), "too much lies elsewhere"),
    "zeros": (lambda: np.array([2.0] + 39 * [0.0]), "nearer to zero than 0.1"),
    "nearly zeros": (lambda: np.array([2.0] + 39 * [1e-3]), "nearer to zero than 0.1"),
    "too much": (lambda: np.array([2.0] + 39 * [0.1]), "they give 4.39"),
    "not scaled": (lambda: np.ones(40), "they give 40"),
    "39 of them": (lambda: np.full(39, 0.3), "of shape (40,)"),
    "a column": (lambda: np.full((40, 1), np.sqrt(0.1)), "of shape (40,)"),
}


@pytest.mark.parametrize("name", TRUTH_MISTAKES)
def test_mistakes_in_a_truth(name, capsys):
    attempt, message = TRUTH_MISTAKES[name]
    assert message in said_of(penalties.my_truth, attempt, capsys)
