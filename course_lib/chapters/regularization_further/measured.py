"""Measurements on axes of the data, on zeros, on the prior, and on the contest of L1 and L2."""

from collections.abc import Callable
from typing import Any

import numpy as np

from course_lib.chapters.regularization_further import sparse
from course_lib.chapters.regularization_further.paths import sets_of
from course_lib.engine import lasso, ridge
from course_lib.engine.arrays import Array
from course_lib.experiments import paired_change


def in_errors(ours: Array, theirs: Array) -> tuple[float, float]:
    """The mean of the differences, and how many of its standard errors it is."""
    mean, error = paired_change(ours, theirs)
    return float(mean), float(mean / error) if error else 0.0


def least_known(
    group: int, *, n: int, d: int, strength: float, likeness: float, noise: str, sizes: str
) -> dict[str, float]:
    """Axes of the data: what L2 keeps, against the spread of the free fit over draws of the noise.

    ``agree`` is the share of pairs of axes in which the one that is kept less is the one along
    which the free fit varies more.
    """
    agree = []
    for k in range(20):
        rng = np.random.default_rng([group, k])
        features = rng.standard_normal((n, d)) * np.sqrt(1 - likeness)
        features += rng.standard_normal((n, 1)) * np.sqrt(likeness)
        features *= np.geomspace(0.3, 3, d) if sizes == "unequal" else 1.0
        features -= features.mean(axis=0)
        _, s, axes = np.linalg.svd(features, full_matrices=False)
        kept = s**2 / (s**2 + n * strength)
        draws = _noise(rng, noise, features @ axes[0])
        free = ridge(features, features @ np.ones((d, 1)) + draws, strength=0.0).weights
        spread = (axes @ free)[..., 0].std(axis=0)
        first, second = np.triu_indices(d, 1)
        agree.append(np.mean((kept[first] > kept[second]) == (spread[first] < spread[second])))
    return {"sets": len(agree), "agree": float(np.mean(agree))}


def _noise(rng: np.random.Generator, kind: str, along: Array, draws: int = 400) -> Array:
    shape = (draws, len(along), 1)
    if kind == "heavy tails":
        return rng.standard_t(3, size=shape)
    noise = rng.standard_normal(shape)
    if kind == "drifts":  # each 0.9 of the one before
        for k in range(1, len(along)):
            noise[:, k] = 0.9 * noise[:, k - 1] + np.sqrt(1 - 0.9**2) * noise[:, k]
    return noise * np.square(along)[:, None] if kind == "grows along the longest axis" else noise


def zeros(group: int, *, method: str, strength: float, **conditions: Any) -> dict[str, float]:
    """The shares of weights that are exactly 0, and nearly 0, under L1 and under L2."""
    found: dict[str, list[Array]] = {"L1": [], "L2": []}
    for features, targets in sets_of(group, **conditions):
        if method == "gradient descent":
            by_l1 = _by_gradients(features, targets, strength, np.sign)
            by_l2 = _by_gradients(features, targets, strength, lambda w: w)
        else:
            by_l1 = lasso(features, targets, strength=strength, tolerance=1e-6).weights
            by_l2 = ridge(features, targets, strength=strength).weights
        found["L1"].append(by_l1)
        found["L2"].append(by_l2)
    exact = {name: float(np.mean(np.array(each) == 0)) for name, each in found.items()}
    tiny = {f"tiny_{name}": float(np.mean(np.abs(each) < 1e-2)) for name, each in found.items()}
    return exact | tiny


def _by_gradients(
    features: Array, targets: Array, strength: float, slope: Callable[[Array], Array],
    steps: int = 3000,
) -> Array:  # fmt: skip
    """Plain gradient descent on the loss with a penalty, whose slope is lambda * slope(w)."""
    h, t = features - features.mean(axis=0), targets - targets.mean()
    gram, moments = h.T @ h / len(h), h.T @ t / len(h)
    w = np.full_like(moments, 0.5)
    rate = 0.5 / np.linalg.eigvalsh(gram)[-1]
    for _ in range(steps):
        w = w - rate * (gram @ w - moments + strength * slope(w))
    return np.asarray(w)


