"""The shapes and types that the whole engine shares.

Every array ends in (examples, features). Anything in front is the model axis: an array of shape
(K, examples, features) holds K models side by side, and a hyperparameter is a number or one value
per model, shape (K, 1, 1).
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.arguments import as_numbers, told

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

    Notebook 03b, section 1.
    """
    numbers = as_numbers("per_model: values", values).astype(np.float64)
    if numbers.ndim != 1 or not len(numbers):
        raise ValueError(f"per_model takes a flat list of numbers; got shape {numbers.shape}")
    return numbers.reshape(-1, 1, 1)


def product(a: Array, b: Array, out: Array | None = None) -> Array:
    """``a @ b``; without a model axis by ``np.dot``, the same numbers in less time."""
    if a.ndim == b.ndim == 2:
        return np.dot(a, b, out)
    return np.matmul(a, b, out)


def check_range(
    name: str,
    value: PerModel,
    low: float,
    high: float = np.inf,
    *,
    low_included: bool = True,
    high_included: bool = False,
) -> PerModel:
    """Return a hyperparameter as it came, or say why it cannot be one."""
    try:
        numbers = np.asarray(value)
    except ValueError:  # lists of different lengths
        numbers = np.asarray(None)
    if numbers.dtype.kind not in "fiu":
        raise TypeError(f"{name} must be a number, or one for each model; got {told(value)}")
    listed = not isinstance(value, np.ndarray)
    if numbers.ndim and (listed or numbers.ndim != 3 or numbers.shape[1:] != (1, 1)):
        came = f"the list {value}" if listed else f"shape {numbers.shape}"
        raise ValueError(
            f"{name}: one value per model has the shape (K, 1, 1), as per_model([...]) makes it; "
            f"got {came}"
        )
    above = numbers >= low if low_included else numbers > low
    below = numbers <= high if high_included else numbers < high
    fits = np.isfinite(numbers) & above & below
    if not np.all(fits):
        interval = f"{'[' if low_included else '('}{low:g}, {high:g}{']' if high_included else ')'}"
        raise ValueError(f"{name} must lie in {interval}; got {numbers[~fits][0]}")
    return value


def check_number(name: str, value: Any, low: float, high: float = np.inf, **ends: bool) -> float:
    """The same for a setting that all models share."""
    if np.ndim(check_range(name, value, low, high, **ends)):
        raise ValueError(f"{name} must be one number for all models; got {told(value)}")
    return float(value)


def check_models(
    name: str, values: Array, models: tuple[int, ...], holder: str = "the network"
) -> None:
    """Refuse one value per model where there are not as many models."""
    if values.ndim and values.shape[:-2] != models:
        held = models[0] if models else "one"
        raise ValueError(f"{name} has values for {len(values)} models; {holder} holds {held}")


def uniform(rng: Rng, shape: tuple[int, ...], dtype: npt.DTypeLike) -> Array:
    """Draw from [0, 1) for the last two axes of ``shape``.

    One generator makes one draw that all models share; a list of K generators makes K of them.
    """
    precision = np.float32 if dtype == np.float32 else np.float64
    if isinstance(rng, np.random.Generator):
        return rng.random(shape[-2:], dtype=precision)
    return np.stack([generator.random(shape[-2:], dtype=precision) for generator in rng])
