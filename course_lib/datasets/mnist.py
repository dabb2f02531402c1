"""MNIST, read straight from its gzip files: what is asked for and no more."""

from typing import SupportsIndex

import numpy as np
from numpy.typing import DTypeLike

from course_lib.datasets.images import Collection, Images

_MNIST = Collection(
    {
        "train": ("mnist/train-images-idx3-ubyte.gz", "mnist/train-labels-idx1-ubyte.gz"),
        "test": ("mnist/t10k-images-idx3-ubyte.gz", "mnist/t10k-labels-idx1-ubyte.gz"),
    }
)


def load_mnist(
    part: str = "train",
    *,
    start: SupportsIndex = 0,
    count: SupportsIndex | None = None,
    dtype: DTypeLike = np.float64,
) -> Images:
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
    return _MNIST.read(part, start, count, dtype)


def digits(
    count: SupportsIndex | None = None,
    start: SupportsIndex = 0,
    *,
    part: str = "train",
    side: int = 28,
    dtype: DTypeLike = np.float64,
) -> Images:
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
    return _MNIST.shared(part, start, count, side, dtype)
