"""The checks of notebook 04: solutions pass, and each plausible mistake meets its message."""

import numpy as np
import pytest

from course_lib.chapters.initialization import check as initialization
from course_lib.chapters.initialization import sick
from tests.checks.saying import said_of

# Solutions, as readers may write them.


def distinct_by_unique(grad_w):
    return len(np.unique(grad_w.round(9), axis=1).T)


def distinct_by_set(grad_w):
    return len({tuple(column.round(9)) for column in grad_w.T})


def distinct_by_comparing(grad_w):
    kept = []
    for column in grad_w.T:
        if not any(np.abs(column - other).max() < 1e-9 for other in kept):
            kept.append(column)
    return len(kept)


def std_of_the_mean_square(target, x):
    return target / np.sqrt(x.shape[1] * (x**2).mean())


def std_of_the_sum_of_squares(target, x):
    return target / (x**2).sum(axis=1).mean() ** 0.5


def own_by_halving(f, n_in):
    z = np.random.default_rng(1).standard_normal(100_000)
    low, high = 0.01, 100.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if np.mean(f(middle * z) ** 2) < 1 else (low, middle)
    return low / n_in**0.5


def own_on_a_grid(f, n_in):
    z = np.linspace(-8, 8, 4001)
    weights = np.exp(-(z**2) / 2) / np.exp(-(z**2) / 2).sum()
    gains = np.geomspace(0.3, 5, 2000)
    sizes = np.array([(f(g * z) ** 2) @ weights for g in gains])
    return gains[np.argmin(abs(sizes - 1))] / np.sqrt(n_in)


def treated():
    return {"E": "redraw", "A": "larger", "C": "leave", "D": "smaller", "B": "biases"}


def treated_by_zip():
    return dict(zip("ABCDE", ["larger", "biases", "leave", "smaller", "redraw"], strict=True))


def treated_by_reading():
    found = {}
    for name in sick.FAULTS:
        seen = sick.read(sick.started(name))
        if len(np.unique(seen.grad_W.round(9), axis=1).T) == 1 and dead_by_all(seen.z) == 0:
            found[name] = "redraw"
        elif dead_by_all(seen.z) > 32:
            found[name] = "biases"
        elif seen.loss > 10:
            found[name] = "smaller"
        else:
            found[name] = "leave" if seen.outputs[-1] > 0.1 else "larger"
    return found


def dead_by_all(z):
    return (z <= 0).all(axis=0).sum()


def dead_by_max(z):
    return int(sum(column.max() <= 0 for column in z.T))


def dead_by_relu(z):
    return z.shape[1] - np.count_nonzero(np.maximum(z, 0).sum(axis=0))


SOLUTIONS = [
    ("distinct_units", 1, 8, [distinct_by_unique, distinct_by_set, distinct_by_comparing]),
    ("weight_std", 2, 6, [std_of_the_mean_square, std_of_the_sum_of_squares]),
    ("own_std", 3, 10, [own_by_halving, own_on_a_grid]),
    ("dead_units", 4, 7, [dead_by_all, dead_by_max, dead_by_relu]),
    ("treatments", 5, 7, [treated, treated_by_zip, treated_by_reading]),
]


@pytest.mark.parametrize(("name", "number", "count", "solutions"), SOLUTIONS)
def test_solutions_pass(name, number, count, solutions, capsys):
    for solution in solutions:
        out = said_of(getattr(initialization, name), solution, capsys)
        assert out.startswith(f"Exercise {number} ({name}): passed. {count} rules checked:\n  ")


# Mistakes


def only_neighbours(grad_w):
    return 1 + sum(not np.allclose(a, b) for a, b in zip(grad_w.T[:-1], grad_w.T[1:], strict=True))


def sorts_in_place(grad_w):
    count = distinct_by_unique(grad_w)
    grad_w.sort()
    return count


def rounds_in_place(grad_w):
    grad_w.round(9, out=grad_w)
    return len(np.unique(grad_w, axis=1).T)


