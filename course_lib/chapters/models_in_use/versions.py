"""Six versions of one model, each put to use with one thing forgotten; and what mends it."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from course_lib.chapters.models_in_use.changes import SIDE, moved
from course_lib.chapters.models_in_use.deployed import Images, Model
from course_lib.engine import predict, softmax

ALPHABET = (8, 5, 4, 9, 1, 7, 6, 3, 2, 0)
"""The classes by name: eight, five, four, nine, one, seven, six, three, two, zero."""
FAULTS = ("not normalized", "0 to 255", "rows and columns", "dark on light", "not centred", "order")
"""What can be forgotten between an image and an answer."""
VERSIONS = dict(
    zip("ABCDEF", ("order", "not centred", "0 to 255", "dark on light", "not normalized",
                   "rows and columns"), strict=True)
)  # fmt: skip


class Seen(NamedTuple):
    """What can be seen from outside: rows of percents of each digit's answers; certainty."""

    confusion: NDArray[np.float64]
    right: float
    certainty: float


def seen(
    model: Model, version: str, images: Images, labels: NDArray[np.int64], mended: str = ""
) -> Seen:
    """Ask a version about images, as it is or with a remedy for a fault that it may have or not."""
    shares = _asked(model, VERSIONS[version], images, mended)
    answers = shares.argmax(axis=1)
    counts = np.zeros((10, 10))
    np.add.at(counts, (labels, answers), 1)
    return Seen(
        100 * counts / counts.sum(axis=1, keepdims=True),
        float(100 * (answers == labels).mean()),
        float(100 * shares.max(axis=1).mean()),
    )


def _asked(model: Model, fault: str, images: Images, mended: str) -> Images:
    """Probabilities, columns in the order in which the version's user reads them."""
    came = _changed(images, fault, back=False)
    came = _changed(came, mended, back=True)
    for _ in range(1 - (fault == "not normalized") + (mended == "not normalized")):
        came = (came - model.mean) / model.std
    shares = np.asarray(softmax(np.asarray(predict(model.network, came))))
    if fault == "order":
        shares = _renamed(shares)
    return shares[:, list(ALPHABET)] if mended == "order" else shares


def _changed(images: Images, name: str, *, back: bool) -> Images:
    """What a fault does to images, or, back, what takes it away again."""
    if name == "dark on light":
        return 1 - images
    if name == "rows and columns":
        return images.reshape(-1, SIDE, SIDE).transpose(0, 2, 1).reshape(len(images), -1)
    if name == "not centred":
        return moved(images, across=-4 if back else 4)
    if name == "0 to 255":
        return images / np.float32(255) if back else images * np.float32(255)
    return images


def _renamed(shares: Images) -> Images:
    """The k-th score is read as the k-th name of the alphabet."""
    new = np.empty_like(shares)
    new[:, list(ALPHABET)] = shares
    return new
