"""Files that are written whole or not at all, and opened only if they are files.

Every room may use this file: it knows none of them, and needs nothing but what Python has loaded
anyway.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

AnyPath = str | bytes | os.PathLike[str] | os.PathLike[bytes]

_KINDS = (
    (stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"), (stat.S_ISBLK, "a device"),
)  # fmt: skip


def path_text(path: AnyPath) -> str:
    """Give a path as text; refuse what is none.

    A number above all: ``open`` takes it for a file that is open already, and closes that.

    Examples
    --------
    >>> path_text(b"net.npz")
    'net.npz'
    """
    try:
        name = os.fsdecode(path)
    except TypeError:
        raise TypeError(f"a path is a text or a pathlib.Path; got {path!r:.80}") from None
    if "\0" in name:
        raise ValueError(f"a path holds no null character; got {name!r:.80}")
    return name


def open_file(path: AnyPath) -> BinaryIO:
    """Open a file for reading bytes; what only has a file's name is refused, not waited for."""
    name = path_text(path)
    _check_regular(name, os.stat(name).st_mode)
    return open(name, "rb")


@contextmanager
def whole_file(path: AnyPath) -> Iterator[BinaryIO]:
    """Open a file for writing bytes; it is there once all of it is written.

    It is written beside its place, under a name that ends in ``.partial``, and moved there at the
    end of the block. Where the block does not come to its end, for an error, an interrupt or a full
    disk, an older file stays as it was, and nothing stays beside it. The folder must exist. A
    symbolic link stays: the file that it points to is what is written.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with whole_file(f"{folder}/a.txt") as stream:
    ...         _ = stream.write(b"all of it")
    ...     Path(folder, "a.txt").read_text()
    'all of it'
    """
    name = path_text(path)
    target = _target(name)
    partial = f"{target}.{os.getpid()}.{os.urandom(4).hex()}.partial"
    try:
        with open(partial, "xb") as stream:
            yield stream
        os.replace(partial, target)
    except BaseException as error:
        with suppress(OSError):
            os.unlink(partial)
        # Nobody knows the name of the partial file; a full disk names no file at all.
        if isinstance(error, OSError) and error.errno and error.filename in (None, partial):
            raise OSError(error.errno, f"cannot be written: {error.strerror}", name) from error
        raise


def _check_regular(name: str, mode: int) -> None:
    if not stat.S_ISREG(mode):
        kind = next((kind for is_kind, kind in _KINDS if is_kind(mode)), "something else")
        error = IsADirectoryError if stat.S_ISDIR(mode) else OSError
        raise error(f"{name} must be a file; it is {kind}")


def _target(name: str) -> str:
    """The file itself, behind all symbolic links; refused where no file can be."""
    target = os.path.realpath(name)
    folder = os.path.dirname(target)
    if not os.path.isdir(folder):
        raise FileNotFoundError(f"{name} cannot be written: there is no folder {folder}")
    with suppress(FileNotFoundError):
        _check_regular(name, os.stat(target).st_mode)  # links in a circle are an error here
    return target
