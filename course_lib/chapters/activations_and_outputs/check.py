"""Checks of notebook 01b: the gradient of softmax and cross-entropy."""

import numpy as np

from course_lib import checks
from course_lib.chapters.activations_and_outputs import check_answers as answers

__all__ = ["softmax_gradient"]

# Exercise 1: the gradient of softmax and cross-entropy.

LOGITS = np.array([[2.0, 1.0, -1.0], [0.0, 0.5, 3.0], [-1.0, 2.0, 0.5], [1.0, 1.0, 0.0]])
LABELS = np.array([0, 1, 1, 2])
ONE_HOT = np.eye(3)[LABELS]


def _softmax(scores: checks.Floats, axis: int = -1) -> checks.Floats:
    raised = np.exp(scores - scores.max(axis=axis, keepdims=True))
    return np.asarray(raised / raised.sum(axis=axis, keepdims=True))


P = _softmax(LOGITS)
P_OF_ALL = np.exp(LOGITS) / np.exp(LOGITS).sum()
RIGHT = (P - ONE_HOT) / len(LABELS)


def softmax_gradient(function: object) -> None:
    """Check ``softmax_gradient(logits, labels)``: the gradient of the mean cross-entropy.

    ``(softmax(logits) - onehot(labels)) / n``, of the shape of ``logits``.

    Examples
    --------
    >>> def not_averaged(logits, labels):
    ...     p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    ...     return p - np.eye(logits.shape[1])[labels]
    >>> softmax_gradient(not_averaged)
    Exercise 1 (softmax_gradient): not yet right: the gradient must be (p - one-hot label) / n:
      scores 2 1 -1, label 0, n 4: expected -0.07365, got -0.2946. The loss is a mean over n = 4.
    """
    rules = [
        checks.rule("shape of the logits", _gradient),
        _rows_sum_to_zero,
        _the_gradient,
        _large_scores,
        answers.SOFTMAX_GRADIENT,
    ]
    checks.report("activations_and_outputs", 1, "softmax_gradient", function, rules)


def _gradient(attempt: checks.Attempt, logits: checks.Floats = LOGITS) -> checks.Floats:
    got = attempt(logits=logits, labels=LABELS)
    return checks.require_array("the gradient", got, logits.shape)


def _rows_sum_to_zero(attempt: checks.Attempt) -> None:
    got = _gradient(attempt)
    hints = {
        "Each row of p must have the sum 1: sum over the classes, axis 1.": (
            (_softmax(LOGITS, 0) - ONE_HOT) / len(LABELS)
        ).sum(axis=1),
        "Each row of p must have the sum 1: here all rows together have it.": (
            (P_OF_ALL.sum(axis=1) - 1) / len(LABELS)
        ),
        "A label is the number of a class: make it a one-hot row.": (
            (P - LABELS[:, None]).sum(axis=1) / len(LABELS)
        ),
        "Those are the probabilities: where is the label?": P.sum(axis=1),
        "Those are probabilities / n: where is the label?": P.sum(axis=1) / len(LABELS),
        "The scores are not probabilities yet.": (LOGITS - ONE_HOT).sum(axis=1),
    }
    rule = "what one class gains the others lose, so each row must have the sum 0"
    checks.require_equal(rule, got.sum(axis=1), np.zeros(len(LABELS)), hints, label=LABELS)


def _the_gradient(attempt: checks.Attempt) -> None:
    got = _gradient(attempt)
    hints = {
        "The loss is a mean over n = 4.": RIGHT * len(LABELS),
        "Divide by the examples, not by the classes.": RIGHT * len(LABELS) / 3,
        "The sign is reversed: p - label, not label - p.": -RIGHT,
        "The sign is reversed, and the mean missing.": -RIGHT * len(LABELS),
        "The division by n came twice.": RIGHT / len(LABELS),
    }
    rule = "the gradient must be (p - one-hot label) / n"
    shown = {"scores": LOGITS[0], "label": LABELS[0], "n": len(LABELS)}
    checks.require_equal(rule, got, RIGHT, hints, **shown)


def _large_scores(attempt: checks.Attempt) -> None:
    got = _gradient(attempt, LOGITS + 1e4)
    rule = "scores that are all 10000 higher mean the same probabilities"
    finite = "expected the same gradient, got NaN: subtract the largest score before exp"
    checks.require(np.isfinite(got).all(), f"{rule}:\n  {finite}.")
    checks.require_equal(rule, got, RIGHT)
