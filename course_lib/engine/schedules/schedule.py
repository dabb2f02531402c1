"""What a schedule is: any function from the step, counted from 0, to a learning rate.

It also takes an array of steps, so that it plots itself.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.arguments import as_numbers, told
from course_lib.engine.arrays import Array

Schedule = Callable[[Any], Any]
"""``lr = schedule(step)``, for one step or an array of steps.

With one value per model, shape (K, 1, 1), one step gives that shape and T steps give (K, 1, T).
"""


def as_real(step: Any) -> Array:
    """Steps as float64, so that powers and quotients of them are."""
    return np.asarray(as_steps(step), np.float64)


def as_steps(step: Any) -> npt.NDArray[Any]:
    """Steps as an array, or what is wrong with them."""
    if isinstance(step, int) and 0 <= step < 2**63:
        return np.asarray(step)
    steps = as_numbers("a step", step)
    if not np.all(steps >= 0):  # so written that NaN is refused too
        raise ValueError(f"steps count from 0; got {told(step)}")
    return steps
