"""What every augmentation shares: flat batches of images, and what is refused."""

import math
import sys
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.floating[Any]]
ImageShape = tuple[int, int] | tuple[int, int, int]
"""(height, width), or (height, width, channels)."""


class Augmentation(Protocol):
    """A function that changes a batch at random and keeps its shape, dtype and order."""

    def __call__(self, x: Array, *, rng: np.random.Generator) -> Array:
        """Return the changed batch as a new array."""


class Checked(ABC):
    """An augmentation that looks at what it gets before it draws."""

    def __call__(self, x: Array, *, rng: np.random.Generator) -> Array:
        """Return the changed batch as a new array."""
        self._check(x)
        if not isinstance(rng, np.random.Generator):
            raise TypeError(
                f"{type(self).__name__} needs rng, a numpy.random.Generator such as "
                f"np.random.default_rng(0); got {type(rng).__name__}"
            )
        return self._changed(x, rng)

    def _check(self, x: Array) -> None:
        """Refuse what is no flat batch of floating-point numbers."""
        _check_batch(type(self).__name__, x)

    @abstractmethod
    def _changed(self, x: Array, rng: np.random.Generator) -> Array:
        """Draw, and change the batch."""


@dataclass(frozen=True)
class OnImages(Checked):
    """An augmentation that needs to know how a row of x is an image."""

    shape: ImageShape

    def __post_init__(self) -> None:
        who, shape = type(self).__name__, self.shape
        if not isinstance(shape, tuple | list) or len(shape) not in (2, 3):
            raise ValueError(
                f"{who} needs a shape (height, width) or (height, width, channels); got {shape!r}"
            )
        if not all(_is_whole(length) and length >= 1 for length in shape):
            raise ValueError(f"{who} needs a shape of whole numbers, 1 or more; got {shape!r}")

    def _check(self, x: Array) -> None:
        _check_images(type(self).__name__, x, self.shape)


def as_images(who: str, x: Array, shape: ImageShape, **amounts: npt.NDArray[Any]) -> Array:
    """Unfold a flat batch into (n, height, width, channels); there is one amount for each image."""
    _check_images(who, x, shape)
    for name, values in amounts.items():
        if np.shape(values) != (len(x),):
            raise ValueError(
                f"{who} needs one {name} for each of the {len(x)} images, shape ({len(x)},); "
                f"got shape {np.shape(values)}"
            )
    return x.reshape(len(x), *shape) if len(shape) == 3 else x.reshape(len(x), *shape, 1)


def check_count(step: Checked, name: str) -> None:
    """Refuse a field that is not a whole number from 0 on."""
    value = getattr(step, name)
    if not _is_whole(value) or value < 0:
        raise ValueError(
            f"{type(step).__name__} needs {name} as a whole number, 0 or more; got {value!r}"
        )


def check_number(step: Checked, name: str, low: float = -math.inf, high: float = math.inf) -> None:
    """Refuse a field that is not finite or lies outside [low, high]."""
    value = getattr(step, name)
    real = isinstance(value, int | float | np.integer | np.floating)
    if not (real and abs(value) <= sys.float_info.max and low <= value <= high):
        raise ValueError(
            f"{type(step).__name__} needs a finite {name} in [{low:g}, {high:g}]; got {value!r:.80}"
        )


def check_augmentation(step: Checked, inner: Augmentation) -> None:
    """Refuse what cannot be called, and a class in the place of what it makes."""
    if isinstance(inner, type) or not callable(inner):
        raise TypeError(
            f"{type(step).__name__} takes augmentations, such as Noise(0.1); got {inner!r}"
        )


def _check_images(who: str, x: Array, shape: ImageShape) -> None:
    _check_batch(who, x)
    if x.shape[1] != math.prod(shape):
        raise ValueError(
            f"{who} needs {math.prod(shape)} features for images of shape {shape}; "
            f"got x of shape {x.shape}"
        )


def _check_batch(who: str, x: Array) -> None:
    plain = isinstance(x, np.ndarray) and not isinstance(x, np.ma.MaskedArray | np.matrix)
    if not plain or x.dtype not in (np.float64, np.float32):
        came = x.dtype if plain else type(x).__name__
        raise TypeError(
            f"{who} needs an array of float64 or float32; got {came}. "
            "Whole-numbered grey values become floats by x / 255"
        )
    if x.ndim != 2:
        raise ValueError(f"{who} needs x of shape (n, features); got shape {x.shape}")


def _is_whole(value: Any) -> bool:
    whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    return whole and abs(int(value)) < 2**63
