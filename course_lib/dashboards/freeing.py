"""Whatever a cell made goes when that cell runs again: widgets, figures, tasks, observers.

ipywidgets keeps each widget until it is closed, and IPython keeps each result of a cell; without
this, every run of a cell would leave a dashboard behind, and the kernel would grow.
"""

from collections.abc import Iterator
from typing import Any, Protocol
from weakref import WeakSet

import ipywidgets
from IPython import get_ipython


class Freeable(Protocol):
    """Something that holds widgets, figures or tasks."""

    def free(self) -> None:
        """Let go of everything, without a complaint."""


_made: dict[str, tuple[str, WeakSet[Freeable]]] = {}
"""For each cell: its newest run, and what that run made."""


def free_predecessors(newcomer: Freeable) -> None:
    """Free what an earlier run of the cell that runs now has made.

    What other cells made stays, whatever it is called, and so does what this run made before.
    Outside of a cell (in a plain script, in a callback) nothing is freed.
    """
    here = running_cell()
    if here is None:
        return
    cell, run = here
    newest, made = _made.get(cell, ("", WeakSet[Freeable]()))
    if newest != run:
        for old in list(made):
            old.free()
        made = WeakSet()
        _made[cell] = (run, made)
    made.add(newcomer)


def running_cell() -> tuple[str, str] | None:
    """Give the cell that runs now and which run of it this is; None outside of a cell.

    JupyterLab, Notebook and VS Code send the cell's id with its code. Where a front end sends
    none, the code stands for the cell.
    """
    kernel: Any = getattr(get_ipython(), "kernel", None)
    parent: dict[str, Any] = kernel.get_parent() if hasattr(kernel, "get_parent") else {}
    header = parent.get("header", {})
    if header.get("msg_type") != "execute_request":
        return None
    cell = (parent.get("metadata") or {}).get("cellId") or parent["content"]["code"]
    return str(cell), str(header["msg_id"])


def free_parts(whole: Any) -> None:
    """Close all that belongs to a widget, and cut what they would call; close itself it must."""
    for part in {id(part): part for part in _parts(whole)}.values():
        part.close()
        part.unobserve_all()
    whole.unobserve_all()
    whole.children = ()


def _parts(whole: Any) -> Iterator[Any]:
    """The children, layout and style of a widget, and all of theirs."""
    for name in whole.keys:
        value = getattr(whole, name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, ipywidgets.Widget):
                yield from _parts(part)
                yield part
