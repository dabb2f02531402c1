"""What all fits share: the means are taken off, so that the intercept drops out."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from course_lib.engine.arrays import Array, PerModel
from course_lib.engine.least_squares.checks import check_problem
from course_lib.engine.least_squares.linear_fit import LinearFit


@dataclass(frozen=True, eq=False)
class Centred:
    """A least-squares problem with all means taken off, in float64.

    The best intercept is ``targets.mean - features.mean @ weights`` whatever the weights are, so
    with the means off it drops out of the problem, and no penalty sees it.
    """

    features: Array
    features_mean: Array
    targets: Array
    targets_mean: Array
    strength: Array
    dtype: np.dtype[Any]

    @classmethod
    def of(cls, who: str, features: Array, targets: Array, strength: PerModel) -> "Centred":
        """Check the problem and take off the means."""
        check_problem(who, features, targets, strength)
        strengths = np.asarray(strength, np.float64)
        return cls(*centre(features), *centre(targets), strengths, features.dtype)

    @property
    def n(self) -> int:
        """The number of examples."""
        return int(self.features.shape[-2])

    def fit(self, weights: Array) -> LinearFit:
        """Bring weights back to the data as they came, in their dtype."""
        intercept = self.targets_mean - self.features_mean @ weights
        return LinearFit(weights.astype(self.dtype), intercept.astype(self.dtype))


def centre(array: Array) -> tuple[Array, Array]:
    """Take off the mean over the examples; return what is left, and the mean, in float64."""
    numbers = array.astype(np.float64)
    # Counted from the first example, so that a column that never changes becomes exactly zero.
    first = numbers[..., :1, :]
    rest = numbers - first
    mean = rest.mean(axis=-2, keepdims=True)
    return rest - mean, first + mean
