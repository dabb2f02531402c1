"""How a check puts into words: values, arguments, differences, and what stopped a function."""

import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).parent  # the lines of the kit are no reader's
LONGEST = 160  # characters: NumPy's errors of shape, which say the sizes at their end, fit
FEW = 20  # numbers of an array that are still shown one by one


def describe(value: object) -> str:
    """Say what a thing is, in words that are the same on every machine.

    Examples
    --------
    >>> describe(np.zeros((2, 3))), describe([1, 2]), describe("two")
    ('an array of shape (2, 3)', 'a list of 2', 'something of type str')
    """
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    if isinstance(value, tuple | list):
        return f"a {type(value).__name__} of {len(value)}"
    return "None" if value is None else f"something of type {type(value).__name__}"


def apart(expected: Any, got: Any) -> tuple[str, str]:
    """Write two numbers in four digits, or in as many as it takes to see that they differ.

    Examples
    --------
    >>> apart(1.0, 1.5), apart(1.0, 1.00002)
    (('1', '1.5'), ('1', '1.00002'))
    """
    for digits in range(4, 18):
        first, second = f"{expected:.{digits}g}", f"{got:.{digits}g}"
        if first != second:
            break
    return first, second


def shown(arguments: Mapping[str, Any]) -> str:
    """Write down what a function was called with; functions and generators are left out.

    Examples
    --------
    >>> shown({"x": np.array([[1.0, -0.5]]), "form": "summed", "m": 200, "f": len})
    "x [[1, -0.5]], form 'summed', m 200"
    """
    written = ((name, _written(value)) for name, value in arguments.items())
    return ", ".join(f"{name} {value}" for name, value in written if value)


def _written(value: Any) -> str:
    if isinstance(value, np.ndarray):
        if value.size > FEW:
            return f"of shape {value.shape}"
        if value.ndim:
            return f"[{', '.join(map(_written, value))}]"
    if isinstance(value, str | bool | np.bool):
        return repr(value if isinstance(value, str) else bool(value))
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(_written, value))}]"
    return f"{value:.10g}" if isinstance(value, int | float | np.number) else ""


def cut(text: str, longest: int = LONGEST) -> str:
    """Put a text on one line, and take out its middle where it is long: its ends matter most.

    Examples
    --------
    >>> cut("one two three four five six seven", 24)
    'one two thre ... x seven'
    """
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    end = longest // 3
    return f"{line[: longest - end - 4]} ... {line[len(line) - end + 1 :]}"


def what_stopped_it(error: BaseException) -> str:
    """Type, message and the deepest line of the reader's own code; a library's lines stay out."""
    try:
        text = str(error)
    except Exception:  # its own __str__ fails
        text = ""
    said = cut(f"{type(error).__name__}: {text}" if text else type(error).__name__)
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if not _ours(frame)]
    if not frames:
        return f"it could not be called with its arguments: {said}"
    own = [frame for frame in frames if frame.filename == frames[0].filename][-1]
    line = cut(own.line or "")
    return f"it stopped with {said}\n  at line {own.lineno}{line and f': {line}'}"


def _ours(frame: traceback.FrameSummary) -> bool:
    return Path(frame.filename).parent == HERE
