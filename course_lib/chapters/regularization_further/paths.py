"""Measurements on the weights along lambda, and on the lambda that is chosen."""

from typing import Any

import numpy as np

from course_lib.engine import lasso, per_model, polynomial_features, ridge
from course_lib.engine.arrays import Array

SETS = 100
"""Data sets of one trial."""
L2_GRID = np.geomspace(1e-6, 10, 57)
L1_GRID = np.geomspace(1e-3, 0.5, 40)
CURVES = {
    "wave": lambda x: np.sin(np.pi * x),
    "line": lambda x: x,
    "bump": lambda x: np.exp(-8 * x**2),
}


def drawn_set(
    rng: np.random.Generator, *, n: int, noise: float, curve: str, kind: str, degree: int
) -> tuple[Array, Array]:
    """Features and targets, shapes (n, degree) and (n, 1).

    ``kind`` is "powers" of x; "columns" drawn without any relation; or "turned", the powers turned
    until they have no correlation, each with the spread that it has along its own axis.
    """
    x = rng.uniform(-1, 1, (n, 1))
    targets = CURVES[curve](x) + noise * rng.standard_normal((n, 1))
    if kind == "columns":
        return rng.standard_normal((n, degree)), targets
    features = polynomial_features(x, degree)
    if kind == "turned":
        features = features - features.mean(axis=0)
        _, _, axes = np.linalg.svd(features, full_matrices=False)
        features = features @ axes.T
    return features, targets


def sets_of(group: int, **conditions: Any) -> list[tuple[Array, Array]]:
    """The data sets of a trial; another group draws others."""
    return [drawn_set(np.random.default_rng([group, k]), **conditions) for k in range(SETS)]


def growing(group: int, **conditions: Any) -> dict[str, float]:
    """In how many data sets a weight grows as lambda does, and whether the squares always fall."""
    grows, falls = [], []
    for features, targets in sets_of(group, **conditions):
        path = ridge(features, targets, strength=per_model(L2_GRID)).weights[..., 0]
        steps = np.diff(np.abs(path), axis=0)
        grows.append((steps > 1e-9 * np.abs(path).max()).any())
        falls.append((np.diff(np.square(path).sum(axis=1)) < 0).all())
    return {"sets": SETS, "one_grows": float(np.mean(grows)), "squares_fall": float(np.mean(falls))}


def returning(group: int, **conditions: Any) -> dict[str, float]:
    """In how many data sets a weight is 0 under L1, and not 0 at a larger lambda."""
    back = []
    for features, targets in sets_of(group, **conditions):
        fits = lasso(features, targets, strength=per_model(L1_GRID), tolerance=1e-6)
        away = fits.weights[..., 0] != 0
        back.append((away[1:] & ~away[:-1]).any())
    return {"sets": SETS, "one_returns": float(np.mean(back))}


def choosing(group: int, *, choosing: int, **conditions: Any) -> dict[str, float]:
    """How often the error looks lower on the points that chose lambda than on 1000 others.

    The control is one fixed lambda, which nobody chose on these points.
    """
    low, low_fixed, ratios = [], [], []
    fixed = int(np.abs(L2_GRID - 3e-4).argmin())
    for k in range(4 * SETS):
        rng = np.random.default_rng([group, k])
        fits = ridge(*drawn_set(rng, **conditions), strength=per_model(L2_GRID))
        errors = []
        for n in (choosing, 1000):
            features, targets = drawn_set(rng, **conditions | {"n": n})
            errors.append(np.square(fits.predict(features) - targets).mean(axis=(1, 2)))
        best = int(errors[0].argmin())
        low.append(errors[0][best] < errors[1][best])
        low_fixed.append(errors[0][fixed] < errors[1][fixed])
        ratios.append(errors[0][best] / errors[1][best])
    more = np.subtract(low, low_fixed, dtype=float)
    spread = more.std(ddof=1) / np.sqrt(len(more))
    return {
        "sets": len(low),
        "too_low": float(np.mean(low)),
        "too_low_fixed": float(np.mean(low_fixed)),
        "errors": float(more.mean() / spread) if spread else 0.0,
        "median_ratio": float(np.median(ratios)),
    }
