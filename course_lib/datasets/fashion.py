"""Fashion-MNIST, its first images: pictures of clothes in the form of MNIST's digits."""

from typing import SupportsIndex

import numpy as np
from numpy.typing import DTypeLike

from course_lib.datasets.images import Collection, Images

CLOTHES = (
    "T-shirt", "trousers", "pullover", "dress", "coat",
    "sandal", "shirt", "sneaker", "bag", "ankle boot",
)  # fmt: skip

_FASHION = Collection(
    {
        "train": ("fashion/train-first-3000-images.gz", "fashion/train-first-3000-labels.gz"),
        "test": ("fashion/t10k-first-2000-images.gz", "fashion/t10k-first-2000-labels.gz"),
    }
)


def clothes(
    count: SupportsIndex | None = None,
    start: SupportsIndex = 0,
    *,
    part: str = "train",
    side: int = 28,
    dtype: DTypeLike = np.float64,
) -> Images:
    """Some of Fashion-MNIST's pictures, read once and shared by all who ask, so read-only.

    Parameters
    ----------
    count : int, optional
        Number of examples, at least 1; by default all from ``start`` on.
    start : int
        Index of the first example, in the published order.
    part : {"train", "test"}
        The first 3000 training or the first 2000 test examples; no more of the 70 000 is stored.
    side : int
        28, or a number that divides it: 14, 7, ... Each pixel is the mean of a square of pixels.
    dtype : dtype
        A floating type for the images.

    Returns
    -------
    images : ndarray, shape (count, side * side)
        Grey values in [0, 1], as of MNIST's digits: 0 is the background.
    labels : ndarray of int64, shape (count,)
        0 to 9; ``CLOTHES`` has their names.

    References
    ----------
    H. Xiao, K. Rasul, R. Vollgraf, "Fashion-MNIST: a novel image dataset for benchmarking machine
    learning algorithms", arXiv:1708.07747, 2017.

    Examples
    --------
    >>> images, labels = clothes(300)
    >>> images.shape, [CLOTHES[label] for label in labels[:3]]
    ((300, 784), ['ankle boot', 'T-shirt', 'T-shirt'])
    """
    return _FASHION.shared(part, start, count, side, dtype)
