"""What the playground says, and the line that keeps a situation."""

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets
import numpy as np

from course_lib.chapters.playground.changes import Change
from course_lib.chapters.playground.session import PlaygroundSession
from course_lib.chapters.playground.units import dead_in_words
from course_lib.dashboards.main_loop import running_loop
from course_lib.dashboards.presenting import css_px
from course_lib.dashboards.warned import noted

LONG = 1000
"""From here on a loss is written as a power of ten."""

SOON = 0.3
"""Seconds within which a text follows the Enter that ended it."""

APART = 1.0
"""Powers of ten between two layers' gradients that are worth a word."""

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
            " · diverged: the loss grew beyond all bounds, off the axes. "
            "Rewind, with a smaller learning rate"
        )
    reached = f" · dev loss down to {session.settings.stop_loss:g}" if session.reached else ""
    return text + reached + (" · done" if session.finished else "") + noted(session.said)


def gradients_in_words(session: PlaygroundSession) -> str:
    """How much smaller, or larger, the loss's gradient is at the first layer than at the output.

    Examples
    --------
    >>> from course_lib.chapters.playground.settings import PlaygroundSettings
    >>> gradients_in_words(PlaygroundSession(PlaygroundSettings())) == ""
    True
    >>> zeros = PlaygroundSettings(initializer="zeros")
    >>> gradients_in_words(PlaygroundSession(zeros))
    ' · gradient at layer 1: 0'
    """
    spread = session.spread()
    first, last = spread[0][2], spread[-1][2]
    if len(spread) < 2 or session.diverged or session.waiting or not last > 0:
        return ""
    if first == 0:
        return " · gradient at layer 1: 0"
    powers = float(np.log10(first / last))
    if not abs(powers) >= APART:
        return ""
    side = "below" if powers < 0 else "above"
    return f" · gradient at layer 1: {abs(powers):.1f} powers of ten {side} that at the output"


def _changed(changes: Sequence[Change]) -> str:
    """The newest changes, as the marks on the curves show them."""
    told = [f"{change.text} at epoch {change.epoch:.4g}" for change in changes[-TOLD:]]
    earlier = f"{len(changes) - TOLD} earlier, then " if len(changes) > TOLD else ""
    return f" · changed: {earlier}{', '.join(told)}" if told else ""


def _short(loss: float) -> str:
    """A loss with three digits after the point; one that explodes in few letters too."""
    return f"{loss:.3f}" if loss < LONG else f"{loss:.1e}"


class StateLine:
    """A field that shows the situation as a text, and takes one.

    Parameters
    ----------
    text : str
    entered : function of a text, and whether it stood there already
        Called when another text is there, and when Enter is pressed on the one that is.

    Attributes
    ----------
    field : ipywidgets.Text
    """

    def __init__(self, text: str, entered: Callable[[str, bool], None]) -> None:
        self._entered, self._moves = entered, 0
        self.field: Any = ipywidgets.Text(
            text, description="state", continuous_update=False,
            tooltip="copy it to keep this situation; paste one and press Enter to restore it",
            style={"description_width": "initial"},
            layout=ipywidgets.Layout(flex=f"1 1 {css_px(300)}", max_width="calc(100% - 4px)"),
        )  # fmt: skip
        self.field.observe(self._changed, names="value")
        self.field.on_msg(self._sent)

    def _changed(self, change: Any) -> None:
        self._moves += 1
        self._entered(change.new, False)

    def _sent(self, _: Any, content: dict[str, Any], __: Any) -> None:
        """Enter was pressed; a text that is new comes a moment later, and counts alone."""
        if content.get("event") != "submit":
            return
        moves, loop = self._moves, running_loop()

        def again() -> None:
            if self._moves == moves:
                self._entered(self.field.value, True)

        if loop is None:
            again()
        else:
            loop.call_later(SOON, again)
