"""Rules that hold a notebook against its source: cells, ids, metadata, no solution given away."""

import re
from pathlib import Path

from nbformat import NotebookNode

from tools.editions import METADATA, cell_ids, make_edition, source_of
from tools.environment import ROOT
from tools.front_matter import COURSE
from tools.solutions import STUDENT, solution_lines

# Shorter ones, such as "return total" or "else:", stand in many cells and give nothing away.
TELLING_TOKENS = 5


def shown(path: Path) -> str:
    """Give a path as readers know it: from the top of the project where it lies below."""
    path = path.resolve()
    return (path.relative_to(ROOT) if path.is_relative_to(ROOT) else path).as_posix()


def at(path: Path, number: int) -> str:
    """Say where: the file and the cell, counted from 1 over all cells."""
    return f"{shown(path)}, cell {number}"


def edition_equals_source(notebook: NotebookNode, path: Path) -> list[str]:
    """Cells, ids and metadata are what the source gives; outputs may be anything."""
    source, edition = source_of(path)
    if not source.exists():
        return [f"{shown(path)}: needed its source {shown(source)}, found no such file"]
    wanted = make_edition(source, edition)
    mend = "run `make notebooks`"
    if len(notebook.cells) != len(wanted.cells):
        counts = f"needed {len(wanted.cells)} cells as in {source.name}, found"
        return [f"{shown(path)}: {counts} {len(notebook.cells)}; {mend}"]
    found = []
    for number, (cell, want) in enumerate(zip(notebook.cells, wanted.cells, strict=True), start=1):
        for part in ("cell_type", "source", "id", "metadata"):
            if cell.get(part) != want[part]:
                found.append(
                    f"{at(path, number)}: needed the {part} that {source.name} gives, "
                    f"{excerpt(want[part])}, found {excerpt(cell.get(part))}; {mend}"
                )
    return found


def excerpt(value: object) -> str:
    """Shorten a value for a message."""
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def no_solution_given_away(notebook: NotebookNode, path: Path) -> list[str]:
    """No telling line of a solution stands anywhere in the student edition."""
    source, edition = source_of(path)
    if edition != STUDENT or not source.exists():
        return []
    secret = {line for line in solution_lines(source) if is_telling(line)}
    return [
        f"{at(path, number)}: needed no line of a solution, found {line.strip()!r}"
        for number, cell in enumerate(notebook.cells, start=1)
        for line in cell.source.splitlines()
        if line.strip() in secret
    ]


def is_telling(line: str) -> bool:
    """Tell whether a line says something of a solution: long enough, and no comment."""
    return not line.startswith("#") and len(re.findall(r"\w+|[^\w\s]", line)) >= TELLING_TOKENS


def metadata_is_ours(notebook: NotebookNode, path: Path) -> list[str]:
    """The notebook names the kernel python3 and carries its source's head, and nothing else.

    Nothing, above all, that changes from machine to machine.
    """
    source, edition = source_of(path)
    wanted = make_edition(source, edition).metadata if source.exists() else METADATA
    return [
        f"{shown(path)}: needed {key} {excerpt(wanted.get(key, 'absent'))} in the metadata, "
        f"found {excerpt(notebook.metadata.get(key, 'none'))}; run `make notebooks`"
        for key in sorted(wanted.keys() | notebook.metadata.keys())
        if notebook.metadata.get(key) != wanted.get(key)
    ]


def heading_names_the_notebook(notebook: NotebookNode, path: Path) -> list[str]:
    """The first line is the number and the title of the head; the Korean term may follow."""
    number, title = path.stem.partition("_")[0], notebook.metadata.get(COURSE, {}).get("title")
    wanted = f"# {number} · {title}" if number[0].isdigit() else f"# {title}"
    first = notebook.cells[0].source.partition("\n")[0] if notebook.cells else ""
    if re.fullmatch(rf"{re.escape(wanted)}( \([^()]+\))?", first):
        return []
    return [f"{at(path, 1)}: needed the heading {wanted!r} as in its head, found {first!r}"]


def ids_are_ours(notebook: NotebookNode, path: Path) -> list[str]:
    """Each cell has the id made from the notebook's name and the cell's position."""
    found, seen = [], {}
    wanted = cell_ids(path.stem, len(notebook.cells))
    for number, (cell, want) in enumerate(zip(notebook.cells, wanted, strict=True), start=1):
        cell_id = cell.get("id")
        if cell_id in seen:
            found.append(
                f"{at(path, number)}: needed an id of its own, found that of cell {seen[cell_id]}"
            )
        elif cell_id != want:
            found.append(f"{at(path, number)}: needed the id {want}, found {cell_id}")
        seen.setdefault(cell_id, number)
    return found
