"""Many data sets whose true weights are known: ridge against lasso, each at its own best lambda."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from course_lib.engine import LinearFit, lasso, ridge
from course_lib.engine.arrays import Array

N, D, NOISE = 50, 40, 1.0
SIGNAL = 4.0
"""Sum of the squares of the true weights: what they explain of the targets' variance."""
FIRST = (0.15, 0.3)
"""Strengths from which a search for the best one begins."""
FLAT = 1e-3
"""A share of the error that is no gain."""


@dataclass(frozen=True, eq=False)
class DataSets:
    """K data sets: features (K, n, d), targets (K, n, 1), true weights (K, d, 1)."""

    features: Array
    targets: Array
    truth: Array

    def halves(self) -> tuple["DataSets", "DataSets"]:
        """Those by which a lambda is chosen, and those on which it is measured."""
        half = len(self.features) // 2
        parts = (self.features, self.targets, self.truth)
        return DataSets(*(part[:half] for part in parts)), DataSets(
            *(part[half:] for part in parts)
        )


def equal_weights(k: int, d: int = D) -> Array:
    """Give k weights of one size and d - k zeros, the squares adding up to 4, shape (d,).

    Examples
    --------
    >>> equal_weights(4, 6)
    array([1., 1., 1., 1., 0., 0.])
    """
    weights = np.zeros(d)
    weights[:k] = np.sqrt(SIGNAL / k)
    return weights


def data_sets(
    sizes: npt.ArrayLike, count: int, *, rng: np.random.Generator, n: int = N, noise: float = NOISE,
    likeness: float = 0.0,
) -> DataSets:  # fmt: skip
    """Draw data sets with these true weights, each weight with a sign of its own.

    Parameters
    ----------
    sizes : array of shape (d,), or (count, d)
    likeness : correlation of any two features
    """
    sizes = np.asarray(sizes, np.float64)
    d = sizes.shape[-1]
    features = rng.standard_normal((count, n, d)) * np.sqrt(1 - likeness)
    if likeness:
        features += rng.standard_normal((count, n, 1)) * np.sqrt(likeness)
    truth = (sizes * rng.choice([-1.0, 1.0], (count, d)))[..., None]
    targets = features @ truth + noise * rng.standard_normal((count, n, 1))
    return DataSets(features, targets, truth)


def excess(fit: LinearFit, truth: Array, likeness: float = 0.0) -> Array:
    """The mean square by which predictions for new examples miss the truth, one per data set.

    Exact, not sampled: the features have mean 0, variance 1 and a known correlation.
    """
    away = fit.weights - truth
    own = (1 - likeness) * np.square(away).sum(axis=(-2, -1))
    shared = likeness * np.square(away.sum(axis=-2)).sum(axis=-1)
    return np.asarray(own + shared + np.square(fit.intercept).sum(axis=(-2, -1)))


def ridge_fit(drawn: DataSets, strength: float) -> LinearFit:
    """Fit all data sets with L2."""
    return ridge(drawn.features, drawn.targets, strength=strength)


def lasso_fit(drawn: DataSets, strength: float) -> LinearFit:
    """Fit all data sets with L1, to what a comparison needs."""
    return lasso(
        drawn.features, drawn.targets, strength=strength, tolerance=1e-4, max_sweeps=5000
    )  # fmt: skip


Fit = Callable[[DataSets, float], LinearFit]
FITS: dict[str, Fit] = {"L2": ridge_fit, "L1": lasso_fit}


def best_strength(errors: Callable[[float], float]) -> float:
    """The strength with the lowest error, on a grid of factors of 2 that grows until it is no end.

    Where the errors level off towards 0, by less than a thousandth from one strength to the next,
    no penalty is best, and the grid ends.

    Examples
    --------
    >>> best_strength(lambda strength: abs(np.log(strength / 1.2)))
    1.2
    """
    grid = {each: errors(each) for each in FIRST}
    while True:
        best = min(grid, key=grid.__getitem__)
        if min(grid) < best < max(grid):
            return best
        more = best / 2 if best == min(grid) else best * 2
        grid[more] = errors(more)
        if more < best and grid[more] > grid[best] * (1 - FLAT):
            return best


def chosen_and_measured(fit: Fit, drawn: DataSets, likeness: float = 0.0) -> tuple[float, Array]:
    """Choose a strength on the first half of the data sets; measure it on the second.

    Returns
    -------
    (the chosen strength, errors of the second half)
    """
    known, others = drawn.halves()
    best = best_strength(
        lambda strength: float(excess(fit(known, strength), known.truth, likeness).mean())
    )
    return best, excess(fit(others, best), others.truth, likeness)


def both_penalties(drawn: DataSets, likeness: float = 0.0) -> dict[str, Array]:
    """The errors of L2 and of L1 on the same data sets, each at its own best strength."""
    return {name: chosen_and_measured(fit, drawn, likeness)[1] for name, fit in FITS.items()}
