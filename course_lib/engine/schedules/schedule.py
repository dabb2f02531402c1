"""What a schedule is: any function from the step, counted from 0, to a learning rate.

It also takes an array of steps, so that it plots itself.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.engine.arrays import Array

Schedule = Callable[[Any], Any]
"""``lr = schedule(step)``, for one step or an array of steps.

With one value per model, shape (K, 1, 1), one step gives that shape and T steps give (K, 1, T).
"""


def as_real(step: npt.ArrayLike) -> Array:
    """Steps as float64, so that powers and quotients of them are."""
    return np.asarray(step, np.float64)
