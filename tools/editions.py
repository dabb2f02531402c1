"""A notebook's two editions as its source gives them, not yet executed.

Everything here is a pure function of the source's text and name, so that the same source always
gives the same cells, ids and metadata.
"""

import hashlib
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from tools.folding import folded
from tools.front_matter import COURSE, TEACHING, is_claims, read_source
from tools.minutes import estimate
from tools.nbgrader_cells import nbgrader_metadata
from tools.solutions import SOLUTION, STUDENT, edition_lines

METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    # No version: it would change with every Python that regenerates the notebook.
    "language_info": {"name": "python"},
}
# What jupytext notes about the text of a cell; it says nothing about the notebook.
JUPYTEXT_KEYS = ("cell_marker", "lines_to_next_cell", "lines_to_end_of_cell_marker", "title")
# What an author notes for the builder alone.
AUTHORS_KEYS = ("folded", "exercise")
TIME = "{minutes}"
"""In the first cell of a notebook of claims: where its counted minutes go."""


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
    head = read.metadata[COURSE]
    if is_claims(head):
        head = head | {"minutes": estimate(read).minutes}
        read.cells[0].source = read.cells[0].source.replace(TIME, str(head["minutes"]))
    notebook = nbformat.v4.new_notebook(metadata=METADATA | {COURSE: head})
    ids = cell_ids(source.stem, len(read.cells))
    for number, (cell, cell_id) in enumerate(zip(read.cells, ids, strict=True), start=1):
        where = f"{source.name}, cell {number}"
        lines = edition_lines(cell.source.splitlines(), edition, where, cell.cell_type)
        new = getattr(nbformat.v4, f"new_{cell.cell_type}_cell")
        metadata = edition_metadata(cell, automatic=is_claims(head))
        notebook.cells.append(new("\n".join(lines), id=cell_id, metadata=metadata))
    return notebook


def edition_metadata(cell: NotebookNode, *, automatic: bool) -> dict[str, Any]:
    """Give a cell's metadata as an edition carries it: what its author noted, as Jupyter knows it.

    What a section's heading tells whoever teaches lies together under ``teaching``.
    """
    left_out = (*JUPYTEXT_KEYS, *AUTHORS_KEYS, *TEACHING)
    metadata = {key: value for key, value in cell.metadata.items() if key not in left_out}
    told = {key: cell.metadata[key] for key in TEACHING if key in cell.metadata}
    if told:
        metadata["teaching"] = told
    if folded(cell, automatic=automatic):
        metadata["jupyter"] = {"source_hidden": True}
    if cell.cell_type == "code" and (graded := nbgrader_metadata(cell.source)):
        metadata["nbgrader"] = graded
    return metadata
