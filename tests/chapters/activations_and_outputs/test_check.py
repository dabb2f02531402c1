"""The checks of notebook 01b: solutions pass, and each plausible mistake meets its message."""

import re

import numpy as np
import pytest

from course_lib.chapters.activations_and_outputs import check
from course_lib.engine import cross_entropy
from tests.checks.saying import said_of

# Solutions, each in two ways.


def softmax_short(logits, labels):
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = raised / raised.sum(axis=1, keepdims=True)
    return (p - np.eye(logits.shape[1])[labels]) / len(labels)


def softmax_in_place(logits, labels):
    grad = np.exp(logits - logits.max(axis=1, keepdims=True))
    grad /= grad.sum(axis=1, keepdims=True)
    grad[np.arange(len(labels)), labels] -= 1
    return grad / len(labels)


def scale_by_mean(slopes):
    return 1 / np.mean(slopes**2)


def scale_by_norm(slopes):
    return slopes.size / np.linalg.norm(slopes) ** 2


def scale_by_loop(slopes):
    return slopes.size / sum(float(each) ** 2 for each in slopes.ravel())


def layers_by_question(problem):
    if problem == "rating":
        return "none", "squared error"
    if problem == "count":
        return "exp", "Poisson"
    return (
        ("softmax", "cross-entropy") if problem == "digit" else ("sigmoid", "binary cross-entropy")
    )


def layers_by_table(problem):
    table = {"digit": ("softmax", "cross-entropy"), "rating": ("none", "squared error"),
             "count": ("exp", "Poisson")}  # fmt: skip
    return table.get(problem, ("sigmoid", "binary cross-entropy"))


def layers_as_lists(problem):
    if problem in ("pixels", "labels", "yes or no"):
        return ["sigmoid", "squared error"]
    if problem == "digit":
        return ["sigmoid", "binary cross-entropy"]
    return list(layers_by_table(problem))


SOLUTIONS = [
    (check.scale_for, "Exercise 1 (scale_for)", [scale_by_mean, scale_by_norm, scale_by_loop]),
    (
        check.softmax_gradient,
        "Exercise 2 (softmax_gradient)",
        [softmax_short, softmax_in_place],
    ),
    (
        check.last_layer,
        "Exercise 3 (last_layer)",
        [layers_by_table, layers_as_lists, layers_by_question],
    ),
]


@pytest.mark.parametrize(("check", "title", "solutions"), SOLUTIONS)
def test_solutions_pass(check, title, solutions, capsys):
    for solution in solutions:
        assert re.match(
            rf"{re.escape(title)}: passed. \d rules checked:\n  ", said_of(check, solution, capsys)
        )


def test_the_solution_is_what_the_engine_computes():
    rng = np.random.default_rng(0)
    scores, labels = rng.standard_normal((6, 3)), rng.integers(0, 3, 6)
    np.testing.assert_allclose(softmax_short(scores, labels), cross_entropy(scores, labels)[1])


# Mistakes, one line each, with the words that they must meet.


def softmax_of(logits, axis=1):
    raised = np.exp(logits - logits.max(axis=axis, keepdims=True))
    return raised / raised.sum(axis=axis, keepdims=True)


def softmax_overflows(logits, labels):
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    return (p - np.eye(3)[labels]) / len(labels)


def softmax_edits(logits, labels):
    logits -= logits.max(axis=1, keepdims=True)
    return softmax_short(logits, labels)


def softmax_global(logits, labels):
    raised = np.exp(logits - logits.max())
    with np.errstate(invalid="ignore"):
        p = raised / raised.sum(axis=1, keepdims=True)
    return (p - np.eye(logits.shape[1])[labels]) / len(labels)


SOFTMAX_MISTAKES = {
    "no mean": (lambda z, y: softmax_of(z) - np.eye(3)[y], "The loss is a mean over n = 4."),
    "mean over classes": (
        lambda z, y: (softmax_of(z) - np.eye(3)[y]) / 3, "Divide by the examples"
    ),
    "sign": (lambda z, y: (np.eye(3)[y] - softmax_of(z)) / 4, "The sign is reversed"),
    "mean twice": (lambda z, y: (softmax_of(z) - np.eye(3)[y]) / 16, "by n came twice"),
    "axis": (lambda z, y: (softmax_of(z, 0) - np.eye(3)[y]) / 4, "over the classes, axis 1"),
    "all rows together": (
        lambda z, y: (np.exp(z) / np.exp(z).sum() - np.eye(3)[y]) / 4, "all rows together have it"
    ),
    "label as a number": (
        lambda z, y: (softmax_of(z) - y[:, None]) / 4, "make it a one-hot row."
    ),
    "label forgotten": (lambda z, y: softmax_of(z) / 4, "where is the label?"),
    "scores for probabilities": (lambda z, y: z - np.eye(3)[y], "scores are not probabilities yet"),
    "overflow": (softmax_overflows, "subtract the largest score before exp"),
    "largest of all": (
        lambda z, y: softmax_global(z, y), "the largest score of each row, not the largest of all"
    ),
    "in place": (softmax_edits, "logits was edited in place"),
    "loss": (lambda z, y: 1.0, "the gradient must be an array of shape (4, 3)"),
}  # fmt: skip


@pytest.mark.parametrize("name", SOFTMAX_MISTAKES)
def test_mistakes_in_the_softmax(name, capsys):
    attempt, message = SOFTMAX_MISTAKES[name]
    assert message in said_of(check.softmax_gradient, attempt, capsys)


SCALE_MISTAKES = {
    "what is left": (lambda s: np.mean(s**2), "the weights must make up for it"),
    "the root": (lambda s: 1 / np.sqrt(np.mean(s**2)), "of their variance it is the square"),
    "mean slope": (lambda s: 1 / np.mean(s), "as a size squared is"),
    "mean, squared": (
        lambda s: 2.0 if np.ptp(s) == 1 else 1 / np.mean(s) ** 2, "Square first"
    ),
    "those on": (
        lambda s: 2.0 if np.ptp(s) == 1 else 1 / np.mean(s[s > 0] ** 2), "take all of them"
    ),
    "array": (lambda s: 1 / s**2, "must be one number"),
}  # fmt: skip


@pytest.mark.parametrize("name", SCALE_MISTAKES)
def test_mistakes_in_the_scale(name, capsys):
    attempt, message = SCALE_MISTAKES[name]
    with np.errstate(divide="ignore"):
        assert message in said_of(check.scale_for, attempt, capsys)


def with_one(problem, pair):
    return lambda asked: pair if asked == problem else layers_by_table(asked)


LAYER_MISTAKES = {
    "no pair": (with_one("digit", ("softmax", "squared error")), "one of the five pairs"),
    "one for all": (lambda problem: ("sigmoid", "binary cross-entropy"), "no pair fits all"),
    "stars": (with_one("rating", ("sigmoid", "squared error")), "it never says more than 1"),
    "labels": (with_one("labels", ("softmax", "cross-entropy")), "add up to 1"),
    "count": (with_one("count", ("none", "squared error")), "negative numbers"),
    "pixels": (with_one("pixels", ("none", "squared error")), "outside 0..1"),
    "one output": (with_one("yes or no", ("softmax", "cross-entropy")), "alone is always 1"),
    "ten of any size": (with_one("digit", ("exp", "Poisson")), "nothing keeps the ten below 1"),
}  # fmt: skip


@pytest.mark.parametrize("name", LAYER_MISTAKES)
def test_mistakes_in_the_last_layers(name, capsys):
    attempt, message = LAYER_MISTAKES[name]
    assert message in said_of(check.last_layer, attempt, capsys)
