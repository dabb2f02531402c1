"""What every augmentation shares: flat batches of images, and what is refused."""

import math
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


def as_images(who: str, x: Array, shape: ImageShape) -> Array:
    """Unfold a flat batch into (n, height, width, channels), channels last."""
    check_images(who, x, shape)
    return x.reshape(len(x), *shape) if len(shape) == 3 else x.reshape(len(x), *shape, 1)


def check_images(who: str, x: Array, shape: ImageShape) -> None:
    """Refuse a batch whose features do not make up such images.

    Raises
    ------
    TypeError
        For anything but an array of float64 or float32.
    ValueError
        For a batch that is not two-dimensional or has another number of features.
    """
    check_batch(who, x)
    if x.shape[1] != math.prod(shape):
        raise ValueError(
            f"{who} needs {math.prod(shape)} features for images of shape {shape}; "
            f"got x of shape {x.shape}"
        )


def check_batch(who: str, x: Array) -> None:
    """Refuse what is no flat batch of floating-point numbers, as ``check_images`` says."""
    if not isinstance(x, np.ndarray) or x.dtype not in (np.float64, np.float32):
        came = x.dtype if isinstance(x, np.ndarray) else type(x).__name__
        raise TypeError(
            f"{who} needs an array of float64 or float32; got {came}. "
            "Whole-numbered grey values become floats by x / 255"
        )
    if x.ndim != 2:
        raise ValueError(f"{who} needs x of shape (n, features); got shape {x.shape}")


def check_shape(who: str, shape: ImageShape) -> None:
    """Refuse a shape that is not two or three whole numbers above 0."""
    if not isinstance(shape, tuple | list) or len(shape) not in (2, 3):
        raise ValueError(
            f"{who} needs a shape (height, width) or (height, width, channels); got {shape!r}"
        )
    if not all(_is_whole(length) and length >= 1 for length in shape):
        raise ValueError(f"{who} needs a shape of whole numbers, 1 or more; got {shape!r}")


def check_count(who: str, name: str, value: int) -> None:
    """Refuse what is not a whole number from 0 on."""
    if not _is_whole(value) or value < 0:
        raise ValueError(f"{who} needs {name} as a whole number, 0 or more; got {value!r}")


def check_number(
    who: str, name: str, value: float, low: float = -math.inf, high: float = math.inf
) -> None:
    """Refuse a number that is not finite or lies outside [low, high]."""
    if not (math.isfinite(value) and low <= value <= high):
        raise ValueError(f"{who} needs a finite {name} in [{low:g}, {high:g}]; got {value}")


def check_amounts(who: str, name: str, values: npt.NDArray[Any], n: int) -> None:
    """Refuse anything but one value for each image."""
    if np.shape(values) != (n,):
        raise ValueError(
            f"{who} needs one {name} for each of the {n} images, shape ({n},); "
            f"got shape {np.shape(values)}"
        )


def check_augmentation(who: str, step: Augmentation) -> None:
    """Refuse what cannot be called, and a class in the place of what it makes."""
    if isinstance(step, type) or not callable(step):
        raise TypeError(f"{who} takes augmentations, such as Noise(0.1); got {step!r}")


def check_rng(who: str, rng: np.random.Generator) -> None:
    """Refuse what is no generator."""
    if not isinstance(rng, np.random.Generator):
        raise TypeError(
            f"{who} needs rng, a numpy.random.Generator such as np.random.default_rng(0); "
            f"got {type(rng).__name__}"
        )


def _is_whole(value: Any) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool)
