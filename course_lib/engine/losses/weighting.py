"""Weights of the examples in a loss: one each, or one for each class."""

import numpy as np

from course_lib.engine.arrays import Array


def check_weights(name: str, weights: Array, *shapes: tuple[int, ...]) -> None:
    """Refuse weights of another shape, or that are negative or not finite.

    Raises
    ------
    ValueError
        Naming what was needed and what came.
    """
    numbers = np.asarray(weights)
    if numbers.shape not in shapes:
        needed = " or ".join(str(shape) for shape in shapes)
        raise ValueError(f"{name} needs the shape {needed}; got shape {numbers.shape}")
    if not (np.isfinite(numbers) & (numbers >= 0)).all():
        wrong = numbers[~(np.isfinite(numbers) & (numbers >= 0))].flat[0]
        raise ValueError(f"{name} needs finite numbers, 0 or more; got {wrong:g}")