COUNT_ONCE = "units with the same column count once:\n  4 equal columns of 3 inputs: expected 1, "
DISTINCT_MISTAKES = [
    (lambda g: len(np.unique(g.round(9), axis=0)), f"{COUNT_ONCE}got 3. A unit is a column"),
    (lambda g: len(np.unique(g.round(9), axis=1)), f"{COUNT_ONCE}got 3. A unit is a column"),
    (lambda g: g.shape[1], f"{COUNT_ONCE}got 4. That is the number of units."),
    (lambda g: len(np.unique(g.round(9))), f"{COUNT_ONCE}got 3."),
    (lambda g: len(np.unique(g.round(9).sum(axis=0))), "(1, 2, 3) and (3, 2, 1): expected 2, got"),
    (lambda g: len(np.unique(g[0].round(9))), "columns a b a c a: expected 3, got 2."),
    (only_neighbours, "columns a b a c a: expected 3, got 5. Compare each column with all others"),
    (lambda g: len(np.unique(g, axis=1).T), "two columns 1e-13 apart: expected 1, got 2. Sums in"),
    (lambda g: len(np.unique(g.round(2), axis=1).T), "two columns 1e-6 apart: expected 2, got 1."),
    (lambda g: bool(np.allclose(g, g[:, :1])), "it must return a count, not True or False."),
    (lambda g: g.shape[1] - distinct_by_unique(g), f"{COUNT_ONCE}got 3."),
    (lambda g: np.unique(g.round(9), axis=1), "the count must be one number; got an array of"),
    (lambda g: np.linalg.matrix_rank(g), "3 columns of zeros: expected 1, got 0."),
    (sorts_in_place, "grad_W was edited in place"),
    (rounds_in_place, "grad_W was edited in place"),
]


@pytest.mark.parametrize(("function", "message"), DISTINCT_MISTAKES)
def test_mistakes_in_distinct_units(function, message, capsys):
    out = said_of(initialization.distinct_units, function, capsys)
    assert out.startswith("Exercise 1 (distinct_units): not yet right: ") or "in place" in out
    assert message in out


def squares_in_place(target, x):
    x *= x
    return target / np.sqrt(x.shape[1] * x.mean())


FIRST = "with inputs of mean square 1 it must be 1 / sqrt(n_in):\n  target 1, n_in 5, x**2 1: "
STD_MISTAKES = [
    (lambda t, x: t**2 / (x.shape[1] * (x**2).mean()), "expected 0.4472, got 0.2. That is a var"),
    (lambda t, x: std_of_the_mean_square(t, x) ** 0.5, "got 0.6687. That is the root of a std"),
    (lambda t, x: t / np.sqrt(len(x) * (x**2).mean()), "got 0.5. Divide by n_in, the number of"),
    (lambda t, x: t / (x.shape[1] * (x**2).mean() ** 0.5), "got 0.2. That is a variance"),
    (lambda t, x: t * np.sqrt(x.shape[1] * (x**2).mean()), "got 2.236. Turn it around"),
    (lambda t, x: t / np.sqrt((x**2).mean()), "got 1. The sum over n_in inputs is missing."),
    (lambda t, x: 1 / np.sqrt(x.shape[1] * (x**2).mean()), "got 0.4472. The target is missing."),
    (lambda t, x: t**2 / np.sqrt(x.shape[1] * (x**2).mean()), "got 4.025. The target enters as"),
    (lambda t, x: t / np.sqrt(x.shape[1]), "expected 0.1491, got 0.4472. The size of the inputs"),
    (lambda t, x: t / np.sqrt(x.shape[1] * x.var()), "got 0.8165. Inputs with a mean count too"),
    (lambda t, x: t / np.sqrt((x**2).sum(axis=1)), "the std must be one number; got an array of"),
    (lambda t, x: t / np.sqrt((x**2).sum()), "got 0.2236."),
    (lambda t, x: 2**0.5 * std_of_the_mean_square(t, x), "Nothing is said of ReLU"),
    (lambda t, x: std_of_the_mean_square(t**0.5, x), "The target enters as it is, without a root."),
    (squares_in_place, "x was edited in place"),
]


@pytest.mark.parametrize(("function", "message"), STD_MISTAKES)
def test_mistakes_in_the_std(function, message, capsys):
    out = said_of(initialization.weight_std, function, capsys)
    assert out.startswith("Exercise 2 (weight_std): ")
    assert message in out


def test_the_first_message_of_the_std_names_its_input(capsys):
    out = said_of(initialization.weight_std, lambda target, x: 0.3, capsys)
    assert f"{FIRST}expected 0.4472, got 0.3." in out


def of_the_spread(f, n_in):
    z = np.random.default_rng(0).standard_normal(100_000)
    return 1 / (np.std(f(z)) * n_in**0.5)


