"""Run one statement of a notebook's cell, in the process that is not trusted."""

import ast
import linecache
from typing import Any

from course_lib.checks import guard


def run_statement(asked: dict[str, Any], names: dict[str, Any]) -> str:
    r"""Run a statement, and say what stopped it; "" where nothing did.

    Parameters
    ----------
    asked : the source of its cell, the cell's number, the statement's place, and what it is needed
        for: of an import the rest is left out
    names : where it leaves what it makes

    Examples
    --------
    >>> names = {}
    >>> asked = {"source": "import math, nowhere\na = math.pi", "cell": 3, "needed": ["math", "a"]}
    >>> [run_statement(asked | {"place": place}, names) for place in (0, 1)]
    ['', '']
    >>> round(names["a"], 2)
    3.14
    """
    source, label = asked["source"], f"<cell {asked['cell']}>"
    lines = source.splitlines(keepends=True)
    linecache.cache[label] = (len(source), None, lines, label)  # what stopped it is shown by it
    statement = ast.parse(source, label).body[asked["place"]]
    said = [_run(each, label, names) for each in _imports(statement, asked["needed"])]
    return "; ".join(filter(None, said))


def _imports(statement: ast.stmt, needed: list[str]) -> list[ast.stmt]:
    """An import of several things as several imports, of what is needed: one may be missing."""
    if not isinstance(statement, ast.Import | ast.ImportFrom):
        return [statement]
    found: list[ast.stmt] = []
    for alias in statement.names:
        if alias.name == "*" or (alias.asname or alias.name.split(".")[0]) in needed:
            fields = {**dict(ast.iter_fields(statement)), "names": [alias]}
            found.append(ast.copy_location(type(statement)(**fields), statement))
    return found


def _run(statement: ast.stmt, label: str, names: dict[str, Any]) -> str:
    try:
        code = compile(ast.Module([statement], type_ignores=[]), label, "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return f"{type(error).__name__}: {error}"
    _, stopped = guard.call(exec, code, names)
    if isinstance(stopped, guard.TimeUpError):
        return f"a statement that was still at work after {guard.SECONDS:g} seconds"
    return "" if stopped is None else f"{type(stopped).__name__}: {_text(stopped)}"[:300]


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # its own __str__ fails
        return "without words"
