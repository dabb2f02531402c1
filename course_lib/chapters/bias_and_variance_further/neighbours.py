"""How far away the nearest example is, and how many directions the examples really have."""

import math

import numpy as np
import numpy.typing as npt

from course_lib.datasets import digits

Floats = npt.NDArray[np.float64]

POOL = 12_000
"""The first digits, from which some are drawn."""


def distances(points: Floats, others: Floats | None = None, *, power: float = 2) -> Floats:
    """Distance of each point to each of the others; infinite to itself.

    Examples
    --------
    >>> distances(np.array([[0.0, 0.0], [3.0, 4.0]]))
    array([[inf,  5.],
           [ 5., inf]])
    """
    ends = points if others is None else others
    if power == 2:
        squared = (points**2).sum(axis=1)[:, None] + (ends**2).sum(axis=1) - 2 * points @ ends.T
        found = np.sqrt(np.maximum(squared, 0))
    else:
        rows = [np.abs(ends - point) for point in points]
        norms = [row.max(axis=1) if power == np.inf else row.sum(axis=1) for row in rows]
        found = np.array(norms)
    if others is None:
        np.fill_diagonal(found, np.inf)
    return np.asarray(found)


def nearest_two(points: Floats, *, power: float = 2) -> tuple[Floats, Floats]:
    """Distances of each point to its nearest and to its second nearest neighbour.

    Examples
    --------
    >>> [each.tolist() for each in nearest_two(np.array([[0.0], [1.0], [3.0]]))]
    [[1.0, 1.0, 2.0], [3.0, 2.0, 3.0]]
    """
    first, second = np.partition(distances(points, power=power), 1, axis=1)[:, :2].T
    return first, second


def nearness(points: Floats, *, power: float = 2) -> float:
    """How far the nearest other point is, as a share of how far any other is; means of both.

    Examples
    --------
    >>> nearness(np.random.default_rng(0).random((200, 2))) < 0.2
    True
    """
    found = distances(points, power=power)
    return float(found.min(axis=1).mean() / found[np.isfinite(found)].mean())


def dimension(points: Floats, *, power: float = 2) -> float:
    """In how many directions a point has neighbours: ``1 / mean(log(second / first))``.

    Facco, d'Errico, Rodriguez, Laio (2017). Twins, at a distance of 0, are left out.

    Examples
    --------
    >>> round(dimension(np.random.default_rng(0).random((1000, 2))), 1)
    2.0
    """
    first, second = nearest_two(points, power=power)
    apart = first > 0
    return float(1 / np.log(second[apart] / first[apart]).mean())


def shuffled(images: Floats, rng: np.random.Generator) -> Floats:
    """Deal each pixel's values out among the images: every pixel as it was, no image left.

    Examples
    --------
    >>> rows = shuffled(np.arange(6.0).reshape(3, 2), np.random.default_rng(0))
    >>> np.sort(rows, axis=0).tolist()
    [[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]]
    """
    return np.asarray(rng.permuted(images, axis=0))


def some_digits(
    n: int, rng: np.random.Generator, *, side: int = 28, only: int | None = None
) -> Floats:
    """Draw n of the first digits of MNIST, all or only those of one kind.

    Examples
    --------
    >>> some_digits(5, np.random.default_rng(0)).shape
    (5, 784)
    """
    images, labels = digits(POOL, side=side, dtype=np.float32)
    among = np.arange(POOL) if only is None else np.flatnonzero(labels == only)
    return np.asarray(images[rng.choice(among, n, replace=False)], np.float64)


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


def by_neighbour(sizes: tuple[int, ...], *, probes: int = 1000) -> tuple[Floats, Floats]:
    """Name new digits as their nearest of the first n: (distances, shares of errors), by size.

    Examples
    --------
    >>> [part.shape for part in by_neighbour((30, 100))]
    [(2,), (2,)]
    """
    images, labels = digits(POOL, dtype=np.float32)
    new, answers = (part[-probes:] for part in (images, labels))
    away = distances(new.astype(np.float64), images[: max(sizes)].astype(np.float64))
    nearest = [away[:, :n].argmin(axis=1) for n in sizes]
    far = [float(away[:, :n].min(axis=1).mean()) for n in sizes]
    missed = [float(np.mean(labels[places] != answers)) for places in nearest]
    return np.array(far), np.array(missed)
