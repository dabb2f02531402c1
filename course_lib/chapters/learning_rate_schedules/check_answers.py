"""The course's own answers of notebook 06, and the inputs that its checks draw."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course_lib import checks
from course_lib.chapters.learning_rate_schedules.four_runs import right_remedies


def lecture_rate(step: int, steps: int, peak: float) -> float:
    """A rise, the peak, a tenth, a hundredth."""
    if step < 0.1 * steps:
        return min(1.0, (step + 1) / (steps / 10)) * peak
    return peak * (1 if step < 0.5 * steps else 0.1 if step < 0.75 * steps else 0.01)


def remedies() -> dict[str, str]:
    """What was found by running all of them."""
    return right_remedies()


def my_schedule(step: int, steps: int) -> float:
    """A straight line from 1.2 to 0: half of the time wants a high peak."""
    return 1.2 * (1 - step / steps)


@dataclass(frozen=True)
class Falling:
    """A schedule to put a rise before: in a straight line from the peak to 0.

    Examples
    --------
    >>> Falling(1.0, steps=4)(1)
    0.75
    """

    peak: float
    steps: int

    def __call__(self, step: int) -> float:
        """Return the rate."""
        return self.peak * (1 - min(step / self.steps, 1))


def warmed(step: int, warm: int, schedule: Callable[[int], float]) -> float:
    """A rise to where the schedule begins, then the schedule."""
    if step < warm:
        return float((step + 1) / warm * schedule(0))
    return float(schedule(step - warm))


def _boundary(rng: np.random.Generator, steps: int, *ends: int) -> int:
    """A step: the last before a piece ends, the first after it, or any."""
    near = [max(0, end - back) for end in ends for back in (0, 1) if end - back < steps]
    return int(rng.choice([0, steps - 1, int(rng.integers(steps)), *near]))


def _of_the_lecture(rng: np.random.Generator, steps: int) -> int:
    return _boundary(rng, steps, steps // 10, steps // 2, 3 * steps // 4)


# Twenties, of which a tenth and three quarters are whole: all ways to ask for a boundary agree.
_twenties = checks.one_of(*range(20, 820, 20))
LECTURE_RATE = checks.drawn(
    lecture_rate,
    {"step": 59, "steps": 600, "peak": 0.3},
    {"step": 299, "steps": 600, "peak": 0.3},
    step=checks.made(_of_the_lecture, _twenties),
    steps=_twenties,
    peak=checks.number(0.01, 3, log=True),
)
_warm = checks.size(1, 40)
WARMED = checks.drawn(
    warmed,
    {"step": 0, "warm": 1, "schedule": Falling(0.3, steps=9)},
    step=checks.made(lambda rng, warm: _boundary(rng, 3 * warm, warm), _warm),
    warm=_warm,
    schedule=checks.made(
        lambda rng: Falling(float(rng.uniform(0.1, 3)), steps=int(rng.integers(5, 200)))
    ),
)
