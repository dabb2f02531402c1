"""The curse of dimensionality: how far away the nearest example is."""

import math

import numpy as np
import numpy.typing as npt


def nearest_and_mean(n: int, d: int, *, rng: np.random.Generator) -> tuple[float, float]:
    """Draw n points in a cube with sides of 1; how far the nearest other is, and any other.

    Returns
    -------
    (mean distance to the nearest other point, mean distance between two points)

    Examples
    --------
    >>> nearest, mean = nearest_and_mean(200, 2, rng=np.random.default_rng(0))
    >>> nearest < mean / 5
    True
    """
    points = rng.random((n, d))
    squares = (points**2).sum(axis=1)
    squared = np.maximum(squares[:, None] + squares - 2 * points @ points.T, 0)
    np.fill_diagonal(squared, np.inf)
    distances = np.sqrt(squared)
    return float(distances.min(axis=1).mean()), float(distances[np.isfinite(distances)].mean())


def points_needed(d: int, within: float) -> float:
    """Say how many points put one, on average, within this distance of where one stands.

    ``1 / volume`` of a ball with this radius, edges of the cube left aside.

    Examples
    --------
    >>> round(points_needed(1, 0.1), 6)
    5.0
    """
    volume = math.pi ** (d / 2) * within**d / math.gamma(d / 2 + 1)
    return float(1 / volume)


def nearest_distance(n: int, d: int, *, rng: np.random.Generator, probes: int = 500) -> float:
    """Measure how far the nearest of n points is from a place in the middle of the cube.

    Examples
    --------
    >>> 0.01 < nearest_distance(5, 1, rng=np.random.default_rng(0)) < 0.2
    True
    """
    points: npt.NDArray[np.float64] = rng.random((probes, n, d))
    return float(np.sqrt(((points - 0.5) ** 2).sum(axis=-1)).min(axis=-1).mean())
