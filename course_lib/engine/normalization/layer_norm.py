"""Layer normalization."""

import numpy as np

from course_lib.engine.arrays import Array
from course_lib.engine.images.shapes import VECTOR
from course_lib.engine.normalization.normalization_layer import NormalizationLayer
from course_lib.engine.normalization.standardize import Average


class LayerNorm(NormalizationLayer):
    """Give every example mean 0 and variance 1 over its own features, then scale and shift.

    ::

        mean     = sum(x) / features                     (examples, 1)
        variance = sum((x - mean)**2) / features
        x_hat    = (x - mean) / sqrt(variance + eps)     (examples, features)
        y        = gamma * x_hat + beta

    No example feels another one, so the size of the batch does not matter, nothing needs to be
    remembered, and training and inference are the same.

    Parameters
    ----------
    features : int, at least 2
        gamma and beta have one value for each, shape (1, features).
    eps : float
        Added to the variance, under the root.

    Notes
    -----
    Ba, Kiros and Hinton (2016), who need no eps.

    Examples
    --------
    >>> from course_lib.engine import Network
    >>> net = Network([LayerNorm(2)], rng=np.random.default_rng(0))
    >>> net.forward(np.array([[1.0, 3.0], [50.0, 10.0]])).round(3)
    array([[-1.,  1.],
           [ 1., -1.]])

    Notebook 07b, section 3.
    """

    takes = (VECTOR,)

    def __init__(self, features: int, *, eps: float = 1e-5, name: str = "") -> None:
        super().__init__(features, eps=eps, name=name)
        self.require_variance(self.features)

    @property
    def average(self) -> Average:
        """One mean for each example, over its features."""
        return _over_features


def _over_features(x: Array) -> Array:
    return np.asarray(x.mean(axis=-1, keepdims=True))
