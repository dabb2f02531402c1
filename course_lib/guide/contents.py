"""The exercises of a notebook, read from the notebook itself."""

import ast
from dataclasses import dataclass
from pathlib import Path

from course_lib.guide.places import stored

CHAPTERS = "course_lib.chapters."


@dataclass(frozen=True)
class Exercise:
    """One exercise, by its chapter and the name of its function."""

    topic: str
    name: str


def exercises_of(notebook: Path) -> list[Exercise]:
    """List what a notebook checks, in its order; empty where it cannot be read.

    A notebook says ``from course_lib.chapters.TOPIC import check`` and ``check.NAME(...)``.

    Examples
    --------
    >>> from course_lib.guide.places import checkout, editions
    >>> exercises_of(editions(checkout())["03"])[0]
    Exercise(topic='regularization', name='l2_step')
    """
    topics: dict[str, str] = {}
    found: list[Exercise] = []
    for node in (node for code in _code(notebook) for node in ast.walk(code)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(CHAPTERS):
            bound = [alias.asname or "check" for alias in node.names if alias.name == "check"]
            topics |= dict.fromkeys(bound, str(node.module).removeprefix(CHAPTERS))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            room = node.func.value
            if isinstance(room, ast.Name) and room.id in topics:
                found.append(Exercise(topics[room.id], node.func.attr))
    return list(dict.fromkeys(found))


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
