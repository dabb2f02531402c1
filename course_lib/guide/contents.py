"""The exercises of a notebook, read from the notebook itself."""

import ast
from dataclasses import dataclass
from pathlib import Path

from course_lib.guide.places import stored
from course_lib.guide.record import chapter_name

CHECKS = "course_lib.exercises"
CHAPTERS = "course_lib.chapters."


@dataclass(frozen=True)
class Exercise:
    """One exercise, by its chapter and the name of its function."""

    topic: str
    name: str


def exercises_of(notebook: Path) -> list[Exercise]:
    """List what a notebook checks, in its order; empty where it cannot be read.

    A notebook says ``from course_lib.chapters.NAME import checks as check``, or
    ``from course_lib.exercises import NAME as check``, and then ``check.FUNCTION(...)``.

    Examples
    --------
    >>> from course_lib.guide.places import checkout, editions
    >>> exercises_of(editions(checkout())["03"])[0]
    Exercise(topic='regularization', name='l2_step')
    """
    topics: dict[str, str] = {}
    found: list[Exercise] = []
    for node in (node for code in _code(notebook) for node in ast.walk(code)):
        if isinstance(node, ast.ImportFrom):
            topics |= _topics(node)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            room = node.func.value
            if isinstance(room, ast.Name) and room.id in topics:
                found.append(Exercise(topics[room.id], node.func.attr))
    return list(dict.fromkeys(found))


def _topics(node: ast.ImportFrom) -> dict[str, str]:
    """Give what an import calls the checks of a chapter -> the chapter."""
    module = node.module or ""
    if module == CHECKS:
        return {alias.asname or alias.name: chapter_name(alias.name) for alias in node.names}
    if module.startswith(CHAPTERS):
        checks = [alias for alias in node.names if alias.name == "checks"]
        return {alias.asname or alias.name: module.removeprefix(CHAPTERS) for alias in checks}
    return {}


def _code(notebook: Path) -> list[ast.Module]:
    try:
        cells = stored(notebook)["cells"]
        sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    except (KeyError, TypeError):
        return []
    return [parsed for source in sources if (parsed := _parsed(source))]


def _parsed(source: str) -> ast.Module | None:
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError):
        return None
