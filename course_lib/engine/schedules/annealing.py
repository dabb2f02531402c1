# ruff: noqa: N801 - classes that are used like functions
"""Schedules with an end: they reach it after a number of steps and stay there.

The end is reached at step ``steps``, as in PyTorch and optax: the last update of a run of that
many steps is one step short of it.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from course_lib.arguments import whole_number
from course_lib.engine.arrays import Array, PerModel, check_range
from course_lib.engine.schedules.schedule import as_real
from course_lib.engine.settings import Settings


@dataclass(frozen=True, eq=False, repr=False)
class linear_decay(Settings):
    """In a straight line from ``lr`` to ``end``.

    ::

        t = min(step / steps, 1)
        (1 - t) * lr + t * end

    Parameters
    ----------
    lr : float >= 0, or one value per model
        The rate at step 0.
    steps : int
        After so many steps the rate is ``end``, and stays there.
    end : float >= 0, or one value per model
        It may lie above ``lr``; then the rate rises.

    Examples
    --------
    >>> linear_decay(0.1, steps=4)(np.arange(6))
    array([0.1  , 0.075, 0.05 , 0.025, 0.   , 0.   ])

    Notebook 06b, section 3.
    """

    lr: PerModel
    steps: int
    end: PerModel = 0.0

    def __post_init__(self) -> None:
        _check(self.lr, self.steps, self.end)

    def __call__(self, step: npt.ArrayLike) -> PerModel:
        """Return the rate on the line."""
        t = _progress(step, self.steps)
        return (1 - t) * self.lr + t * self.end


@dataclass(frozen=True, eq=False, repr=False)
class cosine_decay(Settings):
    """From ``lr`` to ``end`` along half a wave of the cosine: slowly, fast, slowly.

    ::

        t = min(step / steps, 1)
        s = (1 + cos(pi * t)) / 2
        s * lr + (1 - s) * end

    Parameters
    ----------
    lr : float >= 0, or one value per model
        The rate at step 0.
    steps : int
        After so many steps the rate is ``end``, and stays there.
    end : float >= 0, or one value per model

    Notes
    -----
    Loshchilov and Hutter (2017), without their restarts. PyTorch's ``CosineAnnealingLR`` does
    not stay at the end: it climbs up again.

    Examples
    --------
    >>> cosine_decay(0.1, steps=4)(np.arange(6)).round(3)
    array([0.1  , 0.085, 0.05 , 0.015, 0.   , 0.   ])

    Notebook 06b, section 3.
    """

    lr: PerModel
    steps: int
    end: PerModel = 0.0

    def __post_init__(self) -> None:
        _check(self.lr, self.steps, self.end)

    def __call__(self, step: npt.ArrayLike) -> PerModel:
        """Return the rate on the half wave."""
        s: Array = (1 + np.cos(np.pi * _progress(step, self.steps))) / 2
        return s * self.lr + (1 - s) * self.end


def _check(lr: PerModel, steps: int, end: PerModel) -> None:
    check_range("lr", lr, 0)
    whole_number("steps", steps)
    check_range("end", end, 0)


def _progress(step: npt.ArrayLike, steps: int) -> Array:
    """How much of the way is done: 0 at the start, 1 from the end on."""
    return np.asarray(np.minimum(as_real(step) / steps, 1))
