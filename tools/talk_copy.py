"""The copy of a notebook that is shown to a class: only its lesson in sight, answers folded.

It is made from the edition with solutions, so that every cell runs. Sections that do not belong to
the lesson of 50 minutes are folded under their headings, and so is the code of answers, of figures
and of imports, and at the end what remains, which answers the lesson's questions: a click opens
each.
"""

import json
import shutil
from pathlib import Path
from typing import Any

from tools.calls import predictions_in
from tools.environment import write_whole
from tools.folding import makes_figure
from tools.notebook_text import cells_of, source, unrun
from tools.working_copies import find_notebook, set_aside

TALK = "talk"
"""In a notebook's metadata under `course`: it is shown to a class."""

FOLDED_HEADING = "jp-MarkdownHeadingCollapsed"
"""What JupyterLab keeps of a heading whose section is folded."""


LAST = "## What remains"
FOUND = "### What we found"
"""A heading of the copy alone, under which the answers to the lesson's questions are folded."""


def make_talk(root: Path, number: str) -> tuple[Path, Path | None]:
    """Write the copy for a class; give it and where an older one is kept that was changed by hand.

    It lies in work/ beside the reader's copies, so that links from one notebook to another lead on.
    """
    edition = root / "notebooks" / "solutions" / find_notebook(root, number).name
    copy = root / "work" / f"{edition.stem}.lesson.ipynb"
    text = json.dumps(talk_of(json.loads(unrun(edition))), indent=1, ensure_ascii=False) + "\n"
    kept = None
    if copy.exists() and cells_of(copy.read_text(encoding="utf-8")) != cells_of(text):
        kept = set_aside(copy)
    copy.parent.mkdir(exist_ok=True)
    write_whole(copy, text)
    shutil.rmtree(workspace(root, copy), ignore_errors=True)
    return copy, kept


def workspace(root: Path, copy: Path) -> Path:
    """Where JupyterLab notes what is open beside a lesson.

    It is emptied before each: what was open in another lesson would come back and run, too.
    """
    return root / "work" / ".talk" / "workspaces" / copy.stem


def talk_of(notebook: dict[str, Any]) -> dict[str, Any]:
    """Give a notebook as it is shown to a class; the one that is given stays as it is.

    Examples
    --------
    >>> heading = {"cell_type": "markdown", "source": "## 1 · A", "metadata": {}}
    >>> talk = talk_of({"metadata": {}, "cells": [heading]})
    >>> talk["cells"][0]["metadata"]
    {'jp-MarkdownHeadingCollapsed': True}
    """
    talk: dict[str, Any] = json.loads(json.dumps(notebook))
    talk["metadata"].setdefault("course", {})[TALK] = True
    talk["cells"] = [part for cell in talk["cells"] for part in with_its_heading_alone(cell)]
    for cell in talk["cells"]:
        told = cell["metadata"]
        if is_code_to_fold(cell):
            told.setdefault("jupyter", {})["source_hidden"] = True
        if opens_rest(cell) or source(cell) == FOUND:
            told[FOLDED_HEADING] = True
    return talk


def is_code_to_fold(cell: dict[str, Any]) -> bool:
    """Tell whether a cell's code is an answer, a question with its answer, draws, or imports."""
    if cell["cell_type"] != "code":
        return False
    code = source(cell)
    answer = cell["metadata"].get("nbgrader", {}).get("solution")
    tells = bool(answer) or predictions_in(code) > 0
    return tells or makes_figure(code) or code.startswith(("import ", "from "))


def with_its_heading_alone(cell: dict[str, Any]) -> list[dict[str, Any]]:
    """Cut a text cell of the rest after its heading, which cannot fold what stands in its cell."""
    heading, _, text = (each.strip() for each in source(cell).partition("\n"))
    if cell["cell_type"] == "markdown" and heading == LAST:
        if text.endswith(("?", "</details>")):
            return [cell, text_cell(cell, "found", FOUND)]
        parts = [("found", FOUND), ("text", text)]
    elif opens_rest(cell):
        parts = [("text", text)]
    else:
        return [cell]
    rest = [text_cell(cell, name, words) for name, words in parts if words]
    return [cell | {"source": heading}, *rest]


def text_cell(beside: dict[str, Any], name: str, text: str) -> dict[str, Any]:
    """Give a text cell that comes after another."""
    told = {name: value for name, value in beside.items() if name not in ("id", "metadata")}
    own = {"id": f"{beside.get('id', 'rest')}-{name}"[-64:], "metadata": {}, "source": text}
    return told | own


def opens_rest(cell: dict[str, Any]) -> bool:
    """Tell whether a cell is the heading of a section that is not in the lesson."""
    heading = cell["cell_type"] == "markdown" and source(cell).startswith("## ")
    return heading and not cell["metadata"].get("teaching", {}).get("lesson")


def lessons(copy: Path) -> list[tuple[str, int]]:
    """Give the headings of a copy's lesson, each with its minutes."""
    cells = json.loads(copy.read_text(encoding="utf-8"))["cells"]
    return [
        (
            source(cell).partition("\n")[0].removeprefix("## "),
            cell["metadata"]["teaching"]["minutes"],
        )
        for cell in cells
        if cell["metadata"].get("teaching", {}).get("lesson")
    ]
