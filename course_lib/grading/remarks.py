"""What a person may want to know of an exercise beside its result."""

import ast
import re
from typing import Any

from course_lib.grading.cells import Cell
from course_lib.grading.course import CourseNotebook
from course_lib.grading.needed import Statement, definitions, is_stub, needed


def cell_that_cannot_be_read(function: str, cells: list[Cell]) -> Cell | None:
    """The cell that would define a function, could Python read it."""
    defines = re.compile(rf"^\s*def\s+{re.escape(function)}\b", re.MULTILINE)
    return next((cell for cell in cells if cell.fault and defines.search(cell.source)), None)


def remarks(
    function: str, notebook: CourseNotebook, cells: list[Cell], statements: list[Statement]
) -> list[str]:
    """Name a cell that cannot be read, copies of a cell, and help of the course's own."""
    said = []
    if faulty := cell_that_cannot_be_read(function, cells):
        said.append(f"Python cannot read cell {faulty.number}: {faulty.fault}.")
    there = [each for each in definitions(function, statements) if not is_stub(each)]
    numbers = sorted({each.cell.number for each in there})
    if len(numbers) > 1:
        said.append(f"It is defined in cells {', '.join(map(str, numbers))}; the last one counts.")
    if there and (helps := sorted(_helps(function, notebook, statements))):
        said.append(f"To be looked at: it uses {', '.join(helps)} of the course's chapters.")
    return said


def _helps(function: str, notebook: CourseNotebook, statements: list[Statement]) -> set[str]:
    """What a student's own statements take from the chapters, where the answers are at work."""
    steps = [each for each, _ in needed(function, statements)]
    imports = [each for each in steps if _is_of_chapters(each.node)]
    names = frozenset[str]().union(*(each.bound for each in imports))
    own = [each for each in steps if not (notebook.is_own(each) or each in imports)]
    inside = {name for each in own for name in _imported_inside(each.node)}
    return inside.union(*(each.taken & names for each in own))


def _is_of_chapters(node: ast.AST) -> bool:
    told: Any = node
    return isinstance(node, ast.Import | ast.ImportFrom) and any(
        str(name).startswith("course_lib.chapters")
        for name in [getattr(told, "module", None), *(alias.name for alias in told.names)]
    )


def _imported_inside(node: ast.stmt) -> list[str]:
    found = [each for each in ast.walk(node) if _is_of_chapters(each)]
    names = (alias.name for each in found for alias in each.names)  # type: ignore[attr-defined]
    return [name.rpartition(".")[2] for name in names]
