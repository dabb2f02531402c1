"""Entering a notebook in its middle: where a name is missing, words say which cells make it.

An extension of IPython, which ``make lab`` has every kernel load (tools/start_files.py). In place
of the traceback of a NameError a reader finds

    net is not there yet: it is made in section 2 · One run instead of ten.
    Click this cell, choose Run > Run All Above Selected Cell (about 20 s), then run it again.

Which cell makes a name is read from the notebook itself. Where that does not tell, as for a name
with a typing error, the traceback stays.
"""

import ast
import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from course_lib.guide.places import checkout, editions, stored
from course_lib.guide.sections import Cells, sections_of, text_of

MOST = 100  # notebooks in a folder that are looked at


def load_ipython_extension(shell: Any) -> None:
    """Have a kernel answer in words where a name is missing."""
    shell.set_custom_exc((NameError,), _answer)


def unload_ipython_extension(shell: Any) -> None:
    """Have it show tracebacks again."""
    shell.set_custom_exc((), _answer)


def missing(name: str, notebook: dict[str, Any], cell_id: str = "") -> str:
    """Say which cells of a notebook make a name that one of its cells lacks; "" where none does.

    Parameters
    ----------
    name : what is missing
    notebook : what its file holds
    cell_id : the cell that lacks it; all cells count where there is no such cell

    Examples
    --------
    >>> texts = [("markdown", "# T"), ("code", "a = 1"), ("markdown", "## 1 · B"), ("code", "a")]
    >>> cells = [{"cell_type": kind, "source": text, "id": text} for kind, text in texts]
    >>> print(missing("a", {"cells": cells}, "a"))
    a is not there yet: it is made in the opening.
    Click this cell, choose Run > Run All Above Selected Cell, then run it again.
    >>> missing("b", {"cells": cells}, "a")
    ''
    """
    cells: Cells = notebook["cells"]
    ids = [cell.get("id") for cell in cells]
    here = ids.index(cell_id) if cell_id in ids else len(cells)
    makers = [place for place, cell in enumerate(cells[:here]) if name in _made(cell)]
    if not makers:
        return ""
    sections = sections_of(cells)
    made_in, needed_in = (
        max(k for k, section in enumerate(sections) if section.first <= place)
        for place in (makers[-1], here)
    )
    heading = sections[made_in].name
    where = f"section {heading}" if heading[0].isdigit() else heading
    if made_in == needed_in:
        where = "a cell above, in this section"
    seconds = sum(_running(notebook, len(sections))[:needed_in])
    takes = f" (about {seconds} s)" if seconds else ""
    menu = f"Run > Run All Above Selected Cell{takes}"
    return (
        f"{name} is not there yet: it is made in {where}.\n"
        f"Click this cell, choose {menu}, then run it again."
    )


def _answer(
    shell: Any, kind: type[NameError], error: NameError, trace: TracebackType, tb_offset: Any = None
) -> list[str]:
    """Stand in for the traceback of a NameError that came out of a cell; IPython calls it."""
    words = _words_for(shell, error, trace)
    if words:
        shown = [f"{kind.__name__}: {words}"]
        shell._showtraceback(kind, error, shown)
        return shown
    shell.showtraceback((kind, error, trace), tb_offset=tb_offset, running_compiled_code=True)
    return []


def _words_for(shell: Any, error: NameError, trace: TracebackType) -> str:
    while trace.tb_next:
        trace = trace.tb_next
    if trace.tb_frame.f_globals is not shell.user_ns or not error.name:
        return ""  # it came out of a library
    kernel: Any = getattr(shell, "kernel", None)
    parent = kernel.get_parent() if hasattr(kernel, "get_parent") else {}
    cell_id = str((parent.get("metadata") or {}).get("cellId") or "")
    try:
        notebook = _notebook_of(cell_id)
        return missing(error.name, notebook, cell_id) if notebook else ""
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return ""  # a notebook that is none: then the traceback has to do


def _notebook_of(cell_id: str) -> dict[str, Any]:
    """Find the notebook that has a cell; without one, the notebook that the server names."""
    named = Path(os.environ.get("JPY_SESSION_NAME", ""))
    session = [named] if named.suffix == ".ipynb" else []
    beside = sorted(Path.cwd().glob("*.ipynb"))[:MOST]
    for path in (*session, *beside, *editions(checkout()).values()):
        found = stored(path)
        if cell_id and any(cell.get("id") == cell_id for cell in found.get("cells", [])):
            return found
    return stored(session[0]) if session else {}


def _running(notebook: dict[str, Any], count: int) -> list[int]:
    """Seconds that each section takes, where the notebook's head tells them."""
    told = notebook.get("metadata", {}).get("course", {}).get("running") or []
    return told if len(told) == count else []


def _made(cell: Any) -> set[str]:
    """Names that a cell binds."""
    if cell.get("cell_type") != "code":
        return set()
    try:
        return set(_bound(ast.parse(text_of(cell)).body))
    except (SyntaxError, ValueError):
        return set()


def _bound(nodes: Any) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.alias):
            yield (node.asname or node.name).split(".")[0]
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif not isinstance(node, ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp):
            yield from _bound(ast.iter_child_nodes(node))
