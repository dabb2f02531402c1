"""What a reader meets elsewhere, each in a line of parts that the engine has.

A contender makes the rates of a run of so many updates from a peak and a shape. What needs the
losses of the run is a ``Watched`` rate instead of a schedule.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from course_lib.engine import constant, cosine_decay, linear_decay, piecewise, warm_up
from course_lib.engine.schedules.schedule import Schedule

FINAL = 0.01
"""Where all end that come down, as a share of the peak."""


@dataclass(frozen=True)
class Watched:
    """A rate that is asked for anew after every epoch, with the losses of all epochs so far.

    Parameters
    ----------
    peak : the rate of the first epoch
    rule : function of (losses, peak) -> the rate of the next epoch
        A loss is the mean of an epoch's batches, as they were trained on.
    """

    peak: float
    rule: Callable[[Sequence[float], float], float]


Rate = Schedule | Watched


def plateau_rate(
    losses: Sequence[float], peak: float, *, patience: int, factor: float = 0.1
) -> float:
    """Reduce on plateau: after ``patience`` epochs in a row without a new lowest loss, a share.

    After a cut the patience begins anew; the lowest loss is that of the whole run.

    Parameters
    ----------
    losses : one of each epoch so far

    Notes
    -----
    As Keras's ``ReduceLROnPlateau`` and PyTorch's, without their threshold of 1e-4. Keras calls
    the last argument ``patience`` too; PyTorch cuts one epoch later.

    Examples
    --------
    >>> round(plateau_rate([0.5, 0.4, 0.41, 0.42], 0.8, patience=2), 6)
    0.08
    """
    rate, lowest, waited = peak, np.inf, 0
    for loss in losses:
        waited = 0 if loss < lowest else waited + 1
        lowest = min(lowest, loss)
        if waited == patience:
            rate, waited = rate * factor, 0
    return rate


def one_cycle(peak: float, steps: int, rise: float) -> Schedule:
    """Up in a straight line, down in another, and a last tenth far below where it began.

    L. Smith (2018), without its momentum that goes down where the rate goes up. PyTorch's
    ``OneCycleLR`` has two half waves of the cosine in the place of the lines.

    Examples
    --------
    >>> one_cycle(0.8, steps=100, rise=0.45)(np.array([0, 45, 90, 100])).round(3)
    array([0.08 , 0.8  , 0.08 , 0.008])
    """
    top, last = round(rise * steps), round(0.9 * steps)
    up = linear_decay(peak / 10, top, peak)
    down = linear_decay(peak, last - top, peak / 10)
    return piecewise([top, last], [up, down, linear_decay(peak / 10, steps - last, FINAL * peak)])


def warm_restarts(peak: float, steps: int, cycles: int) -> Schedule:
    """A cosine again and again.

    Loshchilov and Hutter (2017), who also make each cycle longer than the one before.

    Examples
    --------
    >>> warm_restarts(0.8, steps=100, cycles=2)(np.array([0, 49, 50, 99])).round(2)
    array([0.8 , 0.01, 0.8 , 0.01])
    """
    length = steps // cycles
    starts = [length * cycle for cycle in range(1, cycles)]
    return piecewise(starts, [cosine_decay(peak, length, FINAL * peak)] * cycles)


def hold_then_decay(peak: float, steps: int, share: float, *, warm: float = 0.05) -> Schedule:
    """A warm-up, the peak, and a straight fall over the last ``share`` of the run.

    Warm-up-stable-decay, WSD: Hu et al. (2024); Hägele et al. (2024) compare forms of the fall.

    Examples
    --------
    >>> hold_then_decay(0.8, steps=100, share=0.4)(np.array([0, 4, 59, 80, 100])).round(3)
    array([0.16 , 0.8  , 0.8  , 0.404, 0.008])
    """
    rise, fall = round(warm * steps), round(share * steps)
    held = piecewise([steps - rise - fall], [peak, linear_decay(peak, fall, FINAL * peak)])
    return warm_up(held, rise)


@dataclass(frozen=True)
class Contender:
    """A way to set the rate, with the shapes that it is tuned over.

    Attributes
    ----------
    shapes : words -> what goes to ``make``
    make : function of peak, steps and a shape -> a schedule, or a ``Watched`` rate
    """

    shapes: Mapping[str, Any]
    make: Callable[[float, int, Any], Rate]


def _on_plateau(peak: float, steps: int, shape: tuple[int, float]) -> Watched:
    patience, factor = shape
    return Watched(peak, partial(plateau_rate, patience=patience, factor=factor))


CONTENDERS: dict[str, Contender] = {
    "constant": Contender({"-": None}, lambda peak, steps, shape: constant(peak)),
    "cosine": Contender(
        {"end 0.01": 0.01, "end 0.1": 0.1},
        lambda peak, steps, end: cosine_decay(peak, steps, end * peak),
    ),
    "one cycle": Contender({"rise 10 %": 0.1, "rise 30 %": 0.3}, one_cycle),
    "restarts": Contender({"2 cycles": 2, "4 cycles": 4}, warm_restarts),
    "hold, decay": Contender({"last 20 %": 0.2, "last 40 %": 0.4}, hold_then_decay),
    "on plateau": Contender(
        {"3 epochs, x 0.3": (3, 0.3), "3 epochs, x 0.1": (3, 0.1)},
        _on_plateau,
    ),
}
