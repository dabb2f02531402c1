"""Writing an ``.npz`` file, and reading one that nobody vouches for.

Every room may use this file. Who imports it waits for ``zipfile``; the engine, which is imported
more often than it reads a file, does so inside a function.
"""

import io
import math
import os
import struct
import tokenize
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any, BinaryIO

from numpy.lib import format as npy
from numpy.typing import NDArray

from course_lib.files import AnyPath, open_file, path_text

_UNREADABLE = (  # what zipfile and NumPy raise on bytes that they did not write, beside ValueError
    zipfile.BadZipFile, zlib.error, struct.error, tokenize.TokenError,
    EOFError, MemoryError, OverflowError, RuntimeError, SyntaxError, TypeError,
)  # fmt: skip
_END_LENGTH = 22  # of the zip format's last record, which begins with PK, 5, 6


def write_npz(
    stream: BinaryIO, arrays: Mapping[str, NDArray[Any]], *, compressed: bool = False
) -> None:
    """Write arrays as ``np.savez`` does, with nothing pickled and equal bytes for equal arrays.

    An interrupt comes out as one; ``np.savez`` may hide it behind zipfile's complaint that an
    archive cannot be closed while it is written to.

    Examples
    --------
    >>> import numpy as np
    >>> stream = io.BytesIO()
    >>> write_npz(stream, {"epochs": np.arange(3)})
    >>> np.load(io.BytesIO(stream.getvalue()))["epochs"]
    array([0, 1, 2])
    """
    archive = zipfile.ZipFile(stream, "w")
    try:
        for name, array in arrays.items():
            entry = zipfile.ZipInfo(f"{name}.npy")  # dated 1980, always
            entry.compress_type = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
            with archive.open(entry, "w", force_zip64=True) as part:
                npy.write_array(part, array, allow_pickle=False)
        archive.close()
    except BaseException:
        archive.fp = None  # what was written is thrown away: there is nothing to close
        raise


def read_npz(path: AnyPath, *, most: int | None = None) -> dict[str, NDArray[Any]]:
    """Read all arrays of an ``.npz`` file of which nothing is believed.

    Nothing is unpickled; what the file declares is compared with what is there before memory is
    spent on it; each entry is compared with its checksum, and bytes that no checksum covers, before
    the first entry and after the last, are refused.

    Parameters
    ----------
    most : int, optional
        The number of bytes that may be read, and that compressed entries may unpack to. By default
        entries must not be compressed, so that they are no larger than the file.

    Raises
    ------
    ValueError
        For any other content; the message has no path, its subject is "it".

    Examples
    --------
    >>> import tempfile
    >>> import numpy as np
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     np.savez(f"{folder}/a.npz", epochs=np.arange(3))
    ...     read_npz(f"{folder}/a.npz")
    {'epochs': array([0, 1, 2])}
    """
    with open_file(path) as stream:
        size = os.fstat(stream.fileno()).st_size
        if most is not None and size > most:
            raise ValueError(f"it has {size} bytes; at most {most} are read")
        try:
            content = stream.read()
        except OSError as error:  # of a failing disk, which names no file
            raise OSError(error.errno, error.strerror, path_text(path)) from error
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_edges(content, archive)
            _check_entries(entries, len(content), most)
            return {
                entry.filename.removesuffix(".npy"): _array(_unpacked(archive, entry))
                for entry in entries
            }
    except _UNREADABLE as error:
        raise ValueError(f"it is cut short, altered, or no .npz at all: {error}") from error


def _check_edges(content: bytes, archive: zipfile.ZipFile) -> None:
    """Refuse bytes before the first entry and after the last; zipfile passes over both."""
    first = min([entry.header_offset for entry in archive.infolist()], default=archive.start_dir)
    if first:
        raise ValueError(f"it was altered: {first} bytes lie before its first entry")
    if archive.comment or content[-_END_LENGTH:][:4] != b"PK\5\6":
        raise ValueError("it was altered: bytes lie after its last entry")


def _check_entries(entries: list[zipfile.ZipInfo], size: int, most: int | None) -> None:
    """Compare what the entries declare with the file's size and with what may be read."""
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names) or not all(name.endswith(".npy") for name in names):
        raise ValueError(f"its entries must end in .npy, none twice; got {names}")
    for entry in entries:
        # 0 and 8 of the zip format: stored as it is, deflated. Nothing else is bounded in memory.
        if entry.compress_type not in ((0,) if most is None else (0, 8)):
            raise ValueError(f"{entry.filename} is compressed in a way that is not read")
        if entry.compress_type == 0 and entry.file_size != entry.compress_size:
            raise ValueError(f"{entry.filename} declares two sizes")
    if sum(entry.compress_size for entry in entries) > size:
        raise ValueError(f"its entries declare more bytes than its {size}")
    unpacked = sum(entry.file_size for entry in entries)
    if most is not None and unpacked > most:
        raise ValueError(f"its entries unpack to {unpacked} bytes; at most {most} are read")


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """An entry's bytes, no more than it declares, whatever it would unpack to."""
    with archive.open(entry) as stream:
        content = stream.read(entry.file_size)
    if len(content) < entry.file_size:
        raise EOFError(f"{entry.filename} has {len(content)} bytes of {entry.file_size}")
    return content


def _array(content: bytes) -> NDArray[Any]:
    """Read one ``.npy``; NumPy would make an array of the declared size before it read on."""
    stream = io.BytesIO(content)
    headers = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}
    version = npy.read_magic(stream)
    if version not in headers:
        raise ValueError(f"an array is in version {version} of .npy; needed {list(headers)}")
    shape, _, dtype = headers[version](stream)
    if dtype.hasobject:
        raise ValueError("an array holds Python objects, which allow_pickle=False refuses")
    needed, came = math.prod(shape) * dtype.itemsize, len(content) - stream.tell()
    if dtype.itemsize == 0 or needed != came:
        raise ValueError(
            f"an array of shape {shape} in {dtype} takes {needed} bytes; there are {came}"
        )
    stream.seek(0)
    array: NDArray[Any] = npy.read_array(stream, allow_pickle=False)
    return array
