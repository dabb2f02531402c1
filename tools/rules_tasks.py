"""A dashboard's task stands in the page once: as text, in a cell of its own right before it."""

import ast
import re
from itertools import zip_longest
from pathlib import Path

from nbformat import NotebookNode

from tools.calls import called, calls_in
from tools.front_matter import read_source
from tools.minutes import TASK

MAKES_DASHBOARD = re.compile(r"\w+_(dashboard|stepper)|playground")
"""Names of functions that give a dashboard."""
IN_A_STRING = re.compile(r"\bTask \d")


def is_dashboard(cell: NotebookNode) -> bool:
    """Tell whether a cell makes a dashboard."""
    if cell.cell_type != "code":
        return False
    return any(MAKES_DASHBOARD.fullmatch(called(call)) for call in calls_in(cell.source))


def tasks_are_text(source: Path) -> list[str]:
    """A task is a text cell, its dashboard the next cell: a page without a kernel shows it too."""
    cells = read_source(source).cells
    found = []
    for number, (cell, after) in enumerate(zip_longest(cells, cells[1:]), start=1):
        if cell.cell_type == "code":
            words = fault_of_code(cell)
        else:
            words = fault_of_text(
                cell.source, dashboard_follows=bool(after and is_dashboard(after))
            )
        found += [f"{source.name}, cell {number}: {words}"] if words else []
    return found


def fault_of_code(cell: NotebookNode) -> str:
    """Say which string in a dashboard's cell is a task, if any is."""
    if not is_dashboard(cell):
        return ""
    nodes = list(ast.walk(ast.parse(cell.source)))
    given = [node for node in nodes if isinstance(node, ast.keyword) and node.arg == "task"]
    given += [
        node
        for node in nodes
        if isinstance(node, ast.Constant) and IN_A_STRING.search(str(node.value))
    ]
    if not given:
        return ""
    needed = "needed the task in a text cell before its dashboard, `# **Task 1.** ...`"
    return f"{needed}; found {ast.unparse(given[0])[:60]!r} in the code"


def fault_of_text(text: str, *, dashboard_follows: bool) -> str:
    r"""Say what is wrong with where a task stands.

    Examples
    --------
    >>> fault_of_text("**Task 1.** Find it.", dashboard_follows=False)
    'needed a dashboard in the cell after the task; found none'
    >>> fault_of_text("So far.\n\n**Task 1.** Find it.", dashboard_follows=True)
    'needed the task in a cell of its own; found more before it'
    >>> fault_of_text("Text.", dashboard_follows=False)
    ''
    """
    if not re.search(rf"(?m)^{TASK.pattern}", text):
        return ""
    if not TASK.match(text):
        return "needed the task in a cell of its own; found more before it"
    return "" if dashboard_follows else "needed a dashboard in the cell after the task; found none"
