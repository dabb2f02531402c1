"""The checks of notebook 11: solutions pass, and each plausible mistake meets its message."""

import numpy as np
import pytest

from course_lib.chapters.onward_to_frameworks import check
from course_lib.chapters.onward_to_frameworks.listing import LINES, RUNS
from tests.checks.saying import said_of

# Solutions, as readers may write them.


def lse_by_softmax(grad, a):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True) * grad


def lse_by_rows(grad, a):
    rows = []
    for g, row in zip(grad[:, 0], a, strict=True):
        rows.append([g / sum(np.exp(other - one) for other in row) for one in row])
    return np.array(rows)


def lse_by_logs(grad, a):
    top = a.max(axis=-1)[:, None]
    return grad * np.exp(a - top - np.log(np.exp(a - top).sum(-1))[:, None])


def undone_by_axes(grad, shape):
    while grad.ndim > len(shape):
        grad = grad.sum(axis=0)
    for axis, length in enumerate(shape):
        if length == 1:
            grad = grad.sum(axis=axis, keepdims=True)
    return grad


def undone_by_reshaping(grad, shape):
    padded = (1,) * (grad.ndim - len(shape)) + tuple(shape)
    axes = tuple(k for k in range(grad.ndim) if padded[k] == 1 != grad.shape[k])
    return grad.sum(axis=axes).reshape(shape)


def undone_by_adding(grad, shape):
    total = np.zeros(shape)
    places = np.broadcast_to(np.arange(total.size).reshape(shape), grad.shape)
    np.add.at(total.reshape(-1), places.ravel(), grad.ravel())
    return total


def order_by_recursion(last):
    found = []

    def visit(node):
        if node not in found:
            for part in node.parents:
                visit(part)
            found.append(node)

    visit(last)
    return found


def order_by_a_set(last, seen=None):
    seen = set() if seen is None else seen
    if id(last) in seen:
        return []
    seen.add(id(last))
    return [each for part in last.parents for each in order_by_a_set(part, seen)] + [last]


def order_by_counting(last):
    """Kahn's: from the end, a node as soon as all that was made of it is placed."""
    nodes, waiting = [], [last]
    while waiting:
        node = waiting.pop()
        if node not in nodes:
            nodes.append(node)
            waiting += node.parents
    uses = {id(node): 0 for node in nodes}
    for node in nodes:
        for part in node.parents:
            uses[id(part)] += 1
    found, free = [], [last]
    while free:
        node = free.pop()
        found.append(node)
        for part in node.parents:
            uses[id(part)] -= 1
            if uses[id(part)] == 0:
                free.append(part)
    return tuple(found[::-1])


def lines():
    return {"A": 14, "B": 20, "C": 3, "D": 8, "E": 11}


def other_lines():
    return {"E": 12, "D": np.int64(8), "C": 3.0, "B": 18, "A": 14}


def lines_at_the_end():
    """A step of the schedule after the loop; zero_grad() after the step."""
    return {**lines(), "A": 15, "B": 26, "E": 14}


SOLUTIONS = [
    ("lse_back", 1, 6, [lse_by_softmax, lse_by_rows, lse_by_logs]),
    ("unbroadcast", 2, 7, [undone_by_axes, undone_by_reshaping, undone_by_adding]),
    ("order", 3, 9, [order_by_recursion, order_by_a_set, order_by_counting]),
    ("behind", 4, 7, [lines, other_lines, lines_at_the_end]),
]


@pytest.mark.parametrize(("name", "number", "count", "solutions"), SOLUTIONS)
def test_solutions_pass(name, number, count, solutions, capsys):
    for solution in solutions:
        out = said_of(getattr(check, name), solution, capsys)
        assert out.startswith(f"Exercise {number} ({name}): passed. {count} rules checked:\n  ")


# Mistakes


def softmax(a, axis=1):
    e = np.exp(a)
    return e / e.sum(axis=axis, keepdims=True)


def in_place(grad, a):
    a -= a.max(axis=1, keepdims=True)
    return grad * softmax(a)


