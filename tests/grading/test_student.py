"""A student's function behaves in the check's process as it would in a notebook's."""

import os
import signal
import textwrap
import time
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest

from course_lib import checks
from course_lib.checks import guard
from course_lib.checks.rules import quietly
from course_lib.grading import Limits
from course_lib.grading.process import EndedError, TookTooLongError, WorkerProcess
from course_lib.grading.student import StudentsProcess


@contextmanager
def students(source, limits=None, lent=None):
    """A worker in which a cell was run, ``f`` its function."""
    source, limits = "import numpy as np\n" + textwrap.dedent(source), limits or Limits()
    with WorkerProcess(limits) as worker:
        process = StudentsProcess(worker, limits, lent)
        for place in range(len(checks_of(source))):
            statement = {"source": source, "cell": 1, "place": place, "needed": ["np", "c"]}
            assert process.run(statement, 20) == ""
        process.f = process.find("f")[1]
        yield process


def checks_of(source):
    return compile(source, "cell", "exec", 0x400).body  # its syntax tree


def asked(function, *rules):
    return quietly(lambda f: checks.report("doubling", 1, "double", f, rules), function)


def test_numbers_arrays_and_what_else_comes_back():
    source = """
        def f(x, *, named=0):
            return {"a": [x * 2, (x.sum(), "b")], "n": named, 3: None}
    """
    with students(source) as process:
        came = process.f(np.arange(3), named=7)
    np.testing.assert_array_equal(came["a"][0], [0, 2, 4])
    assert (came["a"][1], came["n"], came[3]) == ((3, "b"), 7, None)
    assert type(came["a"][1][0]) is np.int64


def test_an_argument_that_is_edited_is_edited_here():
    x = np.arange(3.0)
    with students("def f(x):\n    x *= 2\n    return x") as process:
        process.f(x)
        said = asked(process.f, lambda attempt: attempt(x=np.ones(2))).words
    np.testing.assert_array_equal(x, [0, 2, 4])
    assert said.startswith("not yet right: x was edited in place")


def place_of_the_global_one():
    return np.random.get_state()[2]  # noqa: NPY002 - looked at, never drawn from


def test_a_generator_moves_on_and_the_global_one_tells_that_it_was_used():
    rng, same = np.random.default_rng(1), np.random.default_rng(1)
    with students(
        "def f(rng, also):\n    also and np.random.rand()\n    return rng.random(2)"
    ) as p:
        drawn = [p.f(rng, False), p.f(rng, False)]
        before = place_of_the_global_one()
        p.f(rng, False)
        assert place_of_the_global_one() == before
        p.f(rng, True)
        assert place_of_the_global_one() != before
    np.testing.assert_array_equal(drawn, [same.random(2), same.random(2)])


def test_functions_go_both_ways():
    told = []

    def tells(x):
        told.append(x)
        if x > 2:
            raise ValueError("too large")
        return 10 * x

    source = """
        def f(g, h):
            def schedule(step):
                try:
                    return g(step) + h(step)
                except ValueError as error:
                    return str(error)
            return schedule
    """
    with students(source) as process:
        schedule = process.f(tells, lambda step: step / 2)
        assert [schedule(step) for step in (1, 2, 3)] == [10.5, 21.0, "too large"]
    assert told == [1, 2, 3]


def test_what_stops_it_is_told_with_its_own_line():
    source = """
        def f(x):
            if x > 0:
                return [][3]
            raise NotImplementedError("your turn")
    """
    with students(source) as process:
        words = asked(process.f, lambda attempt: attempt(x=1.0)).words
        assert words == (
            "it stopped with IndexError: list index out of range\n  at line 5: return [][3]"
        )
        words = asked(process.f, lambda attempt: attempt(x=-1.0)).words
        assert "it comes to raise NotImplementedError:\n  the stub's line is still there" in words


