"""What every augmentation shares: flat batches of images, and what is refused."""

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from course_lib.arguments import as_numbers, is_number, is_whole, told

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
        _check_shape(type(self).__name__, self.shape)

    def _check(self, x: Array) -> None:
        _check_images(type(self).__name__, x, self.shape)


def as_images(who: str, x: Array, shape: ImageShape) -> Array:
    """Unfold a flat batch into (n, height, width, channels)."""
    _check_shape(who, shape)
    _check_images(who, x, shape)
    return x.reshape(len(x), *shape) if len(shape) == 3 else x.reshape(len(x), *shape, 1)


def one_for_each(
    who: str, n: int, name: str, values: npt.ArrayLike, kinds: str = "iu"
) -> npt.NDArray[Any]:
    """Return one amount for each of n images as an array: whole numbers, or other ``kinds``."""
    amounts = as_numbers(f"{who}: {name}", values)
    if amounts.shape != (n,):
        raise ValueError(
            f"{who} needs {name} with one value for each of the {n} images, shape ({n},); "
            f"got shape {amounts.shape}"
        )
    if amounts.dtype.kind not in kinds:
        needed = {"iu": "whole numbers", "b": "True or False", "fiu": "numbers"}[kinds]
        raise TypeError(f"{who}: {name} must be {needed}; got {told(amounts)}")
    if not np.isfinite(amounts).all():
        raise ValueError(f"{who}: {name} must be finite; got inf or NaN among them")
    return amounts


def check_count(step: Checked, name: str) -> None:
    """Refuse a field that is not a whole number from 0 on."""
    value = getattr(step, name)
    if not is_whole(value, least=0):
        raise ValueError(
            f"{type(step).__name__} needs {name} as a whole number, 0 or more; got {told(value)}"
        )


def check_number(step: Checked, name: str, low: float = -math.inf, high: float = math.inf) -> None:
    """Refuse a field that is not finite or lies outside [low, high]."""
    value = getattr(step, name)
    if not (is_number(value) and low <= float(value) <= high):
        raise ValueError(
            f"{type(step).__name__} needs a finite {name} in [{low:g}, {high:g}]; got {told(value)}"
        )


def check_augmentation(step: Checked, inner: Augmentation) -> None:
    """Refuse what cannot be called, and a class in the place of what it makes."""
    if isinstance(inner, type) or not callable(inner):
        raise TypeError(
            f"{type(step).__name__} takes augmentations, such as Noise(0.1); got {told(inner)}"
        )


def changed_by(step: Checked, inner: Augmentation, x: Array, rng: np.random.Generator) -> Array:
    """What an augmentation within another gives, where that is a batch of the same kind."""
    y = inner(x, rng=rng)
    if not isinstance(y, np.ndarray) or y.shape != x.shape or y.dtype != x.dtype:
        raise TypeError(
            f"{type(step).__name__} takes augmentations, which give an array of x's shape "
            f"{x.shape} and dtype {x.dtype}; {told(inner)} gave {told(y)}"
            + (" (no return?)" if y is None else "")
        )
    return y


def _check_shape(who: str, shape: Any) -> None:
    if not isinstance(shape, tuple | list) or len(shape) not in (2, 3):
        raise ValueError(
            f"{who} needs a shape (height, width) or (height, width, channels); got {told(shape)}"
        )
    if not all(map(is_whole, shape)):
        raise ValueError(f"{who} needs a shape of whole numbers, 1 or more; got {told(shape)}")


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
            f"{who} needs x as an array of float64 or float32; got {came}. "
            "Whole-numbered grey values become floats by x / 255"
        )
    if x.ndim != 2:
        raise ValueError(f"{who} needs x of shape (n, features); got shape {x.shape}")
