# ruff: noqa: N801 - classes that are used like functions
"""Schedules without an end: they hold, or fall for as long as the run goes on."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from course_lib.engine.arrays import PerModel
from course_lib.engine.schedules.schedule import as_real, as_steps
from course_lib.engine.settings import Settings, whole, within


@dataclass(frozen=True, eq=False, repr=False)
class constant(Settings):
    """The same rate at every step: ``lr``.

    Parameters
    ----------
    lr : float >= 0, or one value per model

    Examples
    --------
    >>> constant(0.1)(np.arange(3))
    array([0.1, 0.1, 0.1])
    """

    lr: PerModel = within(0)

    def __call__(self, step: npt.ArrayLike) -> PerModel:
        """Return ``lr`` for each step."""
        return self.lr + np.zeros(as_steps(step).shape)


@dataclass(frozen=True, eq=False, repr=False)
class step_decay(Settings):
    """A staircase: ``lr * factor**(step // every)``.

    Parameters
    ----------
    lr : float >= 0, or one value per model
        The rate of the first stair.
    factor : float in [0, 1], or one value per model
        What each stair multiplies the rate by; 0.5 halves it.
    every : int
        The length of a stair in steps.

    Examples
    --------
    >>> step_decay(0.1, factor=0.5, every=2)(np.arange(5))
    array([0.1  , 0.1  , 0.05 , 0.05 , 0.025])

    Notebook 06b, section 3.
    """

    lr: PerModel = within(0)
    factor: PerModel = within(0, 1, high_included=True)
    every: int = whole()

    def __call__(self, step: npt.ArrayLike) -> PerModel:
        """Return ``lr * factor**(step // every)``."""
        return self.lr * self.factor ** (as_real(step) // self.every)


@dataclass(frozen=True, eq=False, repr=False)
class exponential_decay(Settings):
    """Each step multiplies the rate by the same number: ``lr * decay**step``.

    Parameters
    ----------
    lr : float >= 0, or one value per model
        The rate at step 0.
    decay : float in [0, 1], or one value per model
        The share of the rate that a step leaves. Where a source says "1 % per epoch", it is 0.99
        and the schedule is read once per epoch, by ``per_epoch``.

    Examples
    --------
    >>> exponential_decay(0.1, decay=0.9)(np.arange(3))
    array([0.1  , 0.09 , 0.081])

    Notebook 06b, section 3.
    """

    lr: PerModel = within(0)
    decay: PerModel = within(0, 1, high_included=True)

    def __call__(self, step: npt.ArrayLike) -> PerModel:
        """Return ``lr * decay**step``."""
        return self.lr * self.decay ** as_real(step)


@dataclass(frozen=True, eq=False, repr=False)
class inverse_time_decay(Settings):
    """The rate falls as one over the time: ``lr / (1 + decay * step)``.

    Parameters
    ----------
    lr : float >= 0, or one value per model
        The rate at step 0.
    decay : float >= 0, or one value per model
        After ``1 / decay`` steps the rate is half of ``lr``.

    Notes
    -----
    Falling as 1 / step, it meets the conditions of Robbins and Monro (1951): the rates have an
    infinite sum, their squares a finite one.

    Examples
    --------
    >>> inverse_time_decay(0.1, decay=0.5)(np.array([0, 2, 8]))
    array([0.1 , 0.05, 0.02])

    Notebook 06b, section 3.
    """

    lr: PerModel = within(0)
    decay: PerModel = within(0)

    def __call__(self, step: npt.ArrayLike) -> PerModel:
        """Return ``lr / (1 + decay * step)``."""
        return self.lr / (1 + self.decay * as_real(step))


@dataclass(frozen=True, eq=False, repr=False)
class inverse_square_root_decay(Settings):
    """The rate falls as one over the root of the time: ``lr / sqrt(1 + step / scale)``.

    Parameters
    ----------
    lr : float >= 0, or one value per model
        The rate at step 0.
    scale : int
        After ``3 * scale`` steps the rate is half of ``lr``. After a warm-up of ``scale`` steps
        the rate is ``lr * sqrt(scale / step)``, the curve of Vaswani et al. (2017).

    Notes
    -----
    Rival: ``lr * sqrt(scale / max(step, scale))`` holds the rate for the first ``scale`` steps
    (Raffel et al., 2020). Where a source writes ``k / sqrt(epoch)``, which is undefined at epoch
    0, its ``k**2`` is our ``scale``; the two agree late in a run.

    Examples
    --------
    >>> inverse_square_root_decay(0.1, scale=5)(np.array([0, 15, 75]))
    array([0.1  , 0.05 , 0.025])
    """

    lr: PerModel = within(0)
    scale: int = whole()

    def __call__(self, step: npt.ArrayLike) -> PerModel:
        """Return ``lr / sqrt(1 + step / scale)``."""
        return self.lr / np.sqrt(1 + as_real(step) / self.scale)
