"""What a fit gives back."""

from dataclasses import dataclass

import numpy as np

from course_lib.engine.arrays import Array
from course_lib.engine.least_squares.checks import check_floats, check_same_models


@dataclass(frozen=True, eq=False)
class LinearFit:
    """A fitted weighted sum: ``features @ weights + intercept``.

    Attributes
    ----------
    weights : array of shape (..., d, outputs)
    intercept : array of shape (..., 1, outputs)
        Never penalized.

    Examples
    --------
    >>> line = LinearFit(weights=np.array([[2.0]]), intercept=np.array([[1.0]]))
    >>> line.predict(np.array([[0.0], [3.0]]))
    array([[1.],
           [7.]])
    """

    weights: Array
    intercept: Array

    def predict(self, features: Array) -> Array:
        """Return ``features @ weights + intercept``.

        Parameters
        ----------
        features : array of shape (..., n, d)
            Without a model axis, all models predict for the same ones.

        Returns
        -------
        array of shape (..., n, outputs)

        Raises
        ------
        ValueError, TypeError
            For another number of features or of models, another dtype, and for NaN.
        """
        check_floats("predict", features=features, weights=self.weights)
        check_same_models("predict", features=features, weights=self.weights)
        if features.shape[-1] != self.weights.shape[-2]:
            raise ValueError(
                f"this fit takes {self.weights.shape[-2]} features; "
                f"got features of shape {features.shape}"
            )
        return np.asarray(features @ self.weights + self.intercept)
