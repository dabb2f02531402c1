"""The course's own answers of notebook 02, and the inputs that its checks draw."""

import numpy as np

from course_lib import checks

Floats = checks.Floats


def error_rate(wrong: Floats) -> tuple[float, float]:
    """The share that is True, and its standard error."""
    p = float(wrong.mean())
    return p, float(np.sqrt(p * (1 - p) / len(wrong)))


def verdict(train_error: float, dev_error: float, bayes_error: float, tolerance: float) -> str:
    """Two differences, each large or not."""
    bias = train_error - bayes_error > tolerance
    variance = dev_error - train_error > tolerance
    if bias and variance:
        return "high bias and high variance"
    return "high bias" if bias else "high variance" if variance else "fine"


def bias_and_variance(predictions: Floats, truth: Floats) -> tuple[float, float]:
    """The average model's distance from the truth, and the models' distance from it."""
    average = predictions.mean(axis=0)
    return float(((average - truth) ** 2).mean()), float(((predictions - average) ** 2).mean())


def forecast_error(sizes: Floats, errors: Floats, size: float) -> float:
    """A straight line on log axes."""
    exponent = np.log(errors[1] / errors[0]) / np.log(sizes[1] / sizes[0])
    return float(errors[0] * (size / sizes[0]) ** exponent)


def _answers(rng: np.random.Generator, n: int) -> Floats:
    return np.asarray(rng.random(n) < rng.choice([0.0, 0.1, 0.3, 0.5, 0.8, 1.0]))


def _two_sizes(rng: np.random.Generator) -> Floats:
    first = rng.integers(100, 2000)
    return np.array([first, first * rng.choice([2, 3, 4, 10])], float)


def _two_errors(rng: np.random.Generator) -> Floats:
    first = rng.uniform(0.05, 0.5)
    return np.round([first, first * rng.uniform(0.2, 1.1)], 3)


# In 64ths, which are exact: a difference that equals the tolerance does so by every route.
_sixty_fourths = [k / 64 for k in range(17)]
_models, _places = checks.size(1, 5), checks.size(1, 4)
ERROR_RATE = checks.drawn(error_rate, wrong=checks.made(_answers, checks.size(1, 20)))
VERDICT = checks.drawn(
    verdict,
    train_error=checks.one_of(*_sixty_fourths),
    dev_error=checks.one_of(*_sixty_fourths),
    bayes_error=checks.one_of(*_sixty_fourths[:8]),
    tolerance=checks.one_of(*_sixty_fourths[1:6]),
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
