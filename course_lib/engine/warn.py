"""Warnings that point at the reader's own line and not at a line of the engine."""

import sys
import warnings
from pathlib import Path

HERE = str(Path(__file__).parent)


def warn_reader(message: str) -> None:
    """Warn, once per line of code that called into the engine, however deep it was."""
    frame, level = sys._getframe(1), 2
    while frame.f_back is not None and frame.f_code.co_filename.startswith(HERE):
        frame, level = frame.f_back, level + 1
    # Level 1 is this function; each frame of the engine was one more.
    warnings.warn(message, RuntimeWarning, stacklevel=level)
