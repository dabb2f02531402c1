"""Collections of labelled images of 28 x 28 pixels: what is asked for is read, and no more."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, SupportsIndex

import numpy as np
from numpy.typing import DTypeLike, NDArray

from course_lib.arguments import integer, is_one_of, told
from course_lib.datasets import files
from course_lib.datasets.idx import Idx

Images = tuple[NDArray[np.floating[Any]], NDArray[np.int64]]

SIDE = 28
_IMAGES_AT_ONCE = 256


@dataclass(frozen=True, eq=False)
class Collection:
    """Images and labels in idx files; ``parts`` names the two files of a part, images first."""

    parts: Mapping[str, tuple[str, str]]

    def read(
        self, part: str, start: SupportsIndex, count: SupportsIndex | None, dtype: DTypeLike
    ) -> Images:
        """Read ``count`` images from ``start`` on, into arrays of the caller's own."""
        self._check_part(part)
        image_type = _floating_type(dtype)
        images_file, labels_file = self.parts[part]
        with Idx(files.verified_file(labels_file), ()) as stored:
            first, n = _range(part, start, count, available=stored.count)
            stored.skip(first)
            labels = stored.read(n).astype(np.int64)
        with Idx(files.verified_file(images_file), (SIDE, SIDE)) as stored:
            stored.skip(first)
            images = np.empty((n, SIDE**2), dtype=image_type)
            for i in range(0, n, _IMAGES_AT_ONCE):
                block = images[i : i + _IMAGES_AT_ONCE]
                np.divide(stored.read(len(block)), 255, out=block, dtype=image_type)
        return images, labels

    def shared(
        self,
        part: str,
        start: SupportsIndex,
        count: SupportsIndex | None,
        side: int,
        dtype: DTypeLike,
    ) -> Images:
        """The same, read once for all who ask, read-only, and smaller where ``side`` says so."""
        self._check_part(part)
        whole = integer("side", side)
        if whole < 1 or SIDE % whole:
            raise ValueError(f"side must divide {SIDE}: 28, 14, 7, 4, 2 or 1; got {told(side)}")
        n = None if count is None else integer("count", count)
        return _shared(self, part, integer("start", start), n, whole, _floating_type(dtype))

    def _check_part(self, part: Any) -> None:
        if not is_one_of(part, self.parts):
            needed = " or ".join(map(repr, self.parts))
            raise ValueError(f"part must be {needed}; got {told(part)}")


@cache
def _shared(
    collection: Collection,
    part: str,
    start: int,
    count: int | None,
    side: int,
    dtype: np.dtype[Any],
) -> Images:
    images, labels = collection.read(part, start, count, dtype)
    if side < SIDE:
        block = SIDE // side
        squares = images.reshape(-1, side, block, side, block)
        images = np.asarray(squares.mean(axis=(2, 4)).reshape(-1, side**2))
    images.flags.writeable = labels.flags.writeable = False
    return images, labels


def _floating_type(dtype: Any) -> np.dtype[Any]:
    try:
        image_type: np.dtype[Any] = np.dtype(dtype)
    except (TypeError, ValueError):  # it names no type at all
        image_type = np.dtype(object)
    if not np.issubdtype(image_type, np.floating):
        raise TypeError(f"dtype must be a floating type, such as float32; got {told(dtype)}")
    return image_type


def _range(
    part: str, start: SupportsIndex, count: SupportsIndex | None, *, available: int
) -> tuple[int, int]:
    first = integer("start", start)
    if not 0 <= first < available:
        raise ValueError(
            f"start must lie in 0 ... {available - 1} for part={part!r}; got {told(start)}"
        )
    n = available - first if count is None else integer("count", count)
    if not 1 <= n <= available - first:
        raise ValueError(
            f"part={part!r} has {available} examples, so from start={first} on count must lie "
            f"in 1 ... {available - first}; got {told(count)}"
        )
    return first, n
