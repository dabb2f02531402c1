"""MNIST, read straight from its gzip files: what is asked for and no more."""

from functools import cache
from typing import Any, SupportsIndex

import numpy as np
from numpy.typing import DTypeLike, NDArray

from course_lib.arguments import integer, is_one_of, told
from course_lib.datasets import files
from course_lib.datasets.idx import Idx

Digits = tuple[NDArray[np.floating[Any]], NDArray[np.int64]]

_PREFIXES = {"train": "train", "test": "t10k"}
_SIDE = 28
_IMAGES_AT_ONCE = 256


def load_mnist(
    part: str = "train",
    *,
    start: SupportsIndex = 0,
    count: SupportsIndex | None = None,
    dtype: DTypeLike = np.float64,
) -> Digits:
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
    _check_part(part)
    image_type = _floating_type(dtype)
    prefix = _PREFIXES[part]
    with Idx(files.verified_file(f"mnist/{prefix}-labels-idx1-ubyte.gz"), ()) as stored:
        first, n = _range(part, start, count, available=stored.count)
        stored.skip(first)
        labels = stored.read(n).astype(np.int64)
    with Idx(files.verified_file(f"mnist/{prefix}-images-idx3-ubyte.gz"), (_SIDE, _SIDE)) as stored:
        stored.skip(first)
        images = np.empty((n, _SIDE**2), dtype=image_type)
        for i in range(0, n, _IMAGES_AT_ONCE):
            block = images[i : i + _IMAGES_AT_ONCE]
            np.divide(stored.read(len(block)), 255, out=block, dtype=image_type)
    return images, labels


def digits(
    count: SupportsIndex | None = None,
    start: SupportsIndex = 0,
    *,
    part: str = "train",
    side: int = 28,
    dtype: DTypeLike = np.float64,
) -> Digits:
    """Some of MNIST's digits, read once and shared by all who ask for the same, so read-only.

    ``load_mnist`` gives arrays of one's own; here they may be smaller in height and width, too.

    Parameters
    ----------
    count, start, part, dtype
        As in ``load_mnist``.
    side : int
        28, or a number that divides it: 14, 7, ... Each pixel is the mean of a square of pixels.

    Returns
    -------
    images : ndarray, shape (count, side * side)
    labels : ndarray of int64, shape (count,)

    Examples
    --------
    >>> images, labels = digits(400, side=7, dtype=np.float32)
    >>> images.shape, labels[:5].tolist(), images is digits(400, side=7, dtype="float32")[0]
    ((400, 49), [5, 0, 4, 1, 9], True)
    """
    _check_part(part)
    whole = integer("side", side)
    if whole < 1 or _SIDE % whole:
        raise ValueError(f"side must divide {_SIDE}: 28, 14, 7, 4, 2 or 1; got {told(side)}")
    n = None if count is None else integer("count", count)
    return _shared(part, integer("start", start), n, whole, _floating_type(dtype))


@cache
def _shared(part: str, start: int, count: int | None, side: int, dtype: np.dtype[Any]) -> Digits:
    images, labels = load_mnist(part, start=start, count=count, dtype=dtype)
    if side < _SIDE:
        block = _SIDE // side
        squares = images.reshape(-1, side, block, side, block)
        images = np.asarray(squares.mean(axis=(2, 4)).reshape(-1, side**2))
    images.flags.writeable = labels.flags.writeable = False
    return images, labels


def _check_part(part: Any) -> None:
    if not is_one_of(part, _PREFIXES):
        raise ValueError(f"part must be 'train' or 'test'; got {told(part)}")


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
