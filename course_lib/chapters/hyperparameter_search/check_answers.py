"""The course's own answers of notebook 08, and the inputs that its checks draw."""

from collections.abc import Callable
from typing import Any

import numpy as np

from course_lib import checks

Floats = checks.Floats


def log_uniform(u: Floats, low: float, high: float) -> Floats:
    """Even in the exponent."""
    return np.asarray(low * (high / low) ** u)


def main_effect(scores: Floats, axis: int) -> float:
    """The means along one axis, over all others."""
    others = tuple(k for k in range(scores.ndim) if k != axis)
    return float(scores.mean(axis=others).var() / scores.var())


def my_search(draw: Callable[[], Any], run: Callable[[Any, int], float]) -> Any:
    """Twelve settings for 4 epochs, the best three of them for 16: 96 epochs."""
    left = [draw() for _ in range(12)]
    for epochs, keep in ((4, 3), (16, 1)):
        scores = [run(settings, epochs) for settings in left]
        left = [left[k] for k in np.argsort(scores)[::-1][:keep]]
    return left[0]


def promised_and_kept(scores: Floats) -> tuple[float, float]:
    """The score that won, and the mean of the winner's other runs."""
    winner = scores[:, 0].argmax()
    return float(scores[winner, 0]), float(scores[winner, 1:].mean())


def _runs(rng: np.random.Generator, trials: int, seeds: int) -> Floats:
    """Scores of which no two first ones are the same."""
    scores = np.round(rng.uniform(0.1, 0.9, (trials, seeds)), 2)
    scores[:, 0] = rng.choice(np.arange(10, 90), trials, replace=False) / 100
    return np.asarray(scores)


_u = checks.array(checks.size(1, 5), low=0, high=1)
_rows, _columns = (checks.size(2, 4), checks.size(2, 4))
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
MAIN_EFFECT = checks.drawn(
    main_effect,
    scores=_scores,
    axis=checks.made(lambda rng, scores: int(rng.integers(scores.ndim)), _scores),
)
PROMISED_AND_KEPT = checks.drawn(
    promised_and_kept,
    {"scores": np.array([[0.5, 0.7], [0.6, 0.2]])},
    {"scores": np.array([[0.4, 0.5, 0.9]])},
    scores=checks.made(_runs, checks.size(1, 6), checks.size(2, 6)),
)
