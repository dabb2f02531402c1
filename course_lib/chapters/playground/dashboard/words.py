"""What the playground says, and the line that keeps a situation."""

from collections.abc import Sequence
from typing import Any

import ipywidgets

from course_lib.chapters.playground.changes import Change
from course_lib.chapters.playground.session import PlaygroundSession
from course_lib.chapters.playground.units import dead_in_words
from course_lib.dashboards.presenting import css_px
from course_lib.dashboards.warned import noted

LONG = 1000
"""From here on a loss is written as a power of ten."""

TOLD = 2
"""Changes of a run that are told in words; the picture marks more."""


def in_words(session: PlaygroundSession) -> str:
    """How far a run has come, and how good it is."""
    last = {name: values[-1] for name, values in session.history.items()}
    scores = ", ".join(
        f"{name} {_short(last[f'{key}_loss'])} ({100 * last[f'{key}_accuracy']:.1f} %)"
        for name, key in (("training", "train"), ("dev", "dev"))
    )
    text = f"epoch {session.epoch:.4g}, {session.steps} updates · loss (accuracy): {scores}"
    if session.waiting:
        return f"No run can begin yet: {session.waiting}. Choose a place and a class, and add"
    text += dead_in_words(session) + _changed(session.changes)
    if session.diverged:  # of which the engine's own warning says no more
        return text + (
            " · diverged: the loss grew beyond all bounds. Rewind, with a smaller learning rate"
        )
    reached = f" · dev loss down to {session.settings.stop_loss:g}" if session.reached else ""
    return text + reached + (" · done" if session.finished else "") + noted(session.said)


def _changed(changes: Sequence[Change]) -> str:
    """The newest changes, as the marks on the curves show them."""
    told = [f"{change.text} at epoch {change.epoch:.4g}" for change in changes[-TOLD:]]
    earlier = f"{len(changes) - TOLD} earlier, then " if len(changes) > TOLD else ""
    return f" · changed: {earlier}{', '.join(told)}" if told else ""


def _short(loss: float) -> str:
    """A loss with three digits after the point; one that explodes in few letters too."""
    return f"{loss:.3f}" if loss < LONG else f"{loss:.1e}"


def state_line(text: str) -> Any:
    """A field that shows the situation as a text, and takes one."""
    return ipywidgets.Text(
        text, description="state", continuous_update=False,
        tooltip="copy it to keep this situation; paste one and press Enter to restore it",
        style={"description_width": "initial"},
        layout=ipywidgets.Layout(flex=f"1 1 {css_px(300)}", max_width="calc(100% - 4px)"),
    )  # fmt: skip
