"""A training run as a task of the kernel's event loop: the picture follows it.

There is never more than one task. Starting a new one stops the old; an interrupt of the kernel
stops it too, and what goes wrong in it is kept until somebody asks.
"""

import asyncio
import time
from collections.abc import Callable, Iterator

from course_lib.widgets.interrupt import stopped_by_interrupt

QUIET = 0.15
"""Seconds without a new setting before a run starts: a moving slider gets its pictures first."""

FRAME = 0.08
"""Seconds between two pictures of a run; drawing more often only slows the training."""

Frames = Iterator[str | None]


class Live:
    """Runs one iterator at a time in the background.

    The iterator does a few milliseconds of work, then yields: None, or a text where there is
    something new to see.

    Parameters
    ----------
    draw : function of the text
        Called for a text, at most once every ``FRAME`` seconds, and for the last one.
    failed : function of the exception
        Called once where the iterator raises.
    """

    def __init__(self, draw: Callable[[str], None], failed: Callable[[Exception], None]) -> None:
        self._draw, self._failed = draw, failed
        self._task: asyncio.Task[None] | None = None
        self._interrupted = False

    @property
    def running(self) -> bool:
        """Whether a run is under way, or about to start."""
        return self._task is not None and not self._task.done()

    def start(self, frames: Callable[[], Frames]) -> None:
        """Stop what runs and begin anew; without an event loop (a plain script) do nothing."""
        self.stop()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        self._task = loop.create_task(self._run(frames))

    def stop(self) -> None:
        """End the run; the picture stays as it was last drawn."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def finished(self) -> None:
        """Wait until nothing runs.

        Raises
        ------
        KeyboardInterrupt
            Where the kernel was interrupted while this waited, so that Run All stops.
        """
        self._interrupted = False
        try:
            while (task := self._task) is not None and not task.done():
                await asyncio.wait({task})
        except asyncio.CancelledError:
            # The kernel interrupts a waiting cell by cancelling it.
            if not self._interrupted:
                raise
        if self._interrupted:
            raise KeyboardInterrupt("the live run was interrupted")

    async def _run(self, frames: Callable[[], Frames]) -> None:
        await asyncio.sleep(QUIET)
        with stopped_by_interrupt(self._interrupt) as renew:
            try:
                unseen: str | None = None
                last = 0.0
                for text in frames():
                    unseen = text or unseen
                    if unseen and time.perf_counter() - last > FRAME:
                        self._draw(unseen)
                        unseen, last = None, time.perf_counter()
                    await asyncio.sleep(0)
                    renew()
                if unseen:
                    self._draw(unseen)
            except Exception as error:
                self._failed(error)

    def _interrupt(self) -> None:
        self._interrupted = True
        self.stop()
