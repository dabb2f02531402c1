"""Checks of notebook 09: ``check.update_ratio(update_ratio)`` and so on.

A check prints one line, or two, and raises nothing. What is wrong is named where it can be.
"""

import numpy as np

from course_lib import checks
from course_lib.chapters.training_clinic import check_answers as answers
from course_lib.chapters.training_clinic.check_own import first_aid

__all__ = ["first_aid", "lowest_loss", "recall_of_each", "update_ratio"]

# Exercise 1: how far an update moves the weights.

BEFORE = np.array([[1.0, -2.0], [2.0, 4.0]])
AFTER = np.array([[1.0, -2.0], [1.4, 3.2]])


def update_ratio(function: object) -> None:
    """Check ``update_ratio(before, after)``: length of the change over length of the weights.

    Examples
    --------
    >>> update_ratio(lambda before, after: np.linalg.norm(after - before))
    Exercise 1 (update_ratio): not yet right: two of four weights change:
      expected 0.2, got 1. That is the length of the change: divide by that of the weights.
    """
    rules = [
        checks.rule("length over length", _length_over_length),
        checks.rule("no change is 0", _no_change),
        answers.UPDATE_RATIO,
    ]
    checks.report("training_clinic", 1, "update_ratio", function, rules)


def _length_over_length(attempt: checks.Attempt) -> None:
    got = checks.require_number("the ratio", attempt(before=BEFORE, after=AFTER))
    change, size = AFTER - BEFORE, float(np.linalg.norm(BEFORE))
    hints = {
        "That is the length of the change: divide by that of the weights.": np.linalg.norm(change),
        "Take the roots: the length is the root of the sum of squares.": np.sum(change**2)
        / size**2,
        "That is weight by weight: take the length of all of them.": np.mean(
            np.abs(change / BEFORE)
        ),
        "That is of sums of sizes: square, sum, take the root.": (
            np.abs(change).sum() / np.abs(BEFORE).sum()
        ),
        "That is of plain sums, in which signs cancel.": change.sum() / BEFORE.sum(),
        "That is upside down.": size / np.linalg.norm(change),
        "That is the length after over the length before: subtract the weights first.": (
            np.linalg.norm(AFTER) / size
        ),
        "Divide by the weights before the update, not after it.": (
            np.linalg.norm(change) / np.linalg.norm(AFTER)
        ),
        "That compares lengths: weights can turn and stay as long.": (
            np.linalg.norm(AFTER) / size - 1
        ),
        "That is the largest change of one weight.": np.abs(change).max(),
        "That is the root mean square of the change: divide by that of the weights.": (
            np.sqrt(np.mean(change**2))
        ),
    }
    checks.require_equal("two of four weights change", got, 0.2, hints)


def _no_change(attempt: checks.Attempt) -> None:
    got = checks.require_number("the ratio", attempt(before=BEFORE, after=BEFORE.copy()))
    checks.require_equal("weights that stay", got, 0.0)


# Exercise 2: what a sigmoid before the loss leaves to be reached.


def lowest_loss(function: object) -> None:
    """Check ``lowest_loss(classes)``: softmax cross-entropy of outputs between 0 and 1, at best.

    Examples
    --------
    >>> lowest_loss(lambda classes: 0.0)
    Exercise 2 (lowest_loss): not yet right: ten classes:
      expected 1.461, got 0. That is of scores without a bound: here none is above 1.
    """
    rules = [
        checks.rule("ten classes", _best_of, 10),
        checks.rule("two classes", _best_of, 2),
        answers.LOWEST_LOSS,
    ]
    checks.report("training_clinic", 2, "lowest_loss", function, rules)


def _best_of(attempt: checks.Attempt, classes: int) -> None:
    got = checks.require_number("the loss", attempt(classes=classes))
    k, e = classes, np.e
    hints = {
        "That is of scores without a bound: here none is above 1.": 0.0,
        "That is a guess: the right score can be higher than the others.": np.log(k),
        "Turn the sign around: the loss is minus the logarithm.": np.log(e / (e + k - 1)),
        "That is the probability: the loss is minus its logarithm.": e / (e + k - 1),
        "All the others are k - 1, not k.": -np.log(e / (e + k)),
        "The others are at 0, and e to the power of 0 is 1, not 0.": -np.log(e / e) + 1,
        "The right class stands in the sum, too.": -np.log(e / (k - 1)),
        "That is a single output's, by binary cross-entropy: softmax divides by the sum.": (
            np.log1p(np.exp(-1))
        ),
        "A sigmoid's lowest is 0, tanh's is -1.": -np.log(e / (e + (k - 1) / e)),
        "Half is not a sigmoid's lowest: it goes down to 0.": -np.log(e / (e + (k - 1) * e**0.5)),
        "That is the largest loss: right at 0, all others at 1.": np.log(1 + (k - 1) * e),
        "Take the natural logarithm.": -np.log2(e / (e + k - 1)),
        "Take the natural logarithm, not that of base 10.": -np.log10(e / (e + k - 1)),
    }
    words = {10: "ten classes", 2: "two classes"}[classes]
    checks.require_equal(words, got, np.log(e + k - 1) - 1, hints)


# Exercise 3: what is found of each class.

LABELS = np.array([0, 0, 0, 0, 0, 1, 1, 2, 2, 2])
SAID = np.array([0, 0, 0, 0, 2, 0, 1, 2, 0, 0])


def recall_of_each(function: object) -> None:
    """Check ``recall_of_each(labels, said, classes)``: of each class, the share that was found.

    Examples
    --------
    >>> recall_of_each(lambda labels, said, classes: np.full(classes, np.mean(labels == said)))
    Exercise 3 (recall_of_each): not yet right: ten examples of three classes:
      expected 0.8, got 0.6. That is the accuracy of all: look at one class at a time.
    """
    rules = [
        checks.rule("each class by itself", _each_class),
        checks.rule("a class that is never found", _never_found),
        answers.RECALL_OF_EACH,
    ]
    checks.report("training_clinic", 3, "recall_of_each", function, rules)


def _recalls(attempt: checks.Attempt, said: checks.Floats) -> checks.Floats:
    got = attempt(labels=LABELS, said=said, classes=3)
    return checks.require_array("the recalls", got, (3,))


def _each_class(attempt: checks.Attempt) -> None:
    got = _recalls(attempt, SAID)
    there_is, is_said = (np.eye(3)[each].T for each in (LABELS, SAID))
    hits = (there_is * is_said).sum(axis=1)
    there, called = (np.bincount(each, minlength=3) for each in (LABELS, SAID))
    hints = {
        "That is the accuracy of all: look at one class at a time.": np.full(3, hits.sum() / 10),
        "That is the precision: divide by how many there are, not by how often it was said.": (
            hits / called
        ),
        "Divide by the examples of the class, not by all.": hits / 10,
        "That is how many are found: divide by how many there are.": hits,
        "That is the share that is missed.": 1 - hits / there,
        "That is how often each class was said, found or not.": called / there,
        "That is the share of each class: compare with what was said.": there / 10,
        "That is the share of each class in what was said.": called / 10,
        "That counts right answers for yes and no: of the class alone is asked.": (
            (there_is == is_said).mean(axis=1)
        ),
        "The order of the classes is reversed.": (hits / there)[::-1],
        "That is in percent: a share is asked for.": 100 * hits / there,
    }
    checks.require_equal("ten examples of three classes", got, hits / there, hints)


def _never_found(attempt: checks.Attempt) -> None:
    got = _recalls(attempt, np.zeros(10, int))
    checks.require_equal("who says 0 for all", got, [1.0, 0.0, 0.0])
