"""A reader's schedule beside tuned ones, from seeds that have chosen nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.chapters.learning_rate_schedules import runs
from course_lib.chapters.learning_rate_schedules.composer import chosen
from course_lib.datasets import load_sweep
from course_lib.experiments import paired_change
from course_lib.experiments.decay_forms import composed

SWEEP = "learning_rate_schedules_composer"
FEWEST_ERRORS = 3.0
"""From so many of its standard errors on, a mean difference counts."""
SEEDS_EACH = 20
HALF = runs.STEPS // 2
CONSTANT, COSINE = "the best constant rate, 1000 updates", "a cosine, 500 updates"


def update_by_update(rate: Callable[..., float], *more: Any) -> Callable[[Any], Any]:
    """Make a schedule of a function that gives one rate at a time, ``rate(step, *more)``.

    Examples
    --------
    >>> update_by_update(lambda step, steps: 1 - step / steps, 4)(np.arange(4))
    array([1.  , 0.75, 0.5 , 0.25])
    """

    def schedule(step: npt.ArrayLike) -> npt.NDArray[np.float64]:
        each = [float(rate(int(now), *more)) for now in np.ravel(step)]
        return np.array(each).reshape(np.shape(step))

    return schedule


@dataclass(frozen=True)
class Verdict:
    """How a schedule ended beside another: means, and the paired change with its standard error."""

    name: str
    ours: float
    theirs: float
    change: float
    error: float

    @property
    def in_errors(self) -> float:
        """How many standard errors the change is; negative: ours is lower."""
        if self.error == 0:
            return 0.0 if self.change == 0 else float(np.copysign(np.inf, self.change))
        return self.change / self.error

    def __str__(self) -> str:
        percent = np.array([self.change, self.error]) / self.theirs * 100
        measured = (
            f"{self.ours:.4f} against {self.theirs:.4f} of {self.name}: "
            f"{percent[0]:+.1f} ± {percent[1]:.1f} %"
        )
        if abs(self.in_errors) < FEWEST_ERRORS:
            return f"{measured}, {abs(self.in_errors):.1f} of its errors: not told apart"
        return f"{measured}: {'lower' if self.change < 0 else 'higher'}"


def judge(schedule: Callable[[Any], Any], *, attempt: int) -> tuple[Verdict, Verdict]:
    """Train a schedule of 500 updates beside tuned ones.

    Parameters
    ----------
    schedule : function of an array of steps
    attempt : whole number from 1
        Each has twenty seeds of its own: whoever judges ten schedules by the same seeds, and keeps
        the best, has chosen luck, too.

    Returns
    -------
    two Verdicts : against the best constant rate in 1000 updates, and a cosine in 500
    """
    if isinstance(attempt, bool) or not isinstance(attempt, int) or attempt < 1:
        raise ValueError(f"attempt must be a whole number from 1; got {attempt!r}")
    seeds = tuple(range(100 * attempt, 100 * attempt + SEEDS_EACH))
    ours = ends_in_half(schedule, seeds)
    constant, cosine = (verdict(name, ours, ends) for name, ends in peers(seeds).items())
    return constant, cosine


def ends_in_half(schedule: Callable[[Any], Any], seeds: tuple[int, ...]) -> npt.NDArray[np.float64]:
    """Loss at the end of 500 updates, by seed."""
    epochs = runs.EPOCHS // 2
    losses, _ = runs.run([schedule], seeds=seeds, epochs=epochs, every=epochs)
    return losses[0, :, -1]


def verdict(name: str, ours: npt.NDArray[np.float64], theirs: npt.NDArray[np.float64]) -> Verdict:
    """Compare losses at the end, pair by pair, with those of what is called ``name``.

    Examples
    --------
    >>> print(verdict("a coin", np.array([0.5, 0.6, 0.4, 0.6]), np.full(4, 0.7)))
    0.5250 against 0.7000 of a coin: -25.0 ± 6.8 %: lower
    """
    change, error = paired_change(ours, theirs)
    return Verdict(name, float(ours.mean()), float(theirs.mean()), float(change), float(error))


@cache
def peers(seeds: tuple[int, ...]) -> dict[str, npt.NDArray[np.float64]]:
    """Loss at the end, by seed, of the best constant rate, and of a cosine in half of its updates.

    The cosine has the peak that is best for it in 1000 updates, which is a good one here, too.
    """
    stored = load_sweep(SWEEP)
    tuned = composed("cosine", **chosen(stored, "cosine", warm=0), steps=HALF)
    constant = runs.run([chosen(stored, "constant")["peak"]], seeds=seeds, every=runs.EPOCHS)[0]
    return {CONSTANT: constant[0, :, -1], COSINE: ends_in_half(tuned, seeds)}
