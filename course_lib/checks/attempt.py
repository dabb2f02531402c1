"""Call the reader's function on copies, and put into words whatever stops it."""

import warnings
from collections.abc import Callable, Mapping
from types import CodeType
from typing import Any

import numpy as np

from course_lib.checks import guard
from course_lib.checks.words import HERE, cut, describe, shown, what_stopped_it

PRINTED = 1000  # characters that a function may print in a check


class UnsolvedError(Exception):
    """Ends a check; the message is what the reader is told."""


class NotAttemptedError(UnsolvedError):
    """The reader has not begun yet, or needs what is not begun: kindly said, and no try."""


class Attempt:
    """The reader's function: called on copies, without NumPy's warnings, and watched for edits.

    Arguments are named, for the report, and handed over in their order. A generator of random
    numbers is handed over itself, to be drawn from. A 0-d array that comes back is the number
    that it holds.

    Attributes
    ----------
    edited : str
        The first argument that was found edited after a call, or "".

    Examples
    --------
    >>> Attempt(np.add)(x=2.0, y=3.0)
    np.float64(5.0)
    """

    def __init__(self, function: object, *, printed: int = PRINTED) -> None:
        if not callable(function):
            what = describe(function)
            raise UnsolvedError(f"the check takes the function itself, not its result; got {what}")
        self.function: Callable[..., Any] = function
        self.words = guard.FirstWords(printed)
        self.edited = ""

    def __call__(self, **arguments: Any) -> Any:
        """Return what the function gives, or say what stopped it."""
        handed = {name: _copied(value) for name, value in arguments.items()}
        result = self._run(arguments, *handed.values())
        if result is None:
            given = cut(shown(arguments), 120)
            after = f"it returned None{given and f' for {given}'}"
            raise UnsolvedError(f"{after}:\n  is the return missing there?")
        self.edited = self.edited or _first_edited(arguments, handed)
        return result

    def once(self, *arguments: Any, **named: Any) -> Any:
        """Call it at work, with arguments as they come: edits of them stay its own."""
        copies = {name: _copied(value) for name, value in named.items()}
        return self._run(named, *map(_copied, arguments), **copies)

    def _run(self, shown_as: Mapping[str, Any], *handed: Any, **named: Any) -> Any:
        with (
            np.errstate(all="ignore"),
            warnings.catch_warnings(action="ignore"),
            self.words.instead_of_stdout(),
        ):
            result, error = guard.call(self.function, *handed, **named)
        if error is not None:
            raise in_words(error, shown_as) from None
        return _numbers_as_such(result)


def _copied(value: Any) -> Any:
    return value.copy() if isinstance(value, np.ndarray) else value


def _numbers_as_such(result: Any) -> Any:
    """Take numbers out of 0-d arrays, which ``np.where`` gives, also where several come back."""
    if type(result) in (tuple, list):
        return type(result)(map(_number_as_such, result))
    return _number_as_such(result)


def _number_as_such(result: Any) -> Any:
    return result[()] if isinstance(result, np.ndarray) and result.ndim == 0 else result


def _first_edited(arguments: Mapping[str, Any], handed: Mapping[str, Any]) -> str:
    edited = (
        name
        for name, value in arguments.items()
        if isinstance(value, np.ndarray) and not np.array_equal(value, handed[name])
    )
    return next(edited, "")


def in_words(error: BaseException, arguments: Mapping[str, Any]) -> UnsolvedError:
    """Say what stopped a function; one that stands for a reader's elsewhere says it itself."""
    if isinstance(error, UnsolvedError):
        return error
    if isinstance(error, guard.TimeUpError):
        given = cut(shown(arguments), 120)
        after = f"it was still at work after {guard.SECONDS:g} seconds{given and f', for {given}'}"
        return UnsolvedError(f"{after}:\n  does a loop never end?")
    if isinstance(error, NotImplementedError) and (frames := _readers_code(error)):
        return _of_a_stub(frames, arguments) or UnsolvedError(what_stopped_it(error))
    return UnsolvedError(what_stopped_it(error))


def _of_a_stub(frames: list[CodeType], arguments: Mapping[str, Any]) -> UnsolvedError | None:
    """Whose stub it is: that of this exercise, untouched or with something above it, or another."""
    first, last = frames[0], frames[-1]
    if len(frames) == 1:
        if _nothing_else_in(last):
            return NotAttemptedError("not attempted yet. Everything below works without it.")
        given = cut(shown(arguments), 120)
        return UnsolvedError(
            f"not yet right: {given and f'for {given} '}it comes to raise NotImplementedError:\n"
            "  the stub's line is still there, and nothing above it returned."
        )
    if _nothing_else_in(last) and last.co_name != first.co_name:
        return NotAttemptedError(f"it needs {last.co_name}, which is not attempted yet.")
    return None


def _nothing_else_in(code: CodeType) -> bool:
    """Whether a function is one line and no more, beside its docstring."""
    lines = {line for _, _, line in code.co_lines() if line} - {code.co_firstlineno}
    return len(lines) <= 1


def _readers_code(error: BaseException) -> list[CodeType]:
    """What was at work when it was raised, from the reader's function down."""
    trace, found = error.__traceback__, []
    while trace is not None:
        found.append(trace.tb_frame.f_code)
        trace = trace.tb_next
    return [code for code in found if not code.co_filename.startswith(str(HERE))]
