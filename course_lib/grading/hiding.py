"""What a notebook finds missing while it is graded: the course's checks and its own answers."""

import sys
from collections.abc import Sequence
from fnmatch import fnmatch
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

ANSWERS = ("course_lib.chapters.*.check*",)
"""An answer that asks them is none of its own."""


class Hidden(MetaPathFinder):
    """Refuses modules by their names."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self.patterns = patterns

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Refuse it, or leave it to others."""
        if any(fnmatch(name, pattern) for pattern in self.patterns):
            raise ImportError(f"{name} is not there while a notebook is graded")
        return None


def hide(patterns: Sequence[str]) -> None:
    """Refuse these modules from now on, in this process."""
    sys.meta_path.insert(0, Hidden(tuple(patterns)))
