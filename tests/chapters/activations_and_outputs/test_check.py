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


SOLUTIONS = [
    (
        check.softmax_gradient,
        "Exercise 1 (softmax_gradient)",
        [softmax_short, softmax_in_place],
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
    "in place": (softmax_edits, "logits was edited in place"),
    "loss": (lambda z, y: 1.0, "the gradient must be an array of shape (4, 3)"),
}  # fmt: skip


@pytest.mark.parametrize("name", SOFTMAX_MISTAKES)
def test_mistakes_in_the_softmax(name, capsys):
    attempt, message = SOFTMAX_MISTAKES[name]
    assert message in said_of(check.softmax_gradient, attempt, capsys)
