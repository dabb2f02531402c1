"""What refuses bad arguments, on its own: the kinds that all rooms share."""

import math

import numpy as np
import pytest

from course_lib import arguments


class Unwritten:
    """Its repr is long."""

    def __repr__(self) -> str:
        return "x" * 1000


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "None"),
        ("x", "'x'"),
        (np.zeros((2, 3)), "an array of shape (2, 3) and dtype float64"),
        (np.array(3.0), "array(3.)"),
        (10**400, "a number beyond 64 bits"),
        ([10**5000], "a list with a number beyond 64 bits"),
        (Unwritten(), "x" * 80 + "..."),
    ],
)
def test_a_value_is_told_in_few_words(value, words):
    assert arguments.told(value) == words


@pytest.mark.parametrize("value", [3, np.int8(3), np.uint64(3)])
def test_whole_numbers_of_python_and_numpy_are_taken(value):
    for kind in (arguments.whole_number, arguments.integer):
        taken = kind("n", value)
        assert taken == 3
        assert type(taken) is int


@pytest.mark.parametrize("value", [True, 3.0, "3", None, np.array(3.0), 2**63, math.nan])
def test_what_is_no_whole_number_is_refused(value):
    with pytest.raises(ValueError, match=r"^n must be a whole number, at least 1; got "):
        arguments.whole_number("n", value)


def test_a_whole_number_may_have_a_largest():
    assert arguments.whole_number("n", 5, most=5) == 5
    with pytest.raises(ValueError, match="n must be a whole number, at least 1 and at most 5; got"):
        arguments.whole_number("n", 6, most=5)


@pytest.mark.parametrize("value", [0, 0.5, 1, np.float32(0.5), np.float16(1), np.int64(0)])
def test_a_number_is_given_as_a_float(value):
    taken = arguments.number("p", value, 0, 1)
    assert taken == value
    assert type(taken) is float


@pytest.mark.parametrize(
    ("ends", "value", "words"),
    [
        ({"low": 0, "high": 1}, 1.5, r"\[0, 1\]; got 1.5"),
        ({"low": 0, "low_included": False}, 0, r"\(0, inf\); got 0"),
        ({"low": 0, "high": 1, "high_included": False}, 1, r"\[0, 1\); got 1"),
        ({}, math.inf, r"\(-inf, inf\); got inf"),
        ({}, math.nan, "got nan"),
        ({}, True, "got True"),
        ({}, "1", "got '1'"),
        ({}, 10**400, "got a number beyond 64 bits"),
        ({}, np.longdouble("1e400"), "got "),
        ({}, np.array(1.0), r"got array\(1.\)"),
    ],
)
def test_a_number_outside_is_refused(ends, value, words):
    with pytest.raises(ValueError, match=f"p must be a number in .*{words}"):
        arguments.number("p", value, **ends)


@pytest.mark.parametrize(
    "value", [[1, 2], (1, 2), np.array([1, 2]), iter([1, 2]), {1: 0, 2: 0}.keys()]
)
def test_what_gives_things_in_a_row_is_a_list(value):
    assert arguments.as_list("parts", value, "numbers") == [1, 2]


@pytest.mark.parametrize("value", [None, "ab", b"ab", {1: 2}, 3, list, np.array(3), np.eye(2)])
def test_what_gives_nothing_in_a_row_is_refused(value):
    with pytest.raises(TypeError, match="parts must be a list of numbers; got "):
        arguments.as_list("parts", value, "numbers")


def test_memory_is_refused_before_it_is_asked_for():
    arguments.check_memory("n", 10, arguments.MOST_BYTES)
    for n in (2**40, 10**400):
        with pytest.raises(ValueError, match=r"n would need more than 4 GB of memory, .*; got"):
            arguments.check_memory("n", n, 8 * n)


def test_one_of_a_few_texts():
    assert arguments.is_one_of("a", {"a": 1})
    for other in ("b", None, ["a"], {"a"}, np.array(["a"])):
        assert not arguments.is_one_of(other, {"a": 1})
