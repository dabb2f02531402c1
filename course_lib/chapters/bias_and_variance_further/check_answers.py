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


def _some_twice(rng: np.random.Generator, n: int, pixels: int) -> Floats:
    return rng.integers(0, 3, (n, pixels)).astype(np.float64)


_n = checks.size(2, 12)
FIRST = checks.array(_n, low=0.1, high=1.0)
APART = checks.array(_n, low=1.1, high=3.0)
"""How many times as far the second neighbour is."""
SOME_TWICE = checks.made(_some_twice, checks.size(8, 40), checks.size(1, 12))
OUTPUTS = checks.size(1, 10)