FACTORS = 2.0 ** np.arange(-3, 4)
SHAPES = {
    "normal": lambda rng, shape: rng.standard_normal(shape),
    "uniform": lambda rng, shape: rng.uniform(-np.sqrt(3), np.sqrt(3), shape),
    "Laplace": lambda rng, shape: rng.laplace(0, np.sqrt(0.5), shape),
    "nine of ten are 0": lambda rng, shape: (
        rng.standard_normal(shape) * np.sqrt(10) * (rng.random(shape) < 0.1)
    ),
    "around 1": lambda rng, shape: 1 + rng.standard_normal(shape),
    "with a part in common": lambda rng, shape: (
        np.sqrt(0.5)
        * (rng.standard_normal((shape[0],) + (1,) * (len(shape) - 1)) + rng.standard_normal(shape))
    ),
}


def read_off(
    group: int, *, n: int, d: int, u: float, v: float, shape: str, likeness: float,
    believed: float, variances: str, noise: str,
) -> dict[str, float]:  # fmt: skip
    """Ridge at ``v / (n u)`` times factors of 2: distance from the true weights, 500 data sets.

    ``better`` is the lowest of (error at another lambda minus error at the one read off), in
    standard errors: below -3 another lambda is better. ``believed`` is a factor by which u is
    believed larger than it is. Under "unequal" ``variances`` the features differ in size, 0.3 to 3,
    and the weights' spread is in proportion; u is their mean variance.
    """
    rng = np.random.default_rng([group, 1])
    features = rng.standard_normal((500, n, d)) * np.sqrt(1 - likeness)
    features += rng.standard_normal((500, n, 1)) * np.sqrt(likeness)
    truth = np.sqrt(u) * SHAPES[shape](rng, (500, d, 1))
    if variances == "unequal":
        sizes = np.geomspace(0.3, 3, d)
        features *= sizes
        truth *= (sizes / np.sqrt(np.mean(sizes**2)))[:, None]
    targets = features @ truth + np.sqrt(v) * _noise(rng, noise, np.ones(n), 500)
    read = v / (n * u * believed)
    distances = [
        np.square(ridge(features, targets, strength=float(read * factor)).weights - truth)
        .sum(axis=(1, 2))
        for factor in FACTORS
    ]  # fmt: skip
    means = [float(each.mean()) for each in distances]
    middle = len(FACTORS) // 2
    others = [
        in_errors(each, distances[middle])[1]
        for place, each in enumerate(distances)
        if place != middle
    ]
    return {
        "best_factor": float(FACTORS[int(np.argmin(means))]),
        "better": min(others), "distance": means[middle],
    }  # fmt: skip


def contest(group: int, weights: str, **drawn: Any) -> dict[str, float]:
    """How much lower (below 0) or higher L1's error is than L2's: in errors, and as a share.

    ``share_low`` is that share, less two of its standard errors.
    """
    rng = np.random.default_rng([group, 2])
    d, small, pairs = (drawn.pop(name) for name in ("d", "small", "pairs"))
    errors = sparse.both_penalties(
        sparse.data_sets(_sizes(weights, (pairs, d), small, rng), pairs, rng=rng, **drawn),
        drawn["likeness"],
    )
    change, error = paired_change(errors["L1"], errors["L2"])
    by = float(errors["L2"].mean())
    return {
        "errors": float(change / error),
        "share": float(change / by),
        "share_low": float((change - 2 * error) / by),
    }


def _sizes(weights: str, shape: tuple[int, int], small: float, rng: np.random.Generator) -> Array:
    d = shape[1]
    if weights in ("Laplace", "normal"):
        drawn = SHAPES[weights](rng, shape)
        return np.asarray(np.abs(drawn) * np.sqrt(sparse.SIGNAL / d))
    if weights == "three large":
        sizes = np.full(d, small)
        sizes[:3] = np.sqrt((sparse.SIGNAL - (d - 3) * small**2) / 3)
        return sizes
    return sparse.equal_weights({"two": 2, "five": 5, "all": d}[weights], d)


def few_and_many(group: int, **drawn: Any) -> dict[str, float]:
    """L1 against L2 where two features matter, and where all do."""
    numbers: dict[str, float] = {}
    for name in ("two", "all"):
        for key, value in contest(group, name, **drawn).items():
            numbers[f"{name}_{key}"] = value
    return numbers


def one_truth(group: int, *, weights: str, **drawn: Any) -> dict[str, float]:
    """L1 against L2 under one kind of truth."""
    return contest(group, weights, **drawn)
