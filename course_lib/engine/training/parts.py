"""The parts of an optimizer: what each must offer, and how many models it has values for."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.arguments import as_numbers, check_array, offers, told

NEEDED = {
    "rule": ("init", "update"),
    "regularizer": ("penalty", "gradient"),
    "clip": ("__call__",),
    "constraint": ("apply",),
    "mask": (),
}
"""What each part must offer."""


def check_part(name: str, value: Any) -> None:
    """Refuse what cannot be this part, at once and not in the midst of a run."""
    if name == "mask" and value is not None:
        check_array("mask", value)
        if not np.isfinite(as_numbers("mask", value)).all():
            raise ValueError("mask needs finite numbers; got NaN or inf in it")
    needed = NEEDED.get(name)
    if not needed or (value is None and name != "rule"):
        return
    if not offers(value, *needed):
        raise TypeError(f"{name} needs an object with {' and '.join(needed)}; got {told(value)}")


def values_per_model(lr: Any, parts: Iterable[Any]) -> Iterator[tuple[str, npt.NDArray[Any]]]:
    """Every hyperparameter that has one value per model, with its name."""
    named = [("lr", lr)]
    for part in parts:
        named += getattr(part, "__dict__", {}).items()
    for name, value in named:
        if isinstance(value, np.ndarray) and value.ndim == 3:
            yield name, value
