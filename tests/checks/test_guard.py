"""Whatever a reader's code does, the cell goes on, the page stays readable, and Ctrl-C works."""

import signal
import sys
import threading
import time

import numpy as np
import pytest

from course_lib import checks
from course_lib.checks import guard


class SpeechlessError(Exception):
    def __str__(self):
        raise ValueError


def said_of(function, capsys):
    rule = checks.drawn(lambda x: 2 * x, {"x": 3.0}, x=checks.number(0, 1))
    checks.report("doubling", 7, "double", function, [rule])
    out, err = capsys.readouterr()
    assert err == ""
    return out.removeprefix("Exercise 7 (double): ")


@pytest.mark.parametrize("kind", [SystemExit, KeyboardInterrupt, GeneratorExit, SpeechlessError])
def test_what_its_code_raises_is_told(kind, capsys):
    def stops(x):
        raise kind

    assert said_of(stops, capsys).startswith(f"it stopped with {kind.__name__}\n  at line ")


def test_a_notebooks_exit_ends_no_kernel(capsys):
    """There it is a name of the notebook, which asks the kernel to end and raises nothing."""
    asked = []
    names = {"exit": lambda: asked.append("the kernel ends")}
    kept = names["exit"]
    exec("def leaves(x):\n    exit()", names)
    assert said_of(names["leaves"], capsys).startswith("it stopped with SystemExit\n  at line 2")
    assert asked == []
    assert names["exit"] is kept


def while_true(x):
    while True:
        pass


def while_true_on_one_line(x):
    while True: pass  # fmt: skip # noqa: E701


def through_exceptions(x):
    while True:
        try:
            x += 1
        except Exception:
            continue


def in_a_generator(x):
    return sum(1 for _ in iter(int, 1))


@pytest.mark.parametrize(
    "endless", [while_true, while_true_on_one_line, through_exceptions, in_a_generator]
)
def test_an_endless_loop_ends_also_in_a_thread(endless, capsys, monkeypatch):
    monkeypatch.setattr(guard, "SECONDS", 0.2)
    text = "it was still at work after 0.2 seconds, for x 3:\n  does a loop never end?\n"
    assert said_of(endless, capsys) == text
    said = []
    thread = threading.Thread(target=lambda: said.append(said_of(endless, capsys)))
    thread.start()
    thread.join()
    assert said == [text]


def test_whoever_traced_before_traces_again(capsys):
    seen = []
    before = sys.gettrace()

    def watching(frame, event, argument):
        seen.append(frame.f_code.co_name)

    sys.settrace(watching)
    try:
        said_of(lambda x: 2 * x, capsys)
        said_of(lambda x: [][1], capsys)
        assert sys.gettrace() is watching
    finally:
        sys.settrace(before)
    assert seen


def test_the_stop_button_is_no_mistake_of_the_readers(capsys):
    def pressed(x):
        signal.raise_signal(signal.SIGINT)
        time.sleep(1)
        return 2 * x

    def and_caught(x):
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            return 2 * x

    handler, stdout, trace = signal.getsignal(signal.SIGINT), sys.stdout, sys.gettrace()
    for function in (pressed, and_caught):
        with pytest.raises(KeyboardInterrupt):
            said_of(function, capsys)
    assert signal.getsignal(signal.SIGINT) is handler
    assert sys.stdout is stdout
    assert sys.gettrace() is trace


def test_words_for_stderr_are_words_like_others(capsys):
    """nbgrader gives no point where a cell writes there."""

    def noisy(x):
        sys.stderr.write("here\n")
        return 2 * x

    said = said_of(noisy, capsys)
    assert said.startswith("here\n")
    assert "passed." in said


def test_a_flood_of_prints_is_cut(capsys):
    def wordy(x):
        sys.stdout.write(f"x is {x}\n")
        sys.stdout.write("blah " * 100_000)
        sys.stdout = None
        return 2 * x

    out = said_of(wordy, capsys)
    assert out.startswith("x is 3.0\nblah blah")
    assert len(out) < 1300
    assert "... it printed more, which is left out here.\n" in out
    assert out.endswith("passed. 2 rules checked:\n  inputs drawn anew; arguments untouched.\n")


def verdict(x):
    if x > 5:
        return "large"
    raise NotImplementedError("your turn")


def elsewhere(x):
    raise NotImplementedError("your turn")


def needs_another(x):
    return 2 * elsewhere(x)


def test_a_stub_below_finished_branches_is_an_attempt(capsys):
    text = (
        "not yet right: for x 3 it comes to raise NotImplementedError:\n  the stub's line is still"
    )
    assert said_of(verdict, capsys).startswith(text)
    assert said_of(needs_another, capsys) == "it needs elsewhere, which is not attempted yet.\n"
    assert said_of(elsewhere, capsys).startswith("not attempted yet.")


def test_a_check_that_cannot_go_on_says_so(capsys):
    class Hostile(np.ndarray):
        def __array__(self, *arguments, **named):
            raise RuntimeError

        @property
        def shape(self):
            raise RuntimeError("no shape")

    def broken_rule(attempt):
        return attempt(x=1.0).shape

    checks.report("doubling", 7, "double", lambda x: np.zeros(2).view(Hostile), [broken_rule])
    said = "the check itself could not go on: RuntimeError: no shape\n  Was something of NumPy's"
    assert said in capsys.readouterr().out
