"""A notebook reduced to its imports and dashboards, so that a page need not wait for the rest.

    python -m tools.dashboard_pages FOLDER                write such notebooks, for Voila
    python -m tools.dashboard_pages FOLDER 05 playground  of these alone

A dashboard is a cell that calls a function named ``..._dashboard``, ``..._stepper`` or
``playground``. With it stay the cells that make what it uses, and those that make what they use.
"""

import argparse
import ast
import sys
from itertools import pairwise
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tools.environment import ROOT, write_whole
from tools.minutes import TASK
from tools.notebook_text import LabError
from tools.rules_code import import_lines, parsed
from tools.rules_tasks import is_dashboard
from tools.working_copies import find_notebook

SILENT = "%%capture\n"
"""IPython runs such a cell and shows nothing of it; an error it shows."""


def dashboards_in(notebook: NotebookNode) -> int:
    """How many cells of a notebook make a dashboard."""
    return sum(map(is_dashboard, code_cells(notebook)))


def with_dashboards(at_least: int = 1) -> list[Path]:
    """The student editions that have so many dashboards."""
    editions = sorted((ROOT / "notebooks").glob("*.ipynb"))
    return [path for path in editions if dashboards_in(nbformat.read(path, 4)) >= at_least]


def reduced(notebook: NotebookNode) -> NotebookNode:
    """Keep the dashboards, all imports, and what the dashboards use; without outputs."""
    kept: list[NotebookNode] = []
    wanted: set[str] = set()
    for cell in reversed(code_cells(notebook)):
        uses, makes = names_in(cell)
        if is_dashboard(cell) or import_lines(cell) or makes & wanted:
            # What a cell adds to, such as a list, another one before it has made.
            wanted |= uses
            kept.append(new_code_cell(cell.source, id=cell.id))
    return new_notebook(cells=kept[::-1], metadata=notebook.metadata)


def page_of(notebook: NotebookNode) -> NotebookNode:
    """Give a notebook of dashboards alone, each under its task, without what other cells show."""
    page = reduced(notebook)
    tasks = {
        after.id: cell.source
        for cell, after in pairwise(notebook.cells)
        if cell.cell_type == "markdown" and TASK.match(cell.source)
    }
    cells = [new_markdown_cell(title_of(notebook))]
    for cell in page.cells:
        if cell.id in tasks:
            cells.append(new_markdown_cell(tasks[cell.id]))
        if not is_dashboard(cell):
            cell.source = f"{SILENT}{cell.source}"
        cells.append(cell)
    return new_notebook(cells=cells, metadata=notebook.metadata)


def title_of(notebook: NotebookNode) -> str:
    """Give the heading of a notebook."""
    return next(
        cell.source.partition("\n")[0] for cell in notebook.cells if cell.source.startswith("# ")
    )


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """The code cells of a notebook."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def names_in(cell: NotebookNode) -> tuple[set[str], set[str]]:
    """What a cell uses of the names before it, and what it makes."""
    uses: set[str] = set()
    makes: set[str] = set()
    for statement in parsed(cell).body:
        loads, stores = names_of(statement)
        # `x = f(x)` uses what x was before; the variable of a loop is its own.
        own = makes if isinstance(statement, ast.Assign | ast.AugAssign) else makes | stores
        uses |= loads - own
        makes |= stores
    return uses, makes


def names_of(statement: ast.stmt) -> tuple[set[str], set[str]]:
    """The names that a statement reads, and those that it binds."""
    loads: set[str] = set()
    stores: set[str] = set()
    inner: set[str] = set()  # arguments, and variables of comprehensions
    for node in ast.walk(statement):
        match node:
            case ast.Name(ctx=ast.Load()):
                loads.add(node.id)
            case ast.Name():
                stores.add(node.id)
            case ast.arg():
                inner.add(node.arg)
            case ast.comprehension():
                inner |= {each.id for each in ast.walk(node.target) if isinstance(each, ast.Name)}
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                stores.add(node.name)
            case ast.alias():
                stores.add((node.asname or node.name).split(".")[0])
    if isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name):
        loads.add(statement.target.id)
    return loads - inner, stores - inner


def write_pages(folder: Path, numbers: list[str], root: Path = ROOT) -> list[Path]:
    """Write the pages of the named notebooks, or of all that have dashboards."""
    chosen = [find_notebook(root, number) for number in numbers] or with_dashboards()
    folder.mkdir(parents=True, exist_ok=True)
    for path in chosen:
        page = page_of(nbformat.read(path, as_version=4))
        write_whole(folder / path.name, nbformat.writes(page) + "\n")
    return [folder / path.name for path in chosen]


def main(arguments: list[str] | None = None) -> int:
    """Write the pages that are named on the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.dashboard_pages", description="Notebooks of dashboards alone."
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("notebooks", nargs="*", metavar="notebook", help="a number, such as 05")
    ours = parser.parse_args(arguments)
    try:
        for path in write_pages(ours.folder, ours.notebooks):
            print(path)
    except (LabError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
