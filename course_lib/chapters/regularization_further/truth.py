"""What the two penalties make of weights that somebody wrote down."""

from dataclasses import dataclass

import numpy as np

from course_lib.chapters.regularization_further import sparse
from course_lib.engine.arrays import Array
from course_lib.experiments import paired_change
from course_lib.experiments.contests import ENOUGH

SETS = 120
LOWER = 0.2
"""The share by which L1 has to be lower, so that no luck of the draw decides."""


@dataclass(frozen=True)
class Verdict:
    """Mean errors of both penalties, and the difference with its standard error."""

    l1: float
    l2: float
    change: float
    error: float

    @property
    def l1_wins(self) -> bool:
        """Whether L1 is lower by a fifth, and by three standard errors."""
        return self.change < -max(ENOUGH * self.error, LOWER * self.l2)

    def __str__(self) -> str:
        compared = f"{self.change:+.2f} ± {self.error:.2f}"
        return f"error of L1 {self.l1:.2f}, of L2 {self.l2:.2f}: {compared}"


def errors_under(weights: Array, seed: int) -> dict[str, Array]:
    """Draw 120 data sets from these weights: the errors of L2 and L1, each at its best lambda.

    What is no finite number counts as 0, so that a first draft can be drawn, too.

    Examples
    --------
    >>> {name: len(each) for name, each in errors_under(np.full(40, np.nan), seed=0).items()}
    {'L2': 60, 'L1': 60}
    """
    weights = np.nan_to_num(weights, nan=0.0, posinf=0.0, neginf=0.0)
    drawn = sparse.data_sets(weights, SETS, rng=np.random.default_rng(seed))
    return sparse.both_penalties(drawn)


def verdict(weights: Array, seed: int) -> Verdict:
    """Say whether L1 beats L2 under these weights.

    Examples
    --------
    >>> verdict(sparse.equal_weights(2), seed=0).l1_wins
    True
    """
    errors = errors_under(weights, seed)
    change, error = paired_change(errors["L1"], errors["L2"])
    return Verdict(float(errors["L1"].mean()), float(errors["L2"].mean()), change, error)
