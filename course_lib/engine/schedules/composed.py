# ruff: noqa: N801 - classes that are used like functions
"""Schedules made of schedules.

Wherever one stands inside another, a number is taken for a constant rate.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.arguments import check_kind, checked_call, told, whole_number
from course_lib.engine.arrays import PerModel, check_range
from course_lib.engine.schedules.schedule import Schedule, as_steps
from course_lib.engine.settings import Settings


@dataclass(frozen=True, eq=False, repr=False)
class warm_up(Settings):
    """A straight rise to where a schedule begins, then the schedule.

    ::

        (step + 1) / steps * schedule(0)      for step < steps
        schedule(step - steps)                from there on

    Parameters
    ----------
    schedule : Schedule, float, or one value per model
        It counts its own steps from the end of the warm-up: a decay over the rest of a run of
        ``n`` steps takes ``n - steps`` of them.
    steps : int
        The last of them, ``steps - 1``, is the first at the full rate.

    Notes
    -----
    Rivals. The rise ``step / steps`` begins at 0 and wastes an update. Some libraries multiply:
    ``min((step + 1) / steps, 1) * schedule(step)``, where the schedule decays during the warm-up
    already. Goyal et al. (2017) rise from a rate that works to one that is too large at first.

    Examples
    --------
    >>> from course_lib.engine import linear_decay
    >>> warm_up(linear_decay(0.4, steps=4), steps=4)(np.arange(8))
    array([0.1, 0.2, 0.3, 0.4, 0.4, 0.3, 0.2, 0.1])

    Notebook 06, section 7.
    """

    schedule: PerModel | Schedule
    steps: int

    def __post_init__(self) -> None:
        _check_rate("schedule", self.schedule)
        whole_number("steps", self.steps)

    def __call__(self, step: npt.ArrayLike) -> PerModel:
        """Return the rate on the rise or, after it, the schedule's."""
        now = as_steps(step)
        rise = np.minimum((now + 1.0) / self.steps, 1)
        lr: PerModel = rise * _read(self.schedule, np.maximum(now, self.steps) - self.steps)
        return lr


@dataclass(frozen=True, eq=False, repr=False)
class piecewise(Settings):
    """One rate after the other: ``rates[i]`` from step ``boundaries[i - 1]`` on.

    Parameters
    ----------
    boundaries : rising whole numbers
        The first steps of all pieces but the first.
    rates : one more than boundaries; floats, values per model, or schedules
        A schedule counts its own steps from the beginning of its piece.

    Notes
    -----
    As in PyTorch and optax a boundary belongs to the piece that it begins. Rival: in Keras's
    ``PiecewiseConstantDecay`` it is the last step of the piece before.

    Examples
    --------
    >>> from course_lib.engine import linear_decay
    >>> piecewise([2, 4], [0.1, 0.01, linear_decay(0.01, steps=2)])(np.arange(7))
    array([0.1  , 0.1  , 0.01 , 0.01 , 0.01 , 0.005, 0.   ])

    Notebook 06, section 5.
    """

    boundaries: Sequence[int]
    rates: Sequence[PerModel | Schedule]

    def __post_init__(self) -> None:
        for name in ("boundaries", "rates"):
            check_kind(f"piecewise: {name}", getattr(self, name), (list, tuple), "a list")
        # Tuples of their own: a caller's list may change later.
        object.__setattr__(self, "boundaries", tuple(self.boundaries))
        object.__setattr__(self, "rates", tuple(self.rates))
        if not self.boundaries or len(self.rates) != len(self.boundaries) + 1:
            raise ValueError(
                "piecewise needs one boundary or more, and one rate more than boundaries; "
                f"got {len(self.boundaries)} boundaries and {len(self.rates)} rates"
            )
        for boundary in self.boundaries:
            whole_number("a boundary", boundary)
        if any(later <= earlier for earlier, later in pairwise(self.boundaries)):
            raise ValueError(f"boundaries must rise; got {self.boundaries}")
        for i, rate in enumerate(self.rates):
            _check_rate(f"rates[{i}]", rate)

    def __call__(self, step: npt.ArrayLike) -> PerModel:
        """Return the rate of the piece in which the step lies."""
        now = as_steps(step)
        lr: Any = _read(self.rates[0], now)
        for begin, rate in zip(self.boundaries, self.rates[1:], strict=True):
            # A piece that is still to come is read at its own step 0, and not used.
            lr = np.where(now >= begin, _read(rate, np.maximum(now, begin) - begin), lr)
        number_or_array: PerModel = lr[()]
        return number_or_array


@dataclass(frozen=True, eq=False, repr=False)
class per_epoch(Settings):
    """A schedule read once per epoch: ``schedule(step // steps_per_epoch)``.

    The schedule counts epochs, from 0, and its rate holds for the whole of one.

    Parameters
    ----------
    schedule : Schedule
    steps_per_epoch : int
        Updates in one pass over the data: ``ceil(n / batch_size)``.

    Examples
    --------
    >>> from course_lib.engine import exponential_decay
    >>> per_epoch(exponential_decay(0.1, decay=0.9), steps_per_epoch=2)(np.arange(5))
    array([0.1  , 0.1  , 0.09 , 0.09 , 0.081])

    Notebook 06b, section 3.
    """

    schedule: Schedule
    steps_per_epoch: int

    def __post_init__(self) -> None:
        if not callable(self.schedule):
            raise TypeError(f"per_epoch takes a schedule; got {told(self.schedule)}")
        whole_number("steps_per_epoch", self.steps_per_epoch)

    def __call__(self, step: npt.ArrayLike) -> PerModel:
        """Return the rate of the epoch in which the step lies."""
        lr: PerModel = _read(self.schedule, as_steps(step) // self.steps_per_epoch)
        return lr


def _check_rate(name: str, rate: PerModel | Schedule) -> None:
    if not callable(rate):
        check_range(name, rate, 0)


def _read(rate: PerModel | Schedule, step: Any) -> Any:
    return checked_call("the schedule inside", rate, step) if callable(rate) else rate
