"""Ctrl-C, or Interrupt Kernel, while a search waits for its workers."""

import asyncio
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

INTERRUPTS = (KeyboardInterrupt, asyncio.CancelledError)


@contextmanager
def heard_in_a_loop() -> Iterator[None]:
    """Let an interrupt end a wait that holds up an event loop, as it ends any other.

    Where a cell awaits something (``async for``), a kernel keeps the interrupt for its event loop,
    as ``asyncio.run`` does; and the loop does not turn while we wait. So the interrupt is passed on
    and ends the wait too: with ``CancelledError``, since ``KeyboardInterrupt`` within a task of the
    loop would end the kernel.
    """
    before = signal.getsignal(signal.SIGINT)
    if not _in_a_loop() or before in (signal.SIG_IGN, signal.SIG_DFL, None):
        yield
        return

    def handle(number: int, frame: FrameType | None) -> None:
        if callable(before) and before is not signal.default_int_handler:
            before(number, frame)
        raise asyncio.CancelledError("interrupted")

    signal.signal(signal.SIGINT, handle)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def say(words: str) -> None:
    """Tell who sits at the keyboard, beside what the search gives."""
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


def _in_a_loop() -> bool:
    """Whether an event loop runs here, in the one thread that may hear signals."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return threading.current_thread() is threading.main_thread()
