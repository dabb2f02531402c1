"""Call the reader's function, and put into words whatever stops it."""

import textwrap
import traceback
import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np


class UnsolvedError(Exception):
    """Ends a check; the message is what the reader is told."""


class NotAttemptedError(UnsolvedError):
    """The reader has not begun yet: said kindly, and not counted as a try."""


class Attempt:
    """The reader's function: called on copies, without NumPy's warnings, and watched for edits.

    Arguments are named, for the report, and handed over in their order. A generator of random
    numbers is handed over itself, to be drawn from.

    Attributes
    ----------
    edited : str
        The first argument that was found edited after a call, or "".

    Examples
    --------
    >>> Attempt(np.add)(x=2.0, y=3.0)
    np.float64(5.0)
    """

    def __init__(self, function: object) -> None:
        if not callable(function):
            what = describe(function)
            raise UnsolvedError(f"the check takes the function itself, not its result; got {what}")
        self.function = function
        self.edited = ""

    def __call__(self, **arguments: Any) -> Any:
        """Return what the function gives, or say what stopped it."""
        handed = {
            name: value.copy() if isinstance(value, np.ndarray) else value
            for name, value in arguments.items()
        }
        try:
            with np.errstate(all="ignore"), warnings.catch_warnings(action="ignore"):
                result = self.function(*handed.values())
        except NotImplementedError:
            message = "not attempted yet. Everything below works without it."
            raise NotAttemptedError(message) from None
        except Exception as error:
            raise UnsolvedError(_in_words(error)) from None
        if result is None:
            raise UnsolvedError("it returned None; is the return missing at its end?")
        self.edited = self.edited or _first_edited(arguments, handed)
        return result


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


def _first_edited(arguments: Mapping[str, Any], handed: Mapping[str, Any]) -> str:
    edited = (
        name
        for name, value in arguments.items()
        if isinstance(value, np.ndarray) and not np.array_equal(value, handed[name])
    )
    return next(edited, "")


def _in_words(error: Exception) -> str:
    """Type, message and the deepest line of the reader's own code; a library's lines stay out."""
    said = textwrap.shorten(f"{type(error).__name__}: {error}", 120, placeholder=" ...")
    frames = traceback.extract_tb(error.__traceback__)[1:]  # the first is the call, in this file
    own = [frame for frame in frames if frame.filename == frames[0].filename]
    if not own:
        return f"it could not be called with its arguments: {said}"
    line = textwrap.shorten(own[-1].line or "", 120, placeholder=" ...")
    return f"it stopped with {said}\n  at line {own[-1].lineno}{line and f': {line}'}"
