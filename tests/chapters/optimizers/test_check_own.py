"""The largest rate and the settings of momentum: right answers pass, mistakes meet their words."""

import numpy as np
import pytest

from course_lib.chapters.optimizers import check as optimizers
from course_lib.chapters.optimizers.momenta import best_settings, steps_needed
from tests.checks.saying import said_of


def rate_by_svd(x):
    """L is the square of the largest singular value of [x, 1], over n."""
    ones = np.column_stack([x, np.ones(len(x))])
    return 2 * len(x) / np.linalg.svd(ones, compute_uv=False)[0] ** 2


def rate_by_formula(x):
    a, b = float(np.mean(x**2)), float(np.mean(x))
    return 4 / (a + 1 + ((a - 1) ** 2 + 4 * b**2) ** 0.5)


def rate_by_trying(x):
    """The power method."""
    matrix = np.array([[np.mean(x**2), np.mean(x)], [np.mean(x), 1.0]])
    v = np.array([1.0, 0.37])
    for _ in range(2000):
        v = matrix @ v
        v /= np.linalg.norm(v)
    return np.float64(2 / (v @ matrix @ v))


RATES_RIGHT = [rate_by_svd, rate_by_formula, rate_by_trying]


def curvatures(x):
    return np.linalg.eigvalsh([[np.mean(x**2), np.mean(x)], [np.mean(x), 1.0]])


RATE_MISTAKES = [
    (lambda x: curvatures(x)[-1], "That is L: the rate is 2 / L."),
    (lambda x: 1 / curvatures(x)[-1], "That is 1 / L, or the matrix is twice too large"),
    (lambda x: 2 / curvatures(x)[0], "smallest curvature"),
    (lambda x: 2 / curvatures(x).sum(), "That is the trace"),
    (lambda x: 2 / curvatures(x).prod(), "That is the determinant"),
    (lambda x: 2 / np.mean(x**2), "That is w alone"),
    (lambda x: 2 / (len(x) * curvatures(x)[-1]), "Means, not sums"),
    (lambda x: 2 / np.linalg.eigvalsh([[np.var(x), np.mean(x)], [np.mean(x), 1]])[-1], "variance"),
    (lambda x: 2 / (np.mean(x) ** 2 + 1), "not the square of the mean"),
    (lambda x: 2 / curvatures(x), "must be one number"),
    (lambda x: curvatures(x), "must be one number"),
    (lambda x: 0.02, "the largest rate is 2 / L"),
]


def settings_by_search(low, high):
    """The best of a grid, in closed form: the larger of the two roots' sizes."""
    best = (np.inf, 0.0, 0.0)
    for beta in np.linspace(0, 0.95, 96):
        for lr in np.linspace(0.05, 0.999, 60) * 2 * (1 + beta) / high:
            worst = 0.0
            for curvature in (low, high):
                roots = np.roots([1, lr * curvature - 1 - beta, beta])
                worst = max(worst, *np.abs(roots))
            best = min(best, (worst, float(lr), float(beta)))
    return best[1], best[2]


def settings_by_borders(low, high):
    """The rate from the left border instead of the right one."""
    root = (high**0.5 - low**0.5) / (high**0.5 + low**0.5)
    return [(1 - root) ** 2 / low, root**2]


def settings_in_numpy(low, high):
    beta = np.float64(best_settings(low, high)[1])
    return np.float64(4 / (np.sqrt(low) + np.sqrt(high)) ** 2), beta


def settings_a_little_above(low, high):
    beta = 1.005 * best_settings(low, high)[1]
    return (1 + beta**0.5) ** 2 / high, beta


SETTINGS_RIGHT = [settings_by_borders, settings_in_numpy, settings_a_little_above]


def root_of(k):
    return (k**0.5 - 1) / (k**0.5 + 1)


def of_ratio(make):
    return lambda low, high: make(high / low, high)


SETTINGS_MISTAKES = [
    (lambda low, high: (2 / (low + high), 0.0), "That is descent."),
    (lambda low, high: (1 / high, 0.9), "One beta for all ravines: flat ones need less."),
    (lambda low, high: (2 * 1.95 / high, 0.9), "It explodes: the limit with momentum"),
    (of_ratio(lambda k, high: (1 / high, ((k - 1) / (k + 1)) ** 2)), "k stands where its root"),
    (
        of_ratio(lambda k, high: ((1 + root_of(k) ** 0.5) ** 2 / high, root_of(k))),
        "That is the root of beta: square it.",
    ),
    (lambda low, high: (1 / high, best_settings(low, high)[1]), "This beta is right"),
    (lambda low, high: (2 / (low + high), best_settings(low, high)[1]), "This beta is right"),
    (
        lambda low, high: (0.98 * best_settings(low, high)[0], best_settings(low, high)[1]),
        "left border",
    ),
    (
        lambda low, high: (1.02 * best_settings(low, high)[0], 1.02 * best_settings(low, high)[1]),
        "right border",
    ),
    (
        lambda low, high: (0.99 * best_settings(low, high)[0], 1.05 * best_settings(low, high)[1]),
        "larger than it need be",
    ),
    (lambda low, high: (4 / high, best_settings(low, high)[1]), "It explodes"),
    (lambda low, high: best_settings(1.0, high / low), "curvature 0.25 of 0.25 and 90"),
    (lambda low, high: (-0.1, 0.5), "lr must be above 0; got -0.1."),
    (lambda low, high: (0.5, 1.5), "Return lr first, then beta."),
    (lambda low, high: (0.1, 1.0), "beta must be at least 0 and below 1; got 1."),
    (lambda low, high: best_settings(low, high)[1], "the pair (lr, beta)"),
    (lambda low, high: (np.nan, 0.5), "lr must be above 0"),
]


@pytest.mark.parametrize("function", RATES_RIGHT)
def test_right_rates_pass(function, capsys):
    said = said_of(optimizers.largest_rate, function, capsys)
    assert said.startswith("Exercise 1 (largest_rate): passed. 5 rules checked:")


@pytest.mark.parametrize(("function", "message"), RATE_MISTAKES)
def test_mistakes_in_the_rate(function, message, capsys):
    said = said_of(optimizers.largest_rate, function, capsys)
    assert "not yet right" in said
    assert message in said


@pytest.mark.parametrize("function", SETTINGS_RIGHT)
def test_right_settings_pass(function, capsys):
    said = said_of(optimizers.settings, function, capsys)
    assert said.startswith("Exercise 6 (settings): passed. 5 rules checked:")


@pytest.mark.parametrize(("function", "message"), SETTINGS_MISTAKES)
def test_mistakes_in_the_settings(function, message, capsys):
    said = said_of(optimizers.settings, function, capsys)
    assert "not yet right" in said
    assert message in said


def test_the_formula_is_the_best_of_a_fine_search():
    for k in (4.0, 20.0):
        lr, beta = settings_by_search(1.0, k)
        assert beta == pytest.approx(best_settings(1.0, k)[1], abs=0.03)
        ours = steps_needed(1.0, k, *best_settings(1.0, k))
        assert abs(steps_needed(1.0, k, lr, beta) - ours) <= 4
