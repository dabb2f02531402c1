"""The harness of the checks: what it says of a reader's function, whatever that function does."""

import doctest
import functools
import importlib
from pathlib import Path

import numpy as np
import pytest

from course_lib import checks

X = np.array([[1.0, 2.0], [3.0, 4.0]])
MODULES = ["attempt", "inputs", "requirements", "rules", "stand_in", "words"]


def _doubles_its_input(attempt):
    y = checks.require_array("y", attempt(x=X, factor=2.0), X.shape)
    checks.require_equal(
        "y must be factor * x", y, 2 * X, {"That is half.": X / 2}, x=X, factor=2.0
    )


def said_of(function, capsys, rule=_doubles_its_input):
    checks.report("doubling", 7, "double", function, [rule])
    out, err = capsys.readouterr()
    assert err == ""
    assert out.startswith("Exercise 7 (double): ")
    lines = out.removesuffix("\n").split("\n")
    assert len(lines) <= 2
    assert max(map(len, lines)) <= 200
    return out


def test_a_solution_passes(capsys):
    assert said_of(lambda x, factor: factor * x, capsys) == (
        "Exercise 7 (double): passed. 2 rules checked:\n  doubles its input; arguments untouched.\n"
    )


def test_the_stub_is_met_kindly(capsys):
    def stub(x, factor):
        # your code here
        raise NotImplementedError("your turn")

    assert said_of(stub, capsys) == (
        "Exercise 7 (double): not attempted yet. Everything below works without it.\n"
    )


def test_the_first_difference_is_shown_with_its_inputs(capsys):
    assert said_of(lambda x, factor: np.minimum(factor * x, 5), capsys) == (
        "Exercise 7 (double): not yet right: y must be factor * x:\n"
        "  x 3, factor 2: expected 6, got 5.\n"
    )


def test_a_known_mistake_is_named(capsys):
    assert said_of(lambda x, factor: x / factor, capsys).endswith("got 0.5. That is half.\n")


def test_nan_is_a_difference_and_no_warning(capsys):
    def divides_by_zero(x, factor):
        return x * (np.zeros(1) / 0)

    assert "x 1, factor 2: expected 2, got nan." in said_of(divides_by_zero, capsys)


def test_warnings_in_the_answer_make_no_noise(capsys):
    def noisy(x, factor):
        np.log(np.zeros(2))
        np.mean(np.zeros(0))
        return factor * x

    assert "passed" in said_of(noisy, capsys)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (
            None,
            "it returned None for x [[1, 2], [3, 4]], factor 2:\n  is the return missing there?",
        ),
        (X[0], "y must be an array of shape (2, 2); got an array of shape (2,)."),
        ([[1, 2], [3, 4]], "y must be an array of shape (2, 2); got a list of 2."),
        (2.0, "y must be an array of shape (2, 2); got something of type float."),
        (X.astype(str), "of real numbers; got dtype <U32."),
        (X.astype(object), "of real numbers; got dtype object."),
        (X + 1j, "of real numbers; got dtype complex128."),
    ],
)
def test_a_result_of_the_wrong_kind(answer, message, capsys):
    assert message in said_of(lambda x, factor: answer, capsys)


@pytest.mark.parametrize("function", [X, None, "double"])
def test_what_is_no_function(function, capsys):
    assert "takes the function itself, not its result; got " in said_of(function, capsys)


def test_an_exception_is_told_with_the_readers_own_line(capsys):
    def helper(x):
        return x @ np.zeros(5)  # the reader's deepest line

    out = said_of(lambda x, factor: helper(x), capsys)
    line = helper.__code__.co_firstlineno + 1
    assert "it stopped with ValueError: matmul: Input operand 1 has a mismatch" in out
    assert " (size 5 is different from 2)\n" in out
    assert f"\n  at line {line}: return x @ np.zeros(5)" in out
    assert "Traceback" not in out
    assert ".py" not in out


def test_the_lines_of_a_library_stay_out(capsys):
    def through_a_library(x, factor):
        return np.linalg.inv(np.zeros((2, 2)))

    out = said_of(through_a_library, capsys)
    assert "LinAlgError: Singular matrix" in out
    assert ": return np.linalg.inv(np.zeros((2, 2)))\n" in out


