"""A burst of events answered by a few pictures, the last of which is right."""

import asyncio
import time
from collections.abc import Callable

GAP = 0.04
"""Seconds between two answers."""


class Throttle:
    """Calls ``action`` at once, and while calls come fast, once in a while and at the end.

    Without an event loop (in a plain script) every request is answered at once.
    """

    def __init__(self, action: Callable[[], None]) -> None:
        self._action = action
        self._last = 0.0
        self._timer: asyncio.TimerHandle | None = None

    @property
    def pending(self) -> bool:
        """Whether an answer is still to come."""
        return self._timer is not None

    def request(self) -> None:
        """Answer now, or, where the last answer is fresh, a little later."""
        wait = self._last + GAP - time.perf_counter()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            wait = 0.0
        if wait <= 0:
            self._answer()
        elif self._timer is None:
            self._timer = loop.call_later(wait, self._answer)

    def cancel(self) -> None:
        """Forget an answer that is still to come."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _answer(self) -> None:
        self.cancel()
        try:
            self._action()
        finally:
            self._last = time.perf_counter()
