"""The rule that a name means the same in all cells of a notebook."""

import ast
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode

from tools.rules_code import parsed
from tools.rules_outputs import code_cells
from tools.rules_source import at

FREE_NAMES = ("rng", "fig", "figure", "ax", "axes")


def names_are_steady(notebook: NotebookNode, path: Path) -> list[str]:
    """A name bound in one cell means the same in all: who runs cells again gets the same result.

    Loop variables, and names that only live in loops, may come back in another loop.
    """
    found: list[str] = []
    first: dict[str, tuple[int, str]] = {}
    for number, cell in code_cells(notebook):
        here: dict[str, tuple[int, str]] = {}
        for name, value, in_loop in bindings(parsed(cell).body):
            if name.startswith("_") or name in FREE_NAMES:
                continue
            known = first.get(name)
            if known and known[1] != value:
                found.append(
                    f"{at(path, number)}: needed a new name, found {name!r} bound to something "
                    f"else than in cell {known[0]}"
                )
            elif not in_loop:
                here[name] = (number, value)
        first = here | first
    return list(dict.fromkeys(found))


def bindings(body: list[ast.stmt], in_loop: bool = False) -> Iterator[tuple[str, str, bool]]:
    """Give name, value (as text) and whether in a loop, for all that statements bind.

    The variables of loops themselves, and what `with` and `except` bind, are left out.
    """
    for node in body:
        for name, value in bound_by(node):
            yield name, value, in_loop
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            looping = in_loop or isinstance(node, ast.For | ast.AsyncFor | ast.While)
            for part in ("body", "orelse", "finalbody"):
                yield from bindings(getattr(node, part, []), looping)
            for handler in getattr(node, "handlers", []):
                yield from bindings(handler.body, looping)


def bound_by(node: ast.stmt) -> Iterator[tuple[str, str]]:
    """Give the names that one statement binds, each with its value as text."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name, ast.dump(node)
    elif isinstance(node, ast.Import | ast.ImportFrom):
        for alias in node.names:
            yield (alias.asname or alias.name).split(".")[0], ast.dump(alias)
    elif isinstance(node, ast.Assign):
        for target in node.targets:
            names = target.elts if isinstance(target, ast.Tuple | ast.List) else [target]
            for place, name in enumerate(names):
                if isinstance(name, ast.Name):
                    yield name.id, f"{ast.dump(node.value)}, {place} of {len(names)}"
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
        yield node.target.id, f"{ast.dump(node.value)}, 0 of 1"
    elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
        yield node.target.id, ast.dump(node)  # `x += 1` is never what x was before
