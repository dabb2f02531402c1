"""Which statements of a notebook an exercise's function needs: the others are not run.

Drawing, dashboards and trainings define nothing that it uses, and take nearly all of the time.
A statement is needed if it binds a name that is needed, its function first of all, or sets
something in such a thing; and then what it takes from elsewhere is needed, too. Where a needed name
stands for data that may be edited anywhere, whatever mentions it is needed.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from course_lib.grading.cells import Cell
from course_lib.grading.names import bound, edited, global_names, taken

UNFORESEEN = {"exec", "eval", "globals", "locals", "vars", "setattr", "delattr"}
"""What they bind cannot be read from the text, so that they are run in any case."""
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
FIXED = (
    ast.Constant, ast.Tuple, ast.UnaryOp, ast.BinOp, ast.operator, ast.unaryop, ast.expr_context,
)  # fmt: skip


@dataclass(frozen=True)
class Statement:
    """A statement: its cell, its place there, and its names."""

    cell: Cell
    place: int
    node: ast.stmt
    bound: frozenset[str] = field(init=False)
    taken: frozenset[str] = field(init=False)
    edited: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "bound", frozenset(bound([self.node])))
        object.__setattr__(self, "taken", frozenset(taken(self.node)))
        object.__setattr__(self, "edited", frozenset(edited(self.node)))

    @property
    def is_unforeseen(self) -> bool:
        """Whether its text does not tell what it binds."""
        return bool(self.taken & UNFORESEEN) or "*" in self.bound


def statements_of(cells: list[Cell]) -> list[Statement]:
    """All statements, in the order of the notebook."""
    return [
        Statement(cell, place, node) for cell in cells for place, node in enumerate(cell.statements)
    ]


def definitions(name: str, statements: list[Statement]) -> list[Statement]:
    """The statements that bind a name."""
    return [each for each in statements if name in each.bound]


def is_stub(statement: Statement) -> bool:
    r"""Whether it is a function in which nothing stands but the stub's line.

    Examples
    --------
    >>> from course_lib.grading.cells import parsed
    >>> cell = parsed(1, 'def f():\n    "words"\n    raise NotImplementedError("your turn")')
    >>> is_stub(statements_of([cell])[0])
    True
    """
    node = statement.node
    if not isinstance(node, DEFINITIONS):
        return False
    body = [each for each in node.body if not _is_text(each)]
    stub = body[0] if len(body) == 1 else None
    return isinstance(stub, ast.Raise) and "NotImplementedError" in taken(stub)


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def needed(name: str, statements: list[Statement]) -> list[tuple[Statement, list[str]]]:
    r"""Give the statements that a function needs, in order, and the names that are needed of all.

    A stub that stands beside another definition of its function is left out: a copied cell counts
    by what was written into it.

    Examples
    --------
    >>> from course_lib.grading.cells import parsed
    >>> text = "import a, b\nc = []\nc.append(a)\ndef f():\n    return c\nb.draw(f())"
    >>> [each.place for each, _ in needed("f", statements_of([parsed(1, text)]))]
    [0, 1, 2, 3]
    """
    there = definitions(name, statements)
    written = [each for each in there if not is_stub(each)]
    dropped = {id(each) for each in there if is_stub(each)} if written else set()
    rest = [each for each in statements if id(each) not in dropped]
    wanted, data = {name}, set[str]()
    while True:
        found = [each for each in rest if _is_needed(each, wanted, data)]
        more = wanted.union(*(_taken(each, wanted) for each in found))
        kept = (data | _data(rest, more)) - {name}
        if more == wanted and kept == data:
            return [(each, sorted(wanted)) for each in found]
        wanted, data = more, kept


def _is_needed(statement: Statement, wanted: set[str], data: set[str]) -> bool:
    touched = statement.bound | statement.edited
    return bool(touched & wanted or statement.taken & data) or statement.is_unforeseen


def _taken(statement: Statement, wanted: set[str]) -> set[str]:
    """What a needed statement needs; what a function binds as global it needs at any call."""
    return set(statement.taken) | (set(statement.bound) & global_names(statement.node))


def _data(statements: list[Statement], wanted: set[str]) -> set[str]:
    """Of the names that are needed those of data, and all functions that may edit such data."""
    found: set[str] = set()
    for each in statements:
        is_definition = isinstance(each.node, (*DEFINITIONS, ast.ClassDef))
        if not (is_definition or isinstance(each.node, ast.Import | ast.ImportFrom)):
            found |= set() if _fixed(each.node) else each.bound & wanted
    for each in statements:
        if isinstance(each.node, DEFINITIONS):
            changes = global_names(each.node) & wanted
            if changes or each.taken & found:
                found |= changes | {each.node.name}
    return found


def _fixed(node: ast.stmt) -> bool:
    """Whether it gives a name to a number, a text or the like, which nothing can edit."""
    if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
        return False
    parts = ast.walk(node.value)
    return isinstance(node.value, ast.Lambda) or all(isinstance(each, FIXED) for each in parts)
