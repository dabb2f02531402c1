"""What was changed while a run went on, and where: the marks on its curves."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from course_lib.chapters.playground.as_text import written

SAME = 0.02
"""Part of a run within which two moves of one slider are one change."""


class Change(NamedTuple):
    """One change: after how many epochs, of what, and to what."""

    epoch: float
    name: str
    text: str


def with_change(changes: Iterable[Change], epoch: float, name: str, value: Any) -> list[Change]:
    """Add a change; a slider on its way, moved a moment before, is the same one.

    Examples
    --------
    >>> drawn = with_change([], 10.0, "lr", 0.03)
    >>> drawn = with_change(drawn, 10.1, "lr", 0.1)
    >>> [change.text for change in with_change(drawn, 40.0, "strength", 0.01)]
    ['lr=0.1', 'lambda=0.01']
    """
    now = list(changes)
    if now and now[-1].name == name and epoch - now[-1].epoch <= SAME * epoch:
        epoch = now.pop().epoch
    shown = "lambda" if name == "strength" else name
    return [*now, Change(epoch, name, f"{shown}={written(value)}")]
