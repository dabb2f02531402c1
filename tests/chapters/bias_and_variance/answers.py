"""Answers of notebook 02 by other routes: RIGHT; SEEN, whose messages are tested; WRONG."""

import numpy as np

from tests.chapters.bias_and_variance.test_check import (
    FOLD_MISTAKES,
    FORECAST_MISTAKES,
    PAIR_MISTAKES,
    PART_MISTAKES,
    TREAT_MISTAKES,
    folds_by_cards,
    folds_by_split,
    forecast_by_exponent,
    forecast_by_polyfit,
    pairs_by_counts,
    pairs_by_difference,
    parts_by_loops,
    parts_by_numpy,
    treat_by_one_question,
    treat_by_size_alone,
)


def pairs_one_by_one(wrong_a, wrong_b):
    d = [int(a) - int(b) for a, b in zip(wrong_a, wrong_b, strict=True)]
    mean = sum(d) / len(d)
    return [mean, np.sqrt(sum((each - mean) ** 2 for each in d)) / len(d)]


def folds_by_loop(order, k):
    found = [[] for _ in range(k)]
    for place, index in enumerate(order):
        found[place % k].append(int(index))
    return found


def treat_with_care(train_error, dev_error, floor, try_remedy):
    if train_error < floor + 0.02:
        return "regularization" if dev_error > train_error + 0.05 else "nothing"
    if try_remedy("train on")[1] < dev_error - 0.05:
        return "train on"
    return "bigger network"


def parts_by_difference(predictions, truth):
    variance = predictions.var(axis=0).mean()
    return ((predictions - truth) ** 2).mean() - variance, variance


def forecast_from_the_second(sizes, errors, size):
    (n1, n2), (e1, e2) = sizes, errors
    b = -np.log2(e2 / e1) / np.log2(n2 / n1)
    return np.exp(np.log(e2) - b * np.log(size / n2))


RIGHT = {
    "paired_difference": {
        "difference": pairs_by_difference,
        "counts": pairs_by_counts,
        "one by one": pairs_one_by_one,
    },
    "folds": {"cards": folds_by_cards, "split": folds_by_split, "loop": folds_by_loop},
    "treat": {
        "one question": treat_by_one_question,
        "size first": treat_by_size_alone,
        "with care": treat_with_care,
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
    "paired_difference": PAIR_MISTAKES,
    "folds": FOLD_MISTAKES,
    "treat": TREAT_MISTAKES,
    "bias_and_variance": PART_MISTAKES,
    "forecast_error": FORECAST_MISTAKES,
}
WRONG = {
    "paired_difference": {},
    "folds": {},
    "treat": {},
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
