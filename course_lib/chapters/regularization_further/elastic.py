"""Two features that are alike beside eight that mean nothing: L1, L2 and both penalties."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from course_lib.engine import soft_threshold
from course_lib.engine.arrays import Array

N, NOISE, APART = 30, 0.5, 0.1
ROUNDS = 100


@dataclass(frozen=True, eq=False)
class Studies:
    """K studies: columns (K, 30, 10), two of which measure the same, and targets (K, 30, 1)."""

    columns: Array
    targets: Array


def thermometers(count: int, *, rng: np.random.Generator) -> Studies:
    """Draw studies: two thermometers in one oven, eight columns of nothing, means taken off."""
    heat = rng.standard_normal((count, N, 1))
    two = heat + APART * rng.standard_normal((count, N, 2))
    columns = np.concatenate([two, rng.standard_normal((count, N, 8))], axis=2)
    targets = heat + NOISE * rng.standard_normal((count, N, 1))
    return Studies(
        columns - columns.mean(axis=1, keepdims=True), targets - targets.mean(axis=1, keepdims=True)
    )


def elastic_net(studies: Studies, l1: float, l2: float, rounds: int = ROUNDS) -> Array:
    """Coordinate descent under both penalties, shape (K, 10): first a distance, then a factor.

    ::

        mean(e**2) / 2 + l1 * sum(|w|) + l2 / 2 * sum(w**2)

    Examples
    --------
    >>> few = thermometers(3, rng=np.random.default_rng(0))
    >>> (elastic_net(few, 10.0, 0.0) == 0).all()
    np.True_
    """
    gram = studies.columns.mT @ studies.columns / N
    moments = (studies.columns.mT @ studies.targets / N)[..., 0]
    w = np.zeros_like(moments)
    for _ in range(rounds):
        for j in range(w.shape[1]):
            pull = moments[:, j] - (gram[:, j] * w).sum(axis=1) + gram[:, j, j] * w[:, j]
            w[:, j] = soft_threshold(pull, l1) / (gram[:, j, j] + l2)
    return w


def excess(weights: Array) -> Array:
    """The mean square by which predictions of new studies miss, beyond the noise; exact, (K,)."""
    two, others = weights[:, :2], weights[:, 2:]
    missed = np.square(two.sum(axis=1) - 1)  # of the heat, whose weight is 1
    return np.asarray(
        missed + APART**2 * np.square(two).sum(axis=1) + np.square(others).sum(axis=1)
    )


@dataclass(frozen=True, eq=False)
class Chosen:
    """The strengths that were best on the first half of the studies, and what they are worth."""

    l1: float
    l2: float
    errors: Array
    keep_both: float
    thrown_out: float


def best_of(studies: Studies, l1s: Sequence[float], l2s: Sequence[float]) -> Chosen:
    """Choose the strengths on the first half of the studies; judge on the second."""
    half = len(studies.columns) // 2
    found = {(l1, l2): elastic_net(studies, l1, l2) for l1 in l1s for l2 in l2s}
    l1, l2 = min(found, key=lambda each: float(excess(found[each][:half]).mean()))
    weights = found[l1, l2][half:]
    return Chosen(
        l1, l2, excess(weights),
        float((weights[:, :2] != 0).all(axis=1).mean()),
        float((weights[:, 2:] == 0).sum(axis=1).mean()),
    )  # fmt: skip
