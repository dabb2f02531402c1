"""The course's own answers of notebook 08, and the inputs that its checks draw."""

import math

import numpy as np

from course_lib import checks

Floats = checks.Floats


def log_uniform(u: Floats, low: float, high: float) -> Floats:
    """Even in the exponent."""
    return np.asarray(low * (high / low) ** u)


def one_minus_log(u: Floats, low: float, high: float) -> Floats:
    """Even in the exponent of 1 - beta."""
    return 1 - log_uniform(u, 1 - low, 1 - high)


def main_effect(scores: Floats, axis: int) -> float:
    """The means along one axis, over all others."""
    others = tuple(k for k in range(scores.ndim) if k != axis)
    return float(scores.mean(axis=others).var() / scores.var())


def expected_improvement(mean: Floats, std: Floats, best: float) -> Floats:
    """Gain where it is sure, and hope where it is not."""
    gain = mean - best
    z = gain / std
    below = np.array([(1 + math.erf(each / math.sqrt(2))) / 2 for each in z])
    return np.asarray(gain * below + std * np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi))


def near_border(value: float, low: float, high: float, share: float) -> bool:
    """Within a share of either end, in orders of magnitude."""
    place = math.log(value / low) / math.log(high / low)
    return place < share or place > 1 - share


def _inside(rng: np.random.Generator, low: float, high: float) -> float:
    """Often near an end, and never just where a share ends."""
    place = (rng.integers(40) + 0.5) / 40
    place = rng.choice([place, 0.0125, 0.0625, 0.1375, 0.8625, 0.9375, 0.9875])
    return float(low * (high / low) ** place)


_u = checks.array(checks.size(1, 5), low=0, high=1)
_points, _rows, _columns = (checks.size(1, 4), checks.size(2, 4), checks.size(2, 4))
_low, _high = checks.number(1e-6, 0.01, log=True), checks.number(0.02, 10, log=True)
_scores = checks.one_of(
    checks.array(_rows, _columns, low=0, high=1), checks.array(2, _rows, _columns, low=0, high=1)
)
LOG_UNIFORM = checks.drawn(
    log_uniform,
    {"u": np.array([0.9, 0.1]), "low": 0.01, "high": 1.0},
    u=_u,
    low=_low,
    high=_high,
)
ONE_MINUS_LOG = checks.drawn(
    one_minus_log,
    {"u": np.array([0.0, 1.0]), "low": 0.5, "high": 0.99},
    {"u": np.array([0.9, 0.1]), "low": 0.9, "high": 0.999},
    u=_u,
    low=checks.number(0.1, 0.9),
    high=checks.one_of(0.95, 0.98, 0.99, 0.995, 0.999, 0.9999),
)
MAIN_EFFECT = checks.drawn(
    main_effect,
    scores=_scores,
    axis=checks.made(lambda rng, scores: int(rng.integers(scores.ndim)), _scores),
)
EXPECTED_IMPROVEMENT = checks.drawn(
    expected_improvement,
    mean=checks.array(_points, low=0, high=1),
    std=checks.array(_points, low=0.05, high=0.5),
    best=checks.number(0, 1),
)
NEAR_BORDER = checks.drawn(
    near_border,
    {"value": 0.15, "low": 0.1, "high": 10.0, "share": 0.01},
    {"value": 5e-6, "low": 1e-6, "high": 1e-2, "share": 0.25},
    value=checks.made(_inside, _low, _high),
    low=_low,
    high=_high,
    share=checks.one_of(0.03, 0.1, 0.2, 0.25),
)
