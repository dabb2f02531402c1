"""Answers of notebook 02 by other routes: RIGHT; SEEN, whose messages are tested; WRONG."""

import numpy as np

from tests.chapters.bias_and_variance.test_check import (
    FORECAST_MISTAKES,
    PART_MISTAKES,
    RATE_MISTAKES,
    VERDICT_MISTAKES,
    forecast_by_exponent,
    forecast_by_polyfit,
    parts_by_loops,
    parts_by_numpy,
    rate_by_formula,
    rate_by_std,
    verdict_by_cases,
    verdict_by_words,
)


def rate_by_counting(wrong):
    n, p = 0, 0.0
    for each in wrong:
        n += 1
        p += 1.0 if each else 0.0
    p = np.array(p / n)
    return [p, np.sqrt(p * (1 - p) / n)]


def verdict_by_select(train_error, dev_error, bayes_error, tolerance):
    bias, variance = train_error > bayes_error + tolerance, dev_error > train_error + tolerance
    cases = [bias & variance, bias, variance]
    return np.select(cases, ["high bias and high variance", "high bias", "high variance"], "fine")


def parts_by_difference(predictions, truth):
    variance = predictions.var(axis=0).mean()
    return ((predictions - truth) ** 2).mean() - variance, variance


def forecast_from_the_second(sizes, errors, size):
    (n1, n2), (e1, e2) = sizes, errors
    b = -np.log2(e2 / e1) / np.log2(n2 / n1)
    return np.exp(np.log(e2) - b * np.log(size / n2))


RIGHT = {
    "error_rate": {
        "formula": rate_by_formula,
        "std": rate_by_std,
        "counting": rate_by_counting,
    },
    "verdict": {
        "words": verdict_by_words,
        "cases": verdict_by_cases,
        "select": verdict_by_select,
    },
    "bias_and_variance": {
        "numpy": parts_by_numpy,
        "loops": parts_by_loops,
        "difference": parts_by_difference,
    },
    "forecast_error": {
        "exponent": forecast_by_exponent,
        "polyfit": forecast_by_polyfit,
        "from the second": forecast_from_the_second,
    },
}
SEEN = {
    "error_rate": RATE_MISTAKES,
    "verdict": VERDICT_MISTAKES,
    "bias_and_variance": PART_MISTAKES,
    "forecast_error": FORECAST_MISTAKES,
}
WRONG = {
    "error_rate": {},
    "verdict": {
        "fine where the dev error is small": lambda train, dev, bayes, tolerance: (
            "fine" if dev < 0.05 else verdict_by_cases(train, dev, bayes, tolerance)
        ),
    },
    "bias_and_variance": {},
    "forecast_error": {
        "b = 1 - e2 / e1": lambda sizes, errors, size: (
            errors[0] * (size / sizes[0]) ** -(1 - errors[1] / errors[0])
        ),
        "the docstring's sizes": lambda sizes, errors, size: (
            errors[0] * (size / 1000) ** (np.log(errors[1] / errors[0]) / np.log(4))
        ),
    },
}
