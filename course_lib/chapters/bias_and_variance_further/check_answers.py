"""The course's own answers of notebook 02b, and the inputs that its checks draw."""

from collections.abc import Sequence

import numpy as np

from course_lib import checks
from course_lib.chapters.bias_and_variance_further.double_descent import fits

Floats = checks.Floats


def dimension(first: Floats, second: Floats) -> float:
    """The mean of log(second / first) is one over the dimension."""
    return float(1 / np.log(second / first).mean())


def units_at_peak(images: Floats, outputs: int) -> int:
    """As many as there are different images; each output has weights of its own."""
    return len(np.unique(images, axis=0))


def choose_penalty(h: Floats, t: Floats, strengths: Sequence[float]) -> float:
    """The strength with the lowest squared error on examples kept out, each in its turn."""
    folds = np.arange(len(h)) % 4
    costs = np.zeros(len(strengths))
    for fold in range(4):
        out = folds == fold
        for k, (weights, intercept) in enumerate(fits(h[~out], t[~out], list(strengths))):
            costs[k] += ((h[out] @ weights + intercept - t[out]) ** 2).sum()
    return float(strengths[int(costs.argmin())])


_n = checks.size(2, 12)
DIMENSION = checks.drawn(
    dimension,
    {"first": np.array([1.0, 2.0]), "second": np.array([2.0, 8.0])},
    first=checks.array(_n, low=0.1, high=1.0),
    second=checks.array(_n, low=1.1, high=3.0),
)


def _some_twice(rng: np.random.Generator, n: int, pixels: int) -> Floats:
    return rng.integers(0, 3, (n, pixels)).astype(np.float64)


UNITS_AT_PEAK = checks.drawn(
    units_at_peak,
    images=checks.made(_some_twice, checks.size(2, 12), checks.size(1, 4)),
    outputs=checks.size(1, 10),
)
