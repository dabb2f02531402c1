"""Checks of notebook 01b: weights that keep the gradient, softmax, last layers."""

import numpy as np

from course_lib import checks
from course_lib.chapters.activations_and_outputs import check_answers as answers
from course_lib.chapters.activations_and_outputs.fitting import FITTING

__all__ = ["last_layer", "scale_for", "softmax_gradient"]

# Exercise 1: the scale of the weights that keeps the gradient's size, from the slopes.

SLOPES = np.array([0.0, 0.0, 0.2, 0.4])
SQUARE = float(np.mean(SLOPES**2))


def scale_for(function: object) -> None:
    """Check ``scale_for(slopes)``: the numerator of the variance that keeps the gradient's size.

    Examples
    --------
    >>> scale_for(lambda slopes: 1 / np.mean(slopes))
    Exercise 1 (scale_for): not yet right: where every slope is 1/4:
      slopes 0.25 0.25 0.25 0.25: expected 16, got 4. A variance is a square, as a size squared is.
    """
    rules = [
        checks.rule("a number", _a_scale),
        _half_of_the_units_on,
        _every_slope_a_quarter,
        _slopes_that_differ,
        answers.SCALE_FOR,
    ]
    checks.report("activations_and_outputs", 1, "scale_for", function, rules)


def _a_scale(attempt: checks.Attempt, slopes: checks.Floats = SLOPES) -> float:
    return checks.require_number("the scale", attempt(slopes=slopes))


def _half_of_the_units_on(attempt: checks.Attempt) -> None:
    slopes = np.array([0.0, 1.0, 1.0, 0.0])
    hints = {
        "That is what the gradient is left with: the weights must make up for it.": 0.5,
        "That is a factor of the weights: of their variance it is the square.": np.sqrt(2),
    }
    rule = "where half of the slopes are 1 and half are 0, half of the squares is lost"
    checks.require_equal(rule, _a_scale(attempt, slopes), 2.0, hints, slopes=slopes)


def _every_slope_a_quarter(attempt: checks.Attempt) -> None:
    slopes = np.full(4, 0.25)
    hints = {
        "A variance is a square, as a size squared is.": 4.0,
        "That is one over it: large weights make up for small slopes.": 1 / 16,
        "Count no units: the variance is divided by n_in already.": 4.0 * 16,
    }
    rule = "where every slope is 1/4"
    checks.require_equal(rule, _a_scale(attempt, slopes), 16.0, hints, slopes=slopes)


def _slopes_that_differ(attempt: checks.Attempt) -> None:
    hints = {
        "A size is a root of a mean square.": 1 / np.mean(SLOPES),
        "Square first, then take the mean.": 1 / np.mean(SLOPES) ** 2,
        "The mean of the squares, not their sum.": 1 / np.sum(SLOPES**2),
        "The largest slope says little of the others.": 1 / np.max(SLOPES) ** 2,
        "Units that are off lose their part, too: take all of them.": (
            1 / np.mean(SLOPES[SLOPES > 0] ** 2)
        ),
        "The spread around the mean is not the size.": 1 / np.var(SLOPES),
    }
    rule = "scale times what a layer does to a square must be 1"
    checks.require_equal(rule, _a_scale(attempt), 1 / SQUARE, hints, slopes=SLOPES)


# Exercise 2: the gradient of softmax and cross-entropy.

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
    Exercise 2 (softmax_gradient): not yet right: the gradient must be (p - one-hot label) / n:
      scores 2 1 -1, label 0, n 4: expected -0.07365, got -0.2946. The loss is a mean over n = 4.
    """
    rules = [
        checks.rule("shape of the logits", _gradient),
        _rows_sum_to_zero,
        _the_gradient,
        _large_scores,
        _rows_far_apart,
        answers.SOFTMAX_GRADIENT,
    ]
    checks.report("activations_and_outputs", 2, "softmax_gradient", function, rules)


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


def _rows_far_apart(attempt: checks.Attempt) -> None:
    logits = np.array([[0.0, 0.0], [-1000.0, -1000.0]])
    got = attempt(logits=logits, labels=np.array([0, 1]))
    rule = "rows 0 0 and -1000 -1000 both mean one half"
    finite = "expected no NaN: subtract the largest score of each row, not the largest of all"
    checks.require(np.isfinite(got).all(), f"{rule}:\n  {finite}.")
    checks.require_equal(rule, got, np.array([[-0.25, 0.25], [0.25, -0.25]]))


# Exercise 3: the last layer of six problems.


def last_layer(function: object) -> None:
    """Check ``last_layer(problem)``: (function, loss), names of ``outputs.PAIRS``.

    A pair fits when its answers are possible and its error is within 10 % of the best pair's.

    Examples
    --------
    >>> last_layer(lambda problem: ("none", "cross-entropy"))
    Exercise 3 (last_layer): not yet right: each answer must be one of the five pairs:
      digit: got ('none', 'cross-entropy'). Which loss goes with this function stands in the table.
    """
    rules = [_pairs_that_there_are, _an_answer_for_each, _all_that_is_asked_can_be_said]
    checks.report("activations_and_outputs", 3, "last_layer", function, rules)


def _pair(attempt: checks.Attempt, problem: str) -> tuple[str, str]:
    last, loss = checks.require_pair("function, loss", attempt(problem=problem))
    words = "function and loss must be two names, texts"
    checks.require(isinstance(last, str) and isinstance(loss, str), f"{words}, for {problem}.")
    return last, loss


def _pairs_that_there_are(attempt: checks.Attempt) -> None:
    for problem in FITTING:
        got = _pair(attempt, problem)
        words = "each answer must be one of the five pairs"
        where = "Which loss goes with this function stands in the table"
        checks.require(got in answers.KNOWN, f"{words}:\n  {problem}: got {got!r}. {where}.")


def _an_answer_for_each(attempt: checks.Attempt) -> None:
    same = len({_pair(attempt, problem) for problem in FITTING}) == 1
    checks.require(not same, "six problems, and one answer for all: no pair fits all of them.")


def _all_that_is_asked_can_be_said(attempt: checks.Attempt) -> None:
    for problem, fitting in FITTING.items():
        got = _pair(attempt, problem)
        if got not in fitting:
            why = answers.WHY[problem].get(got[0], "that is another question's answer")
            words = "its answers must be possible, its error within 10 % of the best"
            checks.require(False, f"{words}:\n  {problem}, {got[0]}: {why}.")
