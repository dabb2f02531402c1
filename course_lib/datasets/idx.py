"""The format of MNIST's files, idx, read from front to back.

Four big-endian 32-bit numbers, magic, count, rows, columns (labels: the first two), then one
unsigned byte per pixel or label.
"""

import gzip
import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from course_lib.datasets import files


class Idx:
    """One gzip-compressed idx file of unsigned bytes, read from front to back."""

    def __init__(self, path: Path, item_shape: tuple[int, ...]) -> None:
        self.path = path
        self.item_size = int(np.prod(item_shape, dtype=np.int64))
        self.stream = gzip.open(path)  # noqa: SIM115 (closed by __exit__)
        try:
            self.count = self._read_header(item_shape)
        except BaseException:
            self.stream.close()
            raise

    def __enter__(self) -> "Idx":
        return self

    def __exit__(self, *exception: object) -> None:
        self.stream.close()

    def _read_header(self, item_shape: tuple[int, ...]) -> int:
        axes = 1 + len(item_shape)
        magic, *shape = struct.unpack(f">{1 + axes}I", self._bytes(4 * (1 + axes)))
        needed = 0x0800 + axes  # 0x08: unsigned byte
        if magic != needed or tuple(shape[1:]) != item_shape:
            raise files.DamagedFileError(
                f"{self.path} must be an idx file with magic number {needed} and items of shape "
                f"{item_shape}; got magic number {magic} and items of shape {tuple(shape[1:])}"
            )
        return int(shape[0])

    def skip(self, items: int) -> None:
        """Move on without keeping anything."""
        self.stream.seek(items * self.item_size, 1)

    def read(self, items: int) -> NDArray[np.uint8]:
        """Return the next items, shape (items, item_size); (items,) where an item is one byte."""
        flat = np.frombuffer(self._bytes(items * self.item_size), dtype=np.uint8)
        return flat if self.item_size == 1 else flat.reshape(items, self.item_size)

    def _bytes(self, size: int) -> bytes:
        content = self.stream.read(size)
        if len(content) < size:
            raise files.DamagedFileError(
                f"{self.path} ends too early: {size} more bytes were needed, {len(content)} came"
            )
        return content