def test_a_loop_ends_and_its_process_goes_on(monkeypatch):
    with students("def f(x):\n    while x: pass\n    return 5") as process:
        monkeypatch.setattr(guard, "SECONDS", 1.0)
        outcome = asked(process.f, lambda attempt: attempt(x=1.0))
    assert outcome.words.startswith("it was still at work after 1 seconds, for x 1:")
    assert process.fate == "took too long"


def test_all_calls_together_have_a_limit(monkeypatch):
    source = "import time as c\ndef f(x):\n    c.sleep(0.3)\n    return x"

    def often(attempt):
        for _ in range(20):
            attempt(x=1.0)

    with students(source, replace(Limits(), exercise=1.0)) as process:
        words = asked(process.f, often).words
    assert words == "all its calls together took more than 1 seconds."
    assert process.fate == "took too long"


def test_what_cannot_be_handed_over_is_for_a_person():
    with students("def f(x):\n    return x") as process:
        words = asked(process.f, lambda attempt: attempt(x={1, 2})).words
    assert words == "it is given something of type set, which cannot be handed over."
    assert process.fate == "to be read by a person"


def test_printing_without_end_fills_nothing():
    with students("def f(x):\n    print('passed' * 10**7)\n    return x", None) as process:
        assert process.f(3.0) == 3.0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="memory is limited where resource is")
def test_memory_and_files_are_limited():
    source = """
        def f(x):
            try:
                np.ones(10**9)
            except MemoryError:
                pass
            with open("large", "wb") as stream:
                stream.write(bytes(100 * 2**20))
            return x
    """
    with students(source) as process:
        words = asked(process.f, lambda attempt: attempt(x=1.0)).words
    assert "OSError: [Errno 27] File too large" in words


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there processes have groups")
def test_what_it_starts_ends_with_it():
    source = """
        import subprocess as c
        def f(x):
            return c.Popen(["sleep", "1000"]).pid
    """
    with students(source) as process:
        started = process.f(1.0)
        os.kill(started, 0)
    end = time.monotonic() + 10
    while is_running(started) and time.monotonic() < end:
        time.sleep(0.05)
    assert not is_running(started)


def is_running(number):
    """Whether it runs still; one that ended and was not asked for is none."""
    try:
        with open(f"/proc/{number}/stat", encoding="utf-8") as stream:
            return stream.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_process_that_ends_or_hangs_is_told():
    with students("import os as c\ndef f(x):\n    return x") as process:
        ends = {"source": "c._exit(3)", "cell": 2, "place": 0, "needed": []}
        with pytest.raises(EndedError, match="ended by itself, with exit code 3"):
            process.run(ends, 20)
    with students("import time as c\ndef f(x):\n    return x") as process:
        sleeps = {"source": "c.sleep(1000)", "cell": 2, "place": 0, "needed": []}
        with pytest.raises(TookTooLongError):
            process.run(sleeps, 0.5)
    source = f"import os as c\ndef f(x):\n    c.kill(c.getpid(), {int(signal.SIGTERM)})"
    with students(source) as process:
        words = asked(process.f, lambda attempt: attempt(x=1.0)).words
    assert words == "its process was ended by SIGTERM."


def test_an_answer_that_is_lent_runs_here_and_no_other_is_there():
    source = textwrap.dedent("""
        from course_lib import checks
        from course_lib.chapters.gradients import check, check_answers
        ours = checks.yours_or_ours(len, check.dense_backward, check_answers.dense_backward)
        def f(x):
            return ours(x) if x < 3 else check_answers.neuron_gradients(x)
    """)
    asks = {"cell": 1, "needed": ["checks", "check", "check_answers"], "source": source}
    with WorkerProcess(Limits()) as worker:
        process = StudentsProcess(worker, Limits(), {"dense_backward": lambda x: 100 + x})
        said = [process.run(asks | {"place": k}, 20) for k in range(len(checks_of(source)))]
        assert said == [""] * len(said)
        f = process.find("f")[1]
        assert f(1) == 101
        words = asked(f, lambda attempt: attempt(x=5.0)).words
    assert "AttributeError: neuron_gradients of the course is not there while it is graded" in words
