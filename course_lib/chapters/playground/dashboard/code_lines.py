"""The run as code, under the picture: a button that shows it, and the lines."""

import html
import math
from typing import Any

import ipywidgets

from course_lib.chapters.playground.code import playground_code
from course_lib.chapters.playground.session import PlaygroundSession
from course_lib.dashboards.spoken import BELOW

CHANGED = "# Settings were changed during the run; this trains with the last ones from the start."
WAITING = "# There is nothing to train on yet."

STYLE = "font-size: var(--jp-widgets-font-size); white-space: pre; overflow-x: auto"
"""Grows with the zoom, and breaks no line."""


class CodeLines:
    """A button and the lines; ``show`` writes them anew."""

    def __init__(self) -> None:
        self.lines: Any = ipywidgets.HTML()
        self.lines.add_class(BELOW)  # the page scrolls to it
        self.button: Any = ipywidgets.ToggleButton(
            False, description="show as code", layout=ipywidgets.Layout(width="auto")
        )

    def show(self, session: PlaygroundSession) -> None:
        """Write what leads to where the run stands, where it is wanted."""
        code = _code(session) if self.button.value else ""
        self.lines.value = f'<pre style="{STYLE}">{html.escape(code)}</pre>' if code else ""


def _code(session: PlaygroundSession) -> str:
    if session.waiting:
        return WAITING
    code = playground_code(session.settings, max(1, math.ceil(session.epoch)))
    return f"{CHANGED}\n{code}" if session.changed else code
