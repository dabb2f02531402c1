"""The checks of notebook 02: solutions pass, and each plausible mistake meets its message."""

import numpy as np
import pytest

from course_lib.chapters.bias_and_variance import check as bias_variance
from tests.checks.saying import said_of

# Solutions, as readers may write them.


def rate_by_formula(wrong):
    rate = wrong.mean()
    return rate, np.sqrt(rate * (1 - rate) / len(wrong))


def rate_by_std(wrong):
    return sum(wrong) / wrong.size, np.std(wrong) / wrong.size**0.5


def verdict_by_words(train_error, dev_error, bayes_error, tolerance):
    found = []
    if train_error - bayes_error > tolerance:
        found.append("high bias")
    if dev_error - train_error > tolerance:
        found.append("high variance")
    return " and ".join(found) or "fine"


def verdict_by_cases(train_error, dev_error, bayes_error, tolerance):
    match (train_error > bayes_error + tolerance, dev_error > train_error + tolerance):
        case (True, True):
            return "high bias and high variance"
        case (True, False):
            return "high bias"
        case (False, True):
            return "high variance"
    return "fine"


def parts_by_numpy(predictions, truth):
    bias = ((predictions.mean(axis=0) - truth) ** 2).mean()
    return bias, predictions.var(axis=0).mean()


def parts_by_loops(predictions, truth):
    average = [sum(column) / len(column) for column in predictions.T]
    bias = sum((a - t) ** 2 for a, t in zip(average, truth, strict=True)) / len(truth)
    variance = sum(
        (p - a) ** 2 for row in predictions for p, a in zip(row, average, strict=True)
    ) / (len(predictions) * len(truth))
    return [bias, variance]


def forecast_by_exponent(sizes, errors, size):
    b = -np.log(errors[1] / errors[0]) / np.log(sizes[1] / sizes[0])
    return errors[0] * (size / sizes[0]) ** -b


def forecast_by_polyfit(sizes, errors, size):
    slope, start = np.polyfit(np.log10(sizes), np.log10(errors), 1)
    return 10 ** (start + slope * np.log10(size))


SOLUTIONS = {
    "error_rate": (1, [rate_by_formula, rate_by_std]),
    "verdict": (2, [verdict_by_words, verdict_by_cases]),
    "bias_and_variance": (3, [parts_by_numpy, parts_by_loops]),
    "forecast_error": (4, [forecast_by_exponent, forecast_by_polyfit]),
}


@pytest.mark.parametrize("name", SOLUTIONS)
def test_solutions_pass(name, capsys):
    number, solutions = SOLUTIONS[name]
    for solution in solutions:
        out = said_of(getattr(bias_variance, name), solution, capsys)
        assert out.startswith(f"Exercise {number} ({name}): passed. ")


# Mistakes in the error rate: (rate, standard error) of an array of bools.


def in_place(wrong):
    pair = rate_by_formula(wrong)
    wrong[:] = False
    return pair


RATE_MISTAKES = {
    "right answers": (
        lambda w: (1 - w.mean(), w.std() / len(w) ** 0.5),
        "the rate must be the share of True in wrong:\n"
        "  n 20, errors 4: expected 0.2, got 0.8. That is the share of right answers.",
    ),
    "number of errors": (
        lambda w: (w.sum(), w.std() / len(w) ** 0.5),
        "expected 0.2, got 4. That is their number: divide by n.",
    ),
    "percent": (
        lambda w: (100 * w.mean(), 100 * w.std() / len(w) ** 0.5),
        "expected 0.2, got 20. That is in percent; give a share.",
    ),
    "order": (
        lambda w: rate_by_formula(w)[::-1],
        "expected 0.2, got 0.08944. The rate comes first, then its error.",
    ),
    "no root": (
        lambda w: (w.mean(), w.var() / len(w)),
        "expected 0.08944, got 0.008. That is a variance: take its root.",
    ),
    "divided by n": (
        lambda w: (w.mean(), w.std() / len(w)),
        "expected 0.08944, got 0.02. Divide by the root of n, not by n.",
    ),
    "spread of one example": (
        lambda w: (w.mean(), w.std()),
        "expected 0.08944, got 0.4. That is the spread of one example: divide by sqrt(n).",
    ),
    "p alone": (
        lambda w: (w.mean(), (w.mean() / len(w)) ** 0.5),
        "expected 0.08944, got 0.1. The factor 1 - p is missing.",
    ),
    "n - 1": (
        lambda w: (w.mean(), w.std(ddof=1) / len(w) ** 0.5),
        "expected 0.08944, got 0.09177. Here n stands under the root, not n - 1.",
    ),
    "two errors": (
        lambda w: (w.mean(), 2 * w.std() / len(w) ** 0.5),
        "expected 0.08944, got 0.1789. One standard error is asked for, not two.",
    ),
    "a fixed n": (
        lambda w: (w.mean(), w.std() / 20**0.5),
        "n 40, p 0.75: expected 0.06847, got 0.09682.",
    ),
    "rate alone": (
        lambda w: w.mean(),
        "it must return the pair (rate, standard_error); got something of type float64.",
    ),
    "in place": (in_place, "wrong was edited in place"),
}

