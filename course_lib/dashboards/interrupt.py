"""What Interrupt Kernel does while something trains in the background.

A kernel's interrupt does not reach a task of its event loop. So while runs are under way, SIGINT
has one handler here, shared by all of them: it stops every run, then does what it would have done
without us, such as stopping the cell that waits. The kernel sets a handler of its own around each
cell, so ours is renewed while a run lasts; and it may put ours back after the last run has ended,
so a handler left behind only passes the signal on.

An interrupt is raised only where a cell would meet it. In any other task of the event loop, and in
an answer to the page, ``KeyboardInterrupt`` and ``SystemExit`` would end the kernel.
"""

import asyncio
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

RUNS_CELLS = "IPython.core.interactiveshell"

_stops: list[Callable[[], None]] = []
_outer: Any = signal.SIG_IGN


@contextmanager
def stopped_by_interrupt(stop: Callable[[], None]) -> Iterator[Callable[[], None]]:
    """While entered, an interrupt of the kernel calls ``stop``; gives what renews the handler."""
    _stops.append(stop)
    renew()
    try:
        yield renew
    finally:
        _stops.remove(stop)
        if not _stops and _in_main_thread() and signal.getsignal(signal.SIGINT) is _handle:
            signal.signal(signal.SIGINT, _outer)


def called_by_cell() -> bool:
    """Whether a cell's own code calls, or awaits, what asks: IPython reports whatever that raises.

    A task that the cell has made is another matter, even while the cell waits for it.

    Examples
    --------
    >>> called_by_cell()  # in a plain script
    False
    """
    return runs_cell(sys._getframe())


def runs_cell(frame: FrameType | None) -> bool:
    """Whether the code of a cell is among what has led to a frame."""
    while frame is not None:
        if frame.f_code.co_name == "run_code" and frame.f_globals.get("__name__") == RUNS_CELLS:
            return True
        frame = frame.f_back
    return False


def renew() -> None:
    """Set our handler again, where the kernel has set its own meanwhile."""
    global _outer
    if _in_main_thread():
        current = signal.getsignal(signal.SIGINT)
        if current is not _handle:
            _outer = current
            signal.signal(signal.SIGINT, _handle)


def _in_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()


def _handle(number: int, frame: FrameType | None) -> None:
    for stop in list(_stops):
        stop()
    # Python's own handler raises wherever the program happens to be; in the midst of the event
    # loop that would end the kernel.
    if callable(_outer) and not (_outer is signal.default_int_handler and _loop_is_running()):
        _outer(number, frame)


def _loop_is_running() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