LSE_MISTAKES = [
    (lambda g, a: softmax(a), "got 0.2689. It is not multiplied by grad."),
    (lambda g, a: g * np.exp(a), "exp(a) must be divided by its sum."),
    (lambda g, a: g * softmax(a) / a.size, "divided by the number of entries as well."),
    (lambda g, a: g * softmax(a) * (1 - softmax(a)), "the softmax's own slope, p (1 - p)."),
    (lambda g, a: g * np.log(softmax(a)), "That is log p"),
    (lambda g, a: g * np.exp(a) / np.log(np.exp(a).sum(1, keepdims=True)), "not by its log."),
    (lambda g, a: softmax(a) / g, "That is divided by grad."),
    (lambda g, a: softmax(a) + g, "grad is added, not multiplied."),
    (lambda g, a: softmax(a) - np.eye(a.shape[1])[0], "the label's half has a way"),
    (lambda g, a: g * np.exp(a) / a.sum(axis=1, keepdims=True), "divided by the sum of a."),
    (lambda g, a: g * softmax(a, axis=0), "what comes from above counts in full"),
    (lambda g, a: g * np.exp(a) / np.exp(a).sum(), "The sum goes over each row, not over all."),
    (lambda g, a: g.mean() * softmax(a), "Each row has a grad of its own; that is their mean."),
    (lambda g, a: g.sum() * softmax(a), "Each row has a grad of its own."),
    (lambda g, a: g.T * softmax(a), "an array of shape (2, 3)|operands could not be broadcast"),
    (lambda g, a: g * softmax(a), "exp(1000) is inf; take the row's largest off first"),
    (lambda g, a: (g * softmax(a)).sum(axis=1), "must be an array of shape (2, 3)"),
    (lambda g, a: np.log(np.exp(a).sum(1, keepdims=True)), "must be an array of shape (2, 3)"),
    (in_place, "a was edited in place"),
]
UNDO_MISTAKES = [
    (lambda g, s: g.mean(axis=0, keepdims=True), "got 2.5 3.5 4.5. Sum, do not average"),
    (lambda g, s: g[:1], "That is the first copy alone: sum over all."),
    (lambda g, s: g[-1:], "That is the last copy alone: sum over all."),
    (lambda g, s: g.max(axis=0, keepdims=True), "expected 5 7 9, got 4 5 6."),
    (lambda g, s: g.sum(axis=0), "the result must have that shape; got shape (3,)."),
    (lambda g, s: g, "a row that was repeated:\n  grad 1 2 3; 4 5 6, shape (1, 3): the result"),
    (lambda g, s: g.sum(axis=0, keepdims=True), "nothing was repeated"),
    (lambda g, s: np.broadcast_to(g.sum(axis=0), s), "Nothing was repeated: nothing is summed."),
    (lambda g, s: np.full(s, g.sum()), "a row that was repeated"),
    (lambda g, s: g.sum(axis=tuple(k for k, n in enumerate(s) if n == 1)), "must have that shape"),
    (
        lambda g, s: g.sum(axis=tuple(k for k, n in enumerate(s) if n == 1), keepdims=True),
        "an axis was put in front",
    ),
    (lambda g, s: g.reshape(s), "cannot reshape"),
    (lambda g, s: g.sum(axis=0, keepdims=True).reshape(s), "cannot reshape"),
    (lambda g, s: list(g.sum(axis=0)), "must have that shape; got a list of 3."),
    (lambda g, s: np.ones(s), "expected 5 7 9, got 1 1 1."),
]


def preorder(last):
    return [last] + [each for part in last.parents for each in preorder(part)]


def without_remembering(last):
    return [each for part in last.parents for each in without_remembering(part)] + [last]


def first_i(last):
    found = []

    def visit(node):
        if node not in found:
            found.append(node)
            for part in node.parents:
                visit(part)

    visit(last)
    return found[::-1]


def by_breadth(last):
    found = [last]
    for node in found:
        found += [part for part in dict.fromkeys(node.parents) if part not in found]
    return found[::-1]


SEEN_ONCE = []


def remembers_too_long(last):
    if last in SEEN_ONCE:
        return []
    found = [each for part in last.parents for each in remembers_too_long(part)]
    SEEN_ONCE.append(last)
    return [*found, last]


