"""Runs before: how they look beside the one of now, and what they are called."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from course_lib.chapters.playground.as_text import written
from course_lib.chapters.playground.settings import STOPS, PlaygroundSettings
from course_lib.plots import REFERENCE

CURVES = ("dev_loss", "dev_accuracy")
LOOKS: list[dict[str, Any]] = [
    REFERENCE | {"linewidth": 2},
    {"color": "#aaaaaa", "linestyle": "-", "linewidth": 1},
]
"""How the runs before look: the last one, and the one before that."""

USUALLY = ("run before", "two before")
LONGEST = 17
"""Letters of a name; a longer one says which run it was, not what was different."""


class Ghost(NamedTuple):
    """A run that has ended: its history, and its settings at the end."""

    history: dict[str, npt.NDArray[Any]]
    settings: PlaygroundSettings


def name_of_ghost(ghost: PlaygroundSettings, now: PlaygroundSettings, place: int) -> str:
    """What a run before is called: by the setting that it differs in, where that is short.

    Examples
    --------
    >>> now = PlaygroundSettings()
    >>> name_of_ghost(PlaygroundSettings(lr=0.1), now, 0), name_of_ghost(now, now, 1)
    ('dev, lr=0.1', 'dev, two before')
    """
    names = [field.name for field in fields(now) if field.name not in STOPS | {"points"}]
    differs = " ".join(
        f"{'lambda' if name == 'strength' else name}={written(getattr(ghost, name))}"
        for name in names
        if getattr(ghost, name) != getattr(now, name)
    )
    return f"dev, {differs if 0 < len(differs) <= LONGEST else USUALLY[place]}"


class Ghosts:
    """The dev curves of at most two runs before.

    Attributes
    ----------
    artists : list of Artist
        The oldest lies under the others.
    epochs, loss : float
        How far, and how high, they go.
    """

    def __init__(self, loss: Axes, accuracy: Axes) -> None:
        older, newer = ([ax.plot([], [], **look)[0] for ax in (loss, accuracy)]
                        for look in LOOKS[::-1])  # fmt: skip
        self._lines, self.artists = [newer, older], [*older, *newer]
        self._past: list[Ghost] = []
        self.epochs = self.loss = 0.0

    def begin(self, past: Sequence[Ghost], most: Any) -> None:
        """Show these, the newest first; ``most`` gives the height of a curve."""
        self._past = list(past)
        self.epochs = max([float(ghost.history["epochs"][-1]) for ghost in past], default=0.0)
        self.loss = max([most(ghost.history["dev_loss"]) for ghost in past], default=0.0)
        for place, lines in enumerate(self._lines):
            history = past[place].history if place < len(past) else {}
            for line, name in zip(lines, CURVES, strict=True):
                line.set_data(history.get("epochs", np.empty(0)), history.get(name, np.empty(0)))

    def named(self, now: PlaygroundSettings) -> list[tuple[Artist, str]]:
        """The lines that there are, each with its name."""
        names = [name_of_ghost(ghost.settings, now, k) for k, ghost in enumerate(self._past)]
        for lines, name in zip(self._lines, names, strict=False):
            for line in lines:
                line.set_label(name)
        return [(lines[0], name) for lines, name in zip(self._lines, names, strict=False)]
