"""The checks of notebook 02b: solutions pass, and each plausible mistake meets its message."""

import numpy as np
import pytest

from course_lib.chapters.bias_and_variance_further import check as further
from course_lib.engine import ridge
from tests.checks.saying import said_of

# Solutions, as readers may write them.


def by_mean(first, second):
    return 1 / np.mean(np.log(second / first))


def by_difference(first, second):
    return len(first) / (np.log(second) - np.log(first)).sum()


def by_unique(images, outputs):
    return len(np.unique(images, axis=0))


def by_set(images, outputs):
    return len({tuple(image) for image in images})


def by_folds(h, t, strengths):
    folds, costs = np.arange(len(h)) % 4, np.zeros(len(strengths))
    for fold in range(4):
        out = folds == fold
        for k, strength in enumerate(strengths):
            fit = ridge(h[~out], t[~out], strength=strength)
            costs[k] += ((fit.predict(h[out]) - t[out]) ** 2).sum()
    return strengths[np.argmin(costs)]


def by_one_part(h, t, strengths):
    n = 3 * len(h) // 4

    def cost(strength):
        fit = ridge(h[:n], t[:n], strength=strength)
        return np.mean((fit.predict(h[n:]) - t[n:]) ** 2)

    return min(strengths, key=cost)


SOLUTIONS = [
    (further.dimension, by_mean),
    (further.dimension, by_difference),
    (further.units_at_peak, by_unique),
    (further.units_at_peak, by_set),
    (further.choose_penalty, by_folds),
    (further.choose_penalty, by_one_part),
]


@pytest.mark.parametrize(("check", "function"), SOLUTIONS)
def test_solutions_pass(check, function, capsys):
    assert ": passed. " in said_of(check, function, capsys)


DIMENSION_MISTAKES = [
    (lambda first, second: np.log(second / first).mean(), "That is 1 / d: turn it over."),
    (lambda first, second: 1 / np.log(first / second).mean(), "The sign is reversed"),
    (lambda first, second: 1 / np.log10(second / first).mean(), "the natural logarithm, np.log."),
    (lambda first, second: 1 / np.log2(second / first).mean(), "that is log2."),
    (lambda first, second: 1 / np.log(second / first).sum(), "not their sum."),
    (lambda first, second: 1 / (second / first).mean(), "The logarithm is missing."),
    (lambda first, second: (1 / np.log(second / first)).mean(), "The mean first, then one over"),
    (lambda first, second: 1 / np.log((second / first).mean()), "The logarithm first, then"),
    (lambda first, second: 1 / np.log(second.mean() / first.mean()), "The ratio of each point"),
    (lambda first, second: 1 / np.median(np.log(second / first)), "The mean, not the median."),
    (lambda first, second: np.log(2) / np.median(np.log(second / first)), "is derived rightly"),
    (lambda first, second: 1 / np.log(second / first), "must be one number"),
]


@pytest.mark.parametrize(("function", "message"), DIMENSION_MISTAKES)
def test_mistakes_in_the_dimension(function, message, capsys):
    assert message in said_of(further.dimension, function, capsys)


PEAK_MISTAKES = [
    (lambda images, outputs: len(images) * outputs, "Each output has weights of its own"),
    (lambda images, outputs: len(images) / outputs, "but as many equations, too."),
    (lambda images, outputs: images.shape[1], "Those are the pixels"),
    (lambda images, outputs: len(images), "A copy asks for what is asked for already."),
    (
        lambda images, outputs: len(np.unique(np.sort(images, axis=1), axis=0)),
        "An image is a whole row",
    ),
    (lambda images, outputs: [6], "must be one number"),
]


@pytest.mark.parametrize(("function", "message"), PEAK_MISTAKES)
def test_mistakes_in_the_place_of_the_peak(function, message, capsys):
    assert message in said_of(further.units_at_peak, function, capsys)


def by_training_error(h, t, strengths):
    costs = [np.mean((ridge(h, t, strength=s).predict(h) - t) ** 2) for s in strengths]
    return strengths[int(np.argmin(costs))]


PENALTY_MISTAKES = [
    (by_training_error, "no penalty always wins: keep some of them out."),
    (lambda h, t, strengths: max(strengths), "That is the strongest; here there is no noise"),
    (lambda h, t, strengths: 0.5, "it must be one of the strengths"),
    (lambda h, t, strengths: int(np.argmin(strengths)), "it must be one of the strengths"),
    (lambda h, t, strengths: sorted(strengths)[len(strengths) // 2], "costs"),
    (lambda h, t, strengths: list(strengths), "must be one number"),
]


@pytest.mark.parametrize(("function", "message"), PENALTY_MISTAKES)
def test_mistakes_in_the_penalty(function, message, capsys):
    assert message in said_of(further.choose_penalty, function, capsys)
