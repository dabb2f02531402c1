"""Polynomials of growing degree through one data set: what the capacity dashboard shows."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from course_lib.chapters.bias_and_variance.decomposition import diagnose
from course_lib.experiments.curves import (
    draw_sample,
    fit_polynomial,
    mean_squared,
    predict_curve,
    truth,
)

DEGREES = tuple(range(10))
EXAMPLES = (10, 12, 15, 20, 30, 50, 100, 200)
SAMPLES = tuple(range(1, 9))
DEV_SIZE = 2000
TOLERANCE = 0.05

GRID = np.linspace(-1, 1, 200)[:, None]
"""Where curves are drawn."""

Floats = npt.NDArray[Any]


@dataclass(frozen=True)
class Sampling:
    """Capacity, examples and noise; ``sample`` chooses another data set of the same kind."""

    degree: int
    examples: int
    noise: float
    sample: int = 1


@dataclass(frozen=True, eq=False)
class Outcome:
    """The points, the fitted curve on GRID, the errors of all DEGREES, and the verdict.

    Attributes
    ----------
    x, y : arrays of shape (examples, 1)
    curve : array of shape (200, 1)
    train_errors, dev_errors : arrays of shape (degrees,)
        Mean squared errors.
    train_error, dev_error, bayes_error : float
        Those of the chosen degree, and the noise's variance.
    verdict : str
    """

    x: Floats
    y: Floats
    curve: Floats
    train_errors: Floats
    dev_errors: Floats
    train_error: float
    dev_error: float
    bayes_error: float
    verdict: str


def outcome(setting: Sampling) -> Outcome:
    """Fit every degree to the data set, and judge the chosen one.

    The dev set has 2000 points of its own. A larger noise stretches the same draws, so that the
    picture changes smoothly.

    Examples
    --------
    >>> outcome(Sampling(degree=0, examples=50, noise=0.1)).verdict
    'high bias'
    """
    x, y = draw_sample(
        setting.examples, setting.noise, rng=np.random.default_rng([setting.sample + 4, 1])
    )
    x_dev, y_dev = draw_sample(DEV_SIZE, setting.noise, rng=np.random.default_rng(0))
    curve, train_errors, dev_errors = truth(GRID), [], []
    for degree in DEGREES:
        fit = fit_polynomial(x, y, degree)
        train_errors.append(float(mean_squared(predict_curve(fit, x), y)))
        dev_errors.append(float(mean_squared(predict_curve(fit, x_dev), y_dev)))
        if degree == setting.degree:
            curve = predict_curve(fit, GRID)
    chosen = DEGREES.index(setting.degree)
    errors = (train_errors[chosen], dev_errors[chosen], setting.noise**2)
    verdict = diagnose(*errors, tolerance=TOLERANCE)
    return Outcome(x, y, curve, np.array(train_errors), np.array(dev_errors), *errors, verdict)
