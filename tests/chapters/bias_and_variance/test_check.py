"""The checks of notebook 02: solutions pass, and each plausible mistake meets its message."""

import numpy as np
import pytest

from course_lib.chapters.bias_and_variance import check as bias_variance
from tests.checks.saying import said_of

# Solutions, as readers may write them.


def pairs_by_difference(wrong_a, wrong_b):
    d = wrong_a.astype(float) - wrong_b
    return d.mean(), d.std() / np.sqrt(len(d))


def pairs_by_counts(wrong_a, wrong_b):
    n = len(wrong_a)
    a, b = np.sum(wrong_a & ~wrong_b), np.sum(wrong_b & ~wrong_a)
    return (a - b) / n, np.sqrt(a + b - (a - b) ** 2 / n) / n


def pairs_by_covariance(wrong_a, wrong_b):
    p, q, n = wrong_a.mean(), wrong_b.mean(), len(wrong_a)
    both = (wrong_a & wrong_b).mean() - p * q
    return p - q, np.sqrt(max(0, p * (1 - p) + q * (1 - q) - 2 * both) / n)


def folds_by_cards(order, k):
    return [order[first::k] for first in range(k)]


def folds_by_split(order, k):
    return np.array_split(order, k)


def treat_by_one_question(train_error, dev_error, floor, try_remedy):
    if train_error - floor > 0.03:
        trained_on, _ = try_remedy("train on")
        return "train on" if train_error - trained_on > 0.03 else "bigger network"
    return "regularization" if dev_error - train_error > 0.03 else "nothing"


def treat_by_size_first(train_error, dev_error, floor, try_remedy):
    if train_error > floor + 0.03:
        return min(("train on", "bigger network"), key=lambda each: try_remedy(each)[0])
    return "regularization" if dev_error > train_error + 0.03 else "nothing"


def treat_by_size_alone(train_error, dev_error, floor, try_remedy):
    if train_error > floor + 0.03:
        return (
            "bigger network" if try_remedy("bigger network")[1] < dev_error - 0.05 else "train on"
        )
    return "regularization" if dev_error > train_error + 0.03 else "nothing"


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
    "paired_difference": (1, [pairs_by_difference, pairs_by_counts, pairs_by_covariance]),
    "folds": (2, [folds_by_cards, folds_by_split]),
    "treat": (4, [treat_by_one_question, treat_by_size_alone]),
    "bias_and_variance": (3, [parts_by_numpy, parts_by_loops]),
    "forecast_error": (5, [forecast_by_exponent, forecast_by_polyfit]),
}


@pytest.mark.parametrize("name", SOLUTIONS)
def test_solutions_pass(name, capsys):
    number, solutions = SOLUTIONS[name]
    for solution in solutions:
        out = said_of(getattr(bias_variance, name), solution, capsys)
        assert out.startswith(f"Exercise {number} ({name}): passed. ")


# Mistakes in the paired difference.


def pairs_in_place(a, b):
    pair = pairs_by_difference(a, b)
    a[:] = False
    return pair