KEPT = []


def outlives(last):
    """As a list that is made once, in the function's head."""
    for part in last.parents:
        outlives(part)
    if last not in KEPT:
        KEPT.append(last)
    return KEPT


ORDER_MISTAKES = [
    (preorder, "one part:\n  a; b = (a): got b, a. The last node comes last"),
    (lambda last: preorder(last)[::-1], "a stands 2 times: it would hand its gradient on"),
    (without_remembering, "a stands 2 times: it would hand its gradient on as often."),
    (first_i, "comes after"),
    (by_breadth, "comes after"),
    (
        lambda last: [*last.parents, last],
        "a chain:\n  a; b = (a); c = (b): got b, c. a is missing.",
    ),
    (
        lambda last: order_by_recursion(last)[:-1],
        "one node:\n  a: got an empty list. a is missing.",
    ),
    (lambda last: list(last.parents), "a is missing."),
    (lambda last: [node.name for node in order_by_recursion(last)], "holds the nodes themselves"),
    (outlives, "a is of an earlier graph: does your list outlive the call?"),
    (lambda last: set(order_by_recursion(last)), "must return a list of nodes; got something of"),
    (lambda last: order_by_recursion(last)[::-1], "The last node comes last"),
    (lambda last: last, "must return a list of nodes; got something of type Graph."),
    (lambda last: order_by_recursion(last).sort(key=id), "is the return missing"),
    (remembers_too_long, "a is missing.|d is missing."),
]
BEHIND_MISTAKES = [
    (
        lambda: lines() | {"A": 5},
        "run A: nothing is wrong at line 5, and nothing is missing before",
    ),
    (
        lambda: lines() | {"A": 11},
        "line 11 has a slip, and does not look like this.\n  It stops le",
    ),
    (lambda: lines() | {"B": 3}, "nothing is wrong with its training."),
    (lambda: lines() | {"C": 11}, "What is the least it can be?"),
    (lambda: lines() | {"D": 20}, "What could Adam lose unmissed?"),
    (lambda: lines() | {"E": 8}, "as if it could not forget where it was going."),
    (lambda: lines() | {"E": 13}, "run E: nothing is wrong at line 13"),
    (lambda: lines() | {"C": 4}, "run C: nothing is wrong at line 4"),
    (lambda: lines() | {"D": 9}, "run D: nothing is wrong at line 9"),
    (lambda: lines() | {"A": 99}, "a line is a whole number from 1 to 26; got 99."),
    (lambda: lines() | {"A": 13.5}, "a line is a whole number from 1 to 26; got 13.5."),
    (lambda: lines() | {"A": "14"}, "run A: the line must be one number"),
    (lambda: {"A": 14}, "needed a dict with a line for each of A, B, C, D, E; got: its keys are"),
    (lambda: [14, 20, 3, 8, 11], "got: a list of 5."),
]
MISTAKES = {
    "lse_back": LSE_MISTAKES,
    "unbroadcast": UNDO_MISTAKES,
    "order": ORDER_MISTAKES,
    "behind": BEHIND_MISTAKES,
}
EACH = [(name, *entry) for name, entries in MISTAKES.items() for entry in entries]


@pytest.mark.parametrize(("name", "function", "message"), EACH)
def test_a_mistake_meets_its_message(name, function, message, capsys):
    for _ in range(3):
        SEEN_ONCE.clear(), KEPT.clear()
        out = said_of(getattr(check, name), function, capsys)
        assert ": passed." not in out
        assert any(part in out for part in message.split("|")), out


def test_what_a_check_says_of_a_mistake_hangs_on_no_draw(capsys):
    for name, function, _ in EACH:
        said = set()
        for _ in range(20):
            SEEN_ONCE.clear(), KEPT.clear()
            said.add(said_of(getattr(check, name), function, capsys))
        assert len(said) == 1, (name, said)


def test_every_slip_has_a_run_and_a_line():
    assert set(RUNS.values()) == set(LINES)
    taken = [line for found in LINES.values() for line in found]
    assert len(taken) == len(set(taken))
