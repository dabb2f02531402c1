"""The course's own answers of notebook 06, and the inputs that its checks draw."""

import numpy as np

from course_lib import checks


def lecture_rate(step: int, steps: int, peak: float) -> float:
    """A rise, the peak, a tenth, a hundredth."""
    if step < 0.1 * steps:
        return (step + 1) / (steps / 10) * peak
    return peak * (1 if step < 0.5 * steps else 0.1 if step < 0.75 * steps else 0.01)


def warm_cosine(step: int, steps: int, warm: int, peak: float, end: float) -> float:
    """A rise, then half a wave."""
    if step < warm:
        return (step + 1) / warm * peak
    s = (1 + np.cos(np.pi * (step - warm) / (steps - warm))) / 2
    return float(s * peak + (1 - s) * end)


def _boundary(rng: np.random.Generator, steps: int, *ends: int) -> int:
    """A step: the last before a piece ends, the first after it, or any."""
    near = [max(0, end - back) for end in ends for back in (0, 1) if end - back < steps]
    return int(rng.choice([0, steps - 1, int(rng.integers(steps)), *near]))


def _of_the_lecture(rng: np.random.Generator, steps: int) -> int:
    return _boundary(rng, steps, steps // 10, steps // 2, 3 * steps // 4)


# Twenties, of which a tenth and three quarters are whole: all ways to ask for a boundary agree.
_twenties = checks.one_of(*range(20, 820, 20))
_steps = checks.size(5, 200)
_warm = checks.made(lambda rng, steps: int(rng.integers(1, steps)), _steps)
LECTURE_RATE = checks.drawn(
    lecture_rate,
    {"step": 59, "steps": 600, "peak": 0.3},
    {"step": 299, "steps": 600, "peak": 0.3},
    step=checks.made(_of_the_lecture, _twenties),
    steps=_twenties,
    peak=checks.number(0.01, 3, log=True),
)
WARM_COSINE = checks.drawn(
    warm_cosine,
    {"step": 0, "steps": 60, "warm": 12, "peak": 0.5, "end": 0.0},
    {"step": 36, "steps": 60, "warm": 12, "peak": 0.5, "end": 0.0},
    step=checks.made(_boundary, _steps, _warm),
    steps=_steps,
    warm=_warm,
    peak=checks.number(0.05, 2),
    end=checks.number(0, 1, 0.0),
)
