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


def freedom_by_svd(H, strength):
    s = np.linalg.svd(H, compute_uv=False)
    return np.sum(s**2 / (s**2 + len(H) * strength))


def freedom_by_trace(H, strength):
    gram = H.T @ H / len(H)
    return float(np.trace(gram @ np.linalg.inv(gram + strength * np.eye(len(gram)))))


def soft_by_sign(z, amount):
    return np.sign(z) * np.maximum(np.abs(z) - amount, 0)


def soft_by_cases(z, amount):
    return np.where(z > amount, z - amount, np.where(z < -amount, z + amount, 0.0))


def ours_by_cases(number, form, m):
    if form in ("lambda/2m", "summed"):
        return number / m
    return 2 * number if form == "no half" else number


def ours_by_table(number, form, m):
    return number * {"lambda/2": 1, "lambda/2m": 1 / m, "summed": 1 / m, "no half": 2}[form]


SOLUTIONS = [
    (penalties.ridge_weights, "Exercise 1 (ridge_weights)", [ridge_solved, ridge_inverted]),
    (
        penalties.degrees_of_freedom,
        "Exercise 2 (degrees_of_freedom)",
        [freedom_by_svd, freedom_by_trace],
    ),
    (penalties.soft_threshold, "Exercise 3 (soft_threshold)", [soft_by_sign, soft_by_cases]),
    (penalties.to_ours, "Exercise 4 (to_ours)", [ours_by_cases, ours_by_table]),
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
    np.testing.assert_allclose(
        freedom_by_svd(H, 0.3), engine.effective_degrees_of_freedom(features, 0.3)
    )
    np.testing.assert_allclose(soft_by_sign(t, 0.4), engine.soft_threshold(t, 0.4))


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


def freedom(make):
    def attempt(H, strength):
        return float(make(np.linalg.svd(H, compute_uv=False), len(H), strength))

    return attempt


FREEDOM_MISTAKES = {
    "not squared": (freedom(lambda s, n, k: (s / (s + n * k)).sum()), "are not squared"),
    "n missing": (freedom(lambda s, n, k: (s**2 / (s**2 + k)).sum()), "n is missing"),
    "mean": (freedom(lambda s, n, k: (s**2 / (s**2 + n * k)).mean()), "add all of them"),
    "lost": (freedom(lambda s, n, k: (n * k / (s**2 + n * k)).sum()), "what the penalty takes"),
    "fourth powers": (freedom(lambda s, n, k: (s**4 / (s**4 + n * k)).sum()), "squared twice"),
    "no penalty": (freedom(lambda s, n, k: len(s)), "The penalty has no effect."),
    "n of features": (
        freedom(lambda s, n, k: (s**2 / (s**2 + len(s) * k)).sum()), "not of features"
    ),
    "n of the plane": (freedom(lambda s, n, k: (s**2 / (s**2 + 4 * k)).sum()), "len(H), not 4."),
    "n of the wave": (freedom(lambda s, n, k: (s**2 / (s**2 + 12 * k)).sum()), "len(H), not 12;"),
    "summed first": (
        freedom(lambda s, n, k: (s**2).sum() / ((s**2).sum() + n * k) * (2 if k == 0 else 1)),
        "divide first, then add",
    ),
    "columns": (
        lambda H, strength: sum(
            (H[:, j] ** 2).sum() / ((H[:, j] ** 2).sum() + len(H) * strength) for j in range(2)
        ),
        "the lengths of the columns",
    ),
    "an array": (lambda H, strength: np.array([2.0, 1.0]), "the result must be one number"),
}  # fmt: skip


@pytest.mark.parametrize("name", FREEDOM_MISTAKES)
def test_mistakes_in_the_freedom(name, capsys):
    attempt, message = FREEDOM_MISTAKES[name]
    assert message in said_of(penalties.degrees_of_freedom, attempt, capsys)


def soft_in_place(z, amount):
    z[np.abs(z) <= amount] = 0
    return soft_by_sign(z, amount)


SOFT_MISTAKES = {
    "hard": (lambda z, a: np.where(np.abs(z) > a, z, 0), "That is hard thresholding"),
    "sign lost": (lambda z, a: np.maximum(np.abs(z) - a, 0), "The sign is lost."),
    "negative cut": (lambda z, a: np.maximum(z - a, 0), "Negative ones count, too."),
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
}  # fmt: skip


@pytest.mark.parametrize("name", SOFT_MISTAKES)
def test_mistakes_in_the_threshold(name, capsys):
    attempt, message = SOFT_MISTAKES[name]
    assert message in said_of(penalties.soft_threshold, attempt, capsys)


def table(**changed):
    """A table of factors with a mistake in it: functions of m."""
    forms = {"lambda/2": lambda m: 1, "lambda/2m": lambda m: 1 / m, "summed": lambda m: 1 / m}
    forms |= {"no half": lambda m: 2}
    forms |= {name.replace("_", " "): factor for name, factor in changed.items() if name != "over"}
    forms |= {"lambda/2m": changed["over"]} if "over" in changed else {}
    return lambda number, form, m: number * forms[form](m)


OURS_MISTAKES = {
    "wrong way": (table(over=lambda m: m), "the way from ours to theirs: divide."),
    "m missing": (table(over=lambda m: 1), "m is missing."),
    "2m": (table(over=lambda m: 1 / (2 * m)), "The 2 stands in both forms"),
    "m twice": (table(over=lambda m: 1 / m**2), "Divide by m once."),
    "summed without m": (table(summed=lambda m: 1), "m is missing: divide all of it by m"),
    "summed the wrong way": (table(summed=lambda m: m), "the way from ours to theirs"),
    "summed twice": (table(summed=lambda m: 2 / m), "The half stands in both forms."),
    "half not seen": (table(no_half=lambda m: 1), "The half is missing there"),
    "half the wrong way": (table(no_half=lambda m: 0.5), "twice, not half"),
    "half with m": (table(no_half=lambda m: 2 / m), "No m stands in it."),
    "ours by m": (lambda number, form, m: number / m, "No m stands in our form."),
    "m of the notebook": (
        lambda number, form, m: ours_by_cases(number, form, 200),
        "the same must hold for any numbers (lambda/2m)",
    ),
    "words": (lambda number, form, m: "0.03", "the result must be one number"),
}


@pytest.mark.parametrize("name", OURS_MISTAKES)
def test_mistakes_in_the_translation(name, capsys):
    attempt, message = OURS_MISTAKES[name]
    assert message in said_of(penalties.to_ours, attempt, capsys)