PAIR_MISTAKES = {
    "sign": (
        lambda a, b: pairs_by_difference(b, a),
        "expected 0.15, got -0.15. The sign: the error rate of a minus that of b.",
    ),
    "number of images": (
        lambda a, b: (a.sum() - b.sum(), pairs_by_difference(a, b)[1]),
        "expected 0.15, got 3. That is a number of images: divide by n.",
    ),
    "percent": (
        lambda a, b: (100 * pairs_by_difference(a, b)[0], pairs_by_difference(a, b)[1]),
        "expected 0.15, got 15. That is in percent; give a share.",
    ),
    "disagreement": (
        lambda a, b: ((a ^ b).mean(), pairs_by_difference(a, b)[1]),
        "expected 0.15, got 0.35. That is the share on which they disagree;",
    ),
    "order": (
        lambda a, b: pairs_by_difference(a, b)[::-1],
        "The difference comes first, then its error.",
    ),
    "unpaired": (
        lambda a, b: (a.mean() - b.mean(), ((a.var() + b.var()) / len(a)) ** 0.5),
        "n 20: expected 0, got 0.1449. That is for two dev sets: here the images are",
    ),
    "no root": (
        lambda a, b: (a.mean() - b.mean(), pairs_by_difference(a, b)[1] ** 2),
        "That is a variance: take its root.",
    ),
    "divided by n": (
        lambda a, b: (a.mean() - b.mean(), pairs_by_difference(a, b)[1] / len(a) ** 0.5),
        "Divide by the root of n, not by n.",
    ),
    "spread of one image": (
        lambda a, b: (a.mean() - b.mean(), pairs_by_difference(a, b)[1] * len(a) ** 0.5),
        "That is the spread of one image: divide by sqrt(n).",
    ),
    "equally good": (
        lambda a, b: (a.mean() - b.mean(), (np.sum(a ^ b)) ** 0.5 / len(a)),
        "That is the spread where the models are equally good; the mean of d is not 0.",
    ),
    "n - 1": (
        lambda a, b: (a.mean() - b.mean(), (a * 1.0 - b).std(ddof=1) / len(a) ** 0.5),
        "Here n stands under the root, not n - 1.",
    ),
    "three errors": (
        lambda a, b: (a.mean() - b.mean(), 3 * pairs_by_difference(a, b)[1]),
        "One standard error is asked for, not three.",
    ),
    "difference alone": (
        lambda a, b: a.mean() - b.mean(),
        "it must return the pair (difference, standard_error); got something of type float64.",
    ),
    "in place": (pairs_in_place, "wrong_a was edited in place"),
}

# Mistakes in the folds.


def folds_in_place(order, k):
    order.sort()
    return folds_by_cards(order, k)


