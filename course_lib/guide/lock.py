"""One writer at a time in a folder, also of several processes."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PATIENCE = 2.0  # seconds; a writer needs a few thousandths of one


@contextmanager
def alone_in(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Wait until nobody else writes in a folder, and keep the others waiting meanwhile.

    The system takes the lock back when a process ends, however it ends. The file ``.lock`` itself
    stays: whoever removed it could take it away from one who waits for it.

    Raises
    ------
    TimeoutError
        Where another one does not finish. It is an ``OSError``, as for all that a disk refuses.
    """
    # Without O_NONBLOCK a pipe of this name would be waited for.
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NONBLOCK", 0)
    handle = os.open(folder / ".lock", flags, 0o666)
    try:
        end = time.monotonic() + patience
        while not _locked(handle):
            if time.monotonic() > end:
                raise TimeoutError("another notebook is writing there; run the check again")
            time.sleep(0.005)
        try:
            yield
        finally:
            _unlock(handle)
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _locked(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # the first byte; it need not be there
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _locked(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # a disk that knows no locks: unguarded is better than not kept
        return True

    def _unlock(handle: int) -> None:
        with suppress(OSError):  # it was never locked
            fcntl.flock(handle, fcntl.LOCK_UN)
