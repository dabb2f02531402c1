"""A training run as a task of the kernel's event loop: the picture follows it.

There is never more than one task. Starting a new one stops the old; an interrupt of the kernel
stops it too, and what goes wrong in it is kept until somebody asks.
"""

import asyncio
import signal
import threading
import time
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

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
        self._interrupted = False
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
            Where the kernel was interrupted meanwhile, so that Run All stops.
        """
        while (task := self._task) is not None and not task.done():
            await asyncio.wait({task})
        if self._interrupted:
            self._interrupted = False
            raise KeyboardInterrupt("the live run was interrupted")

    async def _run(self, frames: Callable[[], Frames]) -> None:
        await asyncio.sleep(QUIET)
        with _Interruptible(self._interrupt) as interruptible:
            try:
                unseen: str | None = None
                last = 0.0
                for text in frames():
                    unseen = text or unseen
                    if unseen and time.perf_counter() - last > FRAME:
                        self._draw(unseen)
                        unseen, last = None, time.perf_counter()
                    await asyncio.sleep(0)
                    interruptible.renew()
                if unseen:
                    self._draw(unseen)
            except Exception as error:
                self._failed(error)

    def _interrupt(self) -> None:
        self._interrupted = True
        self.stop()


class _Interruptible:
    """While entered, SIGINT calls a function instead of raising somewhere in the event loop.

    A kernel's interrupt does not reach a task by itself. The kernel also sets a handler of its
    own around each cell, so ours is renewed while the task runs; and it may put ours back after
    the task ended, so a handler left behind passes the signal on.
    """

    def __init__(self, interrupted: Callable[[], None]) -> None:
        self._interrupted = interrupted
        self._active = False
        self._previous: Any = None

    def __enter__(self) -> "_Interruptible":
        self._active = threading.current_thread() is threading.main_thread()
        self.renew()
        return self

    def renew(self) -> None:
        if self._active and (current := signal.getsignal(signal.SIGINT)) != self._handle:
            self._previous = current
            signal.signal(signal.SIGINT, self._handle)

    def __exit__(self, *_: object) -> None:
        if self._active and signal.getsignal(signal.SIGINT) == self._handle:
            signal.signal(signal.SIGINT, self._previous)
        self._active = False

    def _handle(self, number: int, frame: FrameType | None) -> None:
        if self._active:
            self._interrupted()
        elif callable(self._previous):
            self._previous(number, frame)
