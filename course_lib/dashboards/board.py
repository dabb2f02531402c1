"""What every board has, whatever it shows: a picture, words, errors that are kept, an end.

A dashboard is one, with its row of controls; so is a playground. Alive in a kernel it is a widget,
elsewhere a PNG with a line of words.
"""

import base64
import html
from typing import Any

import ipywidgets

from course_lib.dashboards.freeing import free_parts, free_predecessors
from course_lib.dashboards.interrupt import called_by_cell
from course_lib.dashboards.picture import Picture
from course_lib.dashboards.presenting import ZOOMED, ZoomStyle
from course_lib.dashboards.spoken import WORDS, Spoken
from course_lib.plots.drawing_lock import one_at_a_time

LONGEST = 400
"""Letters of an error that a board shows; the rest is for whoever asks from Python."""


class Board(ipywidgets.VBox):  # type: ignore[misc]
    """A picture with words under it; a subclass adds what moves it, then calls ``arrange``.

    When its cell runs again, it is freed: widgets, figure, and all it calls.

    Attributes
    ----------
    name : str
        What it is called, such as "weight decay".
    picture : Picture
    words : ipywidgets.HTML
    text : str
        What the words say, without markup.
    quick : bool
        Whether the next picture is one of many that follow each other at once.

    Notes
    -----
    An exception in a callback is shown in words (``fail``). It is raised again by whoever asks from
    Python (``raise_kept``, ``close``); a reader who moves on in the page is not held up.
    """

    _freed = True  # one that was refused while it was made has nothing to free: see Widget.__del__
    _error: BaseException | None = None

    def __init__(self, name: str, picture: Picture) -> None:
        super().__init__()
        self.name, self.picture, self.words, self.text = name, picture, ipywidgets.HTML(), ""
        picture.describe(f"{name}: the words below say what it shows")
        self.quick = False
        self._freed = False
        self.words.add_class(WORDS)
        self.add_class(ZOOMED)
        free_predecessors(self)

    def arrange(self, *children: Any) -> None:
        """Lay these out from top to bottom."""
        self.children = (*children, Spoken(), ZoomStyle())

    @one_at_a_time
    def draw(self, text: str) -> None:
        """Send the picture as it is now to the page, and say this under it."""
        if self._freed:
            return
        self.picture.show(quick=self.quick)
        self.text = text
        self.words.value = html.escape(text)

    def add_words(self, text: str) -> None:
        """Say something more under the picture, until it says something else."""
        if not self._freed:
            self.words.value = html.escape(f"{self.text} · {text}")

    def fail(self, error: BaseException) -> None:
        """Say what went wrong, and keep it for whoever asks.

        What is meant to end a program (``SystemExit``, ``KeyboardInterrupt``) ends a cell that has
        called for it, at once. Elsewhere it would end the kernel, and an ordinary error is kept.
        """
        what = in_words(error)
        self._error = error
        self.text = f"Something went wrong: {what}"
        if not self._freed:
            self.words.value = f"<b role='alert'>{html.escape(self.text)}</b>"
        if not isinstance(error, Exception):
            if called_by_cell():
                self.raise_kept()
            self._error = RuntimeError(what)
            self._error.__cause__ = error

    def raise_kept(self) -> None:
        """Raise what went wrong since somebody last asked, if anything did."""
        error, self._error = self._error, None
        if error is not None:
            raise error

    def need_alive(self) -> None:
        """Refuse what cannot be done any more."""
        if self._freed:
            raise RuntimeError("this was closed, or its cell ran again; use the newer one")

    def stop(self) -> None:
        """End what runs; the picture stays as it is."""

    @one_at_a_time
    def free(self) -> None:
        """Stop what runs, close all widgets, and let go of the figure. Only ``text`` stays.

        What IPython remembers of a cell's result is then next to nothing.
        """
        if not self._freed:
            self._freed = True
            self.stop()
            free_parts(self)
            super().close()
            self.picture.close()
            self.let_go()

    def let_go(self) -> None:
        """Drop what holds widgets and the figure; a subclass drops its own too."""
        del self.picture, self.words

    def close(self) -> None:
        """Free it, and raise what went wrong meanwhile."""
        self.free()
        self.raise_kept()

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        """Give the widget for a living kernel, and a PNG and words for everywhere else."""
        bundle: dict[str, Any] = super()._repr_mimebundle_(**kwargs)
        png = base64.b64encode(self.picture.png()).decode("ascii")
        return bundle | {"text/plain": repr(self), "image/png": png}


def in_words(error: BaseException) -> str:
    """Say what an error is, whatever it is.

    Examples
    --------
    >>> in_words(ValueError("no digits"))
    'ValueError: no digits'
    """
    try:
        said = str(error)
    except Exception as worse:  # an exception is an author's code too
        said = f"(its text raised {type(worse).__name__})"
    short = said if len(said) <= LONGEST else f"{said[:LONGEST]} ..."
    return f"{type(error).__name__}: {short}"
