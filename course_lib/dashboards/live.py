"""A training run as a task of the kernel's event loop: the picture follows it.

There is never more than one task. Starting a new one stops the old; an interrupt of the kernel
stops it too, and what goes wrong in it is kept until somebody asks. Runs are started and stopped
from any thread, but they always train in the main one (see ``main_loop``): while a cell keeps it
busy they stand still, and an interrupt reaches them.
"""

import asyncio
import time
from collections.abc import Callable, Iterator

from course_lib.dashboards.interrupt import called_by_cell, stopped_by_interrupt
from course_lib.dashboards.main_loop import main_loop, remember_main_loop, running_loop
from course_lib.plots.drawing_lock import drawing_lock

QUIET = 0.15
"""Seconds without a new setting before a run starts: a moving slider gets its pictures first."""

FRAME = 0.08
"""Seconds between two pictures of a run; drawing more often only slows the training."""

LOOK = 0.01
"""Seconds between two looks of somebody who waits for the end."""

Frames = Iterator[str | None]


class Live:
    """Runs one iterator at a time in the background.

    The iterator does a few milliseconds of work, then yields: None, or a text where there is
    something new to see.

    Parameters
    ----------
    draw : function of the text
        Called for a text, at most once every ``frame`` seconds, and for the last one.
    failed : function of the exception
        Called once where the iterator raises.
    ended : function, or None
        Called when a run is over by itself: at its end, after a failure, by an interrupt. Not
        where ``stop`` or a new start ended it. What goes wrong in it goes to ``failed`` too.
    frame : float or None
        Seconds from one picture to the next; ``FRAME`` where None.
    """

    def __init__(
        self,
        draw: Callable[[str], None],
        failed: Callable[[BaseException], None],
        *,
        ended: Callable[[], None] | None = None,
        frame: float | None = None,
    ) -> None:
        self._draw, self._failed, self._ended, self._frame = draw, failed, ended, frame
        self._run: _Run | None = None
        self._interrupted = False
        remember_main_loop()

    @property
    def running(self) -> bool:
        """Whether a run is under way, or about to start."""
        return self._run is not None

    def start(self, frames: Callable[[], Frames], *, quiet: float | None = None) -> None:
        """Stop what runs and begin anew; without an event loop (a plain script) do nothing.

        For play and pause, keep the iterator: after ``stop()``, ``start(lambda: iterator)`` goes on
        where it stood.

        Parameters
        ----------
        frames : function that gives the iterator
        quiet : float or None
            Seconds to wait before the first step; ``QUIET`` where None.
        """
        self.stop()
        loop = main_loop()
        if loop is None:
            return
        run = self._run = _Run(frames, loop)
        pause = QUIET if quiet is None else quiet

        def begin() -> None:
            if self._run is run:
                run.task = loop.create_task(self._follow(run, pause))

        run.in_main_loop(begin)

    def stop(self) -> None:
        """End the run; the picture stays as it was last drawn. A second call does nothing."""
        run, self._run = self._run, None
        if run is not None:
            run.in_main_loop(run.cancel)

    async def finished(self) -> None:
        """Wait until nothing runs.

        Raises
        ------
        KeyboardInterrupt
            Where the kernel was interrupted while a cell waited here, so that Run All stops.
        asyncio.CancelledError
            The same within a task of its own (``gather``, ``wait_for``), where it goes on to the
            cell that waits for the task.
        """
        self._interrupted = False
        try:
            while self.running:
                await asyncio.sleep(LOOK)
        except asyncio.CancelledError:
            # The kernel interrupts a waiting cell by cancelling it.
            if not self._interrupted:
                raise
        if self._interrupted:
            said = "the live run was interrupted"
            raise KeyboardInterrupt(said) if called_by_cell() else asyncio.CancelledError(said)

    async def _follow(self, run: "_Run", quiet: float) -> None:
        """Take step after step of a run, until it ends or another takes its place."""
        try:
            await asyncio.sleep(quiet)
            with stopped_by_interrupt(lambda: self._interrupt(run)) as renew:
                while self._step(run):
                    await asyncio.sleep(0)
                    renew()
        finally:
            if self._run is run or (run.interrupted and not self.running):
                self._run = None
                self._tell_end()

    def _step(self, run: "_Run") -> bool:
        """Train a little, and draw where it is time; False where the run is over."""
        with drawing_lock:
            if self._run is not run:  # looked at in turn: whoever took its place draws now
                return False
            try:
                over = not run.advance()
                frame = FRAME if self._frame is None else self._frame
                if run.unseen and (over or time.perf_counter() - run.drawn > frame):
                    if self._run is run:  # else stopped in the midst of the step
                        self._draw(run.unseen)
                    run.unseen, run.drawn = None, time.perf_counter()
            except BaseException as error:  # sys.exit() too: raised in a task, it ends the kernel
                self._failed(error)
                return False
            return not over

    def _tell_end(self) -> None:
        with drawing_lock:
            try:
                if self._ended is not None:
                    self._ended()
            except BaseException as error:
                self._failed(error)

    def _interrupt(self, run: "_Run") -> None:
        """Stop it; called by a signal, in the midst of anything, so it takes no turn."""
        if self._run is run:
            self._interrupted = run.interrupted = True
            self.stop()


class _Run:
    """One run: where it stands, and the task that drives it."""

    def __init__(self, frames: Callable[[], Frames], loop: asyncio.AbstractEventLoop) -> None:
        self._begin, self._loop = frames, loop
        self._frames: Frames | None = None
        self.task: asyncio.Task[None] | None = None
        self.unseen: str | None = None
        self.drawn = 0.0
        self.interrupted = False

    def advance(self) -> bool:
        """Take one step; False at the end."""
        if self._frames is None:
            self._frames = self._begin()
        try:
            self.unseen = next(self._frames) or self.unseen
        except StopIteration:
            return False
        return True

    def in_main_loop(self, action: Callable[[], object]) -> None:
        """Do this in the thread that trains: now, or as soon as that thread is free."""
        if running_loop() is self._loop:
            action()
        elif not self._loop.is_closed():
            self._loop.call_soon_threadsafe(action)

    def cancel(self) -> None:
        """End the task, wherever it waits."""
        if self.task is not None:
            self.task.cancel()
