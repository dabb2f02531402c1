"""MNIST, read straight from its gzip files: what is asked for and no more.

The format (idx): four big-endian 32-bit numbers, magic, count, rows, columns (labels: the first
two), then one unsigned byte per pixel or label.
"""

import gzip
import operator
import struct
from pathlib import Path
from typing import Any, SupportsIndex

import numpy as np
from numpy.typing import DTypeLike, NDArray

from course_lib.datasets import files

_PREFIXES = {"train": "train", "test": "t10k"}
_PIXELS = 28 * 28
_IMAGES_AT_ONCE = 256


def load_mnist(
    part: str = "train",
    *,
    start: SupportsIndex = 0,
    count: SupportsIndex | None = None,
    dtype: DTypeLike = np.float64,
) -> tuple[NDArray[np.floating[Any]], NDArray[np.int64]]:
    """Read handwritten digits and their labels, in the published order.

    The first 300 training images, ``load_mnist(count=300)``, are the set of the published runs
    that the course repeats. For tuning, take a development set from further on in the training
    part; ``part="test"`` stays the test set: it is looked at once, at the end, never for tuning.

    Parameters
    ----------
    part : {"train", "test"}
        60 000 training or 10 000 test examples.
    start : int
        Index of the first example.
    count : int, optional
        Number of examples, at least 1; by default all from ``start`` on.
    dtype : dtype
        A floating type for the images.

    Returns
    -------
    images : ndarray, shape (count, 784)
        Grey values in [0, 1]: pixel / 255, 0 is paper, row after row of the 28 x 28 image.
    labels : ndarray of int64, shape (count,)
        The digits, 0 to 9.

    Raises
    ------
    ValueError
        If there is no such part, or it does not have the examples asked for.
    TypeError
        If ``dtype`` is not a floating type.
    FileNotFoundError, DamagedFileError
        If a file is missing, cut short or altered.

    Notes
    -----
    The file is decompressed as a stream up to the last image asked for, so the first images are
    the cheapest ones.

    References
    ----------
    Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, "Gradient-based learning applied to document
    recognition", Proceedings of the IEEE 86 (1998) 2278-2324.

    Examples
    --------
    >>> images, labels = load_mnist(count=300)
    >>> images.shape, labels[:5].tolist()
    ((300, 784), [5, 0, 4, 1, 9])
    """
    if part not in _PREFIXES:
        raise ValueError(f"part must be 'train' or 'test'; got {part!r}")
    image_type = np.dtype(dtype)
    if not np.issubdtype(image_type, np.floating):
        raise TypeError(f"dtype must be a floating type, such as float32; got {image_type}")
    prefix = _PREFIXES[part]
    with _Idx(files.verified_file(f"mnist/{prefix}-labels-idx1-ubyte.gz"), ()) as stored:
        first, n = _range(part, start, count, available=stored.count)
        stored.skip(first)
        labels = stored.read(n).astype(np.int64)
    with _Idx(files.verified_file(f"mnist/{prefix}-images-idx3-ubyte.gz"), (28, 28)) as stored:
        stored.skip(first)
        images = np.empty((n, _PIXELS), dtype=image_type)
        for i in range(0, n, _IMAGES_AT_ONCE):
            block = images[i : i + _IMAGES_AT_ONCE]
            np.divide(stored.read(len(block)), 255, out=block, dtype=image_type)
    return images, labels


def _range(
    part: str, start: SupportsIndex, count: SupportsIndex | None, *, available: int
) -> tuple[int, int]:
    first = operator.index(start)
    if not 0 <= first < available:
        raise ValueError(
            f"start must lie in 0 ... {available - 1} for part={part!r}; got {start!r}"
        )
    n = available - first if count is None else operator.index(count)
    if not 1 <= n <= available - first:
        raise ValueError(
            f"part={part!r} has {available} examples, so from start={first} on count must lie "
            f"in 1 ... {available - first}; got {count!r}"
        )
    return first, n


class _Idx:
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

    def __enter__(self) -> "_Idx":
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
