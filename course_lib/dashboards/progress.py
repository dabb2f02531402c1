"""A progress bar for a cell that takes seconds: the loop stays the reader's own."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Generator, Iterable, Iterator, Sized
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any, Generic, TypeVar

import ipywidgets
from IPython.display import display

from course_lib.dashboards.freeing import free_parts, free_predecessors
from course_lib.dashboards.presenting import ZOOMED, ZoomStyle

T = TypeVar("T")
REFRESH = 0.1  # seconds between two updates of the page
LISTEN = 0.01  # seconds that the page then has to say that stop was pressed
HEARS_CLICKS = 7  # the first ipykernel that hears the page while a cell waits


def progress(things: Iterable[T], *, total: int | None = None, of: str = "runs") -> "Progress[T]":
    """Loop over ``things`` with a bar that shows how many are done.

    ``for run in progress(runs)`` in a loop that takes seconds: Interrupt the kernel to stop; the
    bar stays where it was.

    ``async for run in progress(runs)`` in a cell that takes longer: the bar has a button "stop",
    which ends the loop after the run under way, and the cell goes on below it. An interrupt waits
    for the end of a run too. Tried with ipykernel 7.0, 7.2 and 7.4; before 7 a click is heard only
    when the cell has ended, so there is no button, and Interrupt is the way.

    A generator is closed where the loop ends, however it ends: a search stops its workers then.

    Parameters
    ----------
    total : int or None
        How many there will be; needed where ``things`` has no length.
    of : str
        What is counted.

    Examples
    --------
    >>> [seed**2 for seed in progress(range(3))]
    Progress over 3 runs
    [0, 1, 4]
    """
    if total is None:
        if not isinstance(things, Sized):
            raise ValueError(f"progress needs total where the {of} cannot be counted beforehand")
        total = len(things)
    return Progress(things, total, of)


class Progress(Generic[T]):
    """What ``progress`` gives: it is looped over once, plainly or with ``async for``.

    Attributes
    ----------
    stopped : bool
        Whether the button ended the loop.
    """

    def __init__(self, things: Iterable[T], total: int, of: str) -> None:
        self.stopped = False
        self._things, self._total, self._of = things, total, of

    def __iter__(self) -> Iterator[T]:
        bar = _Bar(self._total, self._of)
        display(bar)
        with _closed(self._things):
            for done, thing in enumerate(self._things, start=1):
                yield thing
                bar.update(done)

    async def __aiter__(self) -> AsyncIterator[T]:
        bar = _Bar(self._total, self._of, stop=self._stop)
        display(bar)
        with _closed(self._things):
            for done, thing in enumerate(self._things, start=1):
                yield thing
                if bar.update(done):
                    await asyncio.sleep(LISTEN)
                if self.stopped:
                    break
        bar.end()

    def _stop(self) -> None:
        self.stopped = True


@contextmanager
def _closed(things: object) -> Iterator[None]:
    """Close a generator when the loop ends, however it ends: it may have workers to send home."""
    try:
        yield
    finally:
        if isinstance(things, Generator):
            things.close()


class _Bar(ipywidgets.HBox):  # type: ignore[misc]
    """A bar and how many are done; in text always the same, so that a test can compare it."""

    def __init__(self, total: int, of: str, stop: Callable[[], None] | None = None) -> None:
        self.total, self.of, self.done = total, of, 0
        self._bar = ipywidgets.IntProgress(max=total)
        self._words = ipywidgets.Label(f"0 of {total} {of}")
        self.stop = _stop_button(stop)
        self._last = 0.0
        super().__init__([self._bar, self._words, *self.stop, ZoomStyle()])
        self.add_class(ZOOMED)
        free_predecessors(self)

    def update(self, done: int) -> bool:
        """Count, and show it once in a while; returns whether it did."""
        self.done = done
        now = time.perf_counter()
        shows = done == self.total or now - self._last > REFRESH
        if shows:
            self._show("success" if done == self.total else "")
            self._last = now
        return shows

    def end(self) -> None:
        """Say where the loop ended; nothing is left to stop."""
        early = self.done < self.total
        for button in self.stop:
            button.disabled = True
        self._show("warning" if early else "success", before="stopped at " if early else "")

    def free(self) -> None:
        """Close the widgets: the cell runs again."""
        free_parts(self)
        self.close()

    def _show(self, style: str, before: str = "") -> None:
        self._bar.value, self._bar.bar_style = self.done, style
        self._words.value = f"{before}{self.done} of {self.total} {self.of}"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        bundle: dict[str, Any] = super()._repr_mimebundle_(**kwargs)
        return bundle | {"text/plain": repr(self)}

    def __repr__(self) -> str:
        return f"Progress over {self.total} {self.of}"


def _stop_button(stop: Callable[[], None] | None) -> list[Any]:
    """One button where there is something to call, and where a click would be heard in time."""
    if stop is None or int(version("ipykernel").partition(".")[0]) < HEARS_CLICKS:
        return []
    button = ipywidgets.Button(
        description="stop", icon="stop", tooltip="end the loop after the run under way",
        layout=ipywidgets.Layout(width="auto"),
    )  # fmt: skip
    button.on_click(lambda _: stop())
    return [button]
