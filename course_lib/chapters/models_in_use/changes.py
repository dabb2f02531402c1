"""Digits of the test set, changed in one way at a time: place, size, tilt, thickness."""

import numpy as np

from course_lib.chapters.models_in_use.deployed import Images
from course_lib.chapters.models_in_use.strokes import shrink
from course_lib.datasets import like_mnist

SIDE, FINER = 28, 3
KINDS = {
    "size of the digit (box of 20 pixels)": (8, 12, 16, 20, 24, 28),
    "tilt to the right, degrees": (-45, -30, -15, 0, 15, 30, 45),
    "thicker by pixels": (-1, -2 / 3, -1 / 3, 0, 1 / 3, 2 / 3, 1, 4 / 3),
    "place: pixels to the right": (-6, -4, -2, 0, 2, 4, 6),
}
"""What is varied, and how far; each is once at what leaves a digit as it is."""
NOTHING = {kind: values[3] for kind, values in KINDS.items()}


def changed(images: Images, kind: str, amount: float) -> Images:
    """Change images of shape (n, 784) in one of KINDS, by an amount of it.

    Where the amount is that of NOTHING they go the same way, and come back as they were, but for
    rounding and for what resampling blurs.
    """
    size, tilt, thick, place = KINDS
    pictures = images.reshape(-1, SIDE, SIDE)
    if kind == size:
        new = np.stack([_scaled(picture, amount / NOTHING[size]) for picture in pictures])
    elif kind == tilt:
        new = _sheared(pictures, float(np.tan(np.deg2rad(amount))))
    elif kind == thick:
        new = _thickened(pictures, round(amount * FINER))
    elif kind == place:
        new = moved(images, across=int(amount)).reshape(-1, SIDE, SIDE)
    else:
        raise KeyError(f"no change is called {kind!r}; there are {list(KINDS)}")
    return new.reshape(len(images), -1).astype(np.float32)


def moved(images: Images, *, across: int = 0, down: int = 0) -> Images:
    """Move by whole pixels; what leaves the page is lost, and paper comes in.

    Examples
    --------
    >>> image = np.zeros((1, 784), np.float32)
    >>> image[0, 0] = 1
    >>> int(moved(image, across=2, down=1).argmax())
    30
    """
    wide = np.pad(images.reshape(-1, SIDE, SIDE), ((0, 0), (SIDE, SIDE), (SIDE, SIDE)))
    top, left = SIDE - down, SIDE - across
    return wide[:, top : top + SIDE, left : left + SIDE].reshape(len(images), -1)


def as_mnist(images: Images) -> Images:
    """Centre and scale each image as the published ones were; an empty one stays as it is."""
    pictures = images.reshape(-1, SIDE, SIDE)
    done = [like_mnist(each).ravel() if each.any() else each.ravel() for each in pictures]
    return np.array(done, dtype=np.float32)


def _scaled(picture: Images, factor: float) -> Images:
    """Larger or smaller about the middle of the page."""
    side = max(1, 2 * round(SIDE * factor / 2))
    small = shrink(picture.astype(np.float64), side, side)
    page = np.zeros((SIDE, SIDE))
    if side <= SIDE:
        edge = (SIDE - side) // 2
        page[edge : edge + side, edge : edge + side] = small
    else:
        edge = (side - SIDE) // 2
        page = small[edge : edge + SIDE, edge : edge + SIDE]
    return page.astype(np.float32)


def _sheared(pictures: Images, slope: float) -> Images:
    """Move each row sideways, between pixels by a weighted mean; the middle stays."""
    new = np.zeros_like(pictures)
    for row in range(SIDE):
        way = slope * ((SIDE - 1) / 2 - row)
        whole = int(np.floor(way))
        part = way - whole
        line = np.pad(pictures[:, row], ((0, 0), (SIDE + 1, SIDE + 1)))
        start = SIDE + 1 - whole
        new[:, row] = (1 - part) * line[:, start : start + SIDE] + part * line[
            :, start - 1 : start - 1 + SIDE
        ]
    return new


def _thickened(pictures: Images, steps: int) -> Images:
    """Grow the ink by thirds of a pixel on all sides; below 0 the paper grows."""
    fine = pictures.repeat(FINER, axis=1).repeat(FINER, axis=2)
    fine = _smoothed(fine)
    pick = np.maximum if steps > 0 else np.minimum
    for _ in range(abs(steps)):
        for axis in (1, 2):
            fine = pick(fine, pick(_beside(fine, axis, 1), _beside(fine, axis, -1)))
    n = len(pictures)
    return np.asarray(fine.reshape(n, SIDE, FINER, SIDE, FINER).mean(axis=(2, 4)))


def _smoothed(fine: Images) -> Images:
    """A mean over three, both ways: no steps at the edges of the old pixels."""
    for axis in (1, 2):
        fine = (_beside(fine, axis, 1) + fine + _beside(fine, axis, -1)) / np.float32(3)
    return fine


def _beside(fine: Images, axis: int, step: int) -> Images:
    return np.roll(fine, step, axis=axis)
