"""The lectures' ways from a peak to an end, each reaching the same end after the same steps."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from course_lib.engine import (
    constant,
    cosine_decay,
    exponential_decay,
    inverse_time_decay,
    linear_decay,
    piecewise,
    warm_up,
)
from course_lib.engine.schedules.schedule import Schedule


@dataclass(frozen=True)
class inverse_root_to:  # noqa: N801 - used like a function, as the engine's schedules are
    """``peak / sqrt(1 + step / scale)``, with the scale that gives ``end`` at step ``steps``.

    The engine's ``inverse_square_root_decay`` takes whole steps for its scale; here it may be a
    fraction of one.

    Examples
    --------
    >>> inverse_root_to(0.4, steps=4, end=0.1)(np.array([0, 4])).round(6)
    array([0.4, 0.1])
    """

    peak: float
    steps: int
    end: float

    def __call__(self, step: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Return the rate."""
        scale = self.steps / ((self.peak / self.end) ** 2 - 1)
        return np.asarray(self.peak / np.sqrt(1 + np.asarray(step) / scale))


def staircase_to(peak: float, steps: int, end: float) -> Schedule:
    """Three stairs of 40, 25 and 25 parts of 90, in equal ratios: the lecture's, after its warm-up.

    Examples
    --------
    >>> staircase_to(1.0, steps=90, end=0.01)(np.array([39, 40, 64, 65])).round(6)
    array([1.  , 0.1 , 0.1 , 0.01])
    """
    boundaries = (round(steps * 40 / 90), round(steps * 65 / 90))
    return piecewise(boundaries, [peak, np.sqrt(peak * end), end])


FORMS: dict[str, Callable[[float, int, float], Schedule]] = {
    "constant": lambda peak, steps, end: constant(peak),
    "linear": linear_decay,
    "cosine": cosine_decay,
    "exponential": lambda peak, steps, end: exponential_decay(peak, (end / peak) ** (1 / steps)),
    "1 / t": lambda peak, steps, end: inverse_time_decay(peak, (peak / end - 1) / steps),
    "1 / root t": inverse_root_to,
    "staircase": staircase_to,
}
"""Each takes peak, steps and end."""


def composed(form: str, peak: float, warm: float, final: float, *, steps: int) -> Schedule:
    """A warm-up over the share ``warm`` of the steps, then the form down to ``final * peak``.

    The constant form has no end and ignores ``final``.

    Examples
    --------
    >>> composed("linear", 0.4, 0.5, 0.5, steps=8)(np.arange(8))
    array([0.1 , 0.2 , 0.3 , 0.4 , 0.4 , 0.35, 0.3 , 0.25])
    """
    if form not in FORMS:
        raise ValueError(f"no form is called {form!r}; there are {', '.join(FORMS)}")
    rising = round(warm * steps)
    falling = FORMS[form](peak, steps - rising, final * peak)
    return warm_up(falling, rising) if rising else falling
