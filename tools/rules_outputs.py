"""Rules about what a notebook stores from its execution, and about what nbval compares."""

import base64
import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbval.plugin import comment_markers, metadata_tags

from tools.outputs import PNG, WIDGET_VIEW, bundles
from tools.rules_source import at, shown

NOTEBOOK_LIMIT = 400_000  # bytes
PICTURE_LIMIT = 60_000  # bytes


def code_cells(notebook: NotebookNode) -> Iterator[tuple[int, NotebookNode]]:
    """Give the code cells with their numbers, counted from 1 over all cells."""
    numbered = enumerate(notebook.cells, start=1)
    return ((number, cell) for number, cell in numbered if cell.cell_type == "code")


def nbval_knows_its_marks(notebook: NotebookNode, path: Path) -> list[str]:
    """Tags and comments meant for nbval are spelled as nbval knows them.

    It ignores all others without a word, a marker with a remark behind it among them.
    """
    tags_known = ", ".join(tag for tag in metadata_tags if tag.startswith("nbval"))
    found = []
    for number, cell in enumerate(notebook.cells, start=1):
        tags = cell.metadata.get("tags", [])
        if not isinstance(tags, list):
            found.append(f"{at(path, number)}: needed a list of tags, found {tags!r}")
            continue
        found += [
            f"{at(path, number)}: needed one of {tags_known}, found the tag {tag!r}"
            for tag in tags
            if "nbval" in tag.lower() and tag not in metadata_tags
        ]
    for number, cell in code_cells(notebook):
        found += [
            f"{at(path, number)}: needed {' or '.join(comment_markers)}, alone on its line, "
            f"found {line.strip()!r}"
            for line in cell.source.splitlines()
            if re.search(r"#.*(NBVAL|PYTEST_VALIDATE)_", line, re.IGNORECASE)
            and not (line.strip()[0] == "#" and line.strip().lstrip("#").strip() in comment_markers)
        ]
    return found


def executed_in_order(notebook: NotebookNode, path: Path) -> list[str]:
    """Each code cell was executed, once and in order: nbval compares nothing with the others."""
    return [
        f"{at(path, number)}: needed execution_count {want}, found {cell.get('execution_count')}; "
        "run `make notebooks`"
        for want, (number, cell) in enumerate(code_cells(notebook), start=1)
        if cell.get("execution_count") != want
    ]


def no_errors(notebook: NotebookNode, path: Path) -> list[str]:
    """No cell stores an exception."""
    return [
        f"{at(path, number)}: needed a cell that ends well, found {out.ename}: {out.evalue}"
        for number, cell in code_cells(notebook)
        for out in cell.outputs
        if out.output_type == "error"
    ]


def no_stderr(notebook: NotebookNode, path: Path) -> list[str]:
    """Nothing is written to stderr: warnings and progress bars differ from run to run."""
    return [
        f"{at(path, number)}: needed nothing on stderr, found {out.text[:60]!r}"
        for number, cell in code_cells(notebook)
        for out in cell.outputs
        if out.output_type == "stream" and out.name == "stderr"
    ]


def no_widgets_stored(notebook: NotebookNode, path: Path) -> list[str]:
    """Neither the state of widgets nor a view of one is stored, only their pictures."""
    found = []
    if "widgets" in notebook.metadata:
        found.append(f"{shown(path)}: needed no widget state in the metadata, found 'widgets'")
    return found + [
        f"{at(path, number)}: needed no widget view, whose id is random, found {WIDGET_VIEW}"
        for number, cell in code_cells(notebook)
        for out in bundles(cell)
        if WIDGET_VIEW in out.data
    ]


def no_addresses(notebook: NotebookNode, path: Path) -> list[str]:
    """No output shows where an object lies in memory, which differs from run to run."""
    return [
        f"{at(path, number)}: needed an output without a memory address, found {address.group()!r}"
        for number, cell in code_cells(notebook)
        for out in cell.outputs
        for text in (out.get("text", ""), out.get("data", {}).get("text/plain", ""))
        if (address := re.search(r"<?[\w.]* ?at 0x[0-9a-fA-F]{6,}", text))
    ]


def size_is_small(notebook: NotebookNode, path: Path) -> list[str]:
    """The notebook opens quickly, also over a slow line."""
    size = len(nbformat.writes(notebook).encode())
    words = f"needed at most {NOTEBOOK_LIMIT // 1000} kB, found {size / 1000:.0f} kB"
    return [f"{shown(path)}: {words}"] if size > NOTEBOOK_LIMIT else []


def pictures(notebook: NotebookNode) -> Iterator[tuple[int, NotebookNode, NotebookNode]]:
    """Give number, cell and output of each stored PNG."""
    for number, cell in code_cells(notebook):
        for out in bundles(cell):
            if PNG in out.data:
                yield number, cell, out


def pictures_are_small(notebook: NotebookNode, path: Path) -> list[str]:
    """No picture has more pixels than a page of text is worth."""
    return [
        f"{at(path, number)}: needed a picture of at most {PICTURE_LIMIT // 1000} kB, "
        f"found {size / 1000:.0f} kB; fewer dots per inch or fewer colours"
        for number, _, out in pictures(notebook)
        if (size := len(base64.b64decode(out.data[PNG]))) > PICTURE_LIMIT
    ]


def pictures_have_words(notebook: NotebookNode, path: Path) -> list[str]:
    """Each picture, a dashboard's too, has its message in one sentence for who cannot see it."""
    found = []
    for number, cell, out in pictures(notebook):
        alt = cell.metadata.get("alt")
        if not (isinstance(alt, str) and alt.strip()):
            found.append(
                f'{at(path, number)}: needed `# %% alt="..."` in the source, found {alt!r}'
            )
        elif out.metadata.get(PNG, {}).get("alt") != alt:
            told = out.metadata.get(PNG, {}).get("alt")
            found.append(f"{at(path, number)}: needed the cell's alt text, found {told!r}")
    return found
