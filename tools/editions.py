"""A notebook's two editions as its source gives them, not yet executed.

The student edition has a stub where the source holds a solution; the solution edition has the
solution without its markers. Everything here is a pure function of the source's text and name,
so that the same source always gives the same cells, ids and metadata.
"""

import hashlib
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from tools.front_matter import COURSE, SourceError, read_source

STUDENT, SOLUTION = "student", "solution"
BEGIN, END = "# BEGIN SOLUTION", "# END SOLUTION"
STUB = ("# your code here", 'raise NotImplementedError("your turn")')
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    # No version: it would change with every Python that regenerates the notebook.
    "language_info": {"name": "python"},
}
# What jupytext notes about the text of a cell; it says nothing about the notebook.
JUPYTEXT_KEYS = ("cell_marker", "lines_to_next_cell", "lines_to_end_of_cell_marker", "title")


def edition_paths(source: Path) -> dict[str, Path]:
    """Where the editions of ``notebooks/source/NN_topic.py`` stand."""
    notebooks = source.resolve().parents[1]
    name = f"{source.stem}.ipynb"
    return {STUDENT: notebooks / name, SOLUTION: notebooks / "solutions" / name}


def source_of(path: Path) -> tuple[Path, str]:
    """Find the source of an edition, and tell which edition it is."""
    folder = path.resolve().parent
    edition = SOLUTION if folder.name == "solutions" else STUDENT
    notebooks = folder.parent if edition == SOLUTION else folder
    return notebooks / "source" / f"{path.stem}.py", edition


def cell_ids(name: str, count: int) -> list[str]:
    """Ids that depend on the notebook's name and the cell's position only.

    jupytext draws random ids at each read, which would make every regeneration a change.
    """
    return [hashlib.sha256(f"{name}:{i}".encode()).hexdigest()[:12] for i in range(count)]


def make_edition(source: Path, edition: str) -> NotebookNode:
    """Read a source and give one of its editions, without outputs."""
    read = read_source(source)
    notebook = nbformat.v4.new_notebook(metadata=METADATA | {COURSE: read.metadata[COURSE]})
    ids = cell_ids(source.stem, len(read.cells))
    for number, (cell, cell_id) in enumerate(zip(read.cells, ids, strict=True), start=1):
        where = f"{source.name}, cell {number}"
        lines = edition_lines(cell.source.splitlines(), edition, where, cell.cell_type)
        new = getattr(nbformat.v4, f"new_{cell.cell_type}_cell")
        metadata = {k: v for k, v in cell.metadata.items() if k not in JUPYTEXT_KEYS}
        notebook.cells.append(new("\n".join(lines), id=cell_id, metadata=metadata))
    return notebook


def edition_lines(lines: list[str], edition: str, where: str, kind: str = "code") -> list[str]:
    """Lines of a cell, with each marked solution kept or replaced by the stub."""
    kept: list[str] = []
    solving = False
    for line, marker in zip(lines, markers(lines, where, kind), strict=True):
        if marker:
            solving = marker == BEGIN
            if solving and edition == STUDENT:
                indent = line[: len(line) - len(line.lstrip())]
                kept += [indent + stub for stub in STUB]
        elif not solving or edition == SOLUTION:
            kept.append(line)
    return kept


def solution_lines(source: Path) -> list[str]:
    """All lines that stand between markers in a source."""
    found: list[str] = []
    for number, cell in enumerate(read_source(source).cells, start=1):
        lines = cell.source.splitlines()
        solving = False
        for line, marker in zip(
            lines, markers(lines, f"{source.name}, cell {number}", cell.cell_type), strict=True
        ):
            if marker:
                solving = marker == BEGIN
            elif solving:
                found.append(line.strip())
    return found


def markers(lines: list[str], where: str, kind: str) -> list[str]:
    """For each line the marker that it is, or ""; refuse whatever could leak a solution."""
    result, expected = [], BEGIN
    for line in lines:
        text = line.strip()
        # A marker with a typing error would be no marker, and the solution would be given away.
        if "BEGIN SOLUTION" in text.upper() or "END SOLUTION" in text.upper():
            if text not in (BEGIN, END):
                raise SourceError(f"{where}: needed '{BEGIN}' or '{END}' alone, found {text!r}")
            if kind != "code":
                raise SourceError(f"{where}: needed a code cell around '{text}', found {kind}")
            if text != expected:
                raise SourceError(f"{where}: unbalanced markers: needed '{expected}', found {text}")
            result.append(text)
            expected = END if text == BEGIN else BEGIN
        else:
            result.append("")
    if expected == END:
        raise SourceError(f"{where}: unbalanced markers: '{BEGIN}' has no '{END}'")
    return result
