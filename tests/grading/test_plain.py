"""What goes over is plain data, and what comes is taken for nothing else."""

import io
import json
import math
import struct
from collections import namedtuple
from fractions import Fraction

import numpy as np
import pytest

from course_lib.grading.frames import LENGTHS, Frame, as_bytes, read_frame
from course_lib.grading.limits import DEPTH, HEADER
from course_lib.grading.plain import NotPlainError, Packing, Unpacking, set_state

Pair = namedtuple("Pair", "a b")


def taken(number):
    return f"function {number}"


def over(value, *, strict=False):
    """What arrives of a value."""
    packing = Packing(lambda function: {"function": 7}, strict=strict)
    frame = Frame({"value": packing.tree(value)}, packing.arrays)
    came = read_frame(io.BytesIO(as_bytes(frame)).read)
    return Unpacking(came.arrays, taken).value(came.words["value"])


@pytest.mark.parametrize(
    "value",
    [None, True, 3, 10**30, -0.5, math.inf, "가", [], (), [1, (2.0, "a")], {"a": [1], 2: (3,)}],
)
def test_plain_values_arrive_as_they_are(value):
    came = over(value)
    assert came == value
    assert type(came) is type(value)


@pytest.mark.parametrize(
    "dtype", [bool, np.int8, np.uint64, np.float32, np.float64, complex, ">f8"]
)
@pytest.mark.parametrize("shape", [(), (3,), (0, 2), (2, 3, 4)])
def test_arrays_arrive_in_their_dtype_and_shape(dtype, shape):
    array = np.asfortranarray(np.random.default_rng(0).integers(0, 2, shape).astype(dtype))
    came = over(array)
    assert (came.dtype, came.shape) == (array.dtype.newbyteorder("="), array.shape)
    np.testing.assert_array_equal(came, array)
    came[...] = 0  # nobody else's


def test_numbers_of_numpy_stay_such():
    assert type(over(np.float32(1.5))) is np.float32
    assert over((np.float64(math.nan), np.int64(3)))[1] == 3
    assert over(np.array(["raise"])[0]) == "raise"


@pytest.mark.parametrize(
    ("value", "kind"), [({1}, "set"), (object(), "object"), (1j, "complex"), (b"x", "bytes")]
)
def test_other_things_arrive_as_the_name_of_their_type(value, kind):
    came = over(value)
    assert type(came).__name__ == kind
    assert came != value
    with pytest.raises(NotPlainError, match=f"something of type {kind}"):
        over(value, strict=True)


def test_what_stands_for_plain_values():
    assert over(Fraction(1, 4)) == 0.25
    assert over(Pair(1, 2)) == (1, 2)
    assert type(over(np.ma.array([1, 2]))) is np.ndarray
    assert over(np.array(["a", "b"])).dtype == object
    assert over(len) == "function 7"


def test_a_generator_goes_on_where_it_stood():
    rng = np.random.default_rng(3)
    rng.random(5)
    came = over(rng)
    assert came.random() == rng.random()
    with pytest.raises(NotPlainError):
        set_state(rng, {"bit_generator": "PCG64", "state": "no"})


def test_what_holds_itself_or_is_endless_is_refused():
    endless = []
    endless.append(endless)
    with pytest.raises(NotPlainError):
        over(endless)
    with pytest.raises(NotPlainError):
        over(list(range(10**6)))
    with pytest.raises(NotPlainError):
        as_bytes(Frame({}, [np.zeros(10**7)]))


@pytest.mark.parametrize(
    "tree",
    [
        [1], {}, {"array": 0}, {"array": -1}, {"array": True}, {"run": 1}, {"list": 1, "tuple": 2},
        {"dict": [1]}, {"dict": [[1]]}, {"function": "f"}, {"generator": {}}, {"objects": [10**6]},
        {"objects": [9999, 9999]}, {"other": 1}, {"list": "ab"},
    ],
)  # fmt: skip
def test_what_is_no_tree_is_refused(tree):
    with pytest.raises(NotPlainError):
        Unpacking([], taken).value(tree)


def frame_of(header, body=b""):
    return LENGTHS.pack(len(header), len(body)) + header + body


@pytest.mark.parametrize(
    "data",
    [
        frame_of(b"no json"), frame_of(b"{}"), frame_of(b"[1, 2]"), frame_of(b"[{}]"),
        frame_of(b"[{}, []]", b"too much"), frame_of(b'[{}, [["<f8", [2]]]]', b"too few"),
        frame_of(b'[{}, [["|O", [1]]]]', b"12345678"), frame_of(b'[{}, [["<f8", [-1]]]]'),
        frame_of(b'[{}, [["<f8", [1.5]]]]'), frame_of(b'[{}, [["<f8", 3]]]'),
        frame_of(json.dumps([{}, [["<f8", [1] * (DEPTH + 1)]]]).encode(), b"12345678"),
        frame_of(b"[" * 100_000), struct.pack(">QQ", HEADER + 1, 0), struct.pack(">QQ", 0, 2**60),
    ],
)  # fmt: skip
def test_what_is_no_message_is_refused(data):
    with pytest.raises(NotPlainError):
        read_frame(io.BytesIO(data).read)


def test_the_end_is_no_message():
    data = as_bytes(Frame({}, [np.zeros(3)]))
    assert read_frame(io.BytesIO(b"").read) is None
    assert read_frame(io.BytesIO(data[:-1]).read) is None
