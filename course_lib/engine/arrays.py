"""The shapes and types that the whole engine shares.

Every array ends in (examples, features). Anything in front is the model axis: an array of shape
(K, examples, features) holds K models side by side, and a hyperparameter is a number or one value
per model, shape (K, 1, 1).
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.floating[Any]]
Labels = npt.NDArray[np.integer[Any]]
PerModel = float | Array
Rng = np.random.Generator | Sequence[np.random.Generator]


def per_model(values: npt.ArrayLike) -> Array:
    """One value for each model of a stack, in the shape that meets every array of the engine.

    Parameters
    ----------
    values : K numbers

    Returns
    -------
    array of shape (K, 1, 1)

    Examples
    --------
    >>> per_model([0.0, 0.1, 0.2]).shape
    (3, 1, 1)
    """
    numbers = np.asarray(values, dtype=np.float64)
    if numbers.ndim != 1:
        raise ValueError(f"per_model takes a flat list of numbers; got shape {numbers.shape}")
    return numbers.reshape(-1, 1, 1)


def check_range(
    name: str, value: PerModel, low: float, high: float = np.inf, *, high_included: bool = False
) -> PerModel:
    """Return a hyperparameter as it came, or say why it cannot be one.

    Raises
    ------
    ValueError
        Where a value lies outside [low, high), is not a finite number, or where an array has not
        the shape (K, 1, 1).
    """
    numbers = np.asarray(value)
    if numbers.ndim and (numbers.ndim != 3 or numbers.shape[1:] != (1, 1)):
        raise ValueError(
            f"{name}: one value per model has the shape (K, 1, 1), as per_model([...]) makes it; "
            f"got shape {numbers.shape}"
        )
    below = numbers <= high if high_included else numbers < high
    if not np.all(np.isfinite(numbers) & (numbers >= low) & below):
        upper = f"{high:g}{']' if high_included else ')'}"
        raise ValueError(f"{name} must lie in [{low:g}, {upper}; got {value}")
    return value


def uniform(rng: Rng, shape: tuple[int, ...], dtype: npt.DTypeLike) -> Array:
    """Draw from [0, 1) for the last two axes of ``shape``.

    One generator makes one draw that all models share; a list of K generators makes K of them.
    """
    precision = np.float32 if dtype == np.float32 else np.float64
    if isinstance(rng, np.random.Generator):
        return rng.random(shape[-2:], dtype=precision)
    return np.stack([generator.random(shape[-2:], dtype=precision) for generator in rng])
