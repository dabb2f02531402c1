"""Warnings that point at the reader's own line and not at a line of the engine."""

import sys
import warnings
from pathlib import Path
from weakref import WeakKeyDictionary

HERE = str(Path(__file__).parent)
_SAID: WeakKeyDictionary[object, set[str]] = WeakKeyDictionary()


def warn_reader(message: str) -> None:
    """Warn, once per line of code that called into the engine, however deep it was."""
    frame, level = sys._getframe(1), 2
    while frame.f_back is not None and frame.f_code.co_filename.startswith(HERE):
        frame, level = frame.f_back, level + 1
    # Level 1 is this function; each frame of the engine was one more.
    warnings.warn(message, RuntimeWarning, stacklevel=level)


def warn_reader_once(about: object, message: str) -> None:
    """The same, but of one object (a network, say) never twice in the same words."""
    said = _SAID.setdefault(about, set())
    if message not in said:
        said.add(message)
        warn_reader(message)
