"""The reader's function at work in the course, and the course's where the reader's cannot be."""

import sys

import numpy as np
import pytest

from course_lib import checks
from course_lib.checks import guard


def ours(x, lr):
    return x * (1 - lr), lr


def check(function):
    rule = checks.drawn(ours, x=checks.array(checks.size(1, 3)), lr=checks.number(0, 1))
    checks.report("shrinking", 1, "shrink", function, [rule])


def shrink(x, lr):
    sys.stdout.write(f"x is {x}\n")
    return x - lr * x, lr


def taken(function, capsys):
    step = checks.yours_or_ours(function, check, ours)
    assert capsys.readouterr().out == ""
    return step


X = np.array([2.0, 4.0])


def test_a_right_one_is_used(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path))
    step = taken(shrink, capsys)
    assert repr(step) == "shrink: yours (it passes its check)"
    np.testing.assert_array_equal(step(X, lr=0.5)[0], X / 2)
    assert capsys.readouterr().out == "x is [2. 4.]\n"
    assert list(step.both()) == ["the course's", "yours"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("function", "why"),
    [
        (lambda x, lr: (x * lr, lr), "yours: not yet right: it must hold for any inputs: x ["),
        (lambda x, lr: x[9], "yours: it stopped with IndexError: index 9 is out of bounds"),
        (3.0, "yours: the check takes the function itself"),
    ],
)
def test_a_wrong_one_is_not(function, why, capsys):
    step = taken(function, capsys)
    assert step.whose == "the course's"
    assert step.why.startswith(why)
    np.testing.assert_array_equal(step(X, 0.5)[0], X / 2)
    assert ("yours" in step.both()) == callable(function)


def test_a_wrong_one_can_be_drawn_beside_the_courses(capsys):
    both = taken(lambda x, lr: (x * lr, lr), capsys).both()
    np.testing.assert_array_equal(both["the course's"](X, 0.25)[0], X * 0.75)
    np.testing.assert_array_equal(both["yours"](X, 0.25)[0], X * 0.25)


def test_a_stub_is_the_courses(capsys):
    def stub(x, lr):
        raise NotImplementedError("your turn")

    step = taken(stub, capsys)
    assert (step.whose, list(step.both())) == ("the course's", ["the course's"])
    assert step.why == "yours: not attempted yet. Everything below works without it."


def raises(x, lr):
    raise SystemExit


def never_ends(x, lr):
    while True:
        pass


LATER = {
    "raises": (raises, "it stopped with SystemExit at line "),
    "never ends": (never_ends, "it was still at work after 0.2 seconds, for lr 0.5: does a loop"),
    "another shape": (lambda x, lr: (x[:1], lr), "it must return (an array of shape (2,), a num"),
    "nothing": (lambda x, lr: None, "it must return (an array of shape (2,), a number); got None"),
}


@pytest.mark.parametrize("name", LATER)
def test_where_it_fails_later_the_course_steps_in_and_says_so_once(name, capsys, monkeypatch):
    later, why = LATER[name]

    def changes(x, lr):
        return (later if x[0] == 2 else ours)(x, lr)

    never_two = checks.drawn(ours, x=checks.array(2, low=-1, high=1), lr=checks.number(0, 1))
    step = checks.yours_or_ours(
        changes, lambda function: checks.report("t", 1, "shrink", function, [never_two]), ours
    )
    assert step.whose == "yours"
    monkeypatch.setattr(guard, "SECONDS", 0.2)
    for _ in range(2):
        np.testing.assert_array_equal(step(X, lr=0.5)[0], X / 2)
    out = capsys.readouterr().out
    assert out == f"changes: from here on the course's own. {step.why}\n"
    assert step.why.startswith(f"yours: {why}")
    assert step.whose == "the course's"


def test_what_it_edits_later_is_its_own(capsys):
    def at_work(x, lr):
        if len(x) == 4:
            x *= 1 - lr
            return x, lr
        return ours(x, lr)

    step, x = taken(at_work, capsys), np.ones(4)
    np.testing.assert_array_equal(step(x, 0.5)[0], np.full(4, 0.5))
    np.testing.assert_array_equal(x, np.ones(4))


def test_a_generator_is_drawn_from_once():
    def draw(rng):
        return rng.random()

    def check_draw(function):
        rule = checks.drawn(lambda rng: 0.5, rng=0)
        checks.report("drawing", 1, "draw", lambda rng: 0.5, [rule])

    step = checks.yours_or_ours(draw, check_draw, draw)
    rng, same = np.random.default_rng(0), np.random.default_rng(0)
    assert [step(rng), step(rng)] == [same.random(), same.random()]
