"""k relevant features of d: ridge against lasso on many data sets at once."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course_lib.engine import LinearFit, lasso, ridge
from course_lib.engine.arrays import Array

N, D, NOISE = 50, 40, 1.0
STRENGTHS = np.geomspace(3, 0.003, 13)
"""From strong to weak: each lasso starts from the one before."""


@dataclass(frozen=True, eq=False)
class DataSets:
    """K data sets: features (K, n, d), targets (K, n, 1), true weights (K, d, 1)."""

    features: Array
    targets: Array
    truth: Array


def data_sets(k: int, count: int, *, rng: np.random.Generator, n: int = N, d: int = D) -> DataSets:
    """Draw data sets whose targets depend on the first k of d features, all equally strongly.

    The true weights are +1 or -1 over the root of k, times 2: however many there are, together they
    explain the same share of the targets.

    Examples
    --------
    >>> drawn = data_sets(4, 3, rng=np.random.default_rng(0))
    >>> np.abs(drawn.truth[0, :5, 0])
    array([1., 1., 1., 1., 0.])
    """
    features = rng.standard_normal((count, n, d))
    truth = np.zeros((count, d, 1))
    truth[:, :k] = 2 / np.sqrt(k) * rng.choice([-1.0, 1.0], (count, k, 1))
    noise = NOISE * rng.standard_normal((count, n, 1))
    return DataSets(features, features @ truth + noise, truth)


def ridge_path(drawn: DataSets, strengths: Array = STRENGTHS) -> list[LinearFit]:
    """One fit of all data sets for each strength."""
    return [ridge(drawn.features, drawn.targets, strength=float(s)) for s in strengths]


def lasso_path(drawn: DataSets, strengths: Array = STRENGTHS) -> list[LinearFit]:
    """One fit of all data sets for each strength, each begun at the one before."""
    fits: list[LinearFit] = []
    for s in strengths:
        start = fits[-1] if fits else None
        fit = lasso(drawn.features, drawn.targets, strength=float(s), tolerance=1e-4, start=start)
        fits.append(fit)
    return fits


def excess(fit: LinearFit, truth: Array) -> Array:
    """The mean square by which predictions for new examples miss the truth, one per data set.

    Exact, not sampled: features are independent with mean 0 and variance 1, so it is the squared
    distance of the weights, and the intercept's.
    """
    distance = np.square(fit.weights - truth).sum(axis=(-2, -1))
    return np.asarray(distance + np.square(fit.intercept).sum(axis=(-2, -1)))


def chosen_and_measured(
    path: Callable[[DataSets], list[LinearFit]], drawn: DataSets
) -> tuple[int, Array]:
    """Choose a strength on the first half of the data sets; measure it on the second.

    Returns
    -------
    (place of the chosen strength in STRENGTHS, excess errors of the second half)
    """
    errors = np.stack([excess(fit, drawn.truth) for fit in path(drawn)])
    half = errors.shape[1] // 2
    best = int(errors[:, :half].mean(axis=1).argmin())
    return best, errors[best, half:]
