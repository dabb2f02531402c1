"""A burst of events answered by a few pictures, the last of which is right."""

import time
from collections.abc import Callable

from course_lib.dashboards.main_loop import running_loop
from course_lib.plots.drawing_lock import drawing_lock, one_at_a_time

GAP = 0.04
"""Seconds between two answers."""

LOST = 1.0
"""Seconds after which an answer that did not come is given up: its event loop has ended."""


class Throttle:
    """Calls ``action`` at once, and while calls come fast, once in a while and at the end.

    Without an event loop (in a plain script) every request is answered at once. Requests may come
    from several threads; answers are given one at a time.
    """

    def __init__(self, action: Callable[[], None]) -> None:
        self._action = action
        self._last = 0.0
        self._due: float | None = None  # when the answer that is still to come will be given

    @property
    def pending(self) -> bool:
        """Whether an answer is still to come; while another thread gives one, wait for its end."""
        with drawing_lock:
            return self._due is not None

    @one_at_a_time
    def request(self) -> None:
        """Answer now, or, where the last answer is fresh, a little later."""
        now = time.perf_counter()
        wait = self._last + GAP - now
        loop = running_loop()
        if wait <= 0 or loop is None:
            self._answer()
        elif self._due is None or now > self._due + LOST:
            self._due = now + wait
            loop.call_later(wait, self._on_time, self._due)

    @one_at_a_time
    def flush(self) -> None:
        """Give an answer that is still to come now."""
        if self._due is not None:
            self._answer()

    @one_at_a_time
    def cancel(self) -> None:
        """Forget an answer that is still to come."""
        self._due = None

    @one_at_a_time
    def _on_time(self, due: float) -> None:
        if due == self._due:  # else it was cancelled, or given already
            self._answer()

    def _answer(self) -> None:
        self._due = None
        try:
            self._action()
        finally:
            self._last = time.perf_counter()
