"""Which code cells are folded: those that only draw or print, so that answers lie with questions.

Folded, a cell shows what it made and a bar in place of its code, which a click opens. An author's
mark decides, ``# %% folded=true`` or ``folded=false``; without one it is read from the code. What
computes or defines something stays open, and so does an exercise with its check. A prediction is
folded everywhere: its code tells the answer.
"""

import ast
import re
from collections.abc import Iterator

from nbformat import NotebookNode

from tools.calls import called, calls_in, nodes_in, predictions_in

SHOWING = re.compile(
    r"print|predict|present|again|claims_table|series_map|how_right|\w*dashboard|new_figure|draw_\w+"
)
"""Names of functions that only show."""
FIGURE = {"figure", "fig", "ax", "axes", "left", "right"}
"""What figures and their Axes are called; loop variables over them count, too."""


def folded(cell: NotebookNode, *, automatic: bool) -> bool:
    """Tell whether a cell's code is folded."""
    mark = cell.metadata.get("folded")
    if cell.cell_type != "code" or isinstance(mark, bool):
        return cell.cell_type == "code" and bool(mark)
    return bool(predictions_in(cell.source)) or (automatic and only_shows(cell.source))


def makes_figure(code: str) -> bool:
    r"""Tell whether code makes a figure and defines nothing.

    Examples
    --------
    >>> makes_figure("figure, ax = plots.new_figure()\nfigure"), makes_figure("x = 1")
    (True, False)
    >>> makes_figure("def f():\n    return plots.new_figure()")
    False
    """
    makes = any(called(call) == "new_figure" for call in calls_in(code))
    defines = any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in nodes_in(code))
    return makes and not defines


def only_shows(code: str) -> bool:
    r"""Tell whether code does nothing but import, draw, print and ask.

    Examples
    --------
    >>> only_shows("figure, ax = plots.new_figure()\nax.plot(losses)\nfigure")
    True
    >>> only_shows("print(loss)"), only_shows("loss = trained(0.1)\nprint(loss)")
    (True, False)
    """
    try:
        body = ast.parse(code).body
    except SyntaxError:
        return False
    imports = all(isinstance(node, ast.Import | ast.ImportFrom) for node in body)
    shows = any(isinstance(node, ast.Call) for statement in body for node in ast.walk(statement))
    return bool(body) and (imports or shows) and all(_shows(node, set(FIGURE)) for node in body)


def _shows(node: ast.stmt, figures: set[str]) -> bool:
    """Tell whether a statement only shows; ``figures`` are the names of what is drawn on."""
    match node:
        case ast.Import() | ast.ImportFrom() | ast.Pass():
            return True
        case ast.Expr(value=ast.Constant() | ast.Name()):
            return True
        case ast.Expr(value=ast.Call() as call) | ast.Assign(value=ast.Call() as call):
            return _is_showing(call, figures)
        case ast.Assign(value=ast.Dict() | ast.List() | ast.Tuple() as value):  # colours, labels
            return not any(isinstance(each, ast.Call) for each in ast.walk(value))
        case ast.For():
            if figures & _names(node.iter):
                figures |= _names(node.target)
        case ast.Try() | ast.If() | ast.With():
            pass
        case _:
            return False
    return all(_shows(each, figures) for each in _inner(node))


def _is_showing(call: ast.Call, figures: set[str]) -> bool:
    """Tell whether a call draws or prints: by its own name, or on a figure."""
    named = call.func
    name = called(call)
    if SHOWING.fullmatch(name):
        return name != "predict" or isinstance(named, ast.Name)  # a fitted model's is computed
    while isinstance(named, ast.Attribute | ast.Subscript | ast.Call):
        named = named.func if isinstance(named, ast.Call) else named.value
    return isinstance(named, ast.Name) and named.id in figures and named is not call.func


def _names(node: ast.expr) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def _inner(node: ast.stmt) -> Iterator[ast.stmt]:
    for part in ("body", "orelse", "finalbody"):
        yield from getattr(node, part, [])
    for handler in getattr(node, "handlers", []):
        yield from handler.body
