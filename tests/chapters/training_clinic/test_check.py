"""The checks of notebook 09: solutions pass, and each plausible mistake meets its message."""

import numpy as np
import pytest

from course_lib.chapters.training_clinic import check, check_answers, policies
from tests.checks.saying import said_of

LETTERS = tuple(policies.INSTRUMENTS)

# Solutions, as readers may write them.


def ratio_by_norm(before, after):
    return np.linalg.norm(after - before) / np.linalg.norm(before)


def ratio_by_sums(before, after):
    return np.sqrt(((before - after) ** 2).sum() / (before**2).sum())


def ratio_by_ravel(before, after):
    change = np.ravel(after - before)
    return np.array((change @ change / (np.ravel(before) @ np.ravel(before))) ** 0.5)


def lowest_by_log(classes):
    return np.log(np.e + classes - 1) - 1


def lowest_by_softmax(classes):
    scores = np.zeros(classes)
    scores[0] = 1
    return -np.log(np.exp(scores)[0] / np.exp(scores).sum())


def lowest_by_log1p(classes):
    return float(np.log1p((classes - 1) / np.e))


def recall_by_masks(labels, said, classes):
    return np.array([np.mean(said[labels == k] == k) for k in range(classes)])


def recall_by_counts(labels, said, classes):
    table = np.zeros((classes, classes))
    np.add.at(table, (labels, said), 1)
    return np.diag(table) / table.sum(axis=1)


def recall_as_list(labels, said, classes):
    return np.array(
        [float(((labels == k) & (said == k)).sum() / (labels == k).sum()) for k in range(classes)]
    )


def two_numbers(look):
    """Only what the update ratio and the batches tell, and then a guess."""
    largest = look("update ratio")["largest update"]
    if largest < 1e-3:
        return "dead units" if look("units")["dead before"] > 0.7 else "rate too low"
    if largest > 0.5:
        if look("finite")["born in"] == "the inputs":
            return "division by 0 in the inputs"
        if look("finite")["born in"] in ("the loss", "the gradient"):
            return "log of 0 in the loss"
        return "inputs not normalized" if look("inputs")["largest std"] > 8 else "rate too high"
    batches = look("batches")
    if batches["updates"] < 50:
        return "batch size changed, not the rate"
    if batches["last size"] == 1:
        return "last batch of one under batch norm"
    if look("judged twice")["answers changed"] > 0.01:
        return "judged in training mode"
    return "labels shuffled" if look("accuracy")["training right"] < 0.8 else "nothing"


SIGNS = (
    ("batches", "last size", lambda v: v == 1, "last batch of one under batch norm"),
    ("batches", "updates", lambda v: v < 50, "batch size changed, not the rate"),
    ("finite", "born in", lambda v: v == "the inputs", "division by 0 in the inputs"),
    ("finite", "born in", lambda v: v != "nowhere", "log of 0 in the loss"),
    ("units", "dead before", lambda v: v > 0.7, "dead units"),
    ("update ratio", "largest update", lambda v: v < 1e-3, "rate too low"),
    ("inputs", "largest std", lambda v: v > 8, "inputs not normalized"),
    ("update ratio", "largest update", lambda v: v > 0.5, "rate too high"),
    ("inputs", "dev apart", lambda v: v > 0.35, "dev set from another distribution"),
    ("judged twice", "answers changed", lambda v: v > 0.01, "judged in training mode"),
)


def by_a_shorter_list(look):
    for instrument, number, there, fault in SIGNS:
        if there(look(instrument)[number]):
            return fault
    return "labels shuffled" if look("accuracy")["training right"] < 0.8 else "nothing"


SOLUTIONS = {
    "update_ratio": (ratio_by_norm, ratio_by_sums, ratio_by_ravel),
    "lowest_loss": (lowest_by_log, lowest_by_softmax, lowest_by_log1p),
    "recall_of_each": (recall_by_masks, recall_by_counts, recall_as_list),
    "first_aid": (check_answers.first_aid, two_numbers, by_a_shorter_list),
}


def everything(look):
    for name in LETTERS:
        look(name)
    return check_answers.first_aid(look)


def nearly_everything(look):
    for name in LETTERS[:11]:
        look(name)
    return "nothing"


def by_loss(look):
    return "rate too high" if look("loss")["training loss"] > 0.9 else "nothing"


def low_or_high(look):
    largest = look("update ratio")["largest update"]
    return "rate too low" if largest < 1e-3 else "rate too high" if largest > 0.5 else "nothing"


def with_eight_looks_first(look):
    for name in ("loss", "accuracy", "first loss", "units", "twenty examples", "new data"):
        look(name)
    return check_answers.first_aid(look)


def edits_what_it_sees(look):
    look("loss").clear()
    return look("loss")["no such number"]


