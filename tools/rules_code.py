"""Rules about how a notebook reads: plain Python, short cells, imports first."""

import ast
import re
from pathlib import Path

from nbformat import NotebookNode

from tools.rules_outputs import code_cells
from tools.rules_source import at, shown

CODE_LIMIT = 20  # non-blank lines
WIDTH_LIMIT = 100  # columns; a longer line hides behind a scroll bar
TEXT_LIMIT = 12  # non-blank lines, not counting what is folded away
MAGIC = re.compile(r"\s*[%!]|[\w\s,.]+=\s*[%!]")


def parsed(cell: NotebookNode) -> ast.Module:
    """Parse a code cell; one that is not Python counts as empty and is plain_python's business."""
    try:
        return ast.parse(cell.source)
    except SyntaxError:
        return ast.Module(body=[], type_ignores=[])


def plain_python(notebook: NotebookNode, path: Path) -> list[str]:
    """Code cells hold Python only, no magics and no shell commands."""
    found = []
    for number, cell in code_cells(notebook):
        magics = [line.strip() for line in cell.source.splitlines() if MAGIC.match(line)]
        found += [f"{at(path, number)}: needed plain Python, found {line!r}" for line in magics]
        if not magics:
            try:
                ast.parse(cell.source)
            except SyntaxError as error:
                found.append(f"{at(path, number)}: needed plain Python, found {error}")
    return found


def code_is_short(notebook: NotebookNode, path: Path) -> list[str]:
    """A code cell shows one idea: what needs more lines belongs into course_lib."""
    return [
        f"{at(path, number)}: needed at most {CODE_LIMIT} lines of code, found {count}"
        for number, cell in code_cells(notebook)
        if (count := lines_to_read(cell.source)) > CODE_LIMIT
    ]


def lines_to_read(source: str) -> int:
    """Count lines that are not empty; names imported from one place count as one line.

    The formatter gives each name a line of its own where they do not fit on one; read they are
    together.
    """
    whole = re.sub(r"^from [\w.]+ import \([^)]*\)", "from one import names", source, flags=re.M)
    return sum(bool(line.strip()) for line in whole.splitlines())


def code_fits_the_page(notebook: NotebookNode, path: Path) -> list[str]:
    """A line of code can be read without scrolling sideways."""
    return [
        f"{at(path, number)}: needed lines of at most {WIDTH_LIMIT} columns, found {len(line)}"
        for number, cell in code_cells(notebook)
        for line in cell.source.splitlines()
        if len(line) > WIDTH_LIMIT
    ]


def text_is_short(notebook: NotebookNode, path: Path) -> list[str]:
    """A text cell is read at a glance; what is folded away in <details> does not count."""
    found = []
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "markdown":
            open_text = re.sub(r"<details.*?</details>", "", cell.source, flags=re.DOTALL)
            count = sum(bool(line.strip()) for line in open_text.splitlines())
            if count > TEXT_LIMIT:
                needed = f"needed at most {TEXT_LIMIT} lines of text outside <details>"
                found.append(f"{at(path, number)}: {needed}, found {count}")
    return found


def imports_stand_together(notebook: NotebookNode, path: Path) -> list[str]:
    """The first code cell looks for course_lib, the second imports, and no other does."""
    cells = list(code_cells(notebook))
    first, second = ([cell for _, cell in cells] + [None, None])[:2]
    found = []
    if first is None or not guards_kernel(first):
        needed = "needed a first code cell with `try: import course_lib`"
        found.append(f"{shown(path)}: {needed}, found none there")
    if second is None or not import_lines(second):
        found.append(f"{shown(path)}: needed imports in the second code cell, found none there")
    return found + [
        f"{at(path, number)}: needed all imports in the second code cell, found {line!r}"
        for number, cell in cells[2:]
        for line in import_lines(cell)
    ]


def import_lines(cell: NotebookNode) -> list[str]:
    """Give all imports in a cell, wherever they stand."""
    nodes = ast.walk(parsed(cell))
    return [ast.unparse(node) for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)]


def guards_kernel(cell: NotebookNode) -> bool:
    """Tell whether a cell survives a kernel without course_lib."""
    return any(
        isinstance(line, ast.Import) and any(name.name == "course_lib" for name in line.names)
        for node in parsed(cell).body
        if isinstance(node, ast.Try) and node.handlers
        for line in node.body
    )