FOLD_MISTAKES = {
    "the rest is lost": (
        lambda order, k: [order[i * (len(order) // k) :][: len(order) // k] for i in range(k)],
        "10 examples, 4 folds: each must be in one fold.\n  In none: 1 2. What becomes of the rest",
    ),
    "the rest goes to the last": (
        lambda order, k: [
            *(order[i * (len(order) // k) :][: len(order) // k] for i in range(k - 1)),
            order[(k - 1) * (len(order) // k) :],
        ],
        "sizes must differ by one at most; got 2 2 2 5.",
    ),
    "not shuffled": (
        lambda order, k: np.array_split(np.arange(len(order)), k),
        "the folds must be taken from order, which is shuffled;\n  these are as the examples lie.",
    ),
    "another shuffle, always the same": (
        lambda order, k: np.array_split(np.random.default_rng(7).permutation(len(order)), k),
        "the folds must be taken from order, place by place;\n  for two orders other places",
    ),
    "another shuffle": (
        lambda order, k: np.array_split(np.random.default_rng().permutation(len(order)), k),
        "Does it shuffle by itself?",
    ),
    "the rest of each fold": (
        lambda order, k: [np.setdiff1d(order, order[i::k]) for i in range(k)],
        "20 examples, 5 folds: each must be in one fold.\n  In more than one: 0 1 2 3 4 5 ...",
    ),
    "overlapping": (
        lambda order, k: [order[i : i + len(order) // k] for i in range(k)],
        "each must be in one fold.\n  In more than one:",
    ),
    "k examples a fold": (
        lambda order, k: [order[i : i + k] for i in range(0, len(order), k)],
        "20 examples, 5 folds: needed a list of 5 arrays; got a list of 4.",
    ),
    "drawn again and again": (
        lambda order, k: [order[np.arange(len(order) // k)] for _ in range(k)],
        "In more than one:",
    ),
    "indices beyond": (
        lambda order, k: [each + 1 for each in folds_by_cards(order, k)],
        "each must be in one fold.\n  Not in order: 20.",
    ),
    "masks": (
        lambda order, k: [order % k == i for i in range(k)],
        "a fold is a flat array of indices; got an array",
    ),
    "the order itself": (
        lambda order, k: order,
        "20 examples, 5 folds: needed a list of 5 arrays; got an array of shape (20,).",
    ),
    "in place": (folds_in_place, "order"),
}

# Mistakes in the treatment of five networks.

GIVEN = "patient A, training 36 %, dev 37 %, floor 10 %:\n  "


def all_of_them(train_error, dev_error, floor, try_remedy):
    names = ("train on", "bigger network", "regularization", "more data")
    return min(names, key=lambda each: try_remedy(each)[1])


def cheap_ones(train_error, dev_error, floor, try_remedy):
    names = ("nothing", "train on", "bigger network", "regularization")
    return min(names, key=lambda each: try_remedy(each)[1])


def treat_without_floor(train_error, dev_error, floor, try_remedy):
    return treat_by_one_question(
        train_error, dev_error, 0.3 if 0.3 < train_error < 0.33 else 0.1, try_remedy
    )


def treat_without_split(train_error, dev_error, floor, try_remedy):
    if dev_error < floor + 0.03:
        return "nothing"
    for name in ("train on", "bigger network", "regularization"):
        if try_remedy(name)[1] < dev_error - 0.03:
            return name
    return "nothing"


TREAT_MISTAKES = {
    "more data for all": (
        lambda t, d, f, ask: "more data",
        GIVEN
        + "more data changes the dev error by +0.2 points: no gain, ask for a few. One leads to",
    ),
    "train on for all": (
        lambda t, d, f, ask: "train on",
        GIVEN + "train on changes the dev error by +0.0 points: no gain, ask",
    ),
    "bigger for all": (
        lambda t, d, f, ask: "bigger network",
        "patient B, training 35 %, dev 37 %, floor 10 %:\n  bigger network changes",
    ),
    "nothing for all": (lambda t, d, f, ask: "nothing", GIVEN + "nothing leaves"),
    "variance first": (
        lambda t, d, f, ask: (
            "regularization" if d - t > 0.03 else treat_by_one_question(t, d, f, ask)
        ),
        "patient C, training 20 %, dev 23 %, floor 10 %:\n  regularization changes",
    ),
    "trying everything": (all_of_them, "is well:\n  it got train on, for 35 hours."),
    "trying what is cheap": (cheap_ones, "is well:\n  it got train on, for 5 hours."),
    "both tried on all": (
        treat_by_size_first,
        "all are well, and the bill is 11 hours, of 9:\n  A 3, B 3, C 3, D 2, E 0. Cheapest first,",
    ),
    "the floor not asked": (
        treat_without_floor,
        "errors as A, training 36 %, dev 37 %, but floor 36 %:\n  it is well, and got",
    ),
    "no split of bias and variance": (
        treat_without_split,
        "all are well, and the bill is 12 hours, of 9:\n  A 3, B 1, C 3, D 5, E 0.",
    ),
    "data for the gap": (
        lambda t, d, f, ask: (
            "more data" if t < f + 0.03 < d else treat_by_one_question(t, d, f, ask)
        ),
        "is 37 hours, of 9:\n  A 3, B 1, C 3, D 30, E 0. D took more data, 30 h; a cheaper",
    ),
    "no remedy": (
        lambda t, d, f, ask: "pray",
        "it must return one of nothing, train on, bigger network, regularization, more data;",
    ),
    "what it tried": (
        lambda t, d, f, ask: ask("train on"),
        "got a tuple of 2",
    ),
    "a name that there is not": (
        lambda t, d, f, ask: ask("pray") and "nothing",
        "no remedy is called 'pray'",
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
        (bias_variance.paired_difference, PAIR_MISTAKES),
        (bias_variance.folds, FOLD_MISTAKES),
        (bias_variance.treat, TREAT_MISTAKES),
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
    assert message in out
