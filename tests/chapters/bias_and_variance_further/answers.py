"""Answers of notebook 02b by other routes: RIGHT; SEEN, whose messages are tested; WRONG."""

import numpy as np

from course_lib.engine import ridge
from tests.chapters.bias_and_variance_further.test_check import (
    DIMENSION_MISTAKES,
    PEAK_MISTAKES,
    PENALTY_MISTAKES,
    SOLUTIONS,
)


def by_ten_parts(h, t, strengths):
    costs = []
    for strength in strengths:
        missed = 0.0
        for out in np.array_split(np.arange(len(h)), 10):
            fit = ridge(np.delete(h, out, 0), np.delete(t, out, 0), strength=strength)
            missed += float(((fit.predict(h[out]) - t[out]) ** 2).sum())
        costs.append(missed)
    return float(strengths[int(np.argmin(costs))])


def three_kept_out(h, t, strengths):
    def cost(strength):
        return np.mean((ridge(h[3:], t[3:], strength=strength).predict(h[:3]) - t[:3]) ** 2)

    return min(strengths, key=cost)


RIGHT = {}
for check, function in SOLUTIONS:
    RIGHT.setdefault(check.__name__, {})[function.__name__] = function
RIGHT["choose_penalty"]["ten parts"] = by_ten_parts
RIGHT["dimension"]["loop"] = lambda first, second: float(
    len(first) / sum(np.log(s / r) for r, s in zip(first, second, strict=True))
)
RIGHT["units_at_peak"]["compared"] = lambda images, outputs: sum(
    not any((image == other).all() for other in images[:k]) for k, image in enumerate(images)
)
RIGHT["units_at_peak"]["one less"] = lambda images, outputs: len(np.unique(images, axis=0)) - 1
RIGHT["units_at_peak"]["one more"] = lambda images, outputs: len(np.unique(images, axis=0)) + 1
RIGHT["dimension"]["unbiased"] = lambda first, second: (
    (len(first) - 1) / float(np.log(second / first).sum())
)
SEEN = {
    "dimension": DIMENSION_MISTAKES,
    "units_at_peak": PEAK_MISTAKES,
    "choose_penalty": PENALTY_MISTAKES,
}
WRONG = {
    "dimension": {"whole": lambda first, second: round(1 / np.log(second / first).mean())},
    "units_at_peak": {
        "six": lambda images, outputs: 6,
        "two more": lambda images, outputs: len(np.unique(images, axis=0)) + 2,
        "values": lambda images, outputs: len(np.unique(images)),
        "rank": lambda images, outputs: np.linalg.matrix_rank(images),
    },
    "choose_penalty": {
        "first": lambda h, t, strengths: strengths[0],
        "last": lambda h, t, strengths: strengths[-1],
        "smallest": lambda h, t, strengths: min(strengths),
        "three kept out": three_kept_out,
        "the first output": lambda h, t, strengths: by_ten_parts(h, t[:, :1], strengths),
        "by the shape": lambda h, t, strengths: (max if h.shape[1] > 20 else min)(strengths),
        "always one": lambda h, t, strengths: 1.0,
    },
}