# Mistakes in the verdict.


VERDICT_MISTAKES = {
    "Bayes error ignored": (
        lambda t, d, b, tol: verdict_by_words(t, d, 0, tol),
        "training error 0.145, dev error 0.16, Bayes error 0.13:\n"
        "  expected 'fine', got 'high bias'. Bias is what lies above the Bayes error, not above 0.",
    ),
    "variance from the Bayes error": (
        lambda t, d, b, tol: verdict_by_words(t, t + d - b, b, tol),
        "expected 'fine', got 'high variance'. Variance is what lies above the training error,",
    ),
    "bias and variance exchanged": (
        lambda t, d, b, tol: {
            "high bias": "high variance",
            "high variance": "high bias",
        }.get(verdict_by_words(t, d, b, tol), verdict_by_words(t, d, b, tol)),
        "expected 'high bias', got 'high variance'. The training error lies far above",
    ),
    "never both": (
        lambda t, d, b, tol: verdict_by_words(t, d, b, tol).split(" and ")[0],
        "expected 'high bias and high variance', got 'high bias'. There may be both:",
    ),
    "absolute gap": (
        lambda t, d, b, tol: verdict_by_words(t, t + abs(d - t), b, tol),
        "expected 'fine', got 'high variance'. A dev error below the training error is luck",
    ),
    "absolute bias": (
        lambda t, d, b, tol: verdict_by_words(b + abs(t - b), b + abs(t - b) + d - t, b, tol),
        "expected 'high variance', got 'high bias and high variance'. A training error below",
    ),
    "a tolerance of one's own": (
        lambda t, d, b, tol: verdict_by_words(t, d, b, 0.02),
        "tolerance 0.2:\n"
        "  expected 'fine', got 'high bias and high variance'. The tolerance that is passed in",
    ),
    "as large as the tolerance": (
        lambda t, d, b, tol: verdict_by_words(t, d, b, tol * (1 - 1e-9)),
        "expected 'fine', got 'high bias and high variance'. A difference as large as the tol",
    ),
    "gap the wrong way round": (
        lambda t, d, b, tol: verdict_by_words(t, 2 * t - d, b, tol),
        "expected 'high variance', got 'fine'. A small training error and a large dev error:",
    ),
    "capital letters": (
        lambda t, d, b, tol: verdict_by_words(t, d, b, tol).capitalize(),
        "the answer must be one of 'fine', 'high bias', 'high variance', "
        "'high bias and high variance';\n  got 'Fine'.",
    ),
    "a pair of truths": (
        lambda t, d, b, tol: (t - b > tol, d - t > tol),
        "got a tuple of 2.",
    ),
}

# Mistakes in bias and variance: (bias squared, variance) of predictions and truth.


def parts_in_place(p, t):
    pair = parts_by_numpy(p, t)
    p -= t
    return pair


