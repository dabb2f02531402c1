"""A progress bar for a cell that takes seconds: the loop stays the reader's own."""

import time
from collections.abc import Iterable, Iterator, Sized
from typing import Any, TypeVar

import ipywidgets
from IPython.display import display

T = TypeVar("T")
REFRESH = 0.1  # seconds between two updates of the page


def progress(things: Iterable[T], *, total: int | None = None, of: str = "runs") -> Iterator[T]:
    """Loop over ``things`` with a bar that shows how many are done.

    Interrupt the kernel to stop; the bar stays where it was.

    Parameters
    ----------
    total : int or None
        How many there will be; needed where ``things`` has no length.
    of : str
        What is counted.

    Raises
    ------
    ValueError
        Where neither ``things`` nor ``total`` says how many there will be.

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
    return _shown(things, _Bar(total, of))


def _shown(things: Iterable[T], bar: "_Bar") -> Iterator[T]:
    display(bar)
    for done, thing in enumerate(things, start=1):
        yield thing
        bar.update(done)


class _Bar(ipywidgets.HBox):  # type: ignore[misc]
    """A bar and how many are done; in text always the same, so that a test can compare it."""

    def __init__(self, total: int, of: str) -> None:
        self.total, self.of = total, of
        self._bar = ipywidgets.IntProgress(max=total)
        self._words = ipywidgets.Label(f"0 of {total} {of}")
        self._last = 0.0
        super().__init__([self._bar, self._words])

    def update(self, done: int) -> None:
        now = time.perf_counter()
        if done == self.total or now - self._last > REFRESH:
            self._bar.value = done
            self._bar.bar_style = "success" if done == self.total else ""
            self._words.value = f"{done} of {self.total} {self.of}"
            self._last = now

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        bundle: dict[str, Any] = super()._repr_mimebundle_(**kwargs)
        return bundle | {"text/plain": repr(self)}

    def __repr__(self) -> str:
        return f"Progress over {self.total} {self.of}"
