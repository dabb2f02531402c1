"""What the text of a notebook tells of an edition and of a reader's copy."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import nbformat


class LabError(ValueError):
    """A notebook that cannot be opened; its message says what there is."""


def unrun(edition: Path) -> str:
    """Give the text of a notebook without its outputs.

    The course asks its readers to predict before they run: a result already in sight would spoil
    it. The stored edition keeps its outputs, for those who only read.
    """
    try:
        notebook = nbformat.read(edition, as_version=4)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        return nbformat.writes(notebook) + "\n"
    except Exception:  # whatever a conflict, a lost half or a slip of an editor leads to
        name = f"{edition.parent.name}/{edition.name}"
        raise LabError(
            f"{edition.stem}: {name} is damaged; get it back with: git checkout HEAD -- {name}"
        ) from None


def sha(text: str) -> str:
    """Give the SHA-256 of a text as it is stored."""
    return hashlib.sha256(text.encode()).hexdigest()


def cells_in(text: str) -> list[dict[str, Any]]:
    """Give the cells of a notebook; none where it is damaged."""
    try:
        return [dict(cell) for cell in json.loads(text)["cells"]]
    except (ValueError, TypeError, KeyError, RecursionError):
        return []


def cells_of(text: str) -> str:
    """Give the SHA-256 of what a reader wrote or was given: the cells without what they showed."""
    cells = [(cell.get("cell_type"), source(cell)) for cell in cells_in(text)]
    return sha(json.dumps(cells)) if cells else ""


def source(cell: dict[str, Any]) -> str:
    """Give the text of a cell, which a file may hold as lines."""
    return "".join(cell.get("source", ""))


def was_run(text: str) -> bool:
    """Whether a notebook holds outputs."""
    return any(cell.get("outputs") for cell in cells_in(text))


IMPORTED = re.compile(r"^\s*(?:from|import)\s+(course_lib(?:\.\w+)*)", re.MULTILINE)


def lost_modules(root: Path, text: str) -> list[str]:
    """Name the modules of course_lib that a notebook imports and that the course does not have."""
    code = [source(cell) for cell in cells_in(text) if cell.get("cell_type") == "code"]
    named = sorted({name for each in code for name in IMPORTED.findall(each)})
    return [name for name in named if not is_there(root.joinpath(*name.split(".")))]


def is_there(place: Path) -> bool:
    """Whether a module lies at a place; one that only says that it has moved does not."""
    if (place / "__init__.py").is_file():
        return True
    try:
        return "raise MovedError" not in place.with_suffix(".py").read_text(encoding="utf-8")
    except OSError:
        return False
