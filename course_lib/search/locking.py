"""One writer at a time: the system's lock on an open file.

It goes with the process that holds it, however that ends, so no lock is ever left behind.
"""

import errno
import os
import sys
import time
import warnings
import weakref
from io import FileIO

PATIENCE = 1.0  # seconds for another writer to end: adding a line takes none
_NOT_KNOWN = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL}

if sys.platform == "win32":
    import msvcrt

    def _take(file: FileIO) -> None:
        """Lock a byte far behind the end: on Windows nobody else could read what is locked."""
        file.seek(2**30)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(file: FileIO) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def lock(file: FileIO) -> None:
    """Keep all others from locking the file until it is closed; refused where another has it."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            _take(file)
            break
        except OSError as error:
            if error.errno in _NOT_KNOWN:  # some network folders
                warnings.warn(
                    f"the folder of {file.name!r} knows no locks: two searches that write to one "
                    "file there are not noticed",
                    RuntimeWarning,
                    stacklevel=2,
                )
                return
            if not isinstance(error, BlockingIOError | PermissionError):
                raise
            if time.monotonic() > until:
                raise BlockingIOError(
                    f"another search writes to {str(file.name)!r}, and one at a time can. Wait for "
                    "its end, close() it if it is one of yours, or give another path"
                ) from error
        time.sleep(0.02)
    _locked.add(file)


_locked: "weakref.WeakSet[FileIO]" = weakref.WeakSet()


def _let_go() -> None:
    for file in _locked:
        file.close()


if hasattr(os, "register_at_fork"):
    # A forked process shares its parent's locks, and would keep them when the parent is gone.
    os.register_at_fork(after_in_child=_let_go)