def once(f, n_in):
    z = np.random.default_rng(0).standard_normal(100_000)
    return 1 / (np.mean(f(z) ** 2) * n_in) ** 0.5


OWN_MISTAKES = [
    (lambda f, n_in: (2 / n_in) ** 0.5, "n_in 100:\n  after one layer the mean square is 1.25"),
    (lambda f, n_in: (1 / n_in) ** 0.5, "That is LeCun's, which is for no function."),
    (lambda f, n_in: own_on_a_grid(f, n_in) ** 2, "That is a variance: take its root."),
    (lambda f, n_in: own_on_a_grid(f, 1), "divide by its root."),
    (lambda f, n_in: own_on_a_grid(f, 1) / n_in, "Divide by the root of n_in, not by n_in."),
    (lambda f, n_in: 1.05 * own_on_a_grid(f, n_in), "Nearly: draw more numbers, some 100 000."),
    (lambda f, n_in: own_on_a_grid(f, 100), "n_in 30:\n  after one layer the mean square is 0.3"),
    (once, "measure it where the std puts it."),
    (of_the_spread, "not the variance of f(z)."),
    (lambda f, n_in: np.nan, "a std is positive and finite; got nan."),
    (lambda f, n_in: -own_on_a_grid(f, n_in), "a std is positive and finite; got -"),
    (lambda f, n_in: None, "own_std"),
]


@pytest.mark.parametrize(("function", "message"), OWN_MISTAKES)
def test_mistakes_in_ones_own_std(function, message, capsys):
    out = said_of(initialization.own_std, function, capsys)
    assert out.startswith("Exercise 3 (own_std): ")
    assert "passed" not in out
    assert message in out


TREATMENT_MISTAKES = [
    (lambda: treated() | {"A": "smaller"}, 'start A: "smaller" is not what it lacks.'),
    (lambda: treated() | {"B": "larger"}, "Look at how many of its units are dead."),
    (lambda: treated() | {"D": "redraw"}, "another start has no other remedy"),
    (lambda: treated() | {"C": "redraw"}, "do not mend what works."),
    (lambda: treated() | {"D": "leave"}, "Look at its first loss"),
    (lambda: treated() | {"E": "larger"}, "Look at how many units it really has."),
    (lambda: treated() | {"E": "He"}, "start E: needed one of larger, smaller, redraw"),
    (lambda: {"A": "larger"}, "needed a dict with a remedy for each of A, B, C, D, E"),
    (lambda: list(treated().values()), "needed a dict"),
]


@pytest.mark.parametrize(("function", "message"), TREATMENT_MISTAKES)
def test_mistakes_in_the_treatments(function, message, capsys):
    assert message in said_of(initialization.treatments, function, capsys)


def rectifies_in_place(z):
    np.maximum(z, 0, out=z)
    return int((z == 0).all(axis=0).sum())


DEAD_MISTAKES = [
    (lambda z: (z <= 0).any(axis=0).sum(), "one always below 0, one sometimes: expected 1, got 2."),
    (
        lambda z: (z <= 0).all(axis=1).sum(),
        "expected 1, got 0. A unit is a column of z, not",
    ),
    (lambda z: (z <= 0).all(axis=0).mean(), "expected 1, got 0.3333. That is a share: count."),
    (lambda z: (z > 0).any(axis=0).sum(), "expected 1, got 2."),
    (lambda z: (z < 0).all(axis=0).sum(), "at z = 0 ReLU puts out 0, with gradient 0"),
    (lambda z: (z.mean(axis=0) <= 0).sum(), "however negative the others are:\n  1 unit, z = -9,"),
    (lambda z: (np.median(z, axis=0) <= 0).sum(), "z = -9, -9, 1: expected 0, got 1."),
    (lambda z: (z[0] <= 0).sum(), "2 examples, 4 units, two of them always below 0: expected 2,"),
    (lambda z: (z <= 0).sum(), "expected 1, got 6."),
    (lambda z: (z <= 0).all(axis=0), "the count must be one number; got an array of shape (3,)."),
    (lambda z: (z <= 0).all(), "the count must be one number; got something of type bool."),
    (rectifies_in_place, "z was edited in place"),
]


@pytest.mark.parametrize(("function", "message"), DEAD_MISTAKES)
def test_mistakes_in_the_dead_units(function, message, capsys):
    out = said_of(initialization.dead_units, function, capsys)
    assert out.startswith("Exercise 4 (dead_units): ")
    assert message in out
