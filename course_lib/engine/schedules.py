"""Schedules: a schedule is any function from the step, counted from 0, to a learning rate.

It also takes an array of steps, so that it plots itself.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.engine.arrays import Array, PerModel, check_range

Schedule = Callable[[Any], Any]


def constant(lr: PerModel) -> Schedule:
    """Return the schedule ``lr(step) = lr``.

    Examples
    --------
    >>> constant(0.1)(np.arange(3))
    array([0.1, 0.1, 0.1])
    """
    check_range("lr", lr, 0)

    def schedule(step: npt.ArrayLike) -> PerModel | Array:
        steps = np.asarray(step)
        return lr if steps.ndim == 0 else np.asarray(lr) + np.zeros(steps.shape)

    return schedule