MISTAKES = {
    "update_ratio": [
        (lambda before, after: np.linalg.norm(after - before), "length of the change: divide"),
        (lambda before, after: np.sum((after - before) ** 2) / np.sum(before**2), "Take the roots"),
        (lambda before, after: np.mean(np.abs((after - before) / before)), "weight by weight"),
        (
            lambda before, after: np.abs(after - before).sum() / np.abs(before).sum(),
            "of sums of sizes",
        ),
        (lambda before, after: (after - before).sum() / before.sum(), "in which signs cancel"),
        (lambda before, after: 1 / ratio_by_norm(before, after), "upside down"),
        (
            lambda before, after: np.linalg.norm(after) / np.linalg.norm(before),
            "subtract the weights first",
        ),
        (
            lambda before, after: np.linalg.norm(after - before) / np.linalg.norm(after),
            "before the update, not after it",
        ),
        (
            lambda before, after: np.linalg.norm(after) / np.linalg.norm(before) - 1,
            "weights can turn",
        ),
        (lambda before, after: np.abs(after - before).max(), "largest change of one weight"),
        (
            lambda before, after: np.sqrt(np.mean((after - before) ** 2)),
            "root mean square of the change",
        ),
        (lambda before, after: after - before, "must be one number"),
    ],
    "lowest_loss": [
        (lambda classes: 0.0, "without a bound"),
        (lambda classes: np.log(classes), "That is a guess"),
        (lambda classes: 1 - np.log(np.e + classes - 1), "Turn the sign around"),
        (lambda classes: np.e / (np.e + classes - 1), "That is the probability"),
        (lambda classes: np.log(np.e + classes) - 1, "k - 1, not k"),
        (lambda classes: np.log(classes - 1) - 1, "stands in the sum, too"),
        (lambda classes: np.log1p(np.exp(-1)), "a single output's"),
        (lambda classes: np.log(np.e + (classes - 1) / np.e) - 1, "tanh's is -1"),
        (lambda classes: np.log(np.e + (classes - 1) * np.e**0.5) - 1, "Half is not"),
        (lambda classes: np.log(1 + (classes - 1) * np.e), "the largest loss"),
        (lambda classes: lowest_by_log(classes) / np.log(2), "natural logarithm."),
        (lambda classes: lowest_by_log(classes) / np.log(10), "not that of base 10"),
        (lambda classes: np.full(classes, 1.0), "must be one number"),
    ],
    "recall_of_each": [
        (
            lambda labels, said, classes: np.full(classes, np.mean(labels == said)),
            "accuracy of all",
        ),
        (
            lambda labels, said, classes: np.array(
                [np.mean(labels[said == k] == k) for k in range(classes)]
            ),
            "That is the precision",
        ),
        (
            lambda labels, said, classes: np.array(
                [np.mean((labels == k) & (said == k)) for k in range(classes)]
            ),
            "not by all",
        ),
        (
            lambda labels, said, classes: np.array(
                [np.sum((labels == k) & (said == k)) for k in range(classes)]
            ),
            "how many are found",
        ),
        (lambda labels, said, classes: 1 - recall_by_masks(labels, said, classes), "is missed"),
        (
            lambda labels, said, classes: (
                np.bincount(said, minlength=classes) / np.bincount(labels, minlength=classes)
            ),
            "how often each class was said",
        ),
        (
            lambda labels, said, classes: np.bincount(labels, minlength=classes) / len(labels),
            "share of each class: compare",
        ),
        (
            lambda labels, said, classes: np.bincount(said, minlength=classes) / len(labels),
            "in what was said",
        ),
        (
            lambda labels, said, classes: np.array(
                [np.mean((labels == k) == (said == k)) for k in range(classes)]
            ),
            "yes and no",
        ),
        (
            lambda labels, said, classes: recall_by_masks(labels, said, classes)[::-1],
            "order of the classes",
        ),
        (lambda labels, said, classes: 100 * recall_by_masks(labels, said, classes), "in percent"),
        (lambda labels, said, classes: 0.6, "array of shape (3,)"),
    ],
    "first_aid": [
        (lambda look: "nothing", "It looks at nothing"),
        (lambda look: (look("loss"), "rate too high")[1], "It says the same of all"),
        (everything, "nothing is left of a right diagnosis"),
        (nearly_everything, "It says the same of all"),
        (by_loss, "it most often misses"),
        (low_or_high, "it most often misses"),
        (policies.by_the_curves, "it most often misses"),
        (policies.by_the_list, "what first?"),
        (with_eight_looks_first, "looks: what first?"),
        (lambda look: look("gradient"), "no instrument is called 'gradient'"),
        (lambda look: look("loss"), "one of the diagnoses in the list"),
        (lambda look: "overfitting", "one of the diagnoses in the list; got 'overfitting'"),
        (edits_what_it_sees, "KeyError"),
    ],
}


@pytest.mark.parametrize("name", SOLUTIONS)
def test_solutions_pass(name, capsys):
    for solution in SOLUTIONS[name]:
        assert ": passed. " in said_of(getattr(check, name), solution, capsys)


CASES = [(name, *case) for name, cases in MISTAKES.items() for case in cases]


@pytest.mark.parametrize(("name", "mistake", "words"), CASES)
def test_each_mistake_meets_its_message(name, mistake, words, capsys):
    assert words in said_of(getattr(check, name), mistake, capsys)
