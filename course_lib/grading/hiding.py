"""What a notebook does not find while it is graded: the course's checks and its own answers.

In their place are stand-ins. A check says that it is not asked; the answers are there of those
other exercises alone whose work an exercise is given, and they run in the process of the check.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from fnmatch import fnmatch
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from course_lib import checks

HIDDEN = "course_lib.chapters.*.check*"
Answers = Mapping[str, Callable[..., Any]]


class StandIns(MetaPathFinder, Loader):
    """Gives a stand-in for a module with checks or answers."""

    def __init__(self, lent: Answers) -> None:
        self.lent = lent

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Take what is hidden, and leave the rest to others."""
        return ModuleSpec(name, self) if fnmatch(name, HIDDEN) else None

    def exec_module(self, module: ModuleType) -> None:
        """Fill the stand-in."""
        is_answers = module.__name__.endswith(".check_answers")

        def find(name: str) -> Any:
            if name.startswith("_"):
                raise AttributeError(name)
            if not is_answers:
                return _unasked(name)
            if name not in self.lent:
                raise AttributeError(f"{name} of the course is not there while it is graded")
            return self.lent[name]

        vars(module)["__getattr__"] = find


def _unasked(name: str) -> Callable[[object], None]:
    """Stand for a check; asked whose function is to be used, it says the course's."""

    def not_asked(attempt: checks.Attempt) -> None:
        checks.require(False, "it is not asked here, where the notebook is graded.")

    def check(function: object) -> None:
        checks.report("grading", 0, name, function, [not_asked])

    return check


def hide(lent: Answers) -> None:
    """Put the stand-ins in place, in this process."""
    sys.meta_path.insert(0, StandIns(lent))
