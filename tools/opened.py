"""What JupyterLab is given of a notebook that no kernel belongs to: pictures instead of dead views.

A notebook keeps the view of a widget beside its picture, and JupyterLab takes the view wherever
there is one. Without the kernel that made it, it says "model not found" in the place of each
dashboard. So the server takes such views away as it reads the file; where a kernel lives they stay,
and are alive again when a page is reloaded.
"""

import html
from typing import Any

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from nbformat import NotebookNode

VIEW = "application/vnd.jupyter.widget-view+json"
HTML, PNG, TEXT = "text/html", "image/png", "text/plain"
HINT = "<p><em>To bring it to life, run this cell: Shift+Enter.</em></p>"


class NotebookFiles(AsyncLargeFileManager):
    """Notebooks as the server of `make lab` reads them; it writes as ever."""

    async def get(self, path: str, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Read a file or a folder."""
        model: dict[str, Any] = await super().get(path, *args, **kwargs)
        if model["type"] == "notebook" and model["content"] and not await self._has_kernel(path):
            show_without_kernel(model["content"])
        return model

    async def _has_kernel(self, path: str) -> bool:
        sessions = await self.parent.session_manager.list_sessions()
        return any(session["path"] == path.strip("/") for session in sessions)


def show_without_kernel(notebook: NotebookNode) -> None:
    """Put what was kept beside each view in its place, in words and pictures."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if VIEW in data and len(data) > 1:
                del data[VIEW]
                say_how_to_wake(data)


def say_how_to_wake(data: dict[str, str]) -> None:
    """Write a picture as HTML, with its words and what to do; a page of HTML gets the latter.

    JupyterLab shows one form of an output, and gives a PNG no alt text.
    """
    if PNG in data:
        words = html.escape(data.get(TEXT, ""))
        png = "".join(data.pop(PNG).split())
        data[HTML] = f"<img alt='{words}' src='data:{PNG};base64,{png}'><p>{words}</p>{HINT}"
    elif HTML in data:
        data[HTML] += HINT
