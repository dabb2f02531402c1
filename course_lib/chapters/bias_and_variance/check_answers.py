"""The course's own answers of notebook 02, and the inputs that its checks draw."""

from collections.abc import Callable

import numpy as np

from course_lib import checks

Floats = checks.Floats


def paired_difference(wrong_a: Floats, wrong_b: Floats) -> tuple[float, float]:
    """Mean and standard error of what each example says."""
    d = wrong_a.astype(float) - wrong_b
    return float(d.mean()), float(d.std() / np.sqrt(len(d)))


def folds(order: Floats, k: int) -> list[Floats]:
    """Dealt like cards: every k-th goes to the same fold."""
    return [order[first::k] for first in range(k)]


def treat(
    train_error: float,
    dev_error: float,
    floor: float,
    try_remedy: Callable[[str], tuple[float, float]],
) -> str:
    """Bias first, and first the cheapest question; then the gap."""
    if train_error - floor > 0.03:
        trained_on, _ = try_remedy("train on")
        return "train on" if train_error - trained_on > 0.03 else "bigger network"
    return "regularization" if dev_error - train_error > 0.03 else "nothing"


def bias_and_variance(predictions: Floats, truth: Floats) -> tuple[float, float]:
    """The average model's distance from the truth, and the models' distance from it."""
    average = predictions.mean(axis=0)
    return float(((average - truth) ** 2).mean()), float(((predictions - average) ** 2).mean())


def forecast_error(sizes: Floats, errors: Floats, size: float) -> float:
    """A straight line on log axes."""
    exponent = np.log(errors[1] / errors[0]) / np.log(sizes[1] / sizes[0])
    return float(errors[0] * (size / sizes[0]) ** exponent)


def _pair_that_differs(wrong_a: Floats, wrong_b: Floats) -> tuple[float, float]:
    """As above; not asked where the standard error is 0, which a rule of its own looks at."""
    difference, error = paired_difference(wrong_a, wrong_b)
    return difference, error or np.nan


def _bools(rng: np.random.Generator, n: int) -> Floats:
    return np.asarray(rng.random(n) < rng.choice([0.0, 0.1, 0.3, 0.5, 0.8, 1.0]))


def _two_sizes(rng: np.random.Generator) -> Floats:
    first = rng.integers(100, 2000)
    return np.array([first, first * rng.choice([2, 3, 4, 10])], float)


def _two_errors(rng: np.random.Generator) -> Floats:
    first = rng.uniform(0.05, 0.5)
    return np.round([first, first * rng.uniform(0.2, 1.1)], 3)


_models, _places, _n = checks.size(1, 5), checks.size(1, 4), checks.size(1, 20)
PAIRED_DIFFERENCE = checks.drawn(
    _pair_that_differs, wrong_a=checks.made(_bools, _n), wrong_b=checks.made(_bools, _n)
)
BIAS_AND_VARIANCE = checks.drawn(
    bias_and_variance, predictions=checks.array(_models, _places), truth=checks.array(_places)
)
FORECAST_ERROR = checks.drawn(
    forecast_error,
    {"sizes": np.array([500.0, 2000.0]), "errors": np.array([0.3, 0.1]), "size": 8000.0},
    sizes=checks.made(_two_sizes),
    errors=checks.made(_two_errors),
    size=checks.number(100, 50_000, log=True),
)
