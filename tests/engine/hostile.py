"""Arguments that nobody should pass, and what a clear refusal of them is."""

import linecache
import re
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np

import course_lib
from course_lib import engine

HOME = str(Path(course_lib.__file__).parent)

HOSTILE: dict[str, Callable[[], Any]] = {
    "None": lambda: None,
    "True": lambda: True,
    "text": lambda: "x",
    "empty text": lambda: "",
    "bytes": lambda: b"x",
    "list": lambda: [],
    "nested list": lambda: [[1.0], [2.0, 3.0]],
    "dict": lambda: {},
    "dict of weights": lambda: {0: 1.0, 1: 2.0},
    "set": lambda: {1},
    "object": object,
    "class": lambda: engine.Adam,
    "module": lambda: np,
    "function of nothing": lambda: lambda: None,
    "function that forgets to return": lambda: lambda *a, **k: None,
    "generator": lambda: (i for i in ()),
    "nan": lambda: float("nan"),
    "inf": lambda: float("inf"),
    "-1": lambda: -1,
    "0": lambda: 0,
    "-0.5": lambda: -0.5,
    "2.5": lambda: 2.5,
    "10**400": lambda: 10**400,
    "1j": lambda: 1j,
    "NaN of NumPy": lambda: np.float64("nan"),
    "no array axis": lambda: np.array(3.0),
    "empty array": lambda: np.zeros(0),
    "no rows": lambda: np.zeros((0, 3)),
    "vector": lambda: np.ones(3),
    "five axes": lambda: np.ones((1, 1, 1, 1, 1)),
    "other shape": lambda: np.ones((7, 11)),
    "array of NaN": lambda: np.full((6, 3), np.nan),
    "array of objects": lambda: np.full((6, 3), None),
    "array of texts": lambda: np.full((6, 3), "a"),
    "complex array": lambda: np.full((6, 3), 1j),
    "uint8 array": lambda: np.full((6, 3), 200, np.uint8),
    "int array": lambda: np.full((6, 3), 3),
    "bool array": lambda: np.full((6, 3), fill_value=True),
    "float16 array": lambda: np.ones((6, 3), np.float16),
    "big-endian array": lambda: np.ones((6, 3), ">f8"),
    "masked array": lambda: np.ma.masked_less(np.arange(18.0).reshape(6, 3), 4),
    "matrix": lambda: np.ones((6, 3)).view(np.matrix),
    "dates": lambda: np.full((6, 3), np.datetime64("2020-01-01")),
    "records": lambda: np.zeros(6, [("a", float)]),
    "three models": lambda: np.full((3, 1, 1), 0.5),
}  # fmt: skip


def spoken_by_the_course(error: BaseException) -> bool:
    """Whether a ``raise`` of the course's own gave the error, and not an accident further down."""
    tb: TracebackType | None = error.__traceback__
    while tb is not None and tb.tb_next is not None:
        tb = tb.tb_next
    assert tb is not None
    name = tb.tb_frame.f_code.co_filename
    line = linecache.getline(name, tb.tb_lineno).strip()
    return name.startswith(HOME) and line.startswith("raise")


def clear(error: Exception, argument: str) -> bool:
    """Whether a refusal says what it should."""
    if isinstance(error, TypeError) and re.search(r"(positional|keyword) argument", str(error)):
        return True  # Python's, of a function that was passed in and takes other arguments
    if isinstance(error, OSError):
        return argument == "path"
    kinds = (ValueError, TypeError, KeyError) if argument == "name" else (ValueError, TypeError)
    return isinstance(error, kinds) and spoken_by_the_course(error)


def holds_nan(result: Any) -> bool:
    """Whether a number in a result is none."""
    if isinstance(result, tuple | list):
        return any(map(holds_nan, result))
    if isinstance(result, engine.Step):
        return holds_nan(result.loss)
    floats = isinstance(result, np.ndarray | np.floating) and result.dtype.kind == "f"
    return (floats or isinstance(result, float)) and bool(np.isnan(result).any())
