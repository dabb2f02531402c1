"""The course's own answers of notebook 06, and the inputs that its checks draw."""

import numpy as np

from course_lib import checks

Floats = checks.Floats


def rates_to_try(low: float, high: float, steps: int) -> Floats:
    """Equal ratios."""
    return np.asarray(low * (high / low) ** (np.arange(steps) / (steps - 1)))


def lecture_rate(step: int, steps: int, peak: float) -> float:
    """A rise, the peak, a tenth, a hundredth."""
    if step < 0.1 * steps:
        return (step + 1) / (steps / 10) * peak
    return peak * (1 if step < 0.5 * steps else 0.1 if step < 0.75 * steps else 0.01)


def root_decay(epoch: Floats, lr: float, k: float) -> Floats:
    """It begins at lr, and ends as lr * k / sqrt(epoch)."""
    return np.asarray(lr / np.sqrt(1 + epoch / k**2))


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
RATES_TO_TRY = checks.drawn(
    rates_to_try,
    {"low": 0.1, "high": 10.0, "steps": 3},
    low=checks.number(1e-4, 0.1, log=True),
    high=checks.number(0.2, 100, log=True),
    steps=checks.size(2, 9),
)
LECTURE_RATE = checks.drawn(
    lecture_rate,
    {"step": 59, "steps": 600, "peak": 0.3},
    {"step": 299, "steps": 600, "peak": 0.3},
    step=checks.made(_of_the_lecture, _twenties),
    steps=_twenties,
    peak=checks.number(0.01, 3, log=True),
)
ROOT_DECAY = checks.drawn(
    root_decay,
    epoch=checks.array(checks.size(1, 5), low=0, high=100),
    lr=checks.number(0.001, 1, log=True),
    k=checks.number(0.5, 10),
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
