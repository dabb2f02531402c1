"""A notebook reduced to its imports and dashboards, so that a browser need not wait for the rest.

A dashboard is a cell that calls a function named ``..._dashboard``, ``..._stepper`` or
``playground``. With it stay the cells that make what it uses, and those that make what they use.
"""

import ast
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from tools.rules_code import import_lines, parsed
from tools.rules_tasks import is_dashboard

ROOT = Path(__file__).resolve().parents[2]


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
