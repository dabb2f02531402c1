"""Features that are alike beside eight that mean nothing: L1, L2 and both penalties."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from course_lib.engine import soft_threshold
from course_lib.engine.arrays import Array

N, NOISE, APART = 30, 0.5, 0.1
TOLERANCE, ROUNDS = 1e-6, 10_000
"""No weight moves further in the last round: two that are alike need many."""


@dataclass(frozen=True, eq=False)
class Studies:
    """K studies: columns (K, 30, copies + 8), the first measure the same; targets (K, 30, 1)."""

    columns: Array
    targets: Array
    copies: int = 2
    apart: float = APART


def thermometers(
    count: int, *, rng: np.random.Generator, copies: int = 2, apart: float = APART
) -> Studies:
    """Draw studies: thermometers in one oven, eight columns of nothing, means taken off."""
    heat = rng.standard_normal((count, N, 1))
    alike = heat + apart * rng.standard_normal((count, N, copies))
    columns = np.concatenate([alike, rng.standard_normal((count, N, 8))], axis=2)
    targets = heat + NOISE * rng.standard_normal((count, N, 1))
    return Studies(
        columns - columns.mean(axis=1, keepdims=True),
        targets - targets.mean(axis=1, keepdims=True),
        copies,
        apart,
    )


def elastic_net(studies: Studies, l1: float, l2: float) -> Array:
    """Coordinate descent under both penalties, shape (K, d): first a distance, then a factor.

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
    found, w = np.zeros_like(moments), np.zeros_like(moments)
    moving = np.arange(len(w))  # the studies that still move
    for _ in range(ROUNDS):
        before = w.copy()
        for j in range(w.shape[1]):
            pull = moments[:, j] - (gram[:, j] * w).sum(axis=1) + gram[:, j, j] * w[:, j]
            w[:, j] = soft_threshold(pull, l1) / (gram[:, j, j] + l2)
        found[moving] = w
        go_on = np.abs(w - before).max(axis=1) > TOLERANCE
        moving, w, gram, moments = moving[go_on], w[go_on], gram[go_on], moments[go_on]
        if not len(moving):
            break
    return found


def excess(weights: Array, copies: int = 2, apart: float = APART) -> Array:
    """The mean square by which predictions of new studies miss, beyond the noise; exact, (K,)."""
    alike, others = weights[:, :copies], weights[:, copies:]
    missed = np.square(alike.sum(axis=1) - 1)  # of the heat, whose weight is 1
    return np.asarray(
        missed + apart**2 * np.square(alike).sum(axis=1) + np.square(others).sum(axis=1)
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
    alike = studies.copies

    def errors(weights: Array) -> Array:
        return excess(weights, alike, studies.apart)

    l1, l2 = min(found, key=lambda each: float(errors(found[each][:half]).mean()))
    weights = found[l1, l2][half:]
    return Chosen(
        l1, l2, errors(weights),
        float((weights[:, :alike] != 0).all(axis=1).mean()),
        float((weights[:, alike:] == 0).sum(axis=1).mean()),
    )  # fmt: skip