PART_MISTAKES = {
    "axis": (
        lambda p, t: (parts_by_numpy(p, t)[0], p.var(axis=1).mean()),
        "where all models agree the variance is 0:\n"
        "  truth 1 -2 0.5 3: expected 0, got 2.422. That is over the examples:",
    ),
    "order": (
        lambda p, t: parts_by_numpy(p, t)[::-1],
        "expected 0, got 0.375. bias_squared comes first, then the variance.",
    ),
    "variance from the truth": (
        lambda p, t: (parts_by_numpy(p, t)[0], ((p - t) ** 2).mean()),
        "expected 0, got 0.375. The variance is the distance from the models' mean, not from",
    ),
    "bias not squared": (
        lambda p, t: ((p.mean(axis=0) - t).mean(), p.var(axis=0).mean()),
        "expected 0.375, got -0.25. That is not squared.",
    ),
    "mean before square": (
        lambda p, t: ((p.mean(axis=0) - t).mean() ** 2, p.var(axis=0).mean()),
        "expected 0.375, got 0.0625. Square at each x, then average over x;",
    ),
    "root": (
        lambda p, t: (parts_by_numpy(p, t)[0] ** 0.5, p.var(axis=0).mean()),
        "expected 0.375, got 0.6124. That is a root: give the square.",
    ),
    "sum": (
        lambda p, t: (((p.mean(axis=0) - t) ** 2).sum(), p.var(axis=0).mean()),
        "expected 0.375, got 1.5. That is a sum over x: take the mean.",
    ),
    "every model by itself": (
        lambda p, t: (((p - t) ** 2).mean(), p.var(axis=0).mean()),
        "where the errors cancel, bias_squared is 0:\n"
        "  truth 1 -2 0.5 3: expected 0, got 1.792. Average over the models first, then square.",
    ),
    "ddof": (
        lambda p, t: (parts_by_numpy(p, t)[0], p.var(axis=0, ddof=1).mean()),
        "expected 1.792, got 2.688. Divide by K, not by K - 1: then the parts add up exactly.",
    ),
    "standard deviation": (
        lambda p, t: (parts_by_numpy(p, t)[0], p.std(axis=0).mean()),
        "That is a standard deviation: give the square.",
    ),
    "one value for each x": (
        lambda p, t: ((p.mean(axis=0) - t) ** 2, p.var(axis=0)),
        "bias_squared must be one number; got an array of shape (4,).",
    ),
    "in place": (parts_in_place, "predictions was edited in place"),
}

# Mistakes in the forecast.


def slope_of(s, e):
    return np.log(e[1] / e[0]) / np.log(s[1] / s[0])


def forecast_in_place(s, e, n):
    slope = slope_of(s, e)
    s /= s[0]
    return e[0] * (n / 1000) ** slope


FORECAST_MISTAKES = {
    "straight line": (
        lambda s, e, n: e[0] + (e[1] - e[0]) / (s[1] - s[0]) * (n - s[0]),
        "expected 0.04, got -0.24. That is a straight line in n:",
    ),
    "line in log n alone": (
        lambda s, e, n: e[0] + (e[1] - e[0]) * np.log(n / s[0]) / np.log(s[1] / s[0]),
        "got 0. The error must be in logs too:",
    ),
    "sign": (
        lambda s, e, n: e[0] * (n / s[0]) ** -slope_of(s, e),
        "expected 0.08, got 0.32. The error falls with n: look at the sign of the exponent.",
    ),
    "no factor": (
        lambda s, e, n: n ** slope_of(s, e),
        "expected 0.16, got 0.03162. The factor a is missing: at one of the two points",
    ),
    "size and error of two points": (
        lambda s, e, n: e[1] * (n / s[0]) ** slope_of(s, e),
        "expected 0.16, got 0.08. Size and error that you start from must belong to the same",
    ),
    "no exp": (
        lambda s, e, n: np.log(forecast_by_exponent(s, e, n)),
        "expected 0.16, got -1.833. That is the logarithm: take exp of it.",
    ),
    "no power of ten": (
        lambda s, e, n: np.log10(forecast_by_exponent(s, e, n)),
        "got -0.7959. That is the logarithm to base 10: take 10 to the power of it.",
    ),
    "from n = 1": (
        lambda s, e, n: e[0] * n ** slope_of(s, e),
        "expected 0.16, got 0.00506. Count from one of the two points, not from n = 1.",
    ),
    "slope turned over": (
        lambda s, e, n: e[0] * (n / s[0]) ** (1 / slope_of(s, e)),
        "expected 0.08, got 0.01. The exponent is the slope:",
    ),
    "a square root for all": (
        lambda s, e, n: e[0] * (n / s[0]) ** -0.5,
        "where the two errors are equal, more data change nothing:\n",
    ),
    "both points at once": (
        lambda s, e, n: e * (n / s) ** slope_of(s, e),
        "the forecast must be one number; got an array of shape (2,).",
    ),
    "in place": (forecast_in_place, "sizes was edited in place"),
}

MISTAKES = [
    (check, name, function, message)
    for check, mistakes in (
        (bias_variance.error_rate, RATE_MISTAKES),
        (bias_variance.verdict, VERDICT_MISTAKES),
        (bias_variance.bias_and_variance, PART_MISTAKES),
        (bias_variance.forecast_error, FORECAST_MISTAKES),
    )
    for name, (function, message) in mistakes.items()
]


@pytest.mark.parametrize(
    ("check", "function", "message"),
    [(check, function, message) for check, _, function, message in MISTAKES],
    ids=[f"{check.__name__}: {name}" for check, name, _, _ in MISTAKES],
)
def test_mistakes(check, function, message, capsys):
    out = said_of(check, function, capsys)
    assert f"({check.__name__}): not yet right: " in out
    assert message in out
