"""Pictures that wander: digits and clothes of 14 x 14 pixels, each somewhere in its frame."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.datasets import Shift, clothes, digits

SIDE, BY, CLASSES = 14, 2, 5
"""Pixels of a side; how far a picture wanders, up, down, left and right; classes of each task."""
FIRST, LAST = (0, 1, 2, 3, 4), (5, 6, 7, 8, 9)
SOURCE_IMAGES = 1500

Labelled = tuple[npt.NDArray[Any], npt.NDArray[np.int64]]

PLACES: dict[str, dict[str, tuple[str, int, int]]] = {
    "digits": {
        "source": ("train", 0, 4000), "target": ("train", 4000, 12000),
        "dev": ("train", 16000, 2500), "test": ("test", 0, 4000),
    },
    "clothes": {
        "source": ("train", 0, 3000), "target": ("train", 0, 3000),
        "dev": ("test", 0, 800), "test": ("test", 800, 1200),
    },
}  # fmt: skip
"""Part, first image and number of images of each set. Source and target share no class."""


def moved(by: int = BY) -> Shift:
    """Give what moves each picture to a place of its own, up to ``by`` pixels either way."""
    return Shift((SIDE, SIDE), by)


@cache
def images(kind: str, use: str, classes: tuple[int, ...] = LAST, draw: int = 0) -> Labelled:
    """All images of some classes in a set, standing still; labels count from 0.

    ``draw`` moves to other digits (there are no other clothes).

    Examples
    --------
    >>> x, labels = images("digits", "source", FIRST)
    >>> x.shape, labels[:5].tolist()
    ((1500, 196), [0, 4, 1, 2, 1])
    """
    part, start, count = PLACES[kind][use]
    read = digits if kind == "digits" else clothes
    if kind == "digits" and part == "train":
        start += 19000 * draw
    x, labels = read(count, start, part=part, side=SIDE, dtype=np.float32)
    mine = np.isin(labels, classes)
    limit = SOURCE_IMAGES if use == "source" else None
    return x[mine][:limit], np.searchsorted(classes, labels[mine])[:limit]


def drawn(
    kind: str, per_class: int, seed: int, *, by: int = BY, classes: tuple[int, ...] = LAST,
    draw: int = 0,
) -> Labelled:  # fmt: skip
    """Draw so many pictures of each class, each at one place in its frame.

    Examples
    --------
    >>> x, labels = drawn("digits", 2, seed=0)
    >>> x.shape, labels.tolist()
    ((10, 196), [0, 0, 1, 1, 2, 2, 3, 3, 4, 4])
    """
    x, labels = images(kind, "target", classes, draw)
    rng = np.random.default_rng([seed, 10])
    rows = [
        rng.permutation(np.flatnonzero(labels == each))[:per_class] for each in range(len(classes))
    ]
    chosen = np.concatenate(rows)
    return moved(by)(x[chosen], rng=rng), labels[chosen]


@cache
def judges(
    kind: str, use: str = "test", *, by: int = BY, classes: tuple[int, ...] = LAST, draw: int = 0
) -> Labelled:
    """Pictures of the target's classes to judge by, each at one place in its frame.

    Examples
    --------
    >>> judges("clothes")[0].shape
    (603, 196)
    """
    x, labels = images(kind, use, classes, draw)
    return moved(by)(x, rng=np.random.default_rng(11)), labels


def together(kind: str, per_class: int, seeds: Sequence[int], **how: Any) -> Labelled:
    """Draw a set for each seed: shapes (seeds, n, pixels) and (seeds, n)."""
    sets = [drawn(kind, per_class, seed, **how) for seed in seeds]
    return np.stack([x for x, _ in sets]), np.stack([labels for _, labels in sets])
