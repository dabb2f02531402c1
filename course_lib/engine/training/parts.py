"""What may be a part of an optimizer, and what of it is set for each model."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

NEEDED = {
    "rule": ("init", "update"),
    "regularizer": ("penalty", "gradient"),
    "clip": ("__call__",),
    "constraint": ("apply",),
}
"""What each part must offer."""


def check_part(name: str, value: Any) -> None:
    """Refuse what cannot be this part, at once and not in the midst of a run.

    Raises
    ------
    TypeError
        Naming what was needed and what came.
    """
    needed = NEEDED.get(name)
    if needed is None or (value is None and name != "rule"):
        return
    if isinstance(value, type) or not all(hasattr(value, method) for method in needed):
        raise TypeError(f"{name} needs an object with {' and '.join(needed)}; got {value!r}")


def values_per_model(lr: Any, parts: Iterable[Any]) -> Iterator[tuple[str, npt.NDArray[Any]]]:
    """Every hyperparameter that has one value per model, with its name."""
    named = [("lr", lr)]
    for part in parts:
        named += getattr(part, "__dict__", {}).items()
    for name, value in named:
        if isinstance(value, np.ndarray) and value.ndim == 3:
            yield name, value
