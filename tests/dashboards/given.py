"""Every dashboard of the course, made by the very lines of the notebook that shows it."""

import ast
import importlib
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from course_lib import chapters
from course_lib.guide.places import checkout
from tools.dashboard_pages import names_of
from tools.rules_tasks import MAKES_DASHBOARD


def public_dashboards() -> set[str]:
    """The name of every function of the chapters that gives a dashboard."""
    folder = Path(chapters.__path__[0])
    found = {"playground"}
    for path in folder.glob("*/*_dashboard.py"):
        module = f"course_lib.chapters.{path.parent.name}.{path.stem}"
        functions = inspect.getmembers(importlib.import_module(module), inspect.isfunction)
        own = {name for name, function in functions if function.__module__ == module}
        found |= set(filter(MAKES_DASHBOARD.fullmatch, own))
    return found


@dataclass
class Call:
    """A line of a notebook that makes a dashboard, and the lines that it needs."""

    notebook: str
    name: str
    line: ast.Call
    needs: list[ast.stmt]

    @cached_property
    def names(self) -> dict[str, Any]:
        """What the line uses: imports, sweeps."""
        names: dict[str, Any] = {}
        exec(compile(ast.Module(self.needs, []), self.notebook, "exec"), names)
        return names

    def make(self) -> Any:
        """Call it anew."""
        return eval(compile(ast.Expression(self.line), self.notebook, "eval"), self.names)

    def __str__(self) -> str:
        return f"{self.notebook.partition('_')[0]} {self.name}"


def calls() -> Iterator[Call]:
    """All dashboards of all notebooks, in their order."""
    for path in sorted((checkout() / "notebooks" / "source").glob("*.py")):
        lines = ast.parse(path.read_text(encoding="utf-8")).body
        for number, statement in enumerate(lines):
            line = getattr(statement, "value", None)
            name = getattr(getattr(line, "func", None), "id", "")
            if MAKES_DASHBOARD.fullmatch(name):
                yield Call(path.stem, name, line, needed(lines[:number], statement))


def needed(before: list[ast.stmt], statement: ast.stmt) -> list[ast.stmt]:
    """Those of the statements before one that make what it uses, and what they use."""
    wanted, kept = names_of(statement)[0], []
    for earlier in reversed(before):
        uses, makes = names_of(earlier)
        if makes & wanted:
            wanted |= uses
            kept.append(earlier)
    return kept[::-1]
