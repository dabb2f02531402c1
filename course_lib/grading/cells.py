"""The cells of a student's notebook: read without running anything, whatever the file holds."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from course_lib.files import open_file
from course_lib.grading.limits import NOTEBOOK_FILE

MAGIC = re.compile(r"^(\s*)(?:[%!].*|[\w.]+\?{1,2}|\?{1,2}[\w.]+)\s*$", re.MULTILINE)
TIMED = re.compile(r"%%(time|timeit|capture|prun)\b.*")


class NoNotebookError(ValueError):
    """A file that cannot be graded; the message says why."""


@dataclass(frozen=True)
class Cell:
    """A cell with code: its number among all cells, from 1, its text, and its statements.

    Attributes
    ----------
    fault : what Python says where it cannot read the cell
    """

    number: int
    source: str
    statements: list[ast.stmt] = field(default_factory=list)
    fault: str = ""


def read_cells(path: Path) -> list[Cell]:
    """Read the cells with code of a notebook."""
    return [parsed(number, text) for number, text in read_sources(path)]


def read_sources(path: Path) -> list[tuple[int, str]]:
    """Read the texts of the cells with code of a notebook, and their numbers among all cells.

    Raises
    ------
    NoNotebookError
        Where the file is none; the message says why.
    """
    found = _content(path)
    cells = found.get("cells") if isinstance(found, dict) else None
    if not isinstance(cells, list):
        raise NoNotebookError("it is no notebook of today's format: it has no list of cells")
    return [
        (number, text)
        for number, cell in enumerate(cells, start=1)
        if isinstance(cell, dict)
        and cell.get("cell_type") == "code"
        and (text := _text(cell.get("source"))).strip()
    ]


def _content(path: Path) -> Any:
    try:
        with open_file(path) as stream:
            data = stream.read(NOTEBOOK_FILE + 1)
    except OSError as error:
        raise NoNotebookError(f"it cannot be read: {error.strerror or error}") from error
    if len(data) > NOTEBOOK_FILE:
        raise NoNotebookError(f"it has more than {NOTEBOOK_FILE // 2**20} MB; clear its outputs")
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise NoNotebookError("its text is not in UTF-8, as a notebook's is") from error
    except (ValueError, RecursionError) as error:
        raise NoNotebookError("it is no notebook: its text is no JSON") from error


def _text(source: Any) -> str:
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    return source if isinstance(source, str) else ""


def parsed(number: int, text: str) -> Cell:
    r"""Read the statements of a cell.

    Lines for IPython alone, such as ``%time`` and ``!ls``, are left out.

    Examples
    --------
    >>> cell = parsed(3, "%matplotlib inline\nx = 1")
    >>> cell.source, len(cell.statements)
    ('pass\nx = 1', 2)
    >>> parsed(4, "def f(:").fault
    'line 1: invalid syntax'
    """
    if text.startswith("%%"):
        first, _, rest = text.partition("\n")
        text = "pass\n" + rest if TIMED.fullmatch(first.strip()) else "pass"
    try:
        return Cell(number, text, ast.parse(text).body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        text = MAGIC.sub(r"\1pass", text)
    try:
        return Cell(number, text, ast.parse(text).body)
    except SyntaxError as error:
        return Cell(number, text, fault=f"line {error.lineno}: {error.msg}")
    except (ValueError, RecursionError, MemoryError) as error:
        return Cell(number, text, fault=str(error) or "it is nested too deeply")