def test_code_whose_source_is_not_at_hand(capsys):
    names = {}
    exec("def double(x, factor):\n    return x[9]", names)
    out = said_of(names["double"], capsys)
    assert "IndexError: index 9 is out of bounds" in out
    assert out.endswith("at line 2\n")


@pytest.mark.parametrize(
    "function", [lambda x: x, functools.partial(lambda x: x), np.vdot, len, type("Two", (), {})]
)
def test_a_function_that_takes_other_arguments(function, capsys):
    out = said_of(function, capsys)
    assert "Error: " in out


def test_a_long_message_is_cut(capsys):
    def wordy(x, factor):
        raise RuntimeError("many words\n" * 100)

    assert " ... " in said_of(wordy, capsys)


def test_endless_recursion(capsys):
    def endless(x, factor):
        return endless(x, factor)

    assert "RecursionError: maximum recursion depth exceeded" in said_of(endless, capsys)


def test_an_edited_argument(capsys):
    def in_place(x, factor):
        x *= factor
        return x

    before = X.copy()
    out = said_of(in_place, capsys)
    assert "not yet right: x was edited in place" in out
    assert "new = x * 2 or x.copy(), instead of x *= 2" in out
    np.testing.assert_array_equal(X, before)


def test_a_generator_is_handed_over_itself():
    rng = np.random.default_rng(0)
    first = checks.Attempt(lambda rng: rng.random())(rng=rng)
    assert checks.Attempt(lambda rng: rng.random())(rng=rng) != first


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (lambda attempt: checks.require(0, "never."), "not yet right: never."),
        (
            lambda attempt: checks.require_pair("(a, b)", (1, 2, 3)),
            "must return the pair (a, b); got a tuple of 3.",
        ),
        (
            lambda attempt: checks.require_number("a", np.zeros(1)),
            "a must be one number; got an array of shape (1,).",
        ),
        (
            lambda attempt: checks.require_arrays("the pair (a, b)", X, {"a": (2,), "b": (2,)}),
            "it must return the pair (a, b); got an array of shape (2, 2).",
        ),
        (
            lambda attempt: checks.require_arrays("all three", [X, X], {"a": (2,), "b": (2,)}),
            "a must be an array of shape (2,); got an array of shape (2, 2).",
        ),
        (
            lambda attempt: checks.require_arrays("the pair", (X, X), {"a": (2, 2), "b": (2, 1)}),
            "b must be an array of shape (2, 1); got an array of shape (2, 2).",
        ),
        (
            lambda attempt: checks.require_equal("the sum", 9, 10, x=X),
            "the sum:\n  x 1 2 3 4: expected 10, got 9.",
        ),
        (
            lambda attempt: checks.require_equal("the mean", 1.00002, 1),
            "the mean:\n  expected 1, got 1.00002.",
        ),
    ],
)
def test_what_rules_can_require(rule, message, capsys):
    assert message in said_of(len, capsys, rule)


def test_rules_made_by_the_kit_are_reported_under_their_names(capsys):
    asked = []
    rules = [
        checks.rule(
            "a pair", lambda attempt, *given, **named: asked.append((given, named)), 1, b=2
        ),
        checks.drawn(lambda x: 1, x="one"),
    ]
    checks.report("doubling", 7, "double", lambda x: 1, rules)
    passed = "passed. 3 rules checked:\n  a pair; inputs drawn anew; arguments untouched.\n"
    assert capsys.readouterr().out == f"Exercise 7 (double): {passed}"
    assert asked == [((1,), {"b": 2})]


def test_the_first_hint_that_fits_is_given():
    hints = {"Half.": X / 2, "Twice.": 2 * X, "Doubled.": 2 * X}
    assert checks.hint_for(2 * X, hints) == " Twice."
    assert checks.hint_for(3 * X, hints) == ""


@pytest.mark.parametrize("value", [1, 1.5, np.float32(1.5), np.int64(1), np.array(1.5)])
def test_plain_numbers(value):
    assert checks.require_number("a", value) == value


@pytest.mark.parametrize("module", MODULES)
def test_examples_give_what_they_say(module):
    result = doctest.testmod(importlib.import_module(f"course_lib.checks.{module}"))
    assert result.attempted > 0
    assert result.failed == 0


def test_the_kit_maps_its_files():
    siblings = {path.stem for path in Path(checks.__path__[0]).glob("*.py")} - {"__init__"}
    assert {name for name in siblings if f"``{name}``" in checks.__doc__} == siblings
