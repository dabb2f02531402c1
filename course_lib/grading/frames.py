"""One message as bytes: how long it is, its words in JSON, the bytes of its arrays."""

import json
import math
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from course_lib.grading.limits import BODY, DEPTH, HEADER
from course_lib.grading.plain import KINDS, Array, NotPlainError, whole

LENGTHS = struct.Struct(">QQ")


@dataclass(frozen=True)
class Frame:
    """A message: its words, and the arrays that travel beside them."""

    words: dict[str, Any]
    arrays: list[Array] = field(default_factory=list)


def as_bytes(frame: Frame) -> bytes:
    """Write a message.

    Raises
    ------
    NotPlainError
        Where it is larger than a message may be.
    """
    kinds = [[array.dtype.str, list(array.shape)] for array in frame.arrays]
    header = json.dumps([frame.words, kinds]).encode()
    body = b"".join(array.tobytes() for array in frame.arrays)
    if len(header) > HEADER or len(body) > BODY:
        raise NotPlainError("a result of so many numbers")
    return LENGTHS.pack(len(header), len(body)) + header + body


def read_frame(read: Callable[[int], bytes]) -> Frame | None:
    """Read a message by a function that gives the next n bytes, or fewer at the end; None there.

    Raises
    ------
    NotPlainError
        Where what comes is no message, or a larger one than may be.
    """
    start = read(LENGTHS.size)
    if len(start) < LENGTHS.size:
        return None
    of_header, of_body = LENGTHS.unpack(start)
    if of_header > HEADER or of_body > BODY:
        raise NotPlainError("a message of so many bytes")
    header, body = read(of_header), read(of_body)
    if len(header) < of_header or len(body) < of_body:
        return None
    try:
        words, kinds = json.loads(header)
    except (ValueError, TypeError, RecursionError) as error:
        raise NotPlainError("no message") from error
    if not isinstance(words, dict) or not isinstance(kinds, list):
        raise NotPlainError("no message")
    return Frame(words, _arrays(kinds, body))


def _arrays(kinds: list[Any], body: bytes) -> list[Array]:
    found, place = [], 0
    for kind in kinds:
        if not isinstance(kind, list) or len(kind) != 2 or kind[0] not in KINDS:
            raise NotPlainError("an array of an unknown kind")
        dtype, shape = KINDS[kind[0]], kind[1]
        if not isinstance(shape, list) or len(shape) > DEPTH:
            raise NotPlainError("no shape")
        sizes = [whole(size, 2**31) for size in shape]
        length = math.prod(sizes) * dtype.itemsize
        if place + length > len(body):
            raise NotPlainError("an array of more numbers than came")
        flat = np.frombuffer(body, dtype, math.prod(sizes), place) if length else np.empty(0, dtype)
        found.append(flat.reshape(sizes).copy())
        place += length
    if place != len(body):
        raise NotPlainError("numbers that belong to no array")
    return found
