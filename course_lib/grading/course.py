"""What grading knows of the course's notebooks: their exercises, and what each is given."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from course_lib.grading.cells import read_cells
from course_lib.grading.needed import Statement, statements_of
from course_lib.guide.contents import exercises_of
from course_lib.guide.places import checkout, editions


@dataclass(frozen=True)
class Task:
    """An exercise.

    Attributes
    ----------
    topic, name : its chapter, and its name there
    function : what the notebook calls the function, nearly always the same
    lent : exercises before it whose functions the notebook gives it, the course's own where the
        student's does not pass
    """

    topic: str
    name: str
    function: str
    lent: tuple[str, ...] = ()


@dataclass(frozen=True)
class CourseNotebook:
    """A notebook of the course that has exercises; ``own`` are its statements, as texts."""

    name: str
    tasks: tuple[Task, ...]
    own: frozenset[str]

    @property
    def topic(self) -> str:
        """Its chapter."""
        return self.tasks[0].topic

    def is_own(self, statement: Statement) -> bool:
        """Whether a student's statement is the course's."""
        return ast.dump(statement.node) in self.own


def course_notebooks() -> list[CourseNotebook]:
    """List the notebooks of the course that have exercises, in their order.

    Examples
    --------
    >>> notebook = course_notebooks()[1]
    >>> notebook.name, notebook.tasks[0].function
    ('01_gradients', 'neuron_gradients')
    """
    return [each for path in editions(checkout()).values() for each in _read(path)]


def _read(path: Path) -> Iterator[CourseNotebook]:
    exercises = exercises_of(path)
    if not exercises:
        return
    statements = statements_of(read_cells(path))
    asked = _asked(statements)
    tasks = []
    for each in exercises:
        function = asked.get(each.name, each.name)
        lent = _lent(_before(function, statements))
        tasks.append(Task(each.topic, each.name, function, lent))
    own = frozenset(ast.dump(each.node) for each in statements)
    yield CourseNotebook(path.stem, tuple(tasks), own)


def _asked(statements: list[Statement]) -> dict[str, str]:
    """Exercise -> what its check is asked about, of calls ``check.NAME(FUNCTION)``."""
    found = {}
    for each in statements:
        call = each.node.value if isinstance(each.node, ast.Expr) else None
        if (
            isinstance(call, ast.Call)
            and isinstance(call.func, ast.Attribute)
            and call.args
            and isinstance(call.args[0], ast.Name)
        ):
            found[call.func.attr] = call.args[0].id
    return found


def _before(function: str, statements: list[Statement]) -> Iterator[Statement]:
    return itertools.takewhile(lambda each: function not in each.bound, statements)


def _lent(statements: Iterable[Statement]) -> tuple[str, ...]:
    """Whose answers of the course these take, as in ``checks.yours_or_ours``."""
    nodes = (node for each in statements for node in ast.walk(each.node))
    lent = {
        node.attr
        for node in nodes
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "check_answers"
    }
    return tuple(sorted(lent))
