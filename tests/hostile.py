"""Arguments that nobody should pass, and what a clear refusal of them is."""

import linecache
import re
import sys
import tracemalloc
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np

import course_lib
from course_lib import engine

Case = tuple[Callable[..., Any], Callable[[], dict[str, Any]]]

HUGE = {"10**12", "10**400"}
MOST_SPENT = 50_000_000
MEANT_TO_BE_NAN = {"array of NaN", "nan", "NaN of NumPy", "inf"}
"""Values that a result of NaN answers."""

HOME = str(Path(course_lib.__file__).parent)

HOSTILE: dict[str, Callable[[], Any]] = {
    "None": lambda: None,
    "True": lambda: True,
    "text": lambda: "x",
    "empty text": lambda: "",
    "null": lambda: "a\0b",
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
    "10**12": lambda: 10**12,
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
        return argument == "path" or (argument == "name" and spoken_by_the_course(error))
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


def calls(cases: dict[str, Case]) -> Iterator[tuple[str, str, str, Callable[[], Any]]]:
    """Yield (case, argument, name of the hostile value, the call)."""
    for case, (call, good) in cases.items():
        for argument in good():
            for value, make in HOSTILE.items():
                arguments = good() | {argument: make()}
                yield case, argument, value, partial(call, **arguments)


def accepted(table: Path) -> dict[tuple[str, str], list[str]]:
    """What a table says: (case, argument) to the values that are no mistake there."""
    lines = [line for line in table.read_text(encoding="utf-8").splitlines() if "|" in line]
    parts = [[part.strip() for part in line.split("|")] for line in lines]
    return {(case, argument): values.split(", ") for case, argument, values in parts}


@dataclass
class Ends:
    """How all calls ended."""

    counts: Counter[str] = field(default_factory=Counter)
    taken: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    wrong: list[str] = field(default_factory=list)


def ends_of(
    cases: dict[str, Case],
    *,
    left_out: Container[tuple[str, str, str]] = (),
    rightly_nan: Container[tuple[str, str, str]] = (),
) -> Ends:
    """Make all calls, but for some (case, argument, value) that would rightly run for ever."""
    ends = Ends()
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        for case, argument, value, call in calls(cases):
            if (case, argument, value) in left_out:
                continue
            where = f"{case} | {argument} | {value}"
            try:
                result = _within_memory(call) if value in HUGE else call()
            except Exception as error:
                kind = "refused" if clear(error, argument) else "accident"
                ends.counts[kind] += 1
                if kind == "accident":
                    ends.wrong.append(f"{where}: {type(error).__name__}: {error}")
                continue
            ends.counts["accepted"] += 1
            ends.taken[case, argument].append(value)
            meant = value in MEANT_TO_BE_NAN or (case, argument, value) in rightly_nan
            if holds_nan(result) and not meant:
                ends.wrong.append(f"{where}: a result of NaN")
    return ends


def take_good(cases: dict[str, Case]) -> None:
    """What the others start from is right: good arguments are taken."""
    for call, good in cases.values():
        call(**good())


def hold(cases: dict[str, Case], table: Path, capsys: Any, **how: Any) -> None:
    """Every call ends in a right result, one that the table names, or in a clear refusal."""
    ends = ends_of(cases, **how)
    with capsys.disabled():
        counts = dict(ends.counts)
        sys.stdout.write(f"\n{len(cases)} functions, {ends.counts.total()} calls: {counts}\n")
    assert not ends.wrong, "\n".join(ends.wrong[:40])
    assert ends.taken == accepted(table)
    assert ends.counts.total() > 40 * len(HOSTILE)


def _within_memory(call: Callable[[], Any]) -> Any:
    """A call with a huge number: it is refused, or taken, before much memory is spent."""
    tracemalloc.start()
    try:
        return call()
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < MOST_SPENT, f"{call} spent {peak} bytes"
