"""The data of the playground: what a setting names, drawn and cut in two."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

import numpy as np

from course_lib.chapters.playground.settings import PlaygroundSettings
from course_lib.datasets import (
    Noise,
    blobs,
    circles,
    load_mnist,
    moons,
    spiral,
    stratified_split,
    xor,
)
from course_lib.engine.arrays import Array, Labels

POINTS, IMAGES = 300, 1000

RING = 0.4
"""Radius of the inner circle: further in than usual, so that the noise of the others suits it."""

SETS: dict[str, Callable[..., Any]] = {
    "moons": moons, "circles": partial(circles, factor=RING), "spiral": spiral, "xor": xor,
    "blobs": blobs,
}  # fmt: skip


def draw(settings: PlaygroundSettings, *, rng: np.random.Generator) -> tuple[Array, Labels]:
    """All examples: points in float64, or noisy images in float32, which is faster."""
    if settings.data == "mnist":
        images, digits = _digits()
        return Noise(settings.noise)(images, rng=rng), digits
    x, labels = SETS[settings.data](POINTS, noise=settings.noise, rng=rng)
    return x, labels


def sizes(settings: PlaygroundSettings) -> list[int]:
    """How many examples there are to train on, and how many in the dev set."""
    total = IMAGES if settings.data == "mnist" else POINTS
    train = round(settings.train_share * total)
    return [train, total - train]


def split(
    settings: PlaygroundSettings, labels: Labels, *, rng: np.random.Generator
) -> tuple[Labels, Labels]:
    """Which examples are trained on, and which are the dev set."""
    train, dev = stratified_split(labels, sizes(settings), rng=rng)
    return train, dev


@cache
def _digits() -> tuple[Array, Labels]:
    images, digits = load_mnist(count=IMAGES, dtype=np.float32)
    images.flags.writeable = digits.flags.writeable = False  # all runs share them
    return images, digits
